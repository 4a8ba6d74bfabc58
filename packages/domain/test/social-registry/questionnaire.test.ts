import fc from 'fast-check';
import { isAsked, mistakesOf, problemsOf, questionsOf } from '@interlink/domain/social-registry/questionnaire';
import { household, question, questionnaire, TODAY } from './builders.js';

const problems = (over: Parameters<typeof household>[0]) => problemsOf(questionnaire, household(over), TODAY);
const ofMember = (own: Record<string, string | number | boolean | null>) =>
  problems({ members: [{ given_name: 'Amina', birth_date: '1950-03-02', ...own }] });

describe('the answers of a household', () => {
  it('SR-020: have no problem when everything that is required is answered', () => {
    expect(problems({})).toEqual([]);
  });

  it('SR-020: name each required question that is not answered, of the household first and of each member by place', () => {
    expect(
      problems({ household: { owns_land: false }, members: [{ given_name: 'Amina' }, { birth_date: '2001' }] }),
    ).toEqual([
      { question: 'roof', code: 'missing' },
      { question: 'birth_date', code: 'missing', member: 0 },
      { question: 'given_name', code: 'missing', member: 1 },
    ]);
  });

  it('SR-020: ask for what depends on an earlier answer only while that answer stands', () => {
    expect(problems({ household: { roof: 'iron', owns_land: true } })).toEqual([
      { question: 'acres', code: 'missing' },
    ]);
    expect(problems({ household: { roof: 'iron', owns_land: true, acres: 2.5 } })).toEqual([]);
    expect(problems({ household: { roof: 'iron', owns_land: false, acres: 2.5 } })).toEqual([
      { question: 'acres', code: 'not-asked' },
    ]);
  });

  it.each([
    ['a date that does not exist', { birth_date: '1950-02-31' }, 'birth_date', 'no-date'],
    ['a date to come', { birth_date: '2026-11-25' }, 'birth_date', 'date-in-future'],
    ['a year to come', { birth_date: '2027' }, 'birth_date', 'date-in-future'],
    [
      'a day with a time, which would be no birth date to the registry',
      { birth_date: '1950-03-02T00:00:00' },
      'birth_date',
      'no-date',
    ],
    ['a day with words behind it', { birth_date: '1950-03-02 about' }, 'birth_date', 'no-date'],
    ['a day of the year 0', { birth_date: '0000-01-01' }, 'birth_date', 'no-date'],
    ['the year 0', { birth_date: '0000' }, 'birth_date', 'no-date'],
    ['a month that there is not', { birth_date: '1950-13' }, 'birth_date', 'no-date'],
    ['a number that is not whole', { income: 1.5 }, 'income', 'no-whole-number'],
    ['a number as text', { income: '12' }, 'income', 'no-whole-number'],
    ['a number below the least', { income: -1 }, 'income', 'too-small'],
    ['a text that is too long', { given_name: 'a'.repeat(101) }, 'given_name', 'too-long'],
    ['a text of another form', { id_number: 'A1' }, 'id_number', 'wrong-form'],
    ['a text with a control character', { given_name: 'Ami\u0007na' }, 'given_name', 'control-character'],
    ['yes as a word', { in_school: 'yes' }, 'in_school', 'no-yes-or-no'],
    ['a question that nobody asked', { religion: 'x' }, 'religion', 'not-asked'],
  ])('SR-020: refuse %s', (_what, own, name, code) => {
    expect(ofMember(own)).toEqual([{ question: name, code, member: 0 }]);
  });

  it.each(['1950', '1950-03', '1950-03-02', '2026', '2026-11'])('SR-020: take the partial date %s', (birth_date) => {
    expect(ofMember({ birth_date })).toEqual([]);
  });

  it.each([
    ['nationalId', 80],
    ['mobile', 40],
    ['surname', 200],
  ])('SR-020: are too long for the registry when a text that is %s has more than %d letters', (element, most) => {
    const asked = question({ code: 'own', type: 'text', element, maxLength: 500 });
    const [dwelling, people] = questionnaire.sections;
    if (!dwelling || !people) throw new Error('the builder has two sections');
    const sections = [dwelling, { ...people, questions: [asked] }];
    const found = (own: string) =>
      problemsOf({ ...questionnaire, sections }, household({ members: [{ own }] }), TODAY).map(({ code }) => code);
    expect([found('a'.repeat(most)), found('a'.repeat(most + 1))]).toEqual([[], ['too-long']]);
    // In capitals, as identifiers are kept, it is two letters.
    expect(found('ß'.repeat(most / 2 + 1))).toEqual(['too-long']);
  });

  it('SR-020: take an empty answer to a question that may stay open', () => {
    expect(ofMember({ income: null, id_number: '' })).toEqual([]);
  });

  it('SR-020: refuse what is no choice, no number, or more than the most', () => {
    expect(problems({ household: { roof: 'gold', owns_land: true, acres: 5000 } })).toEqual([
      { question: 'roof', code: 'not-a-choice' },
      { question: 'acres', code: 'too-large' },
    ]);
    expect(problems({ household: { roof: 'iron', owns_land: true, acres: 'many' } })).toEqual([
      { question: 'acres', code: 'no-number' },
    ]);
  });

  it('SR-020: never throw and never name a question twice for one person, whatever is answered', () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.double(), fc.boolean(), fc.constant(null));
    const codes = fc.constantFrom('roof', 'owns_land', 'acres', 'given_name', 'birth_date', 'income', 'other');
    const set = fc.dictionary(codes, value);
    fc.assert(
      fc.property(set, fc.array(set, { minLength: 1, maxLength: 4 }), (own, members) => {
        const found = problemsOf(questionnaire, { household: own, members }, TODAY);
        const places = found.map(({ question: name, member }) => `${name} ${member}`);
        expect(new Set(places).size).toBe(places.length);
      }),
    );
  });
});

describe('a questionnaire', () => {
  it('SR-005: has no mistakes when each question follows what it depends on', () => {
    expect(mistakesOf(questionnaire)).toEqual([]);
  });

  it('SR-005: is refused with one sentence for each mistake', () => {
    const [dwelling, people] = questionnaire.sections;
    if (!dwelling || !people) throw new Error('the builder has two sections');
    const questions = [
      question({ code: 'tenure', type: 'text', showWhen: { question: 'in_school', in: [true] } }),
      question({ code: 'wall', type: 'choice' }),
      question({ code: 'wall', type: 'text', pattern: '(' }),
    ];
    expect(mistakesOf({ ...questionnaire, sections: [{ ...dwelling, questions }, people] })).toEqual([
      'tenure depends on in_school, which is not asked before it',
      'wall is a choice without choices',
      'wall is asked twice',
      'wall has a pattern that cannot be read',
    ]);
  });

  it('SR-005: asks a member what depends on an answer of the household', () => {
    const own = question({ code: 'herds', type: 'boolean', showWhen: { question: 'owns_land', in: [true] } });
    expect(isAsked(own, {}, { owns_land: true })).toBe(true);
    expect(isAsked(own, {}, { owns_land: false })).toBe(false);
  });

  it('SR-005: tells the questions of the household from those of its members', () => {
    expect(questionsOf(questionnaire, 'household').map(({ code }) => code)).toEqual(['roof', 'owns_land', 'acres']);
  });
});
