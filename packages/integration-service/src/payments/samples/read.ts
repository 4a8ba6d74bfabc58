import { ServiceError } from '@interlink/contracts/errors';
import type { AnsweredSample, PaymentSample, SampledAnswer } from '@interlink/contracts/payments/sample';
import { sampleResult } from '@interlink/domain/payments/sample';
import type { Selectable } from 'kysely';
import type { DbHandle } from '../../platform/database.js';
import type { Operator } from '../../platform/http/api.js';
import type { Tx } from '../../platform/transaction.js';
import { openPayees } from '../payees.js';
import type { PaymentsContext } from '../policy.js';
import type { PaymentsTables } from '../tables.js';

/** The sample of a batch that the operator may see, names and all; audited before it is answered. */
export async function readSample(
  { platform }: PaymentsContext,
  { actor }: Operator,
  batchId: string,
): Promise<PaymentSample> {
  const [head, answers, rows] = await Promise.all([
    getHead(platform, batchId),
    listAnswers(platform, batchId),
    listLines(platform, batchId),
  ]);
  const subjects = [...new Set(rows.map(({ individualId }) => individualId))];
  const read = { action: 'payments.read-sample', stream: `batch:${batchId}`, subjects };
  return platform.auditedRead(actor, read, async () => {
    const payees = await openPayees(platform.vault, platform, rows);
    const said = new Map(answers.map((row) => [row.instrId, toAnswer(row)]));
    const lines = rows.map(({ instrId, individualId, benefitCode, amountMinor, currency, accountEnd }, at) => {
      const name = payees[at]?.payeeName;
      return {
        ...{ individualId, benefitCode, amountMinor, currency, accountEnd },
        ...(said.get(instrId) ?? { instrId }),
        ...(name !== undefined && { name }),
      };
    });
    return { ...head, drawnAt: head.drawnAt.toISOString(), result: resultOf(head, answers), lines };
  });
}

/** One line after it was answered, and what all say then: nobody else is read for it. */
export async function readAnswered(tx: Tx, batchId: string, instrId: string): Promise<AnsweredSample> {
  const head = await getHead(tx, batchId);
  const answers = await listAnswers(tx, batchId);
  const own = answers.find((row) => row.instrId === instrId);
  return { line: own ? toAnswer(own) : { instrId }, result: resultOf(head, answers) };
}

type Head = Selectable<PaymentsTables['payments.sample']>;
type AnswerRow = Pick<
  Selectable<PaymentsTables['payments.sampleLine']>,
  'answer' | 'answeredAt' | 'answeredBy' | 'instrId' | 'receivedMinor'
>;

async function getHead(handle: DbHandle, batchId: string): Promise<Head> {
  const head = await handle
    .db<PaymentsTables>()
    .selectFrom('payments.sample')
    .selectAll()
    .where('batchId', '=', batchId)
    .executeTakeFirst();
  if (!head) throw new ServiceError('payments.sample-not-found', { batchId });
  return head;
}

const listAnswers = (handle: DbHandle, batchId: string): Promise<AnswerRow[]> =>
  handle
    .db<PaymentsTables>()
    .selectFrom('payments.sampleLine')
    .select(['instrId', 'answer', 'receivedMinor', 'answeredBy', 'answeredAt'])
    .where('batchId', '=', batchId)
    .execute();

const listLines = (handle: DbHandle, batchId: string) =>
  handle
    .db<PaymentsTables>()
    .selectFrom('payments.sampleLine as s')
    .innerJoin('payments.line as l', (join) =>
      join.onRef('l.batchId', '=', 's.batchId').onRef('l.instrId', '=', 's.instrId'),
    )
    .selectAll('l')
    .where('s.batchId', '=', batchId)
    .orderBy('s.place')
    .execute();

function resultOf({ population, confidence }: Head, answers: readonly AnswerRow[]) {
  return sampleResult(
    answers.flatMap(({ answer }) => answer ?? []),
    population,
    confidence,
  );
}

const toAnswer = ({ instrId, answer, receivedMinor, answeredBy, answeredAt }: AnswerRow): SampledAnswer => ({
  instrId,
  ...(answer !== null && { answer }),
  ...(receivedMinor !== null && { receivedMinor }),
  ...(answeredBy !== null && { answeredBy }),
  ...(answeredAt !== null && { answeredAt: answeredAt.toISOString() }),
});
