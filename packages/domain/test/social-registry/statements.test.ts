import type { AnswerSet } from '@interlink/contracts/social-registry/questionnaire';
import { answerOf, codeOf, textOf } from '@interlink/domain/social-registry/elements';
import { memberKey, toStatements } from '@interlink/domain/social-registry/statements';
import { modelled } from './builders.js';

const place = { locationId: '00000000-0000-4000-8000-00000000e001', name: 'Kibera' };
const head = { given_name: 'Amina', surname: 'Otieno', birth_date: '1950-03-02', sex: 'female' };

const state = (members: readonly AnswerSet[], household: AnswerSet = { village: 'V1' }) =>
  toStatements(modelled, {
    id: 'h',
    answers: { household, members: [...members] },
    numbers: members.map((_one, at) => at + 1),
    place,
  });
const person = (member: AnswerSet) => state([head, member])[2]?.data;

describe('what a household’s answers say to the registry', () => {
  it('IBR-020: is the household with its members, then each of them', () => {
    const [household, first, second] = state([head, { given_name: 'Juma', relationship: 'spouse' }]);
    expect(household).toEqual({
      kind: 'household',
      key: 'h',
      data: {
        place,
        unit: 'household',
        size: 2,
        members: [
          { personKey: 'h:1', role: 'head', recipient: 'primary' },
          { personKey: 'h:2', role: 'spouse' },
        ],
      },
    });
    expect(first).toEqual({
      kind: 'person',
      key: 'h:1',
      data: {
        name: { givenName: 'Amina', surname: 'Otieno' },
        sex: 'female',
        birthDate: { date: '1950-03-02', precision: 'day' },
        place,
      },
    });
    expect(second).toMatchObject({ key: 'h:2', data: { name: { givenName: 'Juma' } } });
  });

  it('S15: has keys that say nothing of a person', () => {
    expect(memberKey('0190-uuid', 3)).toBe('0190-uuid:3');
  });

  it('leaves means in the social registry', () => {
    expect(JSON.stringify(state([{ ...head, income: 1234, works: true }]))).not.toContain('1234');
  });

  it.each([
    ['1950', { date: '1950-12-31', precision: 'year' }],
    ['1950-02', { date: '1950-02-28', precision: 'month' }],
    ['1952-02', { date: '1952-02-29', precision: 'month' }],
    ['1950-03-02', { date: '1950-03-02', precision: 'day' }],
  ])('IBR-020: says of the date %s how precise it is', (text, birthDate) => {
    expect(person({ birth_date: text })).toMatchObject({ birthDate });
  });

  it.each([
    ['child', 'female', 'child'],
    ['grandmother', 'female', 'grandmother'],
    ['parent', 'male', 'father'],
    ['parent', 'female', 'mother'],
    ['parent', 'other', 'other-relative'],
    ['other', 'male', 'other-relative'],
    ['head', 'male', undefined],
    ['neighbour', 'male', undefined],
  ])('says of the relationship %s (%s): %s', (relationship, sex, role) => {
    const [household] = state([head, { relationship, sex }]);
    expect(household?.data).toMatchObject({ members: [{}, role === undefined ? {} : { role }] });
    expect('role' in ((household?.data as { members: object[] }).members[1] as object)).toBe(role !== undefined);
  });

  it('SR-005: calls a lot of difficulty in one domain a disability, some of it none, and silence nothing', () => {
    expect(person({ wg_seeing: 'a_lot', wg_hearing: 'none' })).toMatchObject({
      disability: {
        isDisabled: true,
        limitations: [
          { type: 'VIS_SS', severity: '3' },
          { type: 'HEAR_SS', severity: '1' },
        ],
      },
    });
    expect(person({ wg_seeing: 'some' })).toMatchObject({ disability: { isDisabled: false } });
    expect(person({})).not.toHaveProperty('disability');
  });

  it('finds somebody by number however its letters were written, and by telephone', () => {
    expect(person({ national_id: ' ab-12 ', mobile: '+254700000001' })).toMatchObject({
      identifiers: [{ type: 'NID', value: 'AB-12' }],
      phones: ['+254700000001'],
    });
  });

  it('says where they live in words where the questionnaire asks for it, and no place that nobody knows', () => {
    const household = { village: 'V1', address: 'near the old well' };
    expect(state([head], household)[1]?.data).toMatchObject({ addresses: [{ line1: 'near the old well' }] });
    const [nowhere] = toStatements(modelled, { id: 'h', answers: { household, members: [head] }, numbers: [1] });
    expect(nowhere?.data).not.toHaveProperty('place');
  });
});

describe('an answer that is an element of the unified model', () => {
  it('is found by the element, whatever the question is called', () => {
    expect(codeOf(modelled, 'member', 'householdRole')).toBe('relationship');
    expect(codeOf(modelled, 'household', 'householdRole')).toBeUndefined();
    expect(answerOf(modelled, 'member', head, 'givenName')).toBe('Amina');
  });

  it.each([[null], [''], [undefined]])('is none when the answer is %j', (value) => {
    const answers: Record<string, string | null> = value === undefined ? {} : { given_name: value };
    expect(answerOf(modelled, 'member', answers, 'givenName')).toBeUndefined();
    expect(textOf(modelled, 'member', answers, 'givenName')).toBeUndefined();
  });

  it('is none when it is blank', () => {
    expect(textOf(modelled, 'member', { given_name: '   ' }, 'givenName')).toBeUndefined();
  });
});
