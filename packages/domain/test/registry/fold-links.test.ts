import fc from 'fast-check';
import { linksAt, previousPerson, type LinkRow } from '../../src/registry/fold-links.js';

const row = (recordId: string, personId: string, seq: number): LinkRow => ({
  recordId,
  personId,
  seq,
  recordedAt: `2026-01-${String(seq).padStart(2, '0')}T00:00:00.000Z`,
});
const history = [row('r1', 'ana', 1), row('r2', 'ben', 2), row('r2', 'ana', 3), row('r2', 'ben', 5)];
const known = (day: string) =>
  Object.fromEntries([...linksAt(history, `2026-01-${day}T12:00:00.000Z`)].map(([id, link]) => [id, link.personId]));

describe('links, known at a moment', () => {
  it('IBR-030: are what the last word by then said', () => {
    expect(known('01')).toEqual({ r1: 'ana' });
    expect(known('03')).toEqual({ r1: 'ana', r2: 'ana' });
    expect(known('09')).toEqual({ r1: 'ana', r2: 'ben' });
  });

  it('do not depend on the order in which they are read', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(history, { minLength: history.length }), (shuffled) => {
        expect(linksAt(shuffled, '2027')).toEqual(new Map([...linksAt(history, '2027')]));
      }),
    );
  });

  it('remember whose a record was before', () => {
    expect(previousPerson(history.slice(0, 3), 'r2', 'ana')).toBe('ben');
    expect(previousPerson(history, 'r1', 'ana')).toBeUndefined();
  });
});
