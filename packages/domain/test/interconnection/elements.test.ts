import * as fc from 'fast-check';
import {
  commonElements,
  isGranted,
  narrowRecord,
  elementsIn,
  pathsOf,
  withoutCovered,
} from '../../src/interconnection/elements.js';

const step = fc.constantFrom('a', 'b', 'c');
const path = fc.array(step, { minLength: 1, maxLength: 3 }).map((steps) => steps.join('.'));
const paths = fc.array(path, { maxLength: 5 });
const record = fc.letrec((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('x', 1, true, null),
    fc.dictionary(step, tie('node'), { maxKeys: 3 }),
    fc.array(tie('node'), { maxLength: 3 }),
  ),
})).node;

describe('elements of an agreement', () => {
  it('stand for all beneath them, and for nothing that only begins with the same letters', () => {
    expect(isGranted(['name'], 'name.surname')).toBe(true);
    expect(isGranted(['name'], 'name_of_mother')).toBe(false);
    expect(isGranted(['name.surname'], 'name')).toBe(false);
  });

  it('have in common the narrower of each pair', () => {
    expect(commonElements(['name', 'address.region'], ['name.surname', 'address', 'phone'])).toEqual([
      'address.region',
      'name.surname',
    ]);
  });

  it('have in common only what both grant, and all of it', () => {
    fc.assert(
      fc.property(paths, paths, path, (left, right, one) => {
        const both = isGranted(left, one) && isGranted(right, one);
        expect(isGranted(commonElements(left, right), one)).toBe(both);
      }),
    );
  });

  it('mean the same after what is covered was dropped', () => {
    fc.assert(
      fc.property(paths, path, (list, one) => expect(isGranted(withoutCovered(list), one)).toBe(isGranted(list, one))),
    );
  });

  it('stand beside none that they cover after that', () => {
    fc.assert(
      fc.property(paths, (list) => {
        const kept = withoutCovered(list);
        expect(
          kept.filter((one) =>
            isGranted(
              kept.filter((other) => other !== one),
              one,
            ),
          ),
        ).toEqual([]);
        expect(kept).toEqual([...kept].sort());
      }),
    );
  });

  it('S12: are told apart though one message names as many as it may', () => {
    const names = Array.from({ length: 50_000 }, (_none, at) => `a${at}.b`);
    const before = performance.now();
    expect(withoutCovered([...names, 'a7', 'a-7.b'])).toHaveLength(50_001);
    expect(performance.now() - before).toBeLessThan(2000);
  });

  it('leave nothing else in a record', () => {
    fc.assert(
      fc.property(record, paths, (whole, granted) => {
        const left = pathsOf(narrowRecord(whole, granted));
        expect(left.filter((one) => !isGranted(granted, one))).toEqual([]);
      }),
    );
  });

  it('leave in a record every value that they grant', () => {
    fc.assert(
      fc.property(record, paths, (whole, granted) => {
        const kept = pathsOf(whole).filter((one) => isGranted(granted, one));
        expect(pathsOf(narrowRecord(whole, granted))).toEqual(kept);
      }),
    );
  });

  it('go through lists', () => {
    const group = { member_list: [{ name: 'A', phone: '1' }, { name: 'B' }, { phone: '2' }], size: 3 };
    expect(narrowRecord(group, ['member_list.name'])).toEqual({ member_list: [{ name: 'A' }, { name: 'B' }] });
  });
});

describe('what records hold', () => {
  it('is each of their paths once, without what JSON-LD adds of itself', () => {
    const records = [
      { '@type': 'Member', name: { surname: 'Okoro' } },
      { name: { surname: 'Wanjiru' }, sex: 'female' },
    ];
    expect(elementsIn(records)).toEqual(['name.surname', 'sex']);
  });
});
