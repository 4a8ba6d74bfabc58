import fc from 'fast-check';
import { signsOf, suggestMatches, type PossibleLine } from '../../src/payments/suggest-match.js';

const entry = { amountMinor: 200_000, currency: 'KES', bookedOn: '2026-12-01' };
const line = (over: Partial<PossibleLine> = {}): PossibleLine => ({
  amountMinor: 200_000,
  currency: 'KES',
  state: 'SENT',
  executionDate: '2026-12-01',
  ...over,
});

describe('IBR-032: a booking that names no line', () => {
  it('has every sign of a line of that day, that amount, that nobody has heard of', () => {
    expect(signsOf(entry, line())).toEqual(['same-amount', 'same-day', 'still-open']);
  });

  it.each([
    ['another currency', { currency: 'USD' }, []],
    ['a line that is settled', { state: 'SETTLED' }, ['same-amount', 'same-day']],
    ['a line of three days before', { executionDate: '2026-11-28' }, ['same-amount', 'still-open', 'near-day']],
    ['a line of last month', { executionDate: '2026-11-01' }, ['same-amount', 'still-open']],
    ['another amount', { amountMinor: 1 }, ['same-day', 'still-open']],
  ] as const)('sees what speaks for %s', (_which, over, signs) => {
    expect(signsOf(entry, line(over))).toEqual(signs);
  });

  it('puts the likeliest line first and leaves out what has neither its amount nor its day', () => {
    const far = line({ executionDate: '2026-11-01' });
    const other = line({ amountMinor: 5, executionDate: '2026-11-30' });
    const settled = line({ state: 'SETTLED' });
    expect(suggestMatches(entry, [far, other, settled, line()]).map((one) => one.line)).toEqual([line(), settled, far]);
  });

  it('suggests no line of another currency and never one twice, whatever lines there are', () => {
    const anyLine = fc.record({
      amountMinor: fc.constantFrom(200_000, 1),
      currency: fc.constantFrom('KES', 'USD'),
      state: fc.constantFrom('SENT', 'SETTLED', 'UNKNOWN') as fc.Arbitrary<PossibleLine['state']>,
      executionDate: fc.constantFrom('2026-12-01', '2026-11-30', '2026-10-01'),
    });
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 12 }), (lines) => {
        const found = suggestMatches(entry, lines);
        expect(found.every((one) => one.line.currency === 'KES')).toBe(true);
        expect(new Set(found.map((one) => one.line)).size).toBe(found.length);
      }),
    );
  });
});
