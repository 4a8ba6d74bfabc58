import { daysOf } from '../src/civil-registry/partial-date';
import { compileQuery } from '../src/civil-registry/query';
import type { Expression, Predicate, SearchCriteria } from '../src/civil-registry/messages';
import type { CivilPerson } from '../src/common/country';

const person = (over: Partial<CivilPerson> = {}): CivilPerson => ({
  identifier: [{ identifier_type: 'UIN', identifier_value: '1001' }],
  name: { given_name: 'Célestin', surname: 'Bizimana' },
  sex: 'male',
  birth_date: '1955-09-06T00:00:00',
  death_date: '',
  ...over,
});
const asked = (query: unknown, over: Partial<SearchCriteria> = {}) =>
  compileQuery({ query_type: 'predicate', query, ...over });
const finds = (query: unknown, who = person(), over: Partial<SearchCriteria> = {}) => {
  const compiled = asked(query, over);
  return 'matches' in compiled ? compiled.matches(who) : compiled.reject;
};
const expression = (
  attribute_name: string,
  operator: Expression['operator'],
  attribute_value: unknown,
): Expression => ({
  attribute_name,
  operator,
  attribute_value,
});
const row = (...given: Parameters<typeof expression>): Predicate => ({ expression1: expression(...given) });
const born = (operator: Expression['operator'], value: string, birth_date: string) =>
  finds([row('birth_date', operator, value)], person({ birth_date }));

describe('The registry finds a person', () => {
  it('by an identifier, of that type and number', () => {
    const byId = { query_type: 'idtype-value' } as const;
    expect(finds({ type: 'UIN', value: '1001' }, person(), byId)).toBe(true);
    expect(finds({ type: 'UIN', value: '1002' }, person(), byId)).toBe(false);
  });

  it('by names, whatever their case, but not without their marks', () => {
    expect(finds([row('given_name', 'eq', ' CÉLESTIN ')])).toBe(true);
    expect(finds([row('given_name', 'eq', 'Ce\u0301lestin')])).toBe(true);
    expect(finds([row('given_name', 'eq', 'Celestin')])).toBe(false);
  });

  it('by rows that must all hold', () => {
    expect(finds([row('given_name', 'eq', 'Célestin'), row('sex', 'eq', 'male')])).toBe(true);
    expect(finds([row('given_name', 'eq', 'Célestin'), row('sex', 'eq', 'female')])).toBe(false);
  });

  it('by two expressions of a row, joined by and or by or', () => {
    const both = { ...row('sex', 'eq', 'female'), expression2: expression('surname', 'eq', 'Bizimana') };
    expect(finds([{ ...both, condition: 'and' }])).toBe(false);
    expect(finds([{ ...both, condition: 'or' }])).toBe(true);
  });

  it('among all when nothing is asked', () => {
    expect(finds([])).toBe(true);
  });
});

describe('A birth date of which only a part is known', () => {
  it.each([
    ['eq', '1955-09-06', '1955-09-06', true],
    ['eq', '1955-09-06', '1955', true],
    ['eq', '1955-09-06', '1956', false],
    ['eq', '1955', '1955-09-06', true],
    ['eq', '1955-02', '1955-02-28', true],
    ['eq', '1955-02', '1955-03-01', false],
    ['ge', '1955-06-01', '1955', true],
    ['ge', '1956-01-01', '1955', false],
    ['gt', '1955-12-31', '1955', false],
    ['gt', '1955-12-30', '1955', true],
    ['le', '1955-01-01', '1955', true],
    ['le', '1954-12-31', '1955', false],
    ['lt', '1955-01-01', '1955', false],
    ['lt', '1955-01-02', '1955', true],
  ] as const)('%s %s, born %s: %s', (operator, value, birthDate, expected) => {
    expect(born(operator, value, birthDate)).toBe(expected);
  });

  it('that nobody can read matches nothing', () => {
    expect(born('eq', '1955', 'before the war')).toBe(false);
  });

  it.each([
    ['2024-02', { first: '2024-02-01', last: '2024-02-29' }],
    ['2023-02', { first: '2023-02-01', last: '2023-02-28' }],
    ['2023', { first: '2023-01-01', last: '2023-12-31' }],
    ['2023-04-05T10:00:00', { first: '2023-04-05', last: '2023-04-05' }],
    ['2023-02-29', undefined],
    ['2023-06-31T10:00:00', undefined],
    ['2023-13', undefined],
    ['2023-00-10', undefined],
    ['23-04-05', undefined],
    ['2023/04/05', undefined],
    ['', undefined],
  ])('%s may be these days', (text, days) => {
    expect(daysOf(text)).toEqual(days);
  });
});

describe('A filter is never ignored: the registry rejects', () => {
  it.each<[string, unknown, Partial<SearchCriteria>, string]>([
    ['an expression', {}, { query_type: 'expression' }, 'rjct.search_criteria.invalid'],
    ['graphql', {}, { query_type: 'graphql' }, 'rjct.search_criteria.invalid'],
    [
      'an identifier of another type',
      { type: 'NID', value: '1' },
      { query_type: 'idtype-value' },
      'rjct.filter.invalid',
    ],
    ['a number as identifier', { type: 'UIN', value: 1 }, { query_type: 'idtype-value' }, 'rjct.filter.invalid'],
    ['an attribute that it has not', [row('shoe_size', 'eq', '40')], {}, 'rjct.filter.invalid'],
    ['an order of names', [row('surname', 'gt', 'B')], {}, 'rjct.filter.invalid'],
    ['a list of birth dates', [row('birth_date', 'in', '1955')], {}, 'rjct.filter.invalid'],
    ['a date that is none', [row('birth_date', 'eq', 'long ago')], {}, 'rjct.filter.invalid'],
    ['a day that no calendar has', [row('birth_date', 'ge', '1950-02-30')], {}, 'rjct.filter.invalid'],
    ['a number as value', [row('surname', 'eq', 5)], {}, 'rjct.filter.invalid'],
    [
      'a condition without a second expression',
      [{ ...row('sex', 'eq', 'male'), condition: 'and' }],
      {},
      'rjct.filter.invalid',
    ],
    [
      'a second expression without a condition',
      [{ ...row('sex', 'eq', 'male'), expression2: expression('sex', 'eq', 'male') }],
      {},
      'rjct.filter.invalid',
    ],
    [
      'a negation',
      [{ ...row('sex', 'eq', 'male'), condition: 'not', expression2: expression('sex', 'eq', 'male') }],
      {},
      'rjct.filter.invalid',
    ],
    [
      'a second row that it does not understand',
      [row('sex', 'eq', 'male'), row('shoe_size', 'eq', '40')],
      {},
      'rjct.filter.invalid',
    ],
  ])('%s', (_what, query, over, code) => {
    expect(finds(query, person(), over)).toBe(code);
  });
});
