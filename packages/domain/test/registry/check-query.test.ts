import { searchableFields } from '@interlink/contracts/registry/query';
import fc from 'fast-check';
import { all, any, checkQuery, compare, comparisonsOf, not } from '../../src/registry/check-query.js';

const check = (where: unknown, sort?: { field: string }[]) =>
  checkQuery({ where: where as never, ...(sort && { sort }) }, searchableFields.Member);

describe('checking a query', () => {
  it.each([
    ['an identifier of a type', compare('identifier', 'eq', { type: 'NID', value: 'A1' })],
    ['an identifier of any type', compare('identifier', 'eq', 'A1')],
    ['several sexes', compare('sex', 'in', ['female', 'male'])],
    ['a name in any spelling', compare('name', 'like', 'Wanjiru Kamau')],
    ['a tree', all(any(compare('sex', 'eq', 'female'), not(compare('isDisabled', 'eq', true))))],
    ['a day where a moment is asked', compare('lastUpdated', 'ge', '2026-01-01')],
    ['a moment with its zone', compare('lastUpdated', 'ge', '2026-01-01T10:00+03:00')],
    ['a 29th of February that was', compare('birthDate', 'eq', '1952-02-29')],
  ])('IBR-030: lets %s through', (_what, where) => {
    expect(check(where)).toBeUndefined();
  });

  it.each([
    ['an unknown field', compare('shoeSize', 'eq', 40), 'unknown-field'],
    ['a field of the prototype', compare('constructor', 'eq', 'x'), 'unknown-field'],
    ['an operator that the field has not', compare('name', 'lt', 'Z'), 'operator-not-possible'],
    ['an empty value', compare('name', 'eq', ' '), 'value-not-possible'],
    ['a date that is none', compare('birthDate', 'eq', '1950-13-01'), 'value-not-possible'],
    ['the 30th of February', compare('birthDate', 'ge', '1950-02-30'), 'value-not-possible'],
    ['a 29th of February in a year without', compare('birthDate', 'eq', '1900-02-29'), 'value-not-possible'],
    ['a day of the year 0', compare('birthDate', 'ge', '0000-01-01'), 'value-not-possible'],
    ['a moment of a day that is none', compare('lastUpdated', 'ge', '2026-04-31T10:00:00Z'), 'value-not-possible'],
    ['a moment without a zone', compare('lastUpdated', 'ge', '2026-04-30T10:00:00'), 'value-not-possible'],
    ['a moment at an hour that is none', compare('lastUpdated', 'ge', '2026-04-30T25:00:00Z'), 'value-not-possible'],
    ['an id that is none', compare('personId', 'eq', '1 or 1=1'), 'value-not-possible'],
    ['`in` without a list', { compare: { field: 'sex', operator: 'in', value: 'male' } }, 'value-not-possible'],
    [
      'an identifier with more than type and value',
      compare('identifier', 'eq', { value: 'a', more: 1 } as never),
      'value-not-possible',
    ],
    ['an empty conjunction', { all: [] }, 'not-a-condition'],
    ['two conditions in one', { all: [compare('sex', 'eq', 'male')], any: [] }, 'not-a-condition'],
    ['nothing', undefined, 'not-a-condition'],
    ['a list', [], 'not-a-condition'],
  ])('IBR-030: refuses %s, never ignores it', (_what, where, problem) => {
    expect(check(where)).toMatchObject({ problem });
  });

  it('refuses a tree that is too deep or too large', () => {
    const deep = Array.from({ length: 12 }).reduce<unknown>((inner) => ({ not: inner }), compare('sex', 'eq', 'male'));
    expect(check(deep)).toEqual({ problem: 'too-deep' });
    const large = all(...Array.from({ length: 101 }, () => compare('sex', 'eq', 'male')));
    expect(check(large)).toEqual({ problem: 'too-large' });
  });

  it('refuses to sort by what has no order', () => {
    const where = compare('sex', 'eq', 'male');
    expect(check(where, [{ field: 'birthDate' }])).toBeUndefined();
    for (const field of ['identifier', 'phone', 'shoeSize', 'constructor', 'toString', '__proto__']) {
      expect(check(where, [{ field: 'birthDate' }, { field }])).toEqual({ problem: 'unknown-field', field });
    }
  });

  it('never throws, whatever is sent', () => {
    fc.assert(fc.property(fc.anything(), (where) => void check(where)));
  });

  it('names every comparison of a tree in its order', () => {
    const tree = all(compare('sex', 'eq', 'male'), not(any(compare('name', 'like', 'a'))));
    expect(comparisonsOf(tree).map(({ field }) => field)).toEqual(['sex', 'name']);
  });
});
