import fc from 'fast-check';
import { foldLine, RECALLED } from '../../src/payments/fold-line.js';
import type { LineEvidence, LineFacts, LineState } from '../../src/payments/line-state.js';
import {
  foldRecall,
  isAnswered,
  refuseRecall,
  type RecalledLine,
  type RecallSaid,
  type RecallState,
  type RecallWord,
} from '../../src/payments/recall.js';
import { debit, evidence, noAnswer, receipt, returned, returnNotice, status } from './builders.js';

const word = (said: RecallSaid, place = 0, reason?: string): RecallWord => ({
  ...{ key: `${said}-${place}`, at: new Date(Date.UTC(2026, 10, 26) + place * 1000).toISOString(), said },
  ...(reason !== undefined && { reason }),
});

describe('The state of a recall', () => {
  it.each<[string, RecallWord[], RecallState]>([
    ['nothing was heard', [], 'ASKED'],
    ['the channel has it', [word('RECEIVED')], 'SENT'],
    ['the bank looks into it', [word('RECEIVED'), word('PDCR', 1)], 'PENDING'],
    ['the bank agrees', [word('RECEIVED'), word('PDCR', 1), word('ACCR', 2)], 'ACCEPTED'],
    ['the bank does not', [word('RECEIVED'), word('RJCR', 2)], 'REFUSED'],
    ['the channel would not take it', [word('DECLINED')], 'REFUSED'],
    ['an answer came though the channel lost ours', [word('ACCR')], 'ACCEPTED'],
    ['the bank takes its word back', [word('ACCR', 1), word('RJCR', 2)], 'DISPUTED'],
    ['the bank thinks again', [word('RJCR', 1), word('ACCR', 2)], 'DISPUTED'],
    ['it looks into it again after it agreed', [word('ACCR', 1), word('PDCR', 2)], 'ACCEPTED'],
  ])('when %s is told', (_what, words, state) => {
    expect(foldRecall(words).state).toBe(state);
  });

  it('A1.4: has the reason of the newest refusal', () => {
    expect(foldRecall([word('RJCR', 2, 'LEGL'), word('RJCR', 1, 'CUST')])).toEqual({
      state: 'REFUSED',
      reason: 'LEGL',
    });
  });

  it('I5: is the same in any order and with any repetition', () => {
    const said = fc.constantFrom<RecallSaid>('ACCR', 'DECLINED', 'PDCR', 'RECEIVED', 'RJCR');
    const words = fc.array(fc.tuple(said, fc.nat(5), fc.constantFrom('CUST', 'LEGL')), { maxLength: 8 });
    const told = words.map((all) => [
      ...new Map(all.map(([one, place, reason]) => [`${one}-${place}`, word(one, place, reason)])).values(),
    ]);
    fc.assert(
      fc.property(told, fc.integer({ min: 0, max: 7 }), (all, turn) => {
        const other = [...all.slice(turn), ...all.slice(0, turn), ...all].reverse();
        expect(foldRecall(other)).toEqual(foldRecall(all));
      }),
    );
  });

  it.each<[RecallState, boolean]>([
    ['ASKED', false],
    ['SENT', false],
    ['PENDING', false],
    ['ACCEPTED', true],
    ['REFUSED', true],
    ['DISPUTED', true],
  ])('%s is the bank\u2019s last word: %s', (state, expected) => expect(isAnswered(state)).toBe(expected));
});

describe('Whether a payment may be called back', () => {
  const line = (over: Partial<RecalledLine> = {}): RecalledLine => ({
    ...{ state: 'SETTLED', netMinor: 200_000, batchState: 'SETTLED', recalls: [], isAskable: true },
    ...over,
  });

  it.each<LineState>(['SENT', 'INPROC', 'UNKNOWN', 'SETTLED'])('A5: yes while it is %s', (state) => {
    expect(refuseRecall(line({ state }))).toBeUndefined();
  });

  it.each<LineState>(['DRAFT', 'SEALED', 'SENDING'])('A5: not while it is %s: it is taken out or voided', (state) => {
    expect(refuseRecall(line({ state, netMinor: 0 }))).toBe('not-sent');
  });

  it.each<LineState>(['REJECTED', 'RETURNED', 'CANCELLED'])('R3: %s only when it was booked all the same', (state) => {
    expect(refuseRecall(line({ state, netMinor: 0 }))).toBe('already-over');
    expect(refuseRecall(line({ state, netMinor: 200_000 }))).toBeUndefined();
  });

  it('I9: not of a closed batch', () => expect(refuseRecall(line({ batchState: 'CLOSED' }))).toBe('batch-closed'));

  it.each<[RecallState, string | undefined]>([
    ['ASKED', 'recall-open'],
    ['SENT', 'recall-open'],
    ['PENDING', 'recall-open'],
    ['ACCEPTED', 'recalled-already'],
    ['REFUSED', undefined],
    ['DISPUTED', undefined],
  ])('a second time after one that is %s: %s', (state, expected) => {
    expect(refuseRecall(line({ recalls: ['REFUSED', state] }))).toBe(expected);
  });

  it('not where the channel takes no recall, as at a payment point', () => {
    expect(refuseRecall(line({ isAskable: false }))).toBe('channel-takes-no-recall');
  });
});

describe('A line whose recall the bank agreed to', () => {
  const facts: LineFacts = {
    ...{ amountMinor: 200_000, currency: 'KES', sealed: true, sending: true, cancelled: false },
    otherAttemptLive: false,
  };
  const agreed = () => evidence({ rank: 2, kind: 'recall-accepted' });
  const fold = (...all: LineEvidence[]) => foldLine(facts, all);

  it.each<[string, LineEvidence[]]>([
    ['sent', [receipt()]],
    ['unknown', [noAnswer()]],
    ['in process', [receipt(), status('ACSP')]],
    ['reported as rejected, which is how some banks cancel', [receipt(), status('RJCT', 'DS02')]],
  ])('R2: is cancelled when it was %s', (_what, before) => {
    const expected = { state: 'CANCELLED', rank: 2, reason: RECALLED, exceptions: [], netMinor: 0 };
    expect(fold(...before, agreed())).toEqual(expected);
    expect(fold(agreed(), ...before)).toEqual(expected);
  });

  it('R8: stays paid until the return is booked, when the bank says that it settled or has booked it', () => {
    const announced = ['return-announced'];
    expect(fold(status('ACSC'), agreed())).toMatchObject({ state: 'SETTLED', rank: 2, exceptions: announced });
    expect(fold(agreed(), debit())).toMatchObject({ state: 'SETTLED', rank: 3, exceptions: announced });
    expect(fold(agreed(), debit(), returned())).toMatchObject({ state: 'RETURNED', exceptions: [], netMinor: 0 });
  });

  it('R8: is one return with the announcement that follows', () => {
    expect(fold(agreed(), returnNotice(), debit(), returned()).exceptions).toEqual([]);
    expect(fold(agreed(), returnNotice(), debit()).exceptions).toEqual(['return-announced']);
  });

  it('R3: is paid twice when the bank books it beside a newer attempt', () => {
    const after = foldLine({ ...facts, otherAttemptLive: true }, [agreed(), debit()]);
    expect(after).toMatchObject({ state: 'CANCELLED', netMinor: 200_000, exceptions: ['overpaid'] });
  });
});
