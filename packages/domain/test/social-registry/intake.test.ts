import { answersOf, askedOf, differencesOf, tidyAnswers, typedFrom } from '../../src/social-registry/intake';
import { problemsOf } from '../../src/social-registry/questionnaire';
import fc from 'fast-check';
import { household, questionnaire, TODAY } from './builders';

const typed = (over: Record<string, string> = {}, members = [{ given_name: 'Amina', birth_date: '1950-03-02' }]) => ({
  household: { roof: 'iron', owns_land: 'false', ...over },
  members,
});

describe('what a person types about a household', () => {
  it('SR-005: becomes answers as the cells of a file do', () => {
    const answers = answersOf(questionnaire, typed({ owns_land: 'true', acres: ' 1.50 ' }));
    expect(answers.household).toEqual({ roof: 'iron', owns_land: true, acres: 1.5 });
    expect(problemsOf(questionnaire, answers, TODAY)).toEqual([]);
  });

  it('SR-005: keeps nothing that is not asked any more, nor what nobody asks', () => {
    const answers = answersOf(questionnaire, typed({ acres: '3', colour: 'red' }));
    expect(answers.household).toEqual({ roof: 'iron', owns_land: false });
  });

  it('SR-020: stays text where it cannot be read, so that the check names it', () => {
    const answers = answersOf(questionnaire, typed({ owns_land: 'true', acres: '1.' }));
    expect(problemsOf(questionnaire, answers, TODAY)).toEqual([{ question: 'acres', code: 'no-number' }]);
  });

  it('SR-005: is asked by what was answered before', () => {
    const codes = (owns_land: boolean) =>
      askedOf(questionnaire, 'household', { owns_land }, {}).map(({ code }) => code);
    expect(codes(true)).toContain('acres');
    expect(codes(false)).not.toContain('acres');
  });

  it('SR-005: has no problem that its answers have not, whatever is typed', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('true', 'no', '7', '1950', 'iron', ''));
    const set = fc.dictionary(
      fc.constantFrom('roof', 'owns_land', 'acres', 'given_name', 'birth_date', 'income', 'x'),
      text,
    );
    fc.assert(
      fc.property(set, fc.array(set, { minLength: 1, maxLength: 4 }), (own, members) => {
        const answers = answersOf(questionnaire, { household: own, members });
        const codes = problemsOf(questionnaire, answers, TODAY).map(({ code }) => code);
        expect(codes).not.toContain('not-asked');
        expect(answersOf(questionnaire, typedFrom(answers))).toEqual(answers);
      }),
    );
  });
});

describe('answers that came otherwise', () => {
  it('SR-008: are tidied to what a file would have brought', () => {
    const given = household({
      household: { roof: ' iron ', owns_land: false, acres: null },
      members: [{ given_name: '' }],
    });
    expect(tidyAnswers(given)).toEqual({ household: { roof: 'iron', owns_land: false }, members: [{}] });
  });

  it('are compared question by question, members in their order', () => {
    const before = household();
    const after = household({
      household: { roof: 'thatch', owns_land: false },
      members: [...before.members, { given_name: 'Zuri' }],
    });
    expect(differencesOf(questionnaire, before, after)).toEqual([
      { question: 'roof', before: 'iron', after: 'thatch' },
      { question: 'given_name', member: 1, after: 'Zuri' },
    ]);
    expect(differencesOf(questionnaire, before, before)).toEqual([]);
  });
});
