import { createHash } from 'node:crypto';
import { ServiceError } from '@interlink/contracts/errors';
import type { PersonRecord } from '@interlink/contracts/registry/source-record';
import type {
  AlikePerson,
  CheckHousehold,
  IntakeProblem,
  IntakeProblemCode,
} from '@interlink/contracts/social-registry/intake';
import type { HouseholdAnswers, Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { canonicalJson } from '@interlink/domain/interconnection/canonical-json';
import { tidyAnswers } from '@interlink/domain/social-registry/intake';
import { questionsOf } from '@interlink/domain/social-registry/questionnaire';
import { toStatements } from '@interlink/domain/social-registry/statements';
import type { Operator } from '../../platform/http/api.js';
import type { Tx } from '../../platform/transaction.js';
import { scopeOf } from '../../registry/service.js';
import { institutionOf, PURPOSE, type SocialContext, type Villages } from '../context.js';
import type { SocialRegistryTables } from '../tables.js';
import { SOURCE } from '../to-registry.js';
import { FileCheck } from '../uploads/check.js';

/** What a person brought, read like a household of a file. */
export interface Brought {
  readonly questionnaire: Questionnaire;
  readonly answers: HouseholdAnswers;
}

/** Throws `questionnaire-unknown`, or `questionnaire-outdated` when another version was answered. */
export function readBrought({ questionnaires }: SocialContext, body: Omit<CheckHousehold, 'household'>): Brought {
  const questionnaire = questionnaires.get(body.questionnaire);
  const { version } = questionnaire;
  if (body.questionnaireVersion !== version) {
    throw new ServiceError('social-registry.questionnaire-outdated', { version });
  }
  return { questionnaire, answers: tidyAnswers(body.answers) };
}

/**
 * Every problem of one household, by the check that files have. A village must be the operator's (S2): whoever is alike
 * elsewhere could not be shown, and what was brought could not be seen again.
 */
export function intakeProblems(
  { platform }: SocialContext,
  operator: Operator,
  villages: Villages,
  { questionnaire, answers: { household, members } }: Brought,
): IntakeProblem[] {
  const today = platform.clock.now().toISOString().slice(0, 10);
  const blind = (value: string) => platform.vault.blindIndex(PURPOSE, value);
  const check = new FileCheck(questionnaire, today, blind, villages, operator.districts);
  const ofHousehold = new Set(questionsOf(questionnaire, 'household').map(({ code }) => code));
  // As a file of one household; each member's row is its place in the household.
  const rows = members.map((_member, at) => at);
  const found = check.problemsOf({ key: 'household', rows, household, members, problems: [] });
  return found.map(({ row, column, code }) => ({
    question: column,
    ...(!ofHousehold.has(column) && !Object.hasOwn(household, column) && { member: row }),
    code: code as IntakeProblemCode,
  }));
}

/** Who is alike, in the words of the screen, and the mark of just these people. */
export interface Alike {
  readonly people: readonly AlikePerson[];
  readonly shown: string;
}

/** `household`: whose members are meant, not alike. `lock`: what is found stays true until the transaction ends. */
export async function findAlike(
  { registry }: SocialContext,
  tx: Tx,
  operator: Operator,
  { questionnaire, answers }: Brought,
  { household, lock }: { readonly household?: string | undefined; readonly lock: boolean },
): Promise<Alike> {
  const numbers = answers.members.map((_member, at) => at);
  const statements = toStatements(questionnaire, { id: 'brought', answers, numbers });
  const records = statements.filter((one): one is PersonRecord => one.kind === 'person');
  const scope = scopeOf(operator, 'enrolment', registry.policy);
  const found = await registry.alikeWithin(tx, SOURCE, records, scope, { lock });
  const homes = found.map(({ records: own }) => own.filter(({ source }) => source === SOURCE).map(homeOf));
  const versions = await versionsOf(tx, operator, homes.flat());
  const people = found.flatMap(({ key, personId, data }, at): AlikePerson[] => {
    if (household !== undefined && homes[at]?.includes(household)) return [];
    const home = homes[at]?.find((id) => versions.has(id));
    return [
      {
        personId,
        member: Number(key.split(':')[1]),
        ...(data.name && { name: data.name }),
        ...(data.birthDate && { birthDate: data.birthDate }),
        ...(data.sex && { sex: data.sex }),
        ...(data.place && { village: data.place.name }),
        ...(home !== undefined && { household: { id: home, version: versions.get(home) ?? 1 } }),
      },
    ];
  });
  return { people, shown: markOf(people) };
}

const homeOf = ({ key }: { readonly key: string }): string => key.split(':')[0] ?? '';

/** The same people have the same mark, whatever is said of them by now. */
function markOf(people: readonly AlikePerson[]): string {
  const ids = [...new Set(people.map(({ personId }) => personId))].sort();
  return createHash('sha256').update(canonicalJson(ids, 'as-is')).digest('hex');
}

async function versionsOf(tx: Tx, operator: Operator, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.household')
    .select(['id', 'answersVersion'])
    .where('id', 'in', [...ids])
    .where('institution', '=', institutionOf(operator))
    .execute();
  return new Map(rows.map(({ id, answersVersion }) => [id, answersVersion]));
}
