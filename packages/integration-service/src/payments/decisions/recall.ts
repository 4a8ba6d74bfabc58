import { RecallReason } from '@interlink/contracts/payments/decision';
import { Value } from 'typebox/value';
import { findNotRecallable, keepRecall } from '../recalls/keep.js';
import { getBatch } from '../store.js';
import type { Details } from '../tables.js';
import { freshBatch, type Deciding, type Rule } from './rule.js';
import { refusedDecision } from './subject.js';

/** By one message, however many lines. */
const recall = (linesOf: (deciding: Deciding) => readonly string[]): Rule => ({
  async check(context, tx, deciding) {
    const { batchId = '' } = deciding.subject;
    reasonOf(deciding.details);
    const refused = await findNotRecallable(
      context,
      tx,
      await getBatch(tx, batchId, { lock: true }),
      linesOf(deciding),
    );
    if (refused) throw refusedDecision(refused.why, { instrId: refused.instrId });
  },
  async apply(context, tx, deciding) {
    const { batchId = '' } = deciding.subject;
    const { id: decisionId, details } = deciding;
    const asked = { instrIds: linesOf(deciding), reason: reasonOf(details), decisionId };
    await keepRecall(context, tx, await getBatch(tx, batchId), asked);
    await freshBatch(context, tx, batchId);
  },
});

export const recallLine = recall(({ subject: { instrId = '' } }) => [instrId]);

export const recallLines = recall(({ details: { instrIds } }) => {
  if (!Array.isArray(instrIds) || instrIds.length === 0) throw refusedDecision('recall-of-nothing');
  return instrIds.map(String).sort();
});

function reasonOf({ recallReason }: Details): RecallReason {
  if (!Value.Check(RecallReason, recallReason)) throw refusedDecision('recall-without-reason');
  return recallReason;
}
