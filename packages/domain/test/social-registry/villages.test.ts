import * as fc from 'fast-check';
import type { VillageChoice } from '@interlink/contracts/social-registry/village';
import { inOrder, villageFinder } from '../../src/social-registry/villages.js';

const village = (code: string, name: string, ...within: string[]): VillageChoice => ({ code, name, within });
const KIBERA = village('R1D1W1V1', 'Kibera', 'Nord', 'Nairobi', 'Langata');
const KISUMU = village('R2D1W1V1', 'Kisumu Ndogo', 'Ouest', 'Kisumu', 'Kondele');
const ELEVE = village('R3D1W1V1', 'Élevé', 'Nord', 'Kisumu', 'Bas');
const CAIRO = village('R4D1W1V1', 'القاهرة', 'شمال', 'مدينة', 'بلدية');
const finder = villageFinder([KIBERA, ELEVE, KISUMU, CAIRO]);
const codesOf = (typed: string, most = 10) => finder.find(typed, most).items.map(({ code }) => code);

describe('SR-008: a village is found by what a person knows of it', () => {
  it('by the beginning of its name, without accents and case', () => {
    expect(codesOf('kib')).toEqual([KIBERA.code]);
    expect(codesOf('eleve')).toEqual([ELEVE.code]);
    expect(codesOf('القا')).toEqual([CAIRO.code]);
  });

  it('by any word of what it lies in, and by several words in any order', () => {
    expect(codesOf('nord')).toEqual([KIBERA.code, ELEVE.code]);
    expect(codesOf('nairobi kib')).toEqual([KIBERA.code]);
    expect(codesOf('nairobi kisumu')).toEqual([]);
  });

  it('by its own name before those that only lie in a place of that name', () => {
    expect(codesOf('kisumu')).toEqual([KISUMU.code, ELEVE.code]);
  });

  it('by its code, which files and older officers use', () => {
    expect(codesOf('r1d1w1v1')).toEqual([KIBERA.code]);
    expect(finder.byCode('R2D1W1V1')).toBe(KISUMU);
    expect(finder.byCode('r2d1w1v1')).toBeUndefined();
  });

  it('by its whole name alone, when no other has it', () => {
    expect(finder.byName('  kisumu  NDOGO ')).toBe(KISUMU);
    expect(finder.byName('kisumu')).toBeUndefined();
    expect(finder.byName('')).toBeUndefined();
    expect(villageFinder([KIBERA, { ...KIBERA, code: 'R9' }]).byName('Kibera')).toBeUndefined();
  });

  it('among all of them while nothing was typed, and says how many there are beyond those it shows', () => {
    expect(finder.find('  ', 2)).toEqual({ items: [KIBERA, ELEVE], count: 4 });
    expect(finder.find('zz', 2)).toEqual({ items: [], count: 0 });
  });

  it('whatever part of its name is typed from the beginning of a word on', () => {
    const name = fc.stringMatching(/^[a-zé]{1,8}( [a-zé]{1,8})?$/);
    const some = fc.array(fc.record({ code: fc.uuid(), name, within: fc.array(name, { maxLength: 3 }) }), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(some, fc.nat(), fc.nat(), (villages, which, length) => {
        const wanted = villages[which % villages.length] as VillageChoice;
        const typed = wanted.name.slice(0, (length % wanted.name.length) + 1).toUpperCase();
        const { items, count } = villageFinder(villages).find(typed, villages.length);
        expect(items).toContain(wanted);
        expect(count).toBe(items.length);
        expect(new Set(items).size).toBe(items.length);
      }),
    );
  });
});

describe('SR-008: the order of villages', () => {
  it('is by what they lie in, then by name', () => {
    expect(inOrder([KISUMU, ELEVE, KIBERA]).map(({ code }) => code)).toEqual([ELEVE.code, KIBERA.code, KISUMU.code]);
    expect(inOrder([village('b', 'A', 'X'), village('a', 'A', 'X')]).map(({ code }) => code)).toEqual(['a', 'b']);
    expect(inOrder([village('a', 'A', 'X', 'Y'), village('b', 'A', 'X')]).length).toBe(2);
  });
});
