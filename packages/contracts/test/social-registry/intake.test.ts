import { Value } from 'typebox/value';
import {
  AlikePerson,
  CheckHousehold,
  HouseholdNow,
  HouseholdPhoto,
  IntakeCheck,
  IntakeProblem,
  KeptHousehold,
  KeptPhoto,
  TakeInHousehold,
} from '../../src/social-registry/intake';
import { VillageChoice } from '../../src/social-registry/village';
import { anId, aTime, describeBody } from '../support/bodies';

const answers = { household: { roof: 'grass', rooms: 2 }, members: [{ given_name: 'Amina', in_school: null }] };
const answered = { questionnaire: 'household', questionnaireVersion: 1, answers };
const another = { shown: 'a'.repeat(64), reason: 'Two cousins' };
const mistakes: Parameters<typeof describeBody>[2]['bad'] = [
  ['questionnaire', ''],
  ['questionnaireVersion', 0],
  ['answers.members', []],
  ['answers.members', Array.from({ length: 61 }, () => ({}))],
  ['answers.members', [{ given_name: ['Amina'] }]],
  ['answers.household', { roof: { of: 'grass' } }],
];

describeBody('a household to check (SR-020)', CheckHousehold, {
  good: { ...answered, household: anId },
  closed: true,
  optional: ['household'],
  bad: [...mistakes, ['household', 'H1']],
});

describeBody('a household to take in (SR-008)', TakeInHousehold, {
  good: { ...answered, another },
  closed: true,
  optional: ['another'],
  bad: [
    ...mistakes,
    ['another.shown', 'everybody'],
    ['another.reason', ''],
    ['another.reason', 'x'.repeat(501)],
    ['another.reason', 'two\nlines'],
  ],
});

describe('the answers about a household', () => {
  const alike = {
    personId: anId,
    member: 0,
    name: { givenName: 'Amina' },
    birthDate: { date: '1950-12-31', precision: 'year' },
    sex: 'female',
    village: 'Kibera',
    household: { id: anId, version: 1 },
  };

  it('SR-053: say who is alike, with what is known of them and no more', () => {
    const problem = { question: 'roof', code: 'missing' };
    expect(Value.Check(IntakeCheck, { problems: [problem], alike: [alike], shown: another.shown })).toBe(true);
    expect(Value.Check(AlikePerson, { personId: anId, member: 0 })).toBe(true);
    expect(Value.Check(AlikePerson, { ...alike, member: -1 })).toBe(false);
    expect(Value.Check(IntakeProblem, { ...problem, member: 0, code: 'foreign-village' })).toBe(true);
    expect(Value.Check(IntakeProblem, { ...problem, code: 'strange' })).toBe(false);
  });

  it('SR-008: say which version is kept', () => {
    expect(Value.Check(KeptHousehold, { id: anId, version: 2, members: 1, outcome: 'changed' })).toBe(true);
    expect(Value.Check(KeptHousehold, { id: anId, version: 0, members: 1, outcome: 'changed' })).toBe(false);
    const now = { id: anId, version: 1, questionnaire: 'household', answers, photos: [], updatedAt: aTime };
    expect(Value.Check(HouseholdNow, now)).toBe(true);
  });
});

describeBody('a photograph of a household (SR-008)', HouseholdPhoto, {
  good: { id: anId, question: 'dwelling_photo', member: 0, isKept: false },
  closed: false,
  optional: ['member'],
  bad: [
    ['id', '../secret'],
    ['member', -1],
    ['isKept', 'yes'],
  ],
});

describeBody('a photograph that came (SR-008)', KeptPhoto, {
  good: { id: anId, awaited: 0 },
  closed: false,
  bad: [['awaited', -1]],
});

describeBody('a village to choose (SR-008)', VillageChoice, {
  good: { code: 'R1D1W1V1', name: 'Kibera', within: ['North', 'Nairobi', 'Langata'] },
  closed: false,
  also: [['within', []]],
  bad: [
    ['code', ''],
    ['within', ['North', 3]],
  ],
});
