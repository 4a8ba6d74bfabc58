import { isServiceError } from '@interlink/contracts/errors';
import { isOfficeHour } from '@interlink/domain/social-registry/publication';
import { sql } from 'kysely';
import { systemActor } from '../../platform/actor.js';
import type { Tx } from '../../platform/transaction.js';
import type { SocialContext, Villages } from '../context.js';
import type { SocialRegistryTables } from '../tables.js';
import { publishHousehold, type Published } from './publish-household.js';

/** A turn gives way to other work after so many households at once. */
const TURN = 25;

interface Answer {
  readonly ordinal: number;
  readonly published?: Published;
  readonly problem?: string;
}

/**
 * Goes on with everything that is to be published, a turn at a time, outside office hours. Whoever holds the lease of a
 * publication works on it alone; when they are killed another goes on after it ended. openIMIS away is no answer: the
 * household is tried again in the next turn. How many households were answered.
 */
export async function advancePublications(context: SocialContext, holder: string): Promise<number> {
  const { platform, policy } = context;
  if (isOfficeHour(policy.officeHours, platform.clock.now())) return 0;
  const running = await platform
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.publication')
    .select(['id', 'correlationId', 'makerLogin'])
    .where('state', '=', 'running')
    .orderBy('id')
    .execute();
  let answered = 0;
  for (const publication of running) answered += await advance(context, publication, holder);
  return answered;
}

interface Running {
  readonly id: string;
  readonly correlationId: string;
  readonly makerLogin: string;
}

async function advance(context: SocialContext, publication: Running, holder: string): Promise<number> {
  const { platform, policy } = context;
  const actor = systemActor(publication.correlationId, publication.makerLogin);
  let villages: Villages | undefined;
  let answered = 0;
  for (let turn = 0; turn < TURN; turn += 1) {
    if (isOfficeHour(policy.officeHours, platform.clock.now())) break;
    const rows = await platform.inTransaction(actor, (tx) => takeUp(context, tx, publication.id, holder));
    if (rows.length === 0) break;
    villages ??= await context.villages();
    const answers = await Promise.all(rows.map((row) => answerOf(context, publication, villages as Villages, row)));
    const known = answers.flatMap((answer) => (answer ? [answer] : []));
    await platform.inTransaction(actor, (tx) => keepAnswers(tx, publication.id, known));
    platform.failpoint('social-registry.after-publish');
    answered += known.length;
    if (known.length < rows.length) break;
  }
  return answered;
}

interface WaitingRow {
  readonly ordinal: number;
  readonly householdId: string;
}

/** Takes or renews the lease and gives the next households; none when it is another's, or all are answered. */
async function takeUp({ policy }: SocialContext, tx: Tx, id: string, holder: string): Promise<WaitingRow[]> {
  const db = tx.db<SocialRegistryTables>();
  const taken = await db
    .updateTable('socialRegistry.publication')
    .set({ leaseBy: holder, leaseUntil: new Date(tx.now.getTime() + policy.publishLeaseMs) })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .where((row) => row.or([row('leaseBy', 'is', null), row('leaseBy', '=', holder), row('leaseUntil', '<', tx.now)]))
    .returning('id')
    .executeTakeFirst();
  if (!taken) return [];
  const rows = await db
    .selectFrom('socialRegistry.publicationRow')
    .select(['ordinal', 'householdId'])
    .where('publicationId', '=', id)
    .where('state', '=', 'waiting')
    .orderBy('ordinal')
    .limit(policy.publishAtOnce)
    .execute();
  if (rows.length === 0) await finish(tx, id);
  return rows;
}

async function finish(tx: Tx, id: string): Promise<void> {
  const { published, failed } = await tx
    .db<SocialRegistryTables>()
    .updateTable('socialRegistry.publication')
    .set({ state: 'done', leaseBy: null, leaseUntil: null, updatedAt: tx.now })
    .where('id', '=', id)
    .returning(['published', 'failed'])
    .executeTakeFirstOrThrow();
  tx.audit({
    stream: `publication:${id}`,
    action: 'social-registry.published',
    subject: id,
    body: { published, failed },
  });
}

/** Undefined when openIMIS was away: nobody knows yet, and the next turn asks again. */
async function answerOf(
  context: SocialContext,
  { correlationId }: Running,
  villages: Villages,
  { ordinal, householdId }: WaitingRow,
): Promise<Answer | undefined> {
  const { landing } = context.openimis.asService('enrol', correlationId);
  try {
    return { ordinal, published: await publishHousehold(context, landing, villages, householdId) };
  } catch (thrown) {
    if (!isServiceError(thrown)) throw thrown;
    return thrown.code === 'platform.openimis-unavailable' ? undefined : { ordinal, problem: thrown.code };
  }
}

/** The count follows from the rows that changed, so that an answer that comes twice counts once. */
async function keepAnswers(tx: Tx, id: string, answers: readonly Answer[]): Promise<void> {
  const db = tx.db<SocialRegistryTables>();
  const counts = { published: 0, failed: 0 };
  for (const { ordinal, published, problem } of answers) {
    const state = published ? ('published' as const) : ('failed' as const);
    const { numUpdatedRows } = await db
      .updateTable('socialRegistry.publicationRow')
      .set({
        state,
        groupId: published?.groupId ?? null,
        people: published?.people ?? 0,
        problem: problem ?? null,
        at: tx.now,
      })
      .where('publicationId', '=', id)
      .where('ordinal', '=', ordinal)
      .where('state', '=', 'waiting')
      .executeTakeFirstOrThrow();
    counts[state] += Number(numUpdatedRows);
  }
  await db
    .updateTable('socialRegistry.publication')
    .set({
      published: sql<number>`published + ${counts.published}`,
      failed: sql<number>`failed + ${counts.failed}`,
      updatedAt: tx.now,
    })
    .where('id', '=', id)
    .execute();
  tx.audit({ stream: `publication:${id}`, action: 'social-registry.publish-batch', subject: id, body: counts });
}
