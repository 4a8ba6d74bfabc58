import { ServiceError } from '@interlink/contracts/errors';
import type {
  CheckHousehold,
  HouseholdNow,
  IntakeCheck,
  KeptHousehold,
  TakeInHousehold,
} from '@interlink/contracts/social-registry/intake';
import { memberKey } from '@interlink/domain/social-registry/statements';
import type { Operator } from '../../platform/http/api.js';
import type { Tx } from '../../platform/transaction.js';
import { institutionOf, type SocialContext, type Villages } from '../context.js';
import { saveHouseholds, saveKeyed, type Origin } from '../households.js';
import { keepQuestionnaire } from '../questionnaires.js';
import type { SocialRegistryTables } from '../tables.js';
import { SOURCE, stateHouseholds } from '../to-registry.js';
import { photosNow } from '../photos/store.js';
import { findAlike, intakeProblems, readBrought, type Brought } from './check.js';
import { getOwn, lockOwn } from './own-household.js';

/** The household that is answered anew, as it was when it was shown. */
export interface Renewed {
  readonly id: string;
  readonly version: number;
}

/** One household by screen: what an upload does with a row of a file, with a person who answers back. SR-008. */
export interface Intake {
  /** What is wrong and who is alike; nothing is kept. The read of who is alike is audited (S6) and counted (S12). */
  check(operator: Operator, body: CheckHousehold): Promise<IntakeCheck>;
  /** What is asked of others before the transaction of `takeIn`. */
  villages(): Promise<Villages>;
  /**
   * Keeps a household, or with `renewed` its new answers. Throws `questionnaire-outdated`, `answers-refused` with the
   * problems, `household-alike` when `another` does not say so of just those who are alike, and `platform.conflict`
   * with the version that there is.
   */
  takeIn(
    tx: Tx,
    operator: Operator,
    villages: Villages,
    body: TakeInHousehold,
    renewed?: Renewed,
  ): Promise<KeptHousehold>;
  /**
   * Runs `work`; a refusal that tells of people who are alike stays in the access log although its transaction does
   * not.
   */
  noted<T>(operator: Operator, work: () => Promise<T>): Promise<T>;
  /**
   * A household of the operator's institution and districts; the read of each member is audited (S6) and counted (S12).
   */
  get(operator: Operator, id: string): Promise<HouseholdNow>;
}

export function openIntake(context: SocialContext): Intake {
  const { platform } = context;
  return {
    check: (operator, body) => check(context, operator, body),
    villages: () => context.villages(),
    takeIn: (tx, operator, villages, body, renewed) => takeIn(context, tx, operator, villages, body, renewed),
    async noted(operator, work) {
      try {
        return await work();
      } catch (thrown) {
        if (thrown instanceof ServiceError && thrown.code === 'social-registry.household-alike') {
          const entry = { stream: `actor:${operator.actor.id}`, action: thrown.code };
          await platform.inTransaction(operator.actor, async (tx) => tx.audit(entry));
        }
        throw thrown;
      }
    },
    get: (operator, id) => show(context, operator, id),
  };
}

async function check(context: SocialContext, operator: Operator, body: CheckHousehold): Promise<IntakeCheck> {
  institutionOf(operator);
  const { platform } = context;
  const brought = readBrought(context, body);
  const villages = await context.villages();
  const problems = intakeProblems(context, operator, villages, brought);
  const { people, shown } = await platform.inTransaction(operator.actor, (tx) =>
    findAlike(context, tx, operator, brought, { household: body.household, lock: false }),
  );
  const read = {
    action: 'social-registry.check-household',
    stream: `actor:${operator.actor.id}`,
    subjects: [...new Set(people.map(({ personId }) => personId))],
    body: { purpose: 'enrolment' },
  };
  return platform.auditedRead(operator.actor, read, async () => ({ problems, alike: [...people], shown }));
}

async function takeIn(
  context: SocialContext,
  tx: Tx,
  operator: Operator,
  villages: Villages,
  body: TakeInHousehold,
  renewed: Renewed | undefined,
): Promise<KeptHousehold> {
  const institution = institutionOf(operator);
  const brought = readBrought(context, body);
  const problems = intakeProblems(context, operator, villages, brought);
  if (problems.length > 0) throw new ServiceError('social-registry.answers-refused', { problems });
  // The household before the registry, in the order in which a load of a file locks them.
  const head = renewed && (await lockSeen(context, tx, operator, villages, renewed));
  const alike = await findAlike(context, tx, operator, brought, { household: renewed?.id, lock: true });
  if (alike.people.length > 0 && body.another?.shown !== alike.shown) {
    throw new ServiceError('social-registry.household-alike', { count: alike.people.length });
  }
  const { questionnaire } = brought;
  await keepQuestionnaire(tx, questionnaire);
  const origin = { institution, questionnaire, origin: 'intake', who: operator.actor.loginName };
  const kept = await keep(context, tx, villages, brought, origin, head?.keyIndex);
  const more = alike.people.length > 0 && { another: body.another?.reason, alike: alike.people.length };
  tx.audit({
    stream: `household:${kept.id}`,
    action: 'social-registry.take-in-household',
    subject: kept.id,
    body: { version: kept.version, outcome: kept.outcome, ...more },
  });
  return kept;
}

/** The way of every household, from a file or a screen: its newest version, and what it says to the registry. */
async function keep(
  { platform, registry }: SocialContext,
  tx: Tx,
  villages: Villages,
  { questionnaire, answers }: Brought,
  origin: Origin,
  keyIndex: string | undefined,
): Promise<KeptHousehold> {
  const saved =
    keyIndex === undefined
      ? await saveHouseholds(platform, tx, [{ key: `intake:${platform.ids.next()}`, answers }], origin)
      : await saveKeyed(platform, tx, [{ keyIndex, answers }], origin);
  await stateHouseholds(registry, tx, questionnaire, villages, saved.kept);
  const [household] = saved.kept;
  if (!household) throw new ServiceError('social-registry.not-found');
  const { answersVersion } = await tx
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.household')
    .select('answersVersion')
    .where('id', '=', household.id)
    .executeTakeFirstOrThrow();
  const outcome = saved.created > 0 ? 'created' : saved.changed > 0 ? 'changed' : 'unchanged';
  return { id: household.id, version: answersVersion, members: answers.members.length, outcome };
}

async function lockSeen(context: SocialContext, tx: Tx, operator: Operator, villages: Villages, renewed: Renewed) {
  const { row } = await lockOwn(context, tx, operator, villages, renewed.id);
  const now = row.answersVersion;
  if (renewed.version !== now) throw new ServiceError('platform.conflict', { version: now });
  return row;
}

async function show(context: SocialContext, operator: Operator, id: string): Promise<HouseholdNow> {
  const { platform, registry } = context;
  const { row, answers, numbers } = await getOwn(context, platform, operator, await context.villages(), id);
  const photos = await photosNow(platform, id, context.questionnaires.get(row.questionnaire), answers);
  const keys = numbers.map((number) => memberKey(id, number));
  const subjects = await registry.personIdsOf(platform, SOURCE, keys);
  const read = { action: 'social-registry.read-household', stream: `household:${id}`, subjects };
  return platform.auditedRead(operator.actor, read, async () => ({
    id,
    version: row.answersVersion,
    questionnaire: row.questionnaire,
    answers,
    photos,
    updatedAt: row.updatedAt.toISOString(),
  }));
}
