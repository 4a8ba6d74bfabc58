import fc from 'fast-check';
import { isLive } from '../../src/payments/fold-batch.js';
import { foldLine } from '../../src/payments/fold-line.js';
import type { LineEvidence } from '../../src/payments/line-state.js';
import { debit, evidence, facts, noAnswer, receipt, returned, returnNotice, status } from './builders.js';

const stateAfter = (...known: LineEvidence[]) => foldLine(facts(), known).state;

describe('a line by its evidence (A5)', () => {
  it.each([
    ['nothing was heard', [], 'SENDING'],
    ['the channel took it', [receipt()], 'SENT'],
    ['the answer was lost', [noAnswer()], 'UNKNOWN'],
    ['the answer was lost and a repeat was received', [noAnswer(), receipt()], 'SENT'],
    ['the bank works on it', [receipt(), status('ACSP')], 'INPROC'],
    ['the bank reports it settled', [status('ACSC')], 'SETTLED'],
    ['the bank refuses it', [receipt(), status('RJCT', 'AC04')], 'REJECTED'],
    ['a statement books it', [noAnswer(), debit()], 'SETTLED'],
    ['a statement books it and later its return', [debit(), returned()], 'RETURNED'],
    ['a statement books less', [debit(150_000)], 'INPROC'],
    ['a verification of payee comes', [receipt(), status('RCVC')], 'SENT'],
  ])('is right when %s', (_why, known, state) => {
    expect(stateAfter(...known)).toBe(state);
  });

  it.each([
    ['nothing else was heard', [], 'SENDING'],
    ['the bank reports it settled', [status('ACSC')], 'SETTLED'],
    ['a statement books it', [debit()], 'SETTLED'],
    ['it came back once already', [debit(), returned(), returnNotice(), debit()], 'SETTLED'],
  ])(
    'R8: an announced return moves no money and changes no state, and is to be seen, when %s',
    (_why, known, state) => {
      const said = foldLine(facts(), [...known, returnNotice()]);
      expect(said).toMatchObject({ state, exceptions: ['return-announced'] });
      expect(said.netMinor).toBe(foldLine(facts(), known).netMinor);
    },
  );

  it.each([
    ['its return is booked', [debit(), returned()], 'RETURNED'],
    ['the bank refused the payment', [status('RJCT')], 'REJECTED'],
    ['the bank cancelled it', [status('CANC')], 'CANCELLED'],
  ])('an announced return is nothing more to wait for when %s', (_why, known, state) => {
    expect(foldLine(facts(), [returnNotice(), ...known])).toMatchObject({ state, exceptions: [] });
  });

  it('R2: INPROC never follows a final word, even a newer one', () => {
    expect(stateAfter(status('RJCT'), status('ACSP'))).toBe('REJECTED');
    expect(stateAfter(debit(), status('RJCT'))).toBe('SETTLED');
  });

  it('R3: a debit after a rejection settles it, unless a newer attempt is live: then it is overpaid', () => {
    expect(foldLine(facts(), [status('RJCT'), debit()])).toMatchObject({ state: 'SETTLED', rank: 3, exceptions: [] });
    expect(foldLine(facts({ otherAttemptLive: true }), [status('RJCT'), debit()])).toMatchObject({
      state: 'REJECTED',
      exceptions: ['overpaid'],
    });
  });

  it('R8: two debits are two debits, a repeated statement is not', () => {
    const once = debit();
    expect(foldLine(facts(), [once, once])).toMatchObject({ netMinor: 200_000, exceptions: [] });
    expect(foldLine(facts(), [once, debit()])).toMatchObject({ netMinor: 400_000, exceptions: ['overpaid'] });
    expect(foldLine(facts(), [once, debit(), returned()])).toMatchObject({ netMinor: 200_000, exceptions: [] });
  });

  it('never settles on another currency or on less than the amount', () => {
    expect(foldLine(facts(), [receipt(), debit(200_000, 'UGX')])).toMatchObject({
      state: 'SENT',
      exceptions: ['currency-differs'],
    });
    expect(foldLine(facts(), [debit(1)])).toMatchObject({ state: 'INPROC', exceptions: ['partial'] });
  });

  it('keeps the reason of a failure', () => {
    expect(foldLine(facts(), [status('RJCT', 'AC04')]).reason).toBe('AC04');
    expect(foldLine(facts(), [debit(), returned()]).reason).toBe('AC04');
  });

  const anyEvidence = fc.oneof(
    fc.constantFrom('ACSP', 'ACSC', 'RJCT', 'CANC', 'BLCK', 'RCVC').map((code) => status(code)),
    fc.constantFrom(1, 100_000, 200_000).map((minor) => debit(minor)),
    fc.constantFrom(100_000, 200_000).map((minor) => returned(minor)),
    fc.constant(0).map(() => receipt()),
    fc.constant(0).map(() => returnNotice()),
    fc.constant(0).map(() => evidence({ rank: 2, kind: 'recall-accepted' })),
    fc.constant(0).map(() => noAnswer()),
  );

  it('I5: is the same for every order and every repetition of the same evidence', () => {
    const played = fc.array(anyEvidence, { maxLength: 8 }).chain((known) =>
      fc.record({
        known: fc.constant(known),
        shuffled: fc.shuffledSubarray([...known, ...known], { minLength: known.length * 2 }),
      }),
    );
    fc.assert(
      fc.property(played, fc.boolean(), ({ known, shuffled }, otherAttemptLive) => {
        expect(foldLine(facts({ otherAttemptLive }), shuffled)).toEqual(foldLine(facts({ otherAttemptLive }), known));
      }),
    );
  });

  it('R4: a lost answer keeps the line live, so nothing new is issued for it', () => {
    expect(isLive(stateAfter(noAnswer()))).toBe(true);
    expect(isLive(stateAfter(status('RJCT')))).toBe(false);
    expect(isLive(stateAfter(debit(), returned()))).toBe(false);
  });
});
