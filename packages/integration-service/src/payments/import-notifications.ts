import type { LineEvidence } from '@interlink/domain/payments/line-state';
import { lastMomentOf } from '@interlink/domain/platform/times';
import { sql } from 'kysely';
import { Type } from 'typebox';
import type { Actor } from '../platform/actor.js';
import type { Tx } from '../platform/transaction.js';
import { aboutAccount, fetchJson, fetchText, readMessage } from './bank-answers.js';
import { findLine } from './find-line.js';
import type { PaymentsContext } from './policy.js';
import type { StatementEntry } from './readers/camt-053.js';
import { readCamt054, type Notification, type NotificationKind } from './readers/camt-054.js';
import { UnreadableMessage } from './readers/xml.js';
import { keepReceived } from './received.js';
import { refoldLines, type HeardLine } from './refold.js';
import { addEvidence } from './store.js';
import { keepSuspense } from './suspense.js';
import type { PaymentsTables } from './tables.js';

const NotificationList = Type.Object({
  notifications: Type.Array(Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }) })),
});

/** A bank repeats its list for some days; what was read stays read. */
const LOOK_BACK_MS = 7 * 86_400_000;

/**
 * Fetches what the bank announces before its statements book it. A notification is the bank's word (rank 2) and never
 * its book: the same entry comes again in a statement, and booking both would pay twice on paper (R8).
 */
export async function importNotifications(context: PaymentsContext, actor: Actor): Promise<void> {
  const kind = context.settings.notifications;
  if (kind === 'none') return;
  const accounts = new Set(Object.values(context.settings.programmes).map(({ debtorAccount }) => debtorAccount));
  for (const account of accounts) {
    for (const id of await listNew(context, account, actor)) {
      const path = `/notifications/${encodeURIComponent(id)}`;
      const question = { operation: 'notification', path, actor, subjectId: aboutAccount(account) };
      const text = await fetchText(context, question);
      // Statements book all the same what a notification that cannot be read would have said.
      const read =
        text === undefined ? undefined : readMessage(context, 'notification', () => readOne(text, account, id, kind));
      if (text === undefined || !read) continue;
      await context.platform.inTransaction(actor, (tx) => keepNotification(context, tx, { ...read, kind }, text));
    }
  }
}

function readOne(text: string, account: string, id: string, kind: NotificationKind): Notification {
  const read = readCamt054(text, kind);
  if (read.account !== account || read.id !== id)
    throw new UnreadableMessage('another notification than was asked for');
  return read;
}

async function listNew(context: PaymentsContext, account: string, actor: Actor): Promise<readonly string[]> {
  const { platform } = context;
  const from = platform.dayOf(new Date(platform.clock.now().getTime() - LOOK_BACK_MS));
  const path = `/accounts/${encodeURIComponent(account)}/notifications?from=${from}`;
  const question = { operation: 'notifications', path, actor, subjectId: aboutAccount(account) };
  const list = await fetchJson(context, question, NotificationList);
  const ids = [...new Set(list?.notifications.map(({ id }) => id))];
  if (ids.length === 0) return [];
  const known = await platform
    .db<PaymentsTables>()
    .selectFrom('payments.notification')
    .select('notificationId')
    .where('account', '=', account)
    // One parameter, however long the list is.
    .where('notificationId', '=', sql<string>`any(${ids}::text[])`)
    .execute();
  const read = new Set(known.map(({ notificationId }) => notificationId));
  return ids.filter((id) => !read.has(id));
}

interface ReadNotification extends Notification {
  readonly kind: NotificationKind;
}

async function keepNotification(context: PaymentsContext, tx: Tx, notification: ReadNotification, text: string) {
  const { account, id, kind } = notification;
  const receivedId = await keepReceived(context, tx, { kind, text });
  const { numInsertedOrUpdatedRows } = await tx
    .db<PaymentsTables>()
    .insertInto('payments.notification')
    .values({ account, notificationId: id, receivedId: receivedId ?? null, at: tx.now })
    .onConflict((clash) => clash.doNothing())
    .executeTakeFirst();
  if (!numInsertedOrUpdatedRows || receivedId === undefined) return;
  // A sum for a whole file names no line, a credit that is no return is somebody else's, and statements book a rest.
  const told = notification.entries.filter(
    ({ status, kind, batch, restOf }) =>
      status === 'BOOK' && kind !== 'credit' && batch === undefined && restOf === undefined,
  );
  const heard: HeardLine[] = [];
  for (const entry of told) {
    const line = await keepNotice(context, tx, { account, id, receivedId, kind }, entry);
    if (line) heard.push(line);
  }
  await refoldLines(tx, context.refold, heard);
}

interface Source {
  readonly kind: NotificationKind;
  readonly account: string;
  readonly id: string;
  readonly receivedId: string;
}

/** Gives the line that the entry is about; a closed batch waits for its statement, which makes an adjustment (I9). */
async function keepNotice(
  { platform: { dayOf } }: PaymentsContext,
  tx: Tx,
  { account, id, receivedId, kind }: Source,
  entry: StatementEntry,
) {
  const key = `${kind}:${account}:${id}:${entry.reference}:${entry.index}`;
  const named = await findLine(tx, entry);
  if (!named) {
    // Other debits of the account are none of ours; a return that fits no payment is looked at.
    if (entry.kind === 'return') await keepSuspense(tx, { receivedId, key, why: 'unknown-line' });
    return undefined;
  }
  const { batchId, instrId } = named;
  const line = await tx
    .db<PaymentsTables>()
    .selectFrom('payments.line as line')
    .innerJoin('payments.batch as batch', 'batch.id', 'line.batchId')
    .select(['line.amountMinor', 'line.currency', 'batch.state as batchState'])
    .where('line.batchId', '=', batchId)
    .where('line.instrId', '=', instrId)
    .executeTakeFirstOrThrow();
  if (line.batchState === 'CLOSED') return undefined;
  if (line.amountMinor !== entry.amountMinor || line.currency !== entry.currency) {
    await keepSuspense(tx, { receivedId, key, why: 'amount-differs', batchId });
    return undefined;
  }
  // It has no time of its own: a rejection of the same day must not hide what was booked on it.
  const at = lastMomentOf(entry.bookedOn, dayOf);
  await addEvidence(tx, batchId, instrId, toEvidence({ key, at }, entry), receivedId);
  return { batchId, instrId };
}

function toEvidence({ key, at }: Pick<LineEvidence, 'at' | 'key'>, { kind, reason }: StatementEntry): LineEvidence {
  const why = reason === undefined ? {} : { reason };
  if (kind === 'return') return { key, at, said: { rank: 2, kind: 'return-notice', ...why } };
  return { key, at, said: { rank: 2, kind: 'status', status: 'ACSC' } };
}
