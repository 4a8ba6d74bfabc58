import { toDecimal } from '@interlink/domain/payments/money';
import type { Actor } from '../platform/actor.js';
import type { Tx } from '../platform/transaction.js';
import type { ChannelOutcome } from './channels/channel.js';
import { databaseIdentity, isFenced } from './fence.js';
import { getFile, listFiles, type KeptFile } from './files.js';
import { mediaOf } from './formats.js';
import { firstOf, provesUnsent } from './journal.js';
import type { PaymentsContext } from './policy.js';
import { recheckBenefits, type Recheck } from './recheck.js';
import { refold } from './refold.js';
import { channelOf } from './channels/open.js';
import { refuseToSend } from './stops.js';
import { addFact, addHold, getBatch, type LoadedBatch } from './store.js';
import type { PaymentsTables } from './tables.js';

/**
 * Sends each file of a sealed batch at most once: the attempt is in the ledger and in the journal before the first byte
 * (I8, R7). A lost answer makes its lines UNKNOWN, never a second sending. Safe to repeat: a file whose sending was cut
 * off before the journal knew of it may go; of any other nobody knows.
 */
export async function transmitBatch(context: PaymentsContext, batch: LoadedBatch, actor: Actor): Promise<void> {
  const { platform } = context;
  for (const file of await listFiles(platform, batch.row.id)) {
    const current = await getBatch(platform, batch.row.id);
    if (!['SEALED', 'TRANSMITTING'].includes(current.row.state) || isAnswered(current, file.part)) continue;
    if (await isFenced(context)) return;
    if (current.facts.some(({ fact, part }) => fact === 'transmitting' && (part === file.part || part === 0))) {
      await resumeSending(context, current, file, actor);
    } else if (!(await startSending(context, current, file, actor))) return;
  }
}

const isAnswered = ({ facts }: LoadedBatch, part: number) =>
  facts.some((one) => ['transmitted', 'unanswered'].includes(one.fact) && (one.part === part || one.part === 0));

/** False when the batch may not leave now. Throws what `refuseToSend` throws. */
async function startSending(context: PaymentsContext, batch: LoadedBatch, file: KeptFile, actor: Actor) {
  await refuseToSend(context, batch.row, actor);
  const recheck = await recheckBenefits(context, batch, actor, { part: file.part });
  context.platform.failpoint('payments.before-attempt');
  const mine = await context.platform.inTransaction(actor, (tx) => claimSending(context, tx, file, recheck));
  if (!mine) return false;
  context.platform.failpoint('payments.after-attempt');
  await send(context, file, actor);
  return true;
}

/** False when another worker has it or the batch may not leave. */
async function claimSending(context: PaymentsContext, tx: Tx, file: KeptFile, recheck: Recheck): Promise<boolean> {
  const { batchId, part, messageId, sha256 } = file;
  const batch = await getBatch(tx, batchId, { lock: true });
  if (!['SEALED', 'TRANSMITTING'].includes(batch.row.state)) return false;
  if (batch.facts.some((one) => one.fact === 'transmitting' && one.part === part)) return false;
  const stopped = await stopWhenChanged(context, tx, batch, recheck);
  if (!stopped) {
    const attempt = { batchId, part, number: 1, channel: batch.row.channel, messageId, sha256, at: tx.now };
    await tx.db<PaymentsTables>().insertInto('payments.channelAttempt').values(attempt).execute();
    await addFact(tx, batchId, 'transmitting', part);
  }
  await refold(tx, context.refold, batchId);
  return !stopped;
}

/** A side door: openIMIS no longer says what was approved. Two people release it, or the batch is voided (void.ts). */
async function stopWhenChanged(
  { platform: { ids } }: PaymentsContext,
  tx: Tx,
  batch: LoadedBatch,
  { payroll, changed }: Recheck,
): Promise<boolean> {
  const released = await listReleased(tx, batch.row.id);
  const lines = [...changed.keys()].filter((instrId) => !released.has(instrId));
  if (payroll === undefined && lines.length === 0) return false;
  if (payroll !== undefined && released.has(payroll)) return false;
  const details = payroll === undefined ? { lines } : { lines: [payroll] };
  await addHold(tx, ids.next, batch, 'changed-in-openimis', details);
  return true;
}

/** What two people saw was changed and let go all the same. */
async function listReleased(tx: Tx, batchId: string): Promise<ReadonlySet<string>> {
  const rows = await tx
    .db<PaymentsTables>()
    .selectFrom('payments.hold')
    .select(['id', 'details'])
    .where('batchId', '=', batchId)
    .where('reason', '=', 'changed-in-openimis')
    .execute();
  return new Set(rows.flatMap(({ details }) => (Array.isArray(details['lines']) ? details['lines'].map(String) : [])));
}

/** What the journal proves to have not left may go, unless it was taken back; of anything else nobody knows (R4). */
async function resumeSending(
  context: PaymentsContext,
  batch: LoadedBatch,
  file: KeptFile,
  actor: Actor,
): Promise<void> {
  const entries = (await context.journal.read()) ?? [];
  if (firstOf(entries, file.messageId)?.isVoid) return;
  if (!provesUnsent(entries, file.messageId)) return keepOutcome(context, file, actor, 'unknown');
  await refuseToSend(context, batch.row, actor);
  const recheck = await recheckBenefits(context, batch, actor, { part: file.part });
  if (await mayStillLeave(context, file, actor, recheck)) await send(context, file, actor);
}

/** Long after its sending was begun: what was true then may have changed since. */
function mayStillLeave(context: PaymentsContext, file: KeptFile, actor: Actor, recheck: Recheck): Promise<boolean> {
  return context.platform.inTransaction(actor, async (tx) => {
    const batch = await getBatch(tx, file.batchId, { lock: true });
    if (!['SEALED', 'TRANSMITTING'].includes(batch.row.state)) return false;
    const stopped = await stopWhenChanged(context, tx, batch, recheck);
    if (stopped) await refold(tx, context.refold, file.batchId);
    return !stopped;
  });
}

async function send(context: PaymentsContext, file: KeptFile, actor: Actor): Promise<void> {
  const { platform, bank, journal } = context;
  const { batchId, part, messageId, sha256, size, count } = file;
  const { text, bodySignature } = await getFile(platform.vault, platform, batchId, part);
  const { payrollId, channel, currency } = (await getBatch(platform, batchId)).row;
  const way = channelOf(context, channel);
  const nonce = platform.ids.next();
  const identity = await databaseIdentity(platform);
  const at = platform.clock.now().toISOString();
  await journal.append({ messageId, sha256, size, ...identity, at, batchId, payrollId, nonce });
  platform.failpoint('payments.after-journal');
  // Another service, perhaps over a copy of this database, may have been about to send the same file.
  const first = firstOf((await journal.read()) ?? [], messageId);
  if (first?.isVoid) return;
  if (first?.nonce !== nonce) return keepOutcome(context, file, actor, 'unknown');
  const total = toDecimal({ minor: file.totalMinor, currency });
  const sent = { messageId, text, sha256, size, count, total, ...mediaOf(file.format), bodySignature };
  const outcome = await way.send(sent, { actor, subjectId: batchId });
  platform.failpoint('payments.after-answer');
  await keepOutcome(context, file, actor, outcome);
  platform.log.info('A payment file was sent', { partner: bank.id, kind: outcome });
}

/**
 * What the channel said holds for each line of the file; a file that the bank would not take is for people to look at.
 */
async function keepOutcome(
  context: PaymentsContext,
  { batchId, part, messageId }: KeptFile,
  actor: Actor,
  outcome: ChannelOutcome,
): Promise<void> {
  await context.platform.inTransaction(actor, async (tx) => {
    const batch = await getBatch(tx, batchId, { lock: true });
    await addFact(tx, batchId, outcome === 'received' ? 'transmitted' : 'unanswered', part);
    if (outcome === 'refused') {
      await addHold(tx, context.platform.ids.next, batch, 'channel-refused', { messageId });
    }
    await refold(tx, context.refold, batchId);
  });
}
