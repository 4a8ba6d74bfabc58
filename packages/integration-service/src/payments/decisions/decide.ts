import type { Decision, ProposeDecision } from '@interlink/contracts/payments/decision';
import { toJson, type DbHandle } from '../../platform/database.js';
import type { Operator } from '../../platform/http/api.js';
import type { Tx } from '../../platform/transaction.js';
import type { PaymentsContext } from '../policy.js';
import type { Details, PaymentsTables } from '../tables.js';
import { rules } from './effects.js';
import { findSubject, notFound, refusedDecision } from './subject.js';

/** One person's proposal. Who may neither make nor approve payments may propose nothing about them. */
export async function proposeDecision(
  context: PaymentsContext,
  tx: Tx,
  { session }: Operator,
  { kind, target, note, line, negativeAnswer, recallReason, instrIds }: ProposeDecision,
): Promise<string> {
  const subject = await findSubject(tx, kind, target, session.institution);
  const given = {
    ...(line && { line }),
    ...(negativeAnswer && { negativeAnswer }),
    ...(recallReason && { recallReason }),
    ...(instrIds && { instrIds: [...instrIds] }),
  };
  const details = { note, ...given };
  const id = context.platform.ids.next();
  await rules[kind].check?.(context, tx, { id, target, subject, details });
  await tx
    .db<PaymentsTables>()
    .insertInto('payments.decision')
    .values({
      id,
      kind,
      institution: subject.institution,
      batchId: subject.batchId ?? null,
      target,
      details: toJson<Details>(details),
      proposerId: session.userId,
      proposerLogin: session.loginName,
      at: tx.now,
    })
    .execute();
  const stream = subject.batchId === undefined ? `decision:${id}` : `batch:${subject.batchId}`;
  tx.audit({ stream, action: 'payments.propose', subject: id, body: { kind, target } });
  return id;
}

/** The second person's word: with it the decision has its effect, once. Throws `payments.decision-refused`. */
export async function confirmDecision(
  context: PaymentsContext,
  tx: Tx,
  { session }: Operator,
  id: string,
): Promise<void> {
  const db = tx.db<PaymentsTables>();
  const row = await db.selectFrom('payments.decision').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row || row.institution !== session.institution) throw notFound();
  if (row.proposerId === session.userId) throw refusedDecision('proposer-is-confirmer');
  if (await isConfirmed(tx, id)) return;
  const subject = await findSubject(tx, row.kind, row.target, session.institution);
  const deciding = { id, target: row.target, subject, details: row.details };
  const { check, apply } = rules[row.kind];
  await check?.(context, tx, deciding);
  await db
    .insertInto('payments.decisionConfirmation')
    .values({ decisionId: id, confirmerId: session.userId, confirmerLogin: session.loginName, at: tx.now })
    .execute();
  await apply?.(context, tx, deciding);
  const stream = row.batchId === null ? `decision:${id}` : `batch:${row.batchId}`;
  tx.audit({ stream, action: 'payments.confirm', subject: id, body: { kind: row.kind, target: row.target } });
}

/** Two confirmations at once: the second waits for the row's key, and fails. */
async function isConfirmed(tx: Tx, decisionId: string): Promise<boolean> {
  const row = await tx
    .db<PaymentsTables>()
    .selectFrom('payments.decisionConfirmation')
    .select('decisionId')
    .where('decisionId', '=', decisionId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Newest first: at most 200 that are open, or all of one batch. */
export async function listDecisions(
  handle: DbHandle,
  institution: string | undefined,
  batchId?: string,
): Promise<readonly Decision[]> {
  let query = handle
    .db<PaymentsTables>()
    .selectFrom('payments.decision')
    .leftJoin('payments.decisionConfirmation', 'decisionId', 'payments.decision.id')
    .select(['id', 'kind', 'batchId', 'target', 'details', 'proposerLogin', 'payments.decision.at as proposedAt'])
    .select(['confirmerLogin', 'payments.decisionConfirmation.at as confirmedAt'])
    .where('institution', '=', institution ?? '');
  query =
    batchId === undefined ? query.where('decisionId', 'is', null).limit(200) : query.where('batchId', '=', batchId);
  const rows = await query.orderBy('id', 'desc').execute();
  return rows.map(({ batchId: about, confirmerLogin, confirmedAt, proposedAt, details, ...row }) => ({
    ...row,
    details: { ...details },
    proposedAt: proposedAt.toISOString(),
    ...(about !== null && { batchId: about }),
    ...(confirmerLogin !== null && { confirmerLogin }),
    ...(confirmedAt !== null && { confirmedAt: confirmedAt.toISOString() }),
  }));
}
