import { Value } from 'typebox/value';
import { ConflictPage, ResolveConflict } from '../../src/registry/conflict';
import { IdentifierValue, Operator, QueryValue, RegistryQuerySchema, searchableFields } from '../../src/registry/query';
import { Purpose } from '../../src/registry/scope';
import { anId, aTime, describeBody, longer } from '../support/bodies';

describeBody('a query of the registry', RegistryQuerySchema, {
  good: {
    recordType: 'Member',
    where: { compare: { field: 'sex', operator: 'eq', value: 'female' } },
    sort: [{ field: 'surname', descending: true }],
    page: { number: 1, size: 500 },
    asOf: '2026-01-01',
  },
  closed: true,
  optional: ['sort', 'asOf'],
  bad: [
    ['recordType', 'Person'],
    ['sort', [{ field: 'a' }, { field: 'b' }, { field: 'c' }, { field: 'd' }]],
    ['sort', [{ field: longer(40) }]],
    ['sort', [{ field: 'a', order: 'asc' }]],
    ['page.number', 0],
    ['page.number', 10_001],
    ['page.size', 0],
    ['page.size', 501],
    ['page.size', 'all'],
    ['asOf', 'today'],
    ['asOf', '0000-01-01'],
  ],
});

describeBody('a decision of a conflict', ResolveConflict, {
  good: { decision: 'choose', recordId: anId, note: 'the passport says so' },
  closed: true,
  optional: ['recordId'],
  also: [
    ['decision', 'accept'],
    ['decision', 'link'],
    ['decision', 'apart'],
  ],
  bad: [
    ['decision', 'ignore'],
    ['recordId', '1'],
    ['note', 'ok'],
    ['note', longer(500)],
  ],
});

describeBody('a page of conflicts', ConflictPage, {
  good: {
    items: [
      {
        id: anId,
        kind: 'field',
        personId: anId,
        version: 1,
        state: 'open',
        field: 'birthDate',
        sides: [{ source: 'openimis', recordId: anId, value: '1950', recordedAt: aTime }],
        programmes: [],
        openedAt: aTime,
      },
    ],
    next: 'cursor',
  },
  closed: false,
  optional: ['next'],
  bad: [
    ['items.0.kind', 'quarrel'],
    ['items.0.state', 'closed'],
    ['items.0.sides.0.recordedAt', undefined],
    ['items.0.id', '1'],
  ],
});

describe('what can be searched for', () => {
  const declared = Object.entries(searchableFields).flatMap(([recordType, fields]) =>
    Object.entries(fields).map(([name, field]) => ({ recordType, name, field })),
  );

  it.each(declared)('$recordType.$name has operators that exist, and at least that it is equal', ({ field }) => {
    expect(field.operators.every((operator: unknown) => Value.Check(Operator, operator))).toBe(true);
    expect(field.operators).toContain('eq');
  });

  it('S12: an account is only ever found whole, never by a likeness, a list or an order', () => {
    expect(searchableFields.Member.account.operators).toEqual(['eq']);
    expect(searchableFields.Beneficiary.account.operators).toEqual(['eq']);
    expect('account' in searchableFields.Group).toBe(false);
  });

  it('IBR-027: a likeness is possible of names alone', () => {
    const alike = declared.filter(({ field }) => (field.operators as readonly string[]).includes('like'));
    expect(new Set(alike.map(({ field }) => field.kind))).toEqual(new Set(['name']));
  });

  it.each([
    ['a text', 'OAA', true],
    ['a number', 12.5, true],
    ['yes', true, true],
    ['an identifier', { type: 'NID', value: '1' }, true],
    ['several', ['a', { value: '1' }], true],
    ['none of several', [], false],
    ['too many', Array.from({ length: 501 }, () => 'a'), false],
    ['nothing', null, false],
    ['a text that is too long', longer(200), false],
    ['lists of lists', [['a']], false],
  ])('takes as a value %s: %#', (_what, value, expected) => {
    expect(Value.Check(QueryValue, value)).toBe(expected);
  });

  it.each([
    { value: '' },
    { value: longer(80) },
    { type: longer(40), value: '1' },
    { type: 'NID' },
    { value: '1', of: 'x' },
  ])('does not take the identifier %j', (value) => {
    expect(Value.Check(IdentifierValue, value)).toBe(false);
  });
});

describe('the purpose of a look at a person (S2)', () => {
  it.each(['enrolment', 'payment', 'case', 'grievance', 'correction', 'fraud', 'audit', 'data-sharing'])(
    'may be %s',
    (word) => {
      expect(Value.Check(Purpose, word)).toBe(true);
    },
  );

  it.each(['', 'curiosity', 'Payment', 'payment '])('is never %j', (word) => {
    expect(Value.Check(Purpose, word)).toBe(false);
  });
});
