import type {
  AnswerSet,
  HouseholdAnswers,
  Question,
  Questionnaire,
} from '@interlink/contracts/social-registry/questionnaire';
import type { Change } from '@interlink/contracts/social-registry/change-request';
import type { MaritalStatus } from '@interlink/contracts/registry/codes';
import type { PersonFields } from '@interlink/contracts/registry/view';
import { codeOf } from '../elements.js';
import { withoutPhotos } from '../photos.js';
import { problemsOf, questionsOf } from '../questionnaire.js';

/**
 * SR-027: a household's answers after a life event of the member at `index`, from 0. Undefined when nobody is left.
 * What the questionnaire does not ask for stays as it is.
 */
export function applyToAnswers(
  questionnaire: Questionnaire,
  answers: HouseholdAnswers,
  index: number,
  change: Change,
  happenedOn: string,
): HouseholdAnswers | undefined {
  const { household, members } = answers;
  const member = members[index];
  if (!member) return answers;
  switch (change.event) {
    case 'account':
      return answers;
    case 'birth':
      return { household, members: [...members, newborn(questionnaire, change, happenedOn)] };
    case 'contact':
      return withMember(answers, index, put(questionnaire, 'member', member, { mobile: change.phone }));
    case 'death':
      return without(questionnaire, answers, index);
    case 'marriage':
      if (change.joins !== undefined) return without(questionnaire, answers, index);
      return withMember(answers, index, put(questionnaire, 'member', member, { maritalStatus: change.maritalStatus }));
    case 'move': {
      if (!change.withHousehold) return without(questionnaire, answers, index);
      const moved = { locationCode: change.village, addressLine: change.addressLine };
      return { members, household: put(questionnaire, 'household', household, moved) };
    }
  }
}

/**
 * SR-027: the answers of the household that a marriage is joined to: the spouse, at `index`, is married, and the newcomer
 * its last member. Beside a head they are the spouse, beside anybody else some relative.
 */
export function joinAnswers(
  questionnaire: Questionnaire,
  { household, members }: HouseholdAnswers,
  index: number,
  newcomer: AnswerSet,
  maritalStatus: MaritalStatus,
): HouseholdAnswers {
  const roles = [...(index === 0 ? ['spouse'] : []), 'other-relative', 'other'];
  const householdRole = roles.find((code) => isChoice(questionnaire, 'householdRole', code));
  const married = members.map((one, at) => (at === index ? put(questionnaire, 'member', one, { maritalStatus }) : one));
  const joined = put(questionnaire, 'member', withoutPhotos(questionnaire, newcomer, 'member'), {
    householdRole,
    maritalStatus,
  });
  return { household, members: [...married, joined] };
}

/** As far as answers can be made of it. */
export type Known = {
  readonly [Field in 'birthDate' | 'identifiers' | 'name' | 'phones' | 'sex']?: PersonFields[Field] | undefined;
};

/** What is known of somebody, as answers of a questionnaire that they were not asked by. */
export function knownAnswers(
  questionnaire: Questionnaire,
  { name, sex, birthDate, identifiers = [], phones = [] }: Known,
): AnswerSet {
  return put(
    questionnaire,
    'member',
    {},
    {
      givenName: name?.givenName,
      surname: name?.surname,
      sex,
      birthDate: birthDate?.precision === 'day' ? birthDate.date : undefined,
      nationalId: identifiers.find(({ type }) => type === 'NID')?.value,
      mobile: phones[0],
    },
  );
}

/** Problems that the change brings; those of before are not its. */
export function newProblems(
  questionnaire: Questionnaire,
  before: HouseholdAnswers,
  after: HouseholdAnswers,
  today: string,
): string[] {
  // As often as before is not new; once more is somebody else's.
  const known = problemsOf(questionnaire, before, today).map(nameOf);
  return problemsOf(questionnaire, after, today)
    .map(nameOf)
    .filter((name) => {
      const at = known.indexOf(name);
      if (at >= 0) known.splice(at, 1);
      return at < 0;
    });
}

const nameOf = ({ question, code }: { readonly question: string; readonly code: string }) => `${question}:${code}`;

function withMember({ household, members }: HouseholdAnswers, index: number, member: AnswerSet): HouseholdAnswers {
  return { household, members: members.map((one, at) => (at === index ? member : one)) };
}

/** When the head goes, the next becomes it: the first member is the head, and says so where it is asked. */
function without(questionnaire: Questionnaire, answers: HouseholdAnswers, index: number): HouseholdAnswers | undefined {
  const [first, ...rest] = answers.members.filter((_one, at) => at !== index);
  if (!first) return undefined;
  const head = index === 0 ? put(questionnaire, 'member', first, { householdRole: 'head' }) : first;
  return { household: answers.household, members: [head, ...rest] };
}

function newborn(questionnaire: Questionnaire, change: Extract<Change, { event: 'birth' }>, bornOn: string): AnswerSet {
  const { givenName, surname, sex } = change;
  const kin = sex === 'male' ? 'son' : sex === 'female' ? 'daughter' : 'child';
  const role = [kin, 'child', 'other'].find((code) => isChoice(questionnaire, 'householdRole', code));
  const known = { givenName, surname, sex, birthDate: bornOn, householdRole: role };
  return put(questionnaire, 'member', {}, known);
}

function isChoice(questionnaire: Questionnaire, element: string, wanted: string): boolean {
  const question = questionsOf(questionnaire, 'member').find((one) => one.element === element);
  return question?.choices?.some(({ code }) => code === wanted) ?? false;
}

/** Sets answers by their elements, where they are asked and the value can be one. */
function put(
  questionnaire: Questionnaire,
  of: 'household' | 'member',
  answers: AnswerSet,
  values: Readonly<Record<string, string | undefined>>,
): AnswerSet {
  const questions = new Map(questionsOf(questionnaire, of).map((question) => [question.code, question]));
  const set = Object.entries(values).flatMap(([element, value]) => {
    const code = codeOf(questionnaire, of, element);
    const question = code === undefined ? undefined : questions.get(code);
    return question && value !== undefined && accepts(question, value) ? [[question.code, value] as const] : [];
  });
  return { ...answers, ...Object.fromEntries(set) };
}

const accepts = ({ type, choices }: Question, value: string) =>
  type !== 'choice' || (choices?.some(({ code }) => code === value) ?? false);
