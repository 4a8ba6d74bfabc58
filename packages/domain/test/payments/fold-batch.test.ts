import fc from 'fast-check';
import { foldBatch, isProven, tallyOf, type BatchFact, type TalliedLine } from '../../src/payments/fold-batch.js';
import { foldLine } from '../../src/payments/fold-line.js';
import type { LineEvidence } from '../../src/payments/line-state.js';
import { debit, facts, noAnswer, receipt, returned, status } from './builders.js';

interface Odd {
  readonly held?: boolean;
  readonly unexplained?: boolean;
  readonly signedOff?: boolean;
}

const lineOf = (known: readonly LineEvidence[], signedOff = false): TalliedLine => ({
  ...foldLine(facts(), known),
  signedOff,
});
const stateOf = (names: string, lines: readonly (readonly LineEvidence[])[], odd: Odd = {}) =>
  foldBatch({
    facts: new Set(names.split(' ').filter(Boolean) as BatchFact[]),
    tally: tallyOf(lines.map((known) => lineOf(known, odd.signedOff))),
    held: odd.held ?? false,
    unexplained: odd.unexplained ?? false,
  });
const SENT = 'validated approved sealed transmitting transmitted';

describe('a batch by its facts and lines (A5)', () => {
  it.each([
    ['', [[]], 'DRAFT'],
    ['validated', [[]], 'VALIDATED'],
    ['validated approved', [[]], 'APPROVED'],
    ['validated approved sealed', [[]], 'SEALED'],
    ['validated approved sealed voided', [[]], 'VOIDED'],
    ['validated approved sealed transmitting', [[noAnswer()]], 'TRANSMITTING'],
    [SENT, [[receipt()]], 'TRANSMITTED'],
    [`${SENT} acknowledged`, [[receipt()]], 'ACKNOWLEDGED'],
    ['validated approved sealed transmitting', [[debit()], [noAnswer()]], 'ACKNOWLEDGED'],
    [SENT, [[status('ACSC')], [debit()]], 'SETTLED'],
    [SENT, [[debit()], [debit()]], 'RECONCILED'],
    [SENT, [[debit()], [debit(), debit()]], 'SETTLED'],
    [SENT, [[debit()], [status('RJCT')]], 'PARTIAL'],
    [SENT, [[debit(), returned()], [status('RJCT')]], 'REJECTED'],
    ['validated approved cancelled', [[]], 'CANCELLED'],
    [`${SENT} closed`, [[debit(), returned()]], 'CLOSED'],
  ])('with %j is as its lines say', (names, lines, state) => {
    expect(stateOf(names, lines)).toBe(state);
  });

  it('R8: never reaches RECONCILED while a line was paid twice', () => {
    expect(stateOf(SENT, [[debit(), debit()]])).toBe('SETTLED');
  });

  it('is held by an exception in every state that is not an end', () => {
    for (const names of ['', 'validated', 'validated approved sealed', SENT]) {
      expect(stateOf(names, [[debit()]], { held: true })).toBe('EXCEPTION');
    }
    expect(stateOf('validated cancelled', [[]], { held: true })).toBe('CANCELLED');
    expect(stateOf(`${SENT} closed`, [[debit()]], { held: true })).toBe('CLOSED');
  });

  it('is not reconciled while an entry of its account is unexplained or a statement is missing', () => {
    expect(stateOf(SENT, [[debit()]], { unexplained: true })).toBe('SETTLED');
    expect(stateOf(SENT, [[debit()]])).toBe('RECONCILED');
  });

  it('is reconciled with failed lines once two people signed them off, and open again by a later return', () => {
    const lines = [[debit()], [status('RJCT', 'AC04')]];
    expect(stateOf(SENT, lines)).toBe('PARTIAL');
    expect(stateOf(SENT, lines, { signedOff: true })).toBe('RECONCILED');
    expect(isProven(lineOf([debit(), returned()]))).toBe(false);
    expect(stateOf(SENT, [[debit()], [debit(), returned()]])).toBe('PARTIAL');
  });

  const anyLine = fc.constantFrom([], [receipt()], [noAnswer()], [status('ACSP')], [status('RJCT')], [debit()]);
  it('has one state whatever the order of its lines, and is at an end only when no line is under way', () => {
    const ENDS = ['PARTIAL', 'SETTLED', 'REJECTED', 'RECONCILED'];
    fc.assert(
      fc.property(fc.array(anyLine, { minLength: 1, maxLength: 6 }), (lines) => {
        const state = stateOf(SENT, lines);
        expect(stateOf(SENT, [...lines].reverse())).toBe(state);
        const underWay = lines.some((known) => !['SETTLED', 'REJECTED'].includes(lineOf(known).state));
        expect(ENDS.includes(state) && underWay).toBe(false);
      }),
    );
  });
});
