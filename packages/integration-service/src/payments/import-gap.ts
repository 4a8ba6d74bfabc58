import { fromDecimal } from '@interlink/domain/payments/money';
import { OutgoingError } from '../interconnection/service.js';
import type { Actor } from '../platform/actor.js';
import type { Tx } from '../platform/transaction.js';
import type { Cause } from './channels/channel.js';
import { LARGE_ANSWER } from './channels/large-answer.js';
import { listUnanswered } from './fence.js';
import { keepStatus } from './import-status.js';
import type { JournalEntry } from './journal.js';
import type { PaymentsContext } from './policy.js';
import { keepReceived } from './received.js';
import { refold } from './refold.js';
import { addFact, addHold, getBatch } from './store.js';
import type { PaymentsTables } from './tables.js';

/**
 * After a restore: asks the bank about every message that left and that the ledger has forgotten. What the ledger still
 * has of it stands as sent from then on; of the rest, each benefit of its payroll may have been paid and waits for two
 * people (R7).
 */
export async function importGap(context: PaymentsContext, actor: Actor): Promise<void> {
  for (const entry of await listUnanswered(context)) {
    const answer = await ask(context, entry, actor);
    if (answer !== undefined) await keepAnswer(context, entry, answer, actor);
  }
}

type Answer = { readonly text: string } | 'unknown-to-bank';

/** Undefined while the bank does not answer. */
async function ask(
  { bank, channels }: PaymentsContext,
  { messageId }: JournalEntry,
  actor: Actor,
): Promise<Answer | undefined> {
  const path = `/payments/${encodeURIComponent(messageId)}/pain002`;
  const cause = { actor, subjectId: messageId };
  try {
    const question = { ...LARGE_ANSWER, operation: 'payment-status', method: 'GET', path, cause } as const;
    const { status, bytes } = await bank.outgoing.request(question);
    if (status === 404) return askOthers(channels, messageId, cause);
    return status === 200 ? { text: bytes.toString('utf8') } : undefined;
  } catch (thrown) {
    if (!(thrown instanceof OutgoingError)) throw thrown;
    return undefined;
  }
}

/** The journal does not say which way a message left: who pays beside the bank may have it. */
async function askOthers(channels: PaymentsContext['channels'], messageId: string, cause: Cause): Promise<Answer> {
  for (const channel of channels.values()) {
    const [text] = channel.from === undefined ? [] : await channel.reports(messageId, cause);
    if (text !== undefined) return { text };
  }
  return 'unknown-to-bank';
}

async function keepAnswer(context: PaymentsContext, entry: JournalEntry, answer: Answer, actor: Actor): Promise<void> {
  const { platform } = context;
  const benefits = entry.payrollId === undefined ? [] : await readBenefits(context, entry.payrollId, actor);
  const file = await platform.inTransaction(actor, async (tx) => {
    const found = await markSent(context, tx, entry);
    if (!found) await adoptUnknown(context, tx, entry, benefits);
    const text = answer === 'unknown-to-bank' ? undefined : answer.text;
    const receivedId = text && !found ? await keepReceived(context, tx, { kind: 'pain.002', text }) : null;
    const place = { batchId: entry.batchId ?? null, payrollId: entry.payrollId ?? null };
    await tx
      .db<PaymentsTables>()
      .insertInto('payments.gap')
      .values({
        messageId: entry.messageId,
        ...place,
        answer: text ? 'known' : 'unknown-to-bank',
        receivedId: receivedId ?? null,
        at: tx.now,
      })
      .onConflict((clash) => clash.doNothing())
      .execute();
    tx.audit({ stream: `gap:${entry.messageId}`, action: 'payments.import-gap', subject: entry.messageId });
    return found;
  });
  if (file && answer !== 'unknown-to-bank') await keepStatus(context, file, answer.text, actor);
}

/** The ledger still has the sealed file: it was sent, and nobody heard an answer. */
async function markSent(context: PaymentsContext, tx: Tx, { messageId }: JournalEntry) {
  const db = tx.db<PaymentsTables>();
  const file = await db
    .selectFrom('payments.file')
    .select(['batchId', 'part', 'messageId', 'format', 'sha256', 'size', 'count', 'totalMinor'])
    .where('messageId', '=', messageId)
    .executeTakeFirst();
  if (!file) return undefined;
  const { batchId, part, sha256 } = file;
  await getBatch(tx, batchId, { lock: true });
  const attempt = { batchId, part, number: 1, channel: 'journal', messageId, sha256, at: tx.now };
  await db
    .insertInto('payments.channelAttempt')
    .values(attempt)
    .onConflict((clash) => clash.doNothing())
    .execute();
  await addFact(tx, batchId, 'transmitting', part);
  await addFact(tx, batchId, 'unanswered', part);
  await refold(tx, context.refold, batchId);
  return file;
}

interface KnownBenefit {
  readonly benefitId: string;
  readonly individualId: string;
  readonly amount: string;
  readonly programme: string;
  readonly cycle: string;
}

async function readBenefits(
  context: PaymentsContext,
  payrollId: string,
  actor: Actor,
): Promise<readonly KnownBenefit[]> {
  const { payrolls } = context.openimis.asService('payroll', actor.correlationId);
  const payroll = await payrolls.find(payrollId);
  if (!payroll) return [];
  const { programme, cycle } = payroll;
  const benefits = await payrolls.benefits(payrollId);
  return benefits.map(({ benefitId, individualId, amount }) => ({ benefitId, individualId, amount, programme, cycle }));
}

/** None of them enters a batch before two people looked; a batch that holds some of them stops. */
async function adoptUnknown(
  context: PaymentsContext,
  tx: Tx,
  { messageId, batchId, payrollId }: JournalEntry,
  benefits: readonly KnownBenefit[],
): Promise<void> {
  const db = tx.db<PaymentsTables>();
  for (const { benefitId, individualId, amount, programme, cycle } of benefits) {
    const currency = context.platform.config.settings.programmes[programme]?.currency ?? 'XXX';
    const amountMinor = fromDecimal(amount, currency)?.minor ?? 0;
    const about = { benefitId, payrollId: payrollId ?? '', individualId, programme, cycle };
    const found = { verdict: 'unknown', amountMinor, currency, source: `journal:${messageId}` } as const;
    await db
      .insertInto('payments.adoption')
      .values({ ...about, ...found, at: tx.now, who: tx.actor.loginName })
      .onConflict((clash) => clash.doNothing())
      .execute();
  }
  const open = await db
    .selectFrom('payments.batch')
    .select('id')
    .where((row) => row.or([row('payrollId', '=', payrollId ?? null), row('id', '=', batchId ?? null)]))
    // What is held for something else could leave as soon as that is over.
    .where('state', 'in', ['DRAFT', 'VALIDATED', 'APPROVED', 'SEALED', 'EXCEPTION'])
    .execute();
  for (const { id } of open) {
    const batch = await getBatch(tx, id, { lock: true });
    await addHold(tx, context.platform.ids.next, batch, 'sent-before-restore', { messageId });
    await refold(tx, context.refold, id);
  }
}
