import { MUTANTS } from '../../../../scripts/proof/mutants.mjs';
import { newTally, playHistory, RULES } from '../../../../scripts/proof/simulator.mjs';

// Not a measure of speed: a busy machine may take long.
jest.setTimeout(120_000);

const HISTORIES = 200;
const SEED = 20_261_128;

describe('two hundred histories of two hundred events, with loss, repeats, crashes, restores and a bank that lies', () => {
  it('I1, I3, I4, I5, I8, I10, R1 to R9: break no rule, and no double payment goes unnoticed', () => {
    const broken = Array.from({ length: HISTORIES }, (_, at) => [SEED + at, playHistory(SEED + at)] as const);
    expect(broken.filter(([, rules]) => rules.length > 0)).toEqual([]);
  });

  it('R3: call payments back, several by one message, none by a second one, and hear of each', () => {
    const tally = newTally();
    const broken = Array.from({ length: HISTORIES }, (_, at) => playHistory(SEED + at, RULES, 200, tally)).flat();
    expect(broken.filter((rule) => rule.endsWith('recall'))).toEqual([]);
    expect(tally.recalls).toBeGreaterThan(HISTORIES / 4);
    expect(tally.recalledPayments).toBeGreaterThan(tally.recalls);
  });

  it('are the same histories for the same seed', () => {
    expect(playHistory(1)).toEqual(playHistory(1));
  });

  it.each(MUTANTS)('notice the mutant "$name"', ({ breaks, rules }) => {
    const mutant = { ...RULES, ...rules };
    const isNoticed = (_: unknown, at: number) => playHistory(SEED + at, mutant).includes(breaks);
    expect(Array.from({ length: HISTORIES }).some(isNoticed)).toBe(true);
  });
});
