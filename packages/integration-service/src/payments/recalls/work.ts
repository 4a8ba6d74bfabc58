import { isIdOrCut } from '@interlink/domain/payments/match-ids';
import type { LineEvidence } from '@interlink/domain/payments/line-state';
import type { Actor } from '../../platform/actor.js';
import type { Tx } from '../../platform/transaction.js';
import { readMessage } from '../bank-answers.js';
import { checkFence } from '../fence.js';
import { sha256Hex } from '../hashes.js';
import type { PaymentsContext } from '../policy.js';
import { readCamt029, type RecallAnswer } from '../readers/camt-029.js';
import { keepReceived } from '../received.js';
import { refold } from '../refold.js';
import { addEvidence, getBatch } from '../store.js';
import { keepSuspense } from '../suspense.js';
import type { PaymentsTables } from '../tables.js';
import { addWord, listOpenRecalls, type KeptRecall } from './store.js';

/**
 * Sends what was decided and asks for answers, of one batch or of all. A recall moves no money: its same bytes may go
 * again until the bank has said that it has them. A fenced ledger asks for nothing: it may not know what it is about (R7).
 */
export async function workRecalls(context: PaymentsContext, actor: Actor, batchId?: string): Promise<void> {
  const open = await listOpenRecalls(context.platform, batchId);
  if (open.length === 0 || (await checkFence(context)) !== undefined) return;
  for (const recall of open) {
    if (recall.folded.state === 'ASKED') await send(context, recall, actor);
    await ask(context, recall, actor);
  }
}

async function send(context: PaymentsContext, recall: KeptRecall, actor: Actor): Promise<void> {
  const { platform, channels } = context;
  const { id, batchId, messageId, message: text, signature: bodySignature } = recall;
  const way = channels.get(recall.channel);
  if (!way?.recall) return;
  const bytes = { text, sha256: sha256Hex(text), size: Buffer.byteLength(text), bodySignature };
  const file = { messageId, ...bytes, count: 1, total: '0', contentType: 'application/xml', extension: 'xml' };
  platform.failpoint('payments.before-recall-sent');
  const outcome = await way.recall(file, { actor, subjectId: batchId });
  platform.failpoint('payments.after-recall-sent');
  if (outcome === 'unknown') return;
  const said = outcome === 'received' ? ('RECEIVED' as const) : ('DECLINED' as const);
  await platform.inTransaction(actor, async (tx) => {
    await addWord(tx, id, { key: 'channel', at: tx.now.toISOString(), said });
    tx.audit({ stream: `batch:${batchId}`, action: 'payments.recall-sent', subject: recall.instrId, body: { said } });
  });
  platform.failpoint('payments.after-recall-kept');
}

async function ask(context: PaymentsContext, recall: KeptRecall, actor: Actor): Promise<void> {
  const { platform, channels } = context;
  const cause = { actor, subjectId: recall.batchId };
  const texts = (await channels.get(recall.channel)?.recallAnswers?.(recall.messageId, cause)) ?? [];
  for (const text of texts) {
    const answer = readMessage(context, 'recall-answer', () => readCamt029(text));
    if (!answer) continue;
    platform.failpoint('payments.before-recall-answer');
    await platform.inTransaction(actor, (tx) => keepAnswer(context, tx, recall, answer, text));
    platform.failpoint('payments.after-recall-answer');
  }
}

/** Kept once, however often it comes; one about another payment is for people to look at. */
async function keepAnswer(
  context: PaymentsContext,
  tx: Tx,
  recall: KeptRecall,
  answer: RecallAnswer,
  text: string,
): Promise<void> {
  const { batchId, instrId } = recall;
  const batch = await getBatch(tx, batchId, { lock: true });
  const receivedId = await keepReceived(context, tx, 'camt.029', text, batchId);
  if (receivedId === undefined) return;
  if (!(await isAbout(tx, recall, answer))) {
    await keepSuspense(tx, { receivedId, key: `camt.029:${answer.id}`, why: 'unknown-line', batchId });
    return;
  }
  const { id, at, said, reason } = answer;
  if (!(await addWord(tx, recall.id, { key: `camt.029:${id}:${said}`, at, said, reason }, receivedId))) return;
  tx.audit({ stream: `batch:${batchId}`, action: 'payments.recall-answer', subject: instrId, body: { said } });
  // A closed batch is not changed any more (I9): the statement of the return will make an adjustment.
  if (said !== 'ACCR' || batch.row.state === 'CLOSED') return;
  const evidence: LineEvidence = { key: `camt.029:${id}`, at, said: { rank: 2, kind: 'recall-accepted' } };
  await addEvidence(tx, batchId, instrId, evidence, receivedId);
  await refold(tx, context.refold, batchId, [instrId]);
}

/** Every id that the answer gives is the line's, whole or cut by the bank, and it gives one. */
async function isAbout(tx: Tx, { batchId, instrId }: KeptRecall, answer: RecallAnswer): Promise<boolean> {
  const line = await tx
    .db<PaymentsTables>()
    .selectFrom('payments.line')
    .select(['instrId', 'endToEndId', 'uetr'])
    .where('batchId', '=', batchId)
    .where('instrId', '=', instrId)
    .executeTakeFirstOrThrow();
  const given = (['uetr', 'endToEndId', 'instrId'] as const).filter((one) => answer[one] !== undefined);
  return given.length > 0 && given.every((one) => isIdOrCut(answer[one] ?? '', line[one]));
}
