import * as fc from 'fast-check';
import { consentedElements, readConsent } from '../../src/interconnection/consent.js';
import { exceedsLimits, isInWindow } from '../../src/interconnection/message-limits.js';

const limits = { bytes: 1000, depth: 3, nodes: 4 };
const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;

describe('the limits of a message', () => {
  it.each([
    ['[[[1]]]', undefined],
    ['[[[[1]]]]', 'depth'],
    ['[1,2,3,4,5]', undefined],
    ['[1,2,3,4,5,6]', 'nodes'],
    ['"[[[[[[,,,,,,"', undefined],
    ['"\\"[[[[[["', undefined],
    ['"\\\\",[[[[', 'depth'],
  ])('for %s say %p', (text, verdict) => {
    expect(exceedsLimits(text, limits)).toBe(verdict);
  });

  it('see the depth that a parser would build', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.integer({ min: 1, max: 6 }), (value, depth) => {
        const text = JSON.stringify(value);
        expect(exceedsLimits(text, { bytes: 0, depth, nodes: 1e9 }) === 'depth').toBe(depthOf(value) > depth);
      }),
    );
  });

  it('take a time only with a zone, and only near ours', () => {
    const now = Date.parse('2026-11-24T08:00:00Z');
    expect(isInWindow('2026-11-24T10:04:00+02:00', now, 300_000)).toBe(true);
    expect(isInWindow('2026-11-24T08:05:01Z', now, 300_000)).toBe(false);
    expect(isInWindow('2026-11-24T08:00:00', now, 300_000)).toBe(false);
    expect(isInWindow('T+00:00', now, 300_000)).toBe(false);
    expect(isInWindow(now, now, 300_000)).toBe(false);
  });
});

describe('a consent object', () => {
  it('is read in the spelling of the standard and in that of OpenCRVS', () => {
    const purpose = { text: 'Care', code: 'health-waiver' };
    expect(readConsent({ ts: '2026-11-24T08:00:00Z', purpose: { ...purpose, ref_uri: 'urn:1' } })).toMatchObject({
      purpose: 'health-waiver',
      reference: 'urn:1',
    });
    expect(readConsent({ id: 'c-1', purpose: { ...purpose, refUri: 'urn:2' } })?.reference).toBe('c-1');
  });

  it.each([undefined, null, '', 'yes', [], {}])('is none when it is %j', (value) => {
    expect(readConsent(value)).toBeUndefined();
  });

  it('names its elements as a list or as words', () => {
    expect(consentedElements({ scopes: ['name', 7, 'phone'] })).toEqual(['name', 'phone']);
    expect(consentedElements({ scope: 'name  phone' })).toEqual(['name', 'phone']);
    expect(consentedElements({})).toBeUndefined();
  });
});
