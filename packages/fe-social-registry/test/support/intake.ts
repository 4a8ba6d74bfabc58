import type { Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { fakeApi } from '@interlink/fe-kit/testing/fake-api';
import { ID, words } from './render.js';

const choices = (...codes: string[]) => codes.map((code) => ({ code, label: words(code) }));

/** A household with land or not, its people, and one question of the Washington Group. */
export const questionnaire: Questionnaire = {
  code: 'household',
  version: 1,
  title: words('Household registration'),
  sections: [
    {
      code: 'dwelling',
      title: words('Dwelling'),
      of: 'household',
      questions: [
        { code: 'village', type: 'text', label: words('Village'), required: true, element: 'locationCode' },
        { code: 'owns_land', type: 'boolean', label: words('Land?'), required: true, help: words('Own, not rented') },
        {
          code: 'acres',
          type: 'decimal',
          label: words('Acres'),
          required: true,
          minimum: 0,
          showWhen: { question: 'owns_land', in: [true] },
        },
      ],
    },
    {
      code: 'people',
      title: words('People'),
      of: 'member',
      questions: [
        { code: 'given_name', type: 'text', label: words('Given name'), required: true, element: 'givenName' },
        { code: 'birth_date', type: 'date', label: words('Born'), required: true, element: 'birthDate' },
        {
          code: 'relationship',
          type: 'choice',
          label: words('Relationship'),
          element: 'householdRole',
          choices: choices('head', 'child'),
        },
      ],
    },
    {
      code: 'functioning',
      title: words('Difficulties'),
      of: 'member',
      questions: [
        {
          code: 'wg_seeing',
          type: 'choice',
          label: words('Seeing'),
          choices: choices('none', 'cannot'),
          element: 'wg.seeing',
        },
      ],
    },
  ],
};

export const PERSON = '01930000-0000-7000-8000-0000000000aa';
export const TAKE_IN = 'POST /social-registry/households';
export const kept = { id: ID, version: 1, members: 1, outcome: 'created' };
export const MARK = 'a'.repeat(64);
/** Somebody who is alike, known in a household of the institution. */
export const alike = {
  personId: PERSON,
  member: 0,
  name: { givenName: 'Amina', surname: 'Wanjiru' },
  village: 'Kibera',
  household: { id: ID, version: 3 },
};

export const intakeApi = (over: Parameters<typeof fakeApi>[0] = {}) =>
  fakeApi({ 'GET /social-registry/questionnaires': () => [questionnaire], ...over });
