import fc from 'fast-check';
import { isLive } from '../../src/payments/fold-batch.js';
import { foldLine, RECALLED } from '../../src/payments/fold-line.js';
import type { FoldedLine, LineEvidence, LineFacts } from '../../src/payments/line-state.js';
import { debit, evidence, facts, noAnswer, receipt, returned, status } from './builders.js';

const agreed = () => evidence({ rank: 2, kind: 'recall-accepted' });
const beside = (known: readonly LineEvidence[], over: Partial<LineFacts> = {}) =>
  foldLine(facts({ otherAttemptLive: true, ...over }), known);

/** A line fails, another attempt is made, and then the bank says something else. */
describe('R1, R3: a line beside which another attempt is live', () => {
  it.each<[string, LineEvidence[], Partial<FoldedLine>]>([
    [
      'was refused and is called paid by a later report',
      [status('RJCT', 'AC04'), status('ACSC')],
      { state: 'REJECTED', reason: 'AC04', rank: 2, netMinor: 0 },
    ],
    [
      'was refused and is booked',
      [status('RJCT', 'AC04'), debit()],
      { state: 'REJECTED', reason: 'AC04', rank: 2, netMinor: 200_000 },
    ],
    [
      'was refused and is booked in part',
      [status('RJCT', 'AC04'), debit(50_000)],
      { state: 'REJECTED', reason: 'AC04', netMinor: 50_000 },
    ],
    [
      'was paid, came back, and is booked once more',
      [status('ACSC'), debit(), returned(), debit()],
      { state: 'RETURNED', reason: 'AC04', rank: 3, netMinor: 200_000 },
    ],
    [
      'was called back and is booked all the same',
      [receipt(), agreed(), debit()],
      { state: 'CANCELLED', reason: RECALLED, rank: 2, netMinor: 200_000 },
    ],
    [
      'was cancelled and is called paid',
      [status('CANC'), status('ACCC')],
      { state: 'CANCELLED', rank: 2, netMinor: 0 },
    ],
  ])('stays as it failed, and is said to be paid too, when it %s', (_what, known, expected) => {
    expect(beside(known)).toMatchObject({ ...expected, exceptions: ['overpaid'] });
    // With nothing beside it the same words are the end of the matter, or at least its beginning.
    expect(isLive(foldLine(facts(), known).state)).toBe(true);
  });

  it('says nothing of an overpayment while nothing speaks for a payment', () => {
    for (const known of [[status('RJCT')], [debit(), returned()], [receipt(), agreed()]]) {
      expect(beside(known)).toEqual(foldLine(facts(), known));
    }
    expect(beside([], { cancelled: true, sending: false })).toMatchObject({ state: 'CANCELLED', exceptions: [] });
  });

  it.each<[string, LineEvidence]>([
    ['is called paid', status('ACSC')],
    ['is booked', debit()],
  ])('stays cancelled when it was given up before it left and %s all the same', (_what, word) => {
    const folded = beside([word], { cancelled: true, sending: false });
    expect(folded).toMatchObject({ state: 'CANCELLED', rank: 0, exceptions: ['overpaid'] });
  });

  it('I12: tells of a foreign booking beside the overpayment', () => {
    const known = [status('RJCT'), debit(), debit(1, 'UGX')];
    expect(beside(known).exceptions).toEqual(['currency-differs', 'overpaid']);
  });

  const failure = fc.oneof(
    fc.constantFrom('AC04', 'MD07', undefined).map((reason) => [status('RJCT', reason)]),
    fc.constant(0).map(() => [status('CANC')]),
    fc.constant(0).map(() => [debit(), returned()]),
    fc.constant(0).map(() => [agreed()]),
  );
  const anything = fc.oneof(
    fc.constantFrom('ACSP', 'ACSC', 'ACCC', 'PDNG', 'RCVC').map((code) => status(code)),
    fc.constantFrom(1, 200_000, 400_000).map((minor) => debit(minor)),
    fc.constant(0).map(() => receipt()),
    fc.constant(0).map(() => noAnswer()),
  );

  it('I3: is never live again, whatever a bank says after it failed, and money that went out is never overlooked', () => {
    fc.assert(
      fc.property(failure, fc.array(anything, { maxLength: 6 }), (failed, later) => {
        const folded = beside([...failed, ...later]);
        expect(isLive(folded.state)).toBe(false);
        expect(folded.exceptions.includes('overpaid')).toBe(isLive(foldLine(facts(), [...failed, ...later]).state));
        if (folded.netMinor > 0) expect(folded.exceptions).toContain('overpaid');
      }),
    );
  });
});

describe('A1.4, R4: a rejection that does not prove that nothing was paid', () => {
  const doubtful = 'AM05 DUPL DU01 DU02 DU03 DU04 DU05 RF01 AB05 AB07 AB08'.split(' ');

  it.each(doubtful)('%s leaves the line unknown and live, for a person to ask', (reason) => {
    const folded = foldLine(facts(), [receipt(), status('RJCT', reason)]);
    expect(folded).toEqual({ state: 'UNKNOWN', rank: 2, exceptions: ['action-needed'], netMinor: 0, reason });
    expect(isLive(folded.state)).toBe(true);
  });

  it.each(['AC04', 'MD07', 'TM01', 'AM04', 'FF01', 'NARR', 'XX99', undefined])('%s rejects it', (reason) => {
    expect(foldLine(facts(), [status('RJCT', reason)])).toMatchObject({ state: 'REJECTED', exceptions: [] });
  });

  it.each<[string, LineEvidence[], string]>([
    ['the bank works on it after all', [status('RJCT', 'AB05'), status('ACSP')], 'INPROC'],
    ['it timed out while the bank worked on it', [status('ACSP'), status('RJCT', 'AB05')], 'UNKNOWN'],
    ['a proven rejection came before', [status('RJCT', 'AC04'), status('RJCT', 'DU01')], 'REJECTED'],
    ['a proven rejection follows', [status('RJCT', 'DU01'), status('RJCT', 'AC04')], 'REJECTED'],
    ['the first copy of it was paid', [status('ACSC'), status('RJCT', 'DU01')], 'SETTLED'],
    ['a statement books it', [status('RJCT', 'AM05'), debit()], 'SETTLED'],
    ['the bank agreed to cancel it', [status('RJCT', 'AB07'), agreed()], 'CANCELLED'],
  ])('is decided by the rest of what is known when %s', (_what, known, state) => {
    expect(foldLine(facts(), known).state).toBe(state);
  });
});

describe('a recall to which the bank said yes and no', () => {
  const yes = (recallId: string) => evidence({ rank: 2, kind: 'recall-accepted', recallId });
  const disputed = (recallId: string) => evidence({ rank: 2, kind: 'recall-disputed', recallId });

  it('R3: cancels nothing and announces no return: the line is as if nobody had asked', () => {
    expect(foldLine(facts(), [receipt(), yes('R1'), disputed('R1')])).toMatchObject({ state: 'SENT', exceptions: [] });
    expect(foldLine(facts(), [debit(), disputed('R1'), yes('R1')])).toMatchObject({ state: 'SETTLED', exceptions: [] });
  });

  it('says nothing of another recall of the same line', () => {
    const known = [receipt(), yes('R1'), disputed('R1'), yes('R2')];
    expect(foldLine(facts(), known)).toMatchObject({ state: 'CANCELLED', reason: RECALLED });
    expect(foldLine(facts(), [receipt(), disputed('R1')])).toMatchObject({ state: 'SENT' });
  });

  it('leaves it cancelled beside an attempt that was made in good faith, and says so', () => {
    const folded = beside([receipt(), yes('R1'), disputed('R1')]);
    expect(folded).toMatchObject({ state: 'CANCELLED', exceptions: ['overpaid'] });
  });
});
