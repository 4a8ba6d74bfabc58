import { compileQuery } from '../../src/exchange/query/compile';
import { QueryRefused } from '../../src/exchange/query/condition';
import { toRegistryCondition, toRegistryField, type Searchable } from '../../src/exchange/query/registry-query';

const known: Readonly<Record<string, readonly string[]>> = {
  identifier: ['eq', 'in'],
  birthDate: ['eq', 'lt', 'le', 'gt', 'ge'],
  surname: ['eq', 'like'],
  sex: ['eq', 'ne', 'in'],
  isDisabled: ['eq'],
  programme: ['eq', 'ne', 'in'],
  status: ['eq', 'ne', 'in'],
};
const searchable: Searchable = (_type, field) => known[field];
const converted = (query: unknown) =>
  toRegistryCondition('Beneficiary', compileQuery('Beneficiary', { queryType: 'expression', query }), searchable);

describe('a query of the standard in the words of the registry', () => {
  it('IBR-036: keeps its shape, its types and the type of an identifier', () => {
    const query = compileQuery('Member', { queryType: 'idtype-value', query: { type: 'UIN', value: '880012' } });
    expect(toRegistryCondition('Member', query, searchable)).toEqual({
      compare: { field: 'identifier', operator: 'eq', value: { type: 'UIN', value: '880012' } },
    });
    const and = { $and: [{ birth_date: { $ge: '1990-01-01' } }, { $not: { programme_identifier: 'CG-01' } }] };
    expect(converted(and)).toEqual({
      all: [
        { compare: { field: 'birthDate', operator: 'ge', value: '1990-01-01' } },
        { not: { compare: { field: 'programme', operator: 'eq', value: 'CG-01' } } },
      ],
    });
  });

  it('says by equality what the registry has no operator for', () => {
    expect(converted({ surname: { $in: ['A', 'B'] } })).toEqual({
      any: [
        { compare: { field: 'surname', operator: 'eq', value: 'A' } },
        { compare: { field: 'surname', operator: 'eq', value: 'B' } },
      ],
    });
    expect(converted({ is_disabled: { $ne: true } })).toEqual({
      not: { compare: { field: 'isDisabled', operator: 'eq', value: true } },
    });
    expect(converted({ birth_date: { $ne: '1990-01-01' } })).toHaveProperty('not');
  });

  it('IBR-036: turns the code of an enrolment state into the word', () => {
    expect(converted({ enrollment_status: { $in: ['1', '4'] } })).toEqual({
      compare: { field: 'status', operator: 'in', value: ['active', 'suspended'] },
    });
    expect(() => converted({ enrollment_status: '9' })).toThrow(QueryRefused);
  });

  it('S2: refuses what the registry does not search by, to compare and to sort', () => {
    expect(() => converted({ given_name: 'Ada' })).toThrow(QueryRefused);
    expect(() => toRegistryField('Member', 'education_level', searchable)).toThrow(QueryRefused);
    expect(toRegistryField('Member', 'birth_date', searchable)).toBe('birthDate');
  });
});
