import { ServiceError } from '@interlink/contracts/errors';
import type { Formula } from '@interlink/contracts/social-registry/assessment';
import type { BeginRun, Run } from '@interlink/contracts/social-registry/run';
import { assess } from '@interlink/domain/social-registry/assess';
import type { Actor } from '../../platform/actor.js';
import type { DbHandle } from '../../platform/database.js';
import type { Operator } from '../../platform/http/api.js';
import type { Tx } from '../../platform/transaction.js';
import { institutionOf, type SocialContext } from '../context.js';
import { openVersions } from '../sealed-answers.js';
import type { RunRow, SocialRegistryTables } from '../tables.js';
import { keepStandings } from './eligibility.js';
import { findFormula, formulaInEffect } from './formulas.js';

const BATCH = 200;

/** Assesses every household of the institution by the formula in effect on that day; a job does it. */
export async function beginRun(
  { platform }: SocialContext,
  tx: Tx,
  operator: Operator,
  body: BeginRun,
): Promise<string> {
  const institution = institutionOf(operator);
  const day = body.day ?? tx.now.toISOString().slice(0, 10);
  const { code, version, questionnaire } = await formulaInEffect(tx, institution, body.formula, day);
  const { total } = await tx
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.household')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('institution', '=', institution)
    .where('questionnaire', '=', questionnaire)
    .executeTakeFirstOrThrow();
  const id = platform.ids.next();
  const { id: makerId, loginName: makerLogin, correlationId } = operator.actor;
  const run = { id, institution, formula: code, formulaVersion: version, day, state: 'running' as const };
  const rest = { total, cursor: null, makerId, makerLogin, correlationId, createdAt: tx.now, finishedAt: null };
  await tx
    .db<SocialRegistryTables>()
    .insertInto('socialRegistry.run')
    .values({ ...run, ...rest })
    .execute();
  tx.audit({
    stream: `run:${id}`,
    action: 'social-registry.begin-run',
    subject: id,
    body: { formula: code, version, day },
  });
  tx.job('social-registry.assess', { runId: id, correlationId, causedBy: makerLogin });
  return id;
}

/** Goes on where it was: a batch and how far the run is stand in one transaction. */
export async function assessRun(context: SocialContext, id: string, actor: Actor): Promise<void> {
  const { platform } = context;
  for (;;) {
    const isGoingOn = await platform.inTransaction(actor, (tx) => assessBatch(context, tx, id));
    if (!isGoingOn) return;
    platform.failpoint('social-registry.after-assessments');
  }
}

async function assessBatch(context: SocialContext, tx: Tx, id: string): Promise<boolean> {
  const db = tx.db<SocialRegistryTables>();
  const run = await db
    .selectFrom('socialRegistry.run')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (run.state === 'done') return false;
  const { body: formula } = await findFormula(tx, run.institution, run.formula, run.formulaVersion);
  let query = db
    .selectFrom('socialRegistry.household')
    .select(['id', 'answersVersion', 'members'])
    .where('institution', '=', run.institution)
    .where('questionnaire', '=', formula.questionnaire);
  if (run.cursor !== null) query = query.where('id', '>', run.cursor);
  const households = await query.orderBy('id').limit(BATCH).execute();
  const last = households.at(-1);
  if (!last) {
    await db
      .updateTable('socialRegistry.run')
      .set({ state: 'done', finishedAt: tx.now })
      .where('id', '=', id)
      .execute();
    tx.audit({ stream: `run:${id}`, action: 'social-registry.run-done', subject: id, body: { households: run.done } });
    return false;
  }
  const assessed = await assessAll(context, tx, formula, run.day, households);
  const rows = assessed.map(({ result: _result, ...one }) => ({ ...one, runId: id, at: tx.now }));
  if (rows.length > 0) await db.insertInto('socialRegistry.assessment').values(rows).execute();
  await keepStandings(context, tx, run, formula, assessed);
  await db
    .updateTable('socialRegistry.run')
    .set({ cursor: last.id, done: run.done + rows.length })
    .where('id', '=', id)
    .execute();
  return true;
}

interface Newest {
  readonly id: string;
  readonly answersVersion: number;
  readonly members: number;
}

async function assessAll(
  { platform }: SocialContext,
  tx: Tx,
  formula: Formula,
  day: string,
  households: readonly Newest[],
) {
  const wanted = households.map(({ id, answersVersion }) => ({ householdId: id, version: answersVersion }));
  const opened = await openVersions({ vault: platform.vault, db: tx.db }, wanted);
  return households.flatMap(({ id, answersVersion, members }) => {
    const answers = opened.get(id)?.answers;
    // Erased since: there is nothing to assess.
    if (!answers) return [];
    const result = assess(formula, answers, day);
    return [{ householdId: id, answersVersion, score: result.score, members, result }];
  });
}

/** Throws `social-registry.not-found`, also for another institution's. */
export async function getRun(handle: DbHandle, institution: string, id: string): Promise<RunRow> {
  const row = await handle
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.run')
    .selectAll()
    .where('id', '=', id)
    .where('institution', '=', institution)
    .executeTakeFirst();
  if (!row) throw new ServiceError('social-registry.not-found');
  return row;
}

export async function listRuns(handle: DbHandle, institution: string): Promise<Run[]> {
  const rows = await handle
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.run')
    .selectAll()
    .where('institution', '=', institution)
    .orderBy('id', 'desc')
    .limit(50)
    .execute();
  return rows.map(toRun);
}

export function toRun(row: RunRow): Run {
  const { id, formula, formulaVersion, day, state, done, total, makerLogin, createdAt, finishedAt } = row;
  const times = { createdAt: createdAt.toISOString(), ...(finishedAt && { finishedAt: finishedAt.toISOString() }) };
  return { id, formula, formulaVersion, day, state, done, total, makerLogin, ...times };
}
