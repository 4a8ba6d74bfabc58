import fc from 'fast-check';
import type { Village } from '../../src/openimis/port.js';
import { ownPlaces, placesByCode } from '../../src/registry/openimis-world.js';

const village = (locationId: string, code: string, districtId?: string): Village => ({
  locationId,
  code,
  name: `Village ${code}`,
  parents: [],
  ...(districtId !== undefined && { districtId }),
});

describe('where a location of openIMIS is', () => {
  it('is its own id and district in our own openIMIS', () => {
    const placeOf = ownPlaces([village('v1', 'K1', 'd1')]);
    expect(placeOf('v1')).toEqual({ locationId: 'v1', districtId: 'd1' });
  });

  it('is in no district for a location of ours that is not a village', () => {
    expect(ownPlaces([village('v1', 'K1', 'd1')])('region')).toEqual({ locationId: 'region' });
  });

  it('IBR-020: is our village of the same code for another openIMIS, whose ids are its own', () => {
    const placeOf = placesByCode([village('theirs', 'K1', 'their-district')], [village('ours', 'K1', 'd1')]);
    expect(placeOf('theirs')).toEqual({ locationId: 'ours', districtId: 'd1' });
  });

  it.each([
    ['a village that we do not have', [village('t', 'K9')], [village('o', 'K1', 'd1')]],
    ['a village without a code', [village('t', '')], [village('o', '', 'd1')]],
    ['a code that they use twice', [village('t', 'K1'), village('u', 'K1')], [village('o', 'K1', 'd1')]],
    ['a code that we use twice', [village('t', 'K1')], [village('o', 'K1', 'd1'), village('p', 'K1', 'd2')]],
    ['an id that they do not list', [], [village('o', 'K1', 'd1')]],
  ])('S2: is nowhere for %s, rather than in a district by chance', (_what, theirs, ours) => {
    expect(placesByCode(theirs, ours)('t')).toBeUndefined();
  });

  it('S2: never puts anybody into a district that their village code does not name', () => {
    const codes = fc.array(fc.constantFrom('', 'A', 'B', 'C', 'D'), { maxLength: 8 });
    fc.assert(
      fc.property(codes, codes, (theirs, ours) => {
        const there = theirs.map((code, at) => village(`t${at}`, code));
        const here = ours.map((code, at) => village(`o${at}`, code, `district-of-${code}`));
        const placeOf = placesByCode(there, here);
        there.forEach(({ locationId, code }) => {
          const isSure = code !== '' && [theirs, ours].every((all) => all.filter((one) => one === code).length === 1);
          expect(placeOf(locationId)?.districtId).toBe(isSure ? `district-of-${code}` : undefined);
        });
      }),
    );
  });
});
