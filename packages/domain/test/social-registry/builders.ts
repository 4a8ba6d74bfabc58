import type { Formula } from '@interlink/contracts/social-registry/assessment';
import type { HouseholdAnswers, Question, Questionnaire } from '@interlink/contracts/social-registry/questionnaire';

const words = (en: string) => ({ en, fr: en, ar: en });

export const question = (over: Partial<Question> & Pick<Question, 'code' | 'type'>): Question => ({
  label: words(over.code),
  ...over,
});

export const TODAY = '2026-11-24';

/** A roof, an income, and of each member a name, a birth date, schooling and an income. */
export const questionnaire: Questionnaire = {
  code: 'household',
  version: 1,
  title: words('Household'),
  sections: [
    {
      code: 'dwelling',
      title: words('Dwelling'),
      of: 'household',
      questions: [
        question({
          code: 'roof',
          type: 'choice',
          required: true,
          choices: [
            { code: 'iron', label: words('Iron') },
            { code: 'thatch', label: words('Thatch') },
          ],
        }),
        question({ code: 'owns_land', type: 'boolean', required: true }),
        question({
          code: 'acres',
          type: 'decimal',
          minimum: 0,
          maximum: 1000,
          required: true,
          showWhen: { question: 'owns_land', in: [true] },
        }),
      ],
    },
    {
      code: 'people',
      title: words('People'),
      of: 'member',
      questions: [
        question({ code: 'given_name', type: 'text', required: true, maxLength: 100 }),
        question({ code: 'birth_date', type: 'date', required: true }),
        question({ code: 'in_school', type: 'boolean' }),
        question({ code: 'income', type: 'integer', minimum: 0 }),
        question({ code: 'id_number', type: 'text', pattern: '[A-Z]{2}\\d{6}' }),
      ],
    },
  ],
};

/** A household of one that answers everything that is required. */
export const household = (over: Partial<HouseholdAnswers> = {}): HouseholdAnswers => ({
  household: { roof: 'iron', owns_land: false },
  members: [{ given_name: 'Amina', birth_date: '1950-03-02' }],
  ...over,
});

/** Poorer is higher: 10 for thatch, 2 a member, 5 an old person, minus one a hundred of income a head. */
export const formula: Formula = {
  code: 'pmt',
  version: 1,
  kind: 'proxy-means',
  title: words('Proxy means'),
  questionnaire: 'household',
  effectiveFrom: '2026-01-01',
  intercept: 1_000_000,
  terms: [
    {
      code: 'thatch',
      label: words('Thatch'),
      variable: { kind: 'household-is', question: 'roof', in: ['thatch'] },
      weight: 10_000_000,
    },
    { code: 'members', label: words('Members'), variable: { kind: 'members', atMost: 8 }, weight: 2_000_000 },
    {
      code: 'old',
      label: words('Old'),
      variable: { kind: 'members-aged', question: 'birth_date', from: 65, to: 120 },
      weight: 5_000_000,
    },
    {
      code: 'income',
      label: words('Income'),
      variable: { kind: 'members-sum', question: 'income', perHead: true },
      weight: -10_000,
    },
  ],
  cutOffs: [{ programme: 'OAA', comparison: 'at-least', score: 8_000_000 }],
};

const asked = (code: string, element?: string) =>
  question({ code, type: 'text', ...(element !== undefined && { element }) });

/** A questionnaire whose answers are elements of the unified model. */
export const modelled: Questionnaire = {
  code: 'modelled',
  version: 1,
  title: words('Modelled'),
  sections: [
    {
      code: 'dwelling',
      title: words('Dwelling'),
      of: 'household',
      questions: [asked('village', 'locationCode'), asked('address', 'addressLine')],
    },
    {
      code: 'people',
      title: words('People'),
      of: 'member',
      questions: [
        asked('given_name', 'givenName'),
        asked('surname', 'surname'),
        asked('sex', 'sex'),
        asked('birth_date', 'birthDate'),
        asked('relationship', 'householdRole'),
        asked('national_id', 'nationalId'),
        asked('mobile', 'mobile'),
        asked('wg_seeing', 'wg.seeing'),
        asked('wg_hearing', 'wg.hearing'),
        asked('works'),
        asked('income'),
      ],
    },
  ],
};
