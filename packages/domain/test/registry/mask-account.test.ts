import { CURRENT_STATUSES, isCurrent } from '@interlink/domain/registry/current-status';
import { maskAccount } from '@interlink/domain/registry/mask-account';
import fc from 'fast-check';

describe('an account as it may be shown', () => {
  it('S15: is its last four figures', () => {
    expect(maskAccount('01100152872')).toBe('••••2872');
  });

  it('S15: is nothing of one that has no more than four', () => {
    expect(maskAccount('2872')).toBe('••••');
    expect(maskAccount('')).toBe('••••');
  });

  it('S15: never shows more than four signs, and never all', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789') }), (number) => {
        const shown = maskAccount(number).replaceAll('•', '');
        expect(shown.length).toBeLessThanOrEqual(4);
        expect(number === '' || shown.length < number.length).toBe(true);
        expect(number.endsWith(shown)).toBe(true);
      }),
    );
  });
});

describe('an enrolment', () => {
  it('holds while it is active, suspended or about to be, and is history else', () => {
    expect([...CURRENT_STATUSES].sort()).toEqual(['active', 'potential', 'suspended']);
    expect(['graduated', 'exited', 'deceased', ''].filter(isCurrent)).toEqual([]);
  });
});
