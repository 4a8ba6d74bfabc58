import fc from 'fast-check';
import type { Predicate } from '@interlink/contracts/exchange/dci/query';
import { attributesOf, findAttribute, operatorsOf } from '../../src/exchange/query/attributes';
import { compileQuery, compileSort } from '../../src/exchange/query/compile';
import { comparisonsOf, QueryRefused } from '../../src/exchange/query/condition';

const reasonOf = (work: () => unknown): string => {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof QueryRefused) return thrown.reason;
    throw thrown;
  }
  return 'understood';
};
const expression = (query: unknown) => compileQuery('Member', { queryType: 'expression', query });
const predicate = (...query: unknown[]) => compileQuery('Member', { queryType: 'predicate', query });
const row = (attribute_name: string, operator: string, attribute_value: unknown, over: object = {}) => ({
  seq_num: 1,
  expression1: { attribute_name, operator, attribute_value },
  ...over,
});

describe('a query by identifier', () => {
  it('IBR-036: asks for exactly that number of that type', () => {
    expect(compileQuery('Member', { queryType: 'idtype-value', query: { type: 'UIN', value: '880012' } })).toEqual({
      kind: 'compare',
      attribute: 'identifier',
      identifierType: 'UIN',
      operator: 'eq',
      values: ['880012'],
    });
  });

  it('takes a number for text and the last part of a name with a namespace', () => {
    const query = { type: 'spdci-common:IdentifierType:brn', value: 77 };
    expect(compileQuery('Person', { queryType: 'idtype-value', query })).toMatchObject({
      identifierType: 'BRN',
      values: ['77'],
    });
  });

  it.each([
    [{}],
    [{ type: 'UIN' }],
    [{ value: '1' }],
    [{ type: '', value: '1' }],
    [{ type: 'UIN', value: '' }],
    [[]],
    [null],
  ])('refuses %j', (query) => {
    expect(reasonOf(() => compileQuery('Member', { queryType: 'idtype-value', query }))).toBe('rjct.filter.invalid');
  });
});

describe('an expression', () => {
  it('IBR-036: reads the example of the standard', () => {
    const query = {
      type: 'ns:org:QueryType:expression',
      value: {
        expression: {
          collection: 'Group',
          query: {
            $and: [
              { poverty_score: { $lt: 5 } },
              { group_size: { $ge: 4 } },
              { $or: [{ 'address.region_code': { $eq: 'N' } }, { 'address.region_code': { $in: ['E', 'W'] } }] },
            ],
          },
        },
      },
    };
    expect(compileQuery('Group', { queryType: 'expression', query })).toEqual({
      kind: 'all',
      of: [
        { kind: 'compare', attribute: 'poverty_score', operator: 'lt', values: [5] },
        { kind: 'compare', attribute: 'group_size', operator: 'ge', values: [4] },
        {
          kind: 'any',
          of: [
            { kind: 'compare', attribute: 'region_code', operator: 'eq', values: ['N'] },
            { kind: 'compare', attribute: 'region_code', operator: 'in', values: ['E', 'W'] },
          ],
        },
      ],
    });
  });

  it.each([
    ['both spellings of an operator', { birth_date: { $gte: '2008-01-01', $lte: '2009-01-01' } }],
    ['the words of an operator without a dollar', { birth_date: { ge: '2008-01-01', le: '2009-01-01' } }],
  ])('reads %s', (_what, query) => {
    expect(comparisonsOf(expression(query)).map(({ operator }) => operator)).toEqual(['ge', 'le']);
  });

  it('takes a bare value for equality, a number written as text for a number, and a date-time for its date', () => {
    expect(expression({ sex: 'female' })).toMatchObject({ operator: 'eq', values: ['female'] });
    expect(expression({ poverty_score: '2.5' })).toMatchObject({ values: [2.5] });
    expect(expression({ birth_date: '1990-05-04T00:00:00Z' })).toMatchObject({ values: ['1990-05-04'] });
    expect(expression({ is_disabled: 'true' })).toMatchObject({ values: [true] });
  });

  it('takes a list, text with commas and an object with values for `in`', () => {
    for (const given of [['a', 'b'], 'a,b', { values: ['a', 'b'] }]) {
      expect(expression({ sex: { $in: given } })).toMatchObject({ operator: 'in', values: ['a', 'b'] });
    }
  });

  it('negates', () => {
    expect(expression({ $not: { sex: 'male' } })).toMatchObject({ kind: 'not', of: { attribute: 'sex' } });
  });

  it.each([
    ['an attribute that nobody knows', { shoe_size: { $eq: 44 } }],
    ['an inherited name for an attribute', { constructor: 'x' }],
    ['an inherited name for an operator', { sex: { constructor: 'x' } }],
    ['an operator that nobody knows', { sex: { $regex: '.*' } }],
    ['an unknown operator at the top', { $where: '1' }],
    ['no condition', {}],
    ['an empty list', { $and: [] }],
    ['a list that is none', { $or: { sex: 'male' } }],
    ['a condition that is no object', { $and: ['sex'] }],
    ['a date that is none', { birth_date: { $ge: '1990-02-31' } }],
    ['a partial date', { birth_date: { $ge: '1990' } }],
    ['a word for a number', { poverty_score: { $lt: 'five' } }],
    ['infinity', { poverty_score: { $lt: Number.POSITIVE_INFINITY } }],
    ['a word for a truth', { is_disabled: { $eq: 'maybe' } }],
    ['an order of codes', { sex: { $gt: 'a' } }],
    ['an order of identifiers, which would tell them digit by digit', { member_identifier: { $lt: '9' } }],
    ['a negated identifier', { member_identifier: { $ne: '9' } }],
    ['an object as value', { sex: { $eq: { a: 1 } } }],
    ['null', { sex: null }],
    ['a NUL letter', { surname: 'a\0b' }],
    ['an endless text', { surname: 'a'.repeat(401) }],
    ['an empty list of values', { sex: { $in: [] } }],
    ['more values than are taken', { sex: { $in: Array.from({ length: 101 }, () => 'x') } }],
    ['more comparisons than are taken', { $or: Array.from({ length: 51 }, () => ({ sex: 'male' })) }],
  ])('S2: refuses %s', (_what, query) => {
    expect(reasonOf(() => expression(query))).toBe('rjct.filter.invalid');
  });

  it('refuses what is nested deeper than eight', () => {
    let query: object = { sex: 'male' };
    for (let depth = 0; depth < 20; depth += 1) query = { $not: query };
    expect(reasonOf(() => expression(query))).toBe('rjct.filter.invalid');
  });

  it('S2: understands a random object in full or refuses it; every comparison is of the catalogue', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (query) => {
        if (reasonOf(() => expression(query)) !== 'understood') return;
        for (const { attribute, operator } of comparisonsOf(expression(query))) {
          const known = findAttribute('Member', attribute);
          expect(known && operatorsOf[known.type]).toContain(operator);
        }
      }),
    );
  });
});

describe('a predicate query', () => {
  it('IBR-036: reads the example of the standard', () => {
    const example = row('birth_date', 'ge', '2008-01-01', {
      condition: 'and',
      expression2: { attribute_name: 'poverty_score', operator: 'lt', attribute_value: 2.5 },
    });
    expect(predicate(example)).toEqual({
      kind: 'all',
      of: [
        { kind: 'compare', attribute: 'birth_date', operator: 'ge', values: ['2008-01-01'] },
        { kind: 'compare', attribute: 'poverty_score', operator: 'lt', values: [2.5] },
      ],
    });
  });

  it('joins rows by and, in the order of seq_num', () => {
    const rows = [row('sex', 'eq', 'female', { seq_num: 2 }), row('surname', 'eq', 'Okoro', { seq_num: 1 })];
    expect(comparisonsOf(predicate(...rows)).map(({ attribute }) => attribute)).toEqual(['surname', 'sex']);
  });

  it('reads or as or, and not as the negation of the first', () => {
    const second = { attribute_name: 'sex', operator: 'eq', attribute_value: 'male' };
    expect(predicate(row('sex', 'eq', 'female', { condition: 'or', expression2: second }))).toMatchObject({
      kind: 'any',
    });
    expect(predicate(row('sex', 'eq', 'female', { condition: 'not' }))).toMatchObject({ kind: 'not' });
    expect(predicate(row('sex', 'eq', 'female', { condition: 'not', expression2: second }))).toMatchObject({
      kind: 'all',
      of: [{ kind: 'not' }, { attribute: 'sex', values: ['male'] }],
    });
  });

  it.each([
    ['no row', []],
    ['an unknown attribute', [row('shoe_size', 'eq', '44')]],
    ['an unknown operator', [row('sex', 'like', 'f%')]],
    ['an unknown condition', [row('sex', 'eq', 'female', { condition: 'xor' })]],
    ['or without a second expression', [row('sex', 'eq', 'female', { condition: 'or' })]],
    ['a second expression that is none', [row('sex', 'eq', 'female', { condition: 'and', expression2: 7 })]],
    ['a row that is none', ['sex = female']],
    ['a row that is null', [null]],
  ])('S2: refuses %s', (_what, rows) => {
    expect(reasonOf(() => predicate(...rows))).toBe('rjct.filter.invalid');
  });

  it('says the same as the expression that says the same', () => {
    const attributes = attributesOf('Member').filter(({ type }) => type === 'code');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...attributes), fc.stringMatching(/^[a-z]{1,5}$/)), {
          minLength: 2,
          maxLength: 5,
        }),
        (terms) => {
          const rows = terms.map(([{ name }, value], at): Predicate => {
            return { seq_num: at, expression1: { attribute_name: name, operator: 'eq', attribute_value: value } };
          });
          const $and = terms.map(([{ name }, value]) => ({ [name]: { $eq: value } }));
          expect(predicate(...rows)).toEqual(expression({ $and }));
        },
      ),
    );
  });
});

describe('the form of a query and the names in it', () => {
  it.each([
    ['a list', [row('sex', 'eq', 'female')], 'sex'],
    [
      'a wrapped expression',
      { type: 'ns:org:QueryType:expression', value: { expression: { query: { sex: 'male' } } } },
      'sex',
    ],
    ['an identifier', { type: 'UIN', value: '1' }, 'identifier'],
    ['a bare condition', { sex: 'male' }, 'sex'],
  ])('infers the form of %s when no type is given', (_what, query, attribute) => {
    expect(comparisonsOf(compileQuery('Member', { query }))[0]?.attribute).toBe(attribute);
  });

  it.each(['graphql', 'sql', ''])('refuses the query type "%s"', (queryType) => {
    expect(reasonOf(() => compileQuery('Member', { queryType, query: {} }))).toBe('rjct.search_criteria.invalid');
  });

  it.each([
    ['Member', 'demographic_info.name.given_name', 'given_name'],
    ['Member', 'gender', 'sex'],
    ['Beneficiary', 'member.demographic_info.birth_date', 'birth_date'],
    ['Beneficiary', 'programme_identifier.programme.programme_identifier', 'programme_identifier'],
    ['Beneficiary', 'person_identifier', 'identifier'],
    ['Beneficiary', 'enrollement_status', 'enrollment_status'],
    ['DisabledPerson', 'member.member_identifier', 'identifier'],
    ['Farmer', 'farm_details.land_size', 'land_size'],
    ['Group', 'address.region_code', 'region_code'],
  ] as const)('%s: %s is %s', (entity, path, name) => {
    expect(findAttribute(entity, path)?.name).toBe(name);
  });

  it('IBR-036: sorts by what it knows and by nothing that people bear', () => {
    expect(compileSort('Group', [{ attribute_name: 'poverty_score', sort_order: 'desc' }])).toEqual([
      { attribute: 'poverty_score', descending: true },
    ]);
    expect(reasonOf(() => compileSort('Group', [{ attribute_name: 'colour' }]))).toBe('rjct.sort.invalid');
    expect(reasonOf(() => compileSort('Group', [{ attribute_name: 'group_identifier' }]))).toBe('rjct.sort.invalid');
  });
});
