import fc from 'fast-check';
import type { Formula } from '@interlink/contracts/social-registry/assessment';
import type { Change } from '@interlink/contracts/social-registry/change-request';
import type { HouseholdAnswers, Question, Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import {
  applyToAnswers,
  joinAnswers,
  knownAnswers,
  newProblems,
} from '../../../src/social-registry/changes/answers.js';
import { reassess } from '../../../src/social-registry/changes/reassess.js';

const words = (en: string) => ({ en, fr: en, ar: en });
const question = (code: string, over: Partial<Question> = {}): Question => ({
  code,
  type: 'text',
  label: words(code),
  ...over,
});
const choice = (code: string, element: string, ...codes: string[]) =>
  question(code, { type: 'choice', element, choices: codes.map((one) => ({ code: one, label: words(one) })) });

const questionnaire: Questionnaire = {
  code: 'household',
  version: 1,
  title: words('Household'),
  sections: [
    {
      code: 'dwelling',
      title: words('Dwelling'),
      of: 'household',
      questions: [question('village', { element: 'locationCode', pattern: '[A-Z0-9]+' })],
    },
    {
      code: 'people',
      title: words('People'),
      of: 'member',
      questions: [
        question('given_name', { element: 'givenName', required: true }),
        question('birth_date', { type: 'date', element: 'birthDate' }),
        choice('sex', 'sex', 'male', 'female'),
        choice('relationship', 'householdRole', 'head', 'spouse', 'child'),
        question('mobile', { element: 'mobile' }),
      ],
    },
  ],
};
const answers: HouseholdAnswers = {
  household: { village: 'V1' },
  members: [
    { given_name: 'Amina', birth_date: '1950-03-02', sex: 'female', relationship: 'head' },
    { given_name: 'Juma', birth_date: '1948-01-01', sex: 'male', relationship: 'spouse' },
  ],
};
const after = (change: Change, index = 0, from = answers) =>
  applyToAnswers(questionnaire, from, index, change, '2026-11-20');

describe('A household after a life event', () => {
  it('SR-027: has a newborn child, in the words of its questionnaire', () => {
    const born = after({ event: 'birth', givenName: 'Zuri', sex: 'female' });
    expect(born?.members).toHaveLength(3);
    expect(born?.members[2]).toEqual({
      given_name: 'Zuri',
      birth_date: '2026-11-20',
      sex: 'female',
      relationship: 'child',
    });
  });

  it('SR-027: has another head when the head died', () => {
    expect(after({ event: 'death' })?.members).toEqual([
      { given_name: 'Juma', birth_date: '1948-01-01', sex: 'male', relationship: 'head' },
    ]);
  });

  it('SR-027: keeps its head when another died', () => {
    expect(after({ event: 'death' }, 1)?.members).toEqual([answers.members[0]]);
  });

  it('SR-027: is nobody’s when its only member died or left', () => {
    const alone = { ...answers, members: answers.members.slice(0, 1) };
    expect(after({ event: 'death' }, 0, alone)).toBeUndefined();
    expect(after({ event: 'move', village: 'V2', withHousehold: false }, 0, alone)).toBeUndefined();
  });

  it('SR-027: moves as a whole, or loses who moves alone', () => {
    expect(after({ event: 'move', village: 'V2', withHousehold: true })?.household).toEqual({ village: 'V2' });
    const left = after({ event: 'move', village: 'V2', withHousehold: false }, 1);
    expect([left?.household, left?.members.length]).toEqual([{ village: 'V1' }, 1]);
  });

  it('SR-027: has a telephone in the member’s answers', () => {
    expect(after({ event: 'contact', phone: '+254710000001' }, 1)?.members[1]).toMatchObject({
      mobile: '+254710000001',
    });
  });

  it('SR-027: leaves alone what the questionnaire does not ask', () => {
    expect(after({ event: 'marriage', maritalStatus: 'M' })).toEqual(answers);
    expect(after({ event: 'account', account: { provider: 'B', number: '1' } })).toEqual(answers);
    expect(after({ event: 'birth', givenName: 'X', sex: 'unknown' })?.members[2]).not.toHaveProperty('sex');
  });

  it('SR-027: never touches another member than the one it is about', () => {
    const phone = fc.integer({ min: 0, max: 999_999 }).map((tail) => `+254710${String(tail).padStart(6, '0')}`);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1 }), phone, (index, number) => {
        const other = 1 - index;
        expect(after({ event: 'contact', phone: number }, index)?.members[other]).toEqual(answers.members[other]);
      }),
    );
  });

  it('is as it was for a member who is not there', () => {
    expect(after({ event: 'death' }, 7)).toBe(answers);
  });

  it('SR-027: is refused for problems that the change brings, not for those of before', () => {
    const broken = { ...answers, members: [{ ...answers.members[0], given_name: '' }] };
    const moved = { ...broken, household: { village: 'no such code' } };
    expect(newProblems(questionnaire, broken, broken, '2026-11-24')).toEqual([]);
    expect(newProblems(questionnaire, broken, moved, '2026-11-24')).toEqual(['village:wrong-form']);
  });
});

describe('A problem that a change brings', () => {
  const nameless = { ...answers, members: answers.members.map((member) => ({ ...member, given_name: '' })) };

  it('SR-027: is new for who comes, though others of the household have the same', () => {
    const one = { ...nameless, members: nameless.members.slice(0, 1) };
    const born = { ...one, members: [...one.members, { birth_date: '2026-11-20' }] };
    expect(newProblems(questionnaire, one, born, '2026-11-24')).toEqual(['given_name:missing']);
  });

  it('SR-027: is none when somebody leaves, whoever stands in which place afterwards', () => {
    const left = { ...nameless, members: nameless.members.slice(1) };
    expect(newProblems(questionnaire, nameless, left, '2026-11-24')).toEqual([]);
  });
});

describe('SR-027: households that a marriage joins', () => {
  const zuri = {
    given_name: 'Zuri',
    sex: 'female',
    relationship: 'head',
    mobile: '+254710000001',
    portrait: 'photo-1',
  };
  const withPhoto: Questionnaire = {
    ...questionnaire,
    sections: questionnaire.sections.map((section) =>
      section.of === 'member'
        ? { ...section, questions: [...section.questions, question('portrait', { type: 'photo' })] }
        : section,
    ),
  };
  const joined = (index: number, from = questionnaire) => joinAnswers(from, answers, index, zuri, 'M');

  it('have the newcomer last, as the spouse of a head, with the answers that were theirs', () => {
    expect(joined(0)).toMatchObject({
      household: answers.household,
      members: [...answers.members, { given_name: 'Zuri', relationship: 'spouse', mobile: '+254710000001' }],
    });
  });

  it('have beside anybody else than the head no second spouse', () => {
    expect(joined(1).members.map(({ relationship }) => relationship)).toEqual(['head', 'spouse', 'head']);
    const wider: Questionnaire = {
      ...questionnaire,
      sections: questionnaire.sections.map((section) => ({
        ...section,
        questions: section.questions.map((one) =>
          one.code === 'relationship' ? choice('relationship', 'householdRole', 'head', 'spouse', 'other') : one,
        ),
      })),
    };
    expect(joined(1, wider).members[2]).toMatchObject({ relationship: 'other' });
  });

  it('S15: take no photograph along: it stays, and is erased, where it was taken', () => {
    expect(joined(0, withPhoto).members[2]).not.toHaveProperty('portrait');
  });

  it('lose whoever moves to the other one, and keep whoever marries and stays', () => {
    const marriage = { event: 'marriage', maritalStatus: 'M' } as const;
    const left = after({ ...marriage, joins: '01930000-0000-7000-8000-0000000000bb' });
    expect(left?.members).toEqual([{ ...answers.members[1], relationship: 'head' }]);
    expect(after(marriage)?.members).toHaveLength(2);
  });

  it('get of somebody who was never asked what is known, and no day of birth that is not', () => {
    const known = { name: { givenName: 'Zuri' }, sex: 'female' as const, phones: ['+254710000001'] };
    expect(knownAnswers(questionnaire, { ...known, birthDate: { date: '2001-02-03', precision: 'day' } })).toEqual({
      ...{ given_name: 'Zuri', sex: 'female', mobile: '+254710000001', birth_date: '2001-02-03' },
    });
    const born = { date: '2001-12-31', precision: 'year' as const };
    expect(knownAnswers(questionnaire, { ...known, birthDate: born })).not.toHaveProperty('birth_date');
  });
});

describe('A household that is assessed again', () => {
  const formula: Formula = {
    code: 'pmt',
    version: 3,
    kind: 'proxy-means',
    title: words('PMT'),
    questionnaire: 'household',
    effectiveFrom: '2026-01-01',
    intercept: 0,
    terms: [{ code: 'size', label: words('Members'), variable: { kind: 'members' }, weight: 1_000_000 }],
    cutOffs: [
      { programme: 'CHG', comparison: 'at-least', score: 3_000_000 },
      { programme: 'OAA', comparison: 'at-most', score: 2_000_000 },
    ],
  };
  const DAY = '2026-11-24';

  it('SR-027: says which programmes it may qualify for now, and which no more', () => {
    const born = after({ event: 'birth', givenName: 'Zuri', sex: 'female' });
    expect(reassess(formula, answers, born, DAY)).toEqual({
      formula: 'pmt',
      version: 3,
      before: 2_000_000,
      after: 3_000_000,
      gains: ['CHG'],
      losses: ['OAA'],
    });
  });

  it('SR-027: has no score when nobody is left', () => {
    const result = reassess(formula, answers, undefined, DAY);
    expect(result).toEqual({ formula: 'pmt', version: 3, before: 2_000_000, gains: [], losses: ['OAA'] });
  });

  it('SR-027: gains and loses nothing by a change that changes no answer', () => {
    fc.assert(
      fc.property(fc.constantFrom('death', 'account') as fc.Arbitrary<'account' | 'death'>, (event) => {
        const change: Change =
          event === 'account' ? { event, account: { provider: 'B', number: '1' } } : { event: 'death' };
        const result = reassess(formula, answers, after(change, 7), DAY);
        expect([result.gains, result.losses, result.after]).toEqual([[], [], result.before]);
      }),
    );
  });
});
