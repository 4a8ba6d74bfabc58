import type { FunctionalLimitation, FunctionalSeverity, Sex } from '@interlink/contracts/registry/codes';
import type { HouseholdData, HouseholdRole } from '@interlink/contracts/registry/household';
import type { Disability, PersonData } from '@interlink/contracts/registry/person';
import type { HouseholdRecord, PersonRecord } from '@interlink/contracts/registry/source-record';
import type { Place } from '@interlink/contracts/registry/values';
import type { AnswerSet, HouseholdAnswers, Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { toPartialDate } from '../exchange/partial-date.js';
import { answerOf, textOf } from './elements.js';

/** A household as the social registry keeps it. */
export interface KeptHousehold {
  readonly id: string;
  readonly answers: HouseholdAnswers;
  /** The number of each member, in their order. */
  readonly numbers: readonly number[];
  readonly place?: Place;
}

/** The key of a member in the registry: nothing of the person is in it. */
export const memberKey = (householdId: string, number: number): string => `${householdId}:${number}`;

/**
 * IBR-020: what a household's answers say in the words of the unified model: the household with its members, then each
 * of them. Answers that are no element of the model, such as means, stay in the social registry.
 */
export function toStatements(
  questionnaire: Questionnaire,
  household: KeptHousehold,
): readonly (HouseholdRecord | PersonRecord)[] {
  const { id, answers, numbers, place } = household;
  const own = (member: AnswerSet) => dataOf(questionnaire, member, answers.household, place);
  return [
    { kind: 'household', key: id, data: householdOf(questionnaire, household) },
    ...answers.members.map((member, at) => ({
      kind: 'person' as const,
      key: memberKey(id, numbers[at] ?? 0),
      data: own(member),
    })),
  ];
}

function householdOf(questionnaire: Questionnaire, { id, answers, numbers, place }: KeptHousehold): HouseholdData {
  const members = answers.members.map((member, at) => {
    const role = at === 0 ? 'head' : roleOf(questionnaire, member);
    return {
      personKey: memberKey(id, numbers[at] ?? 0),
      ...(role && { role }),
      ...(at === 0 && { recipient: 'primary' as const }),
    };
  });
  return { ...placed(questionnaire, answers.household, place), unit: 'household', size: members.length, members };
}

function placed(questionnaire: Questionnaire, household: AnswerSet, place: Place | undefined) {
  const line1 = textOf(questionnaire, 'household', household, 'addressLine');
  return { ...(place && { place }), ...(line1 !== undefined && { addresses: [{ line1 }] }) };
}

function dataOf(
  questionnaire: Questionnaire,
  member: AnswerSet,
  household: AnswerSet,
  place: Place | undefined,
): PersonData {
  const text = (element: string) => textOf(questionnaire, 'member', member, element);
  const [givenName, surname, id, mobile] = ['givenName', 'surname', 'nationalId', 'mobile'].map(text);
  const sex = text('sex');
  const birthDate = toPartialDate(text('birthDate') ?? '');
  const disability = disabilityOf(questionnaire, member);
  return {
    ...((givenName ?? surname) !== undefined && {
      name: { ...(givenName && { givenName }), ...(surname && { surname }) },
    }),
    ...(id !== undefined && { identifiers: [{ type: 'NID', value: id.toUpperCase() }] }),
    ...(sex !== undefined && SEXES.has(sex) && { sex: sex as Sex }),
    ...(birthDate && { birthDate }),
    ...(mobile !== undefined && { phones: [mobile] }),
    ...(disability && { disability }),
    ...placed(questionnaire, household, place),
  };
}

const SEXES: ReadonlySet<string> = new Set<Sex>(['male', 'female', 'other', 'unknown']);

const ROLES: ReadonlySet<string> = new Set<HouseholdRole>([
  'head', 'spouse', 'son', 'daughter', 'child', 'mother', 'father', 'grandmother', 'grandfather', 'grandchild', 'sister',
  'brother', 'other-relative', 'not-related',
]); // prettier-ignore

/** `parent` and `other` of short questionnaires; a head that is not the first is none. */
function roleOf(questionnaire: Questionnaire, member: AnswerSet): HouseholdRole | undefined {
  const said = textOf(questionnaire, 'member', member, 'householdRole');
  if (said === undefined || said === 'head') return undefined;
  if (ROLES.has(said)) return said as HouseholdRole;
  const sex = textOf(questionnaire, 'member', member, 'sex');
  if (said === 'parent') return sex === 'male' ? 'father' : sex === 'female' ? 'mother' : 'other-relative';
  return said === 'other' ? 'other-relative' : undefined;
}

const DOMAINS: Readonly<Record<string, FunctionalLimitation>> = {
  'wg.seeing': 'VIS_SS',
  'wg.hearing': 'HEAR_SS',
  'wg.walking': 'MOB_SS',
  'wg.remembering': 'COG_SS',
  'wg.self_care': 'SC_SS',
  'wg.communicating': 'COM_SS',
};
const SEVERITIES: Readonly<Record<string, FunctionalSeverity>> = { none: '1', some: '2', a_lot: '3', cannot: '4' };

/** Washington Group: `a lot` or `cannot` in one domain is a disability; nothing answered says nothing. */
function disabilityOf(questionnaire: Questionnaire, member: AnswerSet): Disability | undefined {
  const limitations = Object.entries(DOMAINS).flatMap(([element, type]) => {
    const severity = SEVERITIES[String(answerOf(questionnaire, 'member', member, element))];
    return severity ? [{ type, severity }] : [];
  });
  if (limitations.length === 0) return undefined;
  return { isDisabled: limitations.some(({ severity }) => severity === '3' || severity === '4'), limitations };
}
