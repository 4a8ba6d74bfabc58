import { isTelling, squeeze } from '../../src/registry/telling.js';

describe('F03: a number that many bear', () => {
  it.each(['', '-', '0', '0000 0000', '٠٠٠', '99999999', 'XXXXX', 'xXxXx', '1-1-1-1-1'])(
    'says nothing of whose it is: %j',
    (value) => {
      expect(isTelling({ value })).toBe(false);
    },
  );

  it.each(['7', '1111', '99999997', '00000001', '٠٠٧'])('says whose it is: %j', (value) => {
    expect(isTelling({ value })).toBe(true);
  });

  it('is compared whatever script, case, blanks and signs it is written in', () => {
    expect(new Set(['a-100 1', 'A1001', 'Ａ１００１', 'a.١٠٠/١'].map(squeeze))).toEqual(new Set(['A1001']));
  });
});
