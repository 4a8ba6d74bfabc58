import fc from 'fast-check';
import { conformanceLevels, toReport, type ConformanceLevel } from '../../src/exchange/conformance.js';

const result = (level: ConformanceLevel, passed = true) => ({ level, check: 'c', passed });

describe('a conformance report', () => {
  it.each([
    [[], undefined],
    [[result('L0')], 'L0'],
    [[result('L0'), result('L1'), result('L2')], 'L2'],
    [[result('L0'), result('L1', false), result('L2')], 'L0'],
    [[result('L0', false), result('L1')], undefined],
    [[result('L0'), result('L0', false)], undefined],
    [[result('L0'), result('L2')], 'L0'],
    [conformanceLevels.map((level) => result(level)), 'L5'],
  ] as const)('of %j reaches %s', (results, reached) => {
    expect(toReport(results).reached).toBe(reached);
  });

  it('never reaches a level above one that failed, whatever else was tried', () => {
    const one = fc.record({ level: fc.constantFrom(...conformanceLevels), check: fc.string(), passed: fc.boolean() });
    fc.assert(
      fc.property(fc.array(one), (results) => {
        const { reached } = toReport(results);
        const upTo = reached === undefined ? [] : conformanceLevels.slice(0, conformanceLevels.indexOf(reached) + 1);
        expect(results.some(({ level, passed }) => upTo.includes(level) && !passed)).toBe(false);
        expect(upTo.every((level) => results.some((tried) => tried.level === level))).toBe(true);
      }),
    );
  });
});
