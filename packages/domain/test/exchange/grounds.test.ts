import { withGround, type FileGround } from '@interlink/domain/exchange/bulk/grounds';
import { isGranted } from '@interlink/domain/interconnection/elements';
import fc from 'fast-check';

const path = fc.constantFrom('name', 'name.surname', 'birth_date', 'member', 'member.name');
const ground: fc.Arbitrary<FileGround> = fc.record({
  recordType: fc.constantFrom('Member', 'Group'),
  purpose: fc.constantFrom('eligibility', 'health'),
  elements: fc.uniqueArray(path, { minLength: 1 }),
  filterElements: fc.uniqueArray(path),
  isConsented: fc.boolean(),
  untilMs: fc.option(fc.nat(), { nil: undefined }),
});

describe('what a file rests on', () => {
  it('F2: is all that any of its pages or lines rested on, and no longer than the first of it holds', () => {
    fc.assert(
      fc.property(fc.array(ground), (added) => {
        const whole = added.reduce<readonly FileGround[]>(withGround, []);
        for (const one of added) {
          const [kept, ...more] = whole.filter(
            ({ recordType, purpose, isConsented }) =>
              recordType === one.recordType && purpose === one.purpose && isConsented === one.isConsented,
          );
          expect(more).toEqual([]);
          expect(one.elements.every((element) => isGranted(kept?.elements ?? [], element))).toBe(true);
          expect(one.filterElements.every((element) => isGranted(kept?.filterElements ?? [], element))).toBe(true);
          expect(kept?.untilMs ?? Infinity).toBeLessThanOrEqual(one.untilMs ?? Infinity);
        }
      }),
    );
  });
});
