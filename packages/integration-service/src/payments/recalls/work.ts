import { isIdOrCut } from '@interlink/domain/payments/match-ids';
import type { LineEvidence } from '@interlink/domain/payments/line-state';
import type { Actor } from '../../platform/actor.js';
import type { Tx } from '../../platform/transaction.js';
import { readMessage } from '../bank-answers.js';
import { checkFence } from '../fence.js';
import { sha256Hex } from '../hashes.js';
import type { PaymentsContext } from '../policy.js';
import { readCamt029, type AnsweredPayment, type RecallAnswer } from '../readers/camt-029.js';
import { keepReceived } from '../received.js';
import { refold } from '../refold.js';
import { addEvidence, getBatch } from '../store.js';
import { keepSuspense } from '../suspense.js';
import type { PaymentsTables } from '../tables.js';
import { addWord, listOpenRecalls, type KeptRecall } from './store.js';

/**
 * Sends what was decided and asks for answers, of one batch or of all. A recall moves no money: its same bytes may go
 * again until the bank has said that it has them. A fenced ledger asks for nothing: it may not know what it is about
 * (R7).
 */
export async function workRecalls(context: PaymentsContext, actor: Actor, batchId?: string): Promise<void> {
  const open = await listOpenRecalls(context.platform, batchId);
  if (open.length === 0 || (await checkFence(context)) !== undefined) return;
  for (const recall of open) {
    if (recall.lines.every(({ folded }) => folded.state === 'ASKED')) await send(context, recall, actor);
    await ask(context, recall, actor);
  }
}

async function send(context: PaymentsContext, recall: KeptRecall, actor: Actor): Promise<void> {
  const { platform, channels } = context;
  const { id, batchId, messageId, message: text, signature: bodySignature } = recall;
  const way = channels.get(recall.channel);
  if (!way?.recall) return;
  const bytes = { text, sha256: sha256Hex(text), size: Buffer.byteLength(text), bodySignature };
  const count = recall.lines.length;
  const file = { messageId, ...bytes, count, total: '0', contentType: 'application/xml', extension: 'xml' };
  platform.failpoint('payments.before-recall-sent');
  const outcome = await way.recall(file, { actor, subjectId: batchId });
  platform.failpoint('payments.after-recall-sent');
  if (outcome === 'unknown') return;
  const said = outcome === 'received' ? ('RECEIVED' as const) : ('DECLINED' as const);
  await platform.inTransaction(actor, async (tx) => {
    await addWord(tx, id, { key: 'channel', at: tx.now.toISOString(), said });
    tx.audit({ stream: `batch:${batchId}`, action: 'payments.recall-sent', subject: id, body: { said } });
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

/** Kept once, however often it comes; what it says of another payment is for people to look at. */
async function keepAnswer(
  context: PaymentsContext,
  tx: Tx,
  recall: KeptRecall,
  answer: RecallAnswer,
  text: string,
): Promise<void> {
  const { batchId } = recall;
  const batch = await getBatch(tx, batchId, { lock: true });
  const receivedId = await keepReceived(context, tx, { kind: 'camt.029', text, batchId });
  if (receivedId === undefined) return;
  const lines = await linesOf(tx, recall);
  const agreed: string[] = [];
  for (const [at, payment] of answer.payments.entries()) {
    const [line, ...others] = lines.filter((one) => isAbout(one, payment));
    if (!line || others.length > 0) {
      await keepSuspense(tx, { receivedId, key: `camt.029:${answer.id}:${at}`, why: 'unknown-line', batchId });
    } else if (await keepWord(tx, recall, { answer, payment, instrId: line.instrId, receivedId })) {
      agreed.push(line.instrId);
    }
  }
  // A closed batch is not changed any more (I9): the statement of the return will make an adjustment.
  if (agreed.length > 0 && batch.row.state !== 'CLOSED') await refold(tx, context.refold, batchId, agreed);
}

interface Heard {
  readonly answer: RecallAnswer;
  readonly payment: AnsweredPayment;
  readonly instrId: string;
  readonly receivedId: string;
}

/** True when it is evidence about the line: the bank agrees, or took back that it did. */
async function keepWord(tx: Tx, { id, batchId }: KeptRecall, heard: Heard): Promise<boolean> {
  const { answer, payment, instrId, receivedId } = heard;
  const { said, reason } = payment;
  const word = { key: `camt.029:${answer.id}:${said}:${instrId}`, at: answer.at, said, reason };
  if (!(await addWord(tx, id, word, { instrId, receivedId }))) return false;
  tx.audit({ stream: `batch:${batchId}`, action: 'payments.recall-answer', subject: instrId, body: { said } });
  const add = (key: string, words: LineEvidence['said']) =>
    addEvidence(tx, batchId, instrId, { key, at: answer.at, said: words }, receivedId);
  if (said === 'ACCR') await add(`camt.029:${answer.id}`, { rank: 2, kind: 'recall-accepted', recallId: id });
  const isDisputed = await hasBoth(tx, id, instrId);
  if (isDisputed) await add(`recall:${id}`, { rank: 2, kind: 'recall-disputed', recallId: id });
  return said === 'ACCR' || isDisputed;
}

/** Whether the bank said yes and no to it, in either order. */
async function hasBoth(tx: Tx, recallId: string, instrId: string): Promise<boolean> {
  const words = await tx
    .db<PaymentsTables>()
    .selectFrom('payments.recallWord')
    .select('said')
    .distinct()
    .where('recallId', '=', recallId)
    .where('instrId', '=', instrId)
    .where('said', 'in', ['ACCR', 'RJCR'])
    .execute();
  return words.length === 2;
}

type LineIds = Readonly<Record<'endToEndId' | 'instrId' | 'uetr', string>>;

const linesOf = (tx: Tx, { id, batchId }: KeptRecall): Promise<readonly LineIds[]> =>
  tx
    .db<PaymentsTables>()
    .selectFrom('payments.recallLine as recalled')
    .innerJoin('payments.line as line', (join) =>
      join.onRef('line.batchId', '=', 'recalled.batchId').onRef('line.instrId', '=', 'recalled.instrId'),
    )
    .select(['line.instrId', 'line.endToEndId', 'line.uetr'])
    .where('recalled.recallId', '=', id)
    .where('line.batchId', '=', batchId)
    .execute();

/** Every id that the answer gives is the line's, whole or cut by the bank, and it gives one. */
function isAbout(line: LineIds, payment: AnsweredPayment): boolean {
  const given = (['uetr', 'endToEndId', 'instrId'] as const).filter((one) => payment[one] !== undefined);
  return given.length > 0 && given.every((one) => isIdOrCut(payment[one] ?? '', line[one]));
}
