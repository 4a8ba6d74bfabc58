import { ServiceError } from '@interlink/contracts/errors';
import type { Confidence, PaymentSample, SampleAnswer, SampledLine } from '@interlink/contracts/payments/sample';
import { estimateReceived, saysOfMoney } from '@interlink/domain/payments/sample';
import type { Selectable } from 'kysely';
import type { Operator } from '../../platform/http/api.js';
import type { LineRow } from '../line-table.js';
import { openPayee } from '../payees.js';
import type { PaymentsContext } from '../policy.js';
import type { PaymentsTables } from '../tables.js';

/** The sample of a batch that the operator may see, names and all; audited before it is answered. */
export async function readSample(
  { platform }: PaymentsContext,
  { actor }: Operator,
  batchId: string,
): Promise<PaymentSample> {
  const db = platform.db<PaymentsTables>();
  const [head, rows] = await Promise.all([
    db.selectFrom('payments.sample').selectAll().where('batchId', '=', batchId).executeTakeFirst(),
    db
      .selectFrom('payments.sampleLine as s')
      .innerJoin('payments.line as l', (join) =>
        join.onRef('l.batchId', '=', 's.batchId').onRef('l.instrId', '=', 's.instrId'),
      )
      .selectAll('l')
      .select(['s.answer as said', 's.receivedMinor', 's.answeredBy', 's.answeredAt'])
      .where('s.batchId', '=', batchId)
      .orderBy('s.place')
      .execute(),
  ]);
  if (!head) throw new ServiceError('payments.sample-not-found', { batchId });
  const subjects = [...new Set(rows.map(({ individualId }) => individualId))];
  const read = { action: 'payments.read-sample', stream: `batch:${batchId}`, subjects };
  return platform.auditedRead(actor, read, async () => {
    const lines = await Promise.all(
      rows.map(async (row) => {
        const payee = await openPayee(platform.vault, platform, row as LineRow);
        return toSampled(row, payee?.payeeName);
      }),
    );
    return { ...toHead(head), ...summaryOf(head, lines), lines };
  });
}

type Head = PaymentsTables['payments.sample'];

function toHead({ batchId, marginPercent, population, size, seed, drawnBy, drawnAt, confidence }: Head) {
  const said = { batchId, marginPercent, population, size, seed, drawnBy };
  return { ...said, confidence: confidence as Confidence, drawnAt: drawnAt.toISOString() };
}

function summaryOf({ population, confidence }: Head, lines: readonly SampledLine[]) {
  const answers = lines.flatMap(({ answer }) => answer ?? []);
  const told = answers.filter(saysOfMoney);
  const asked = { received: told.filter((answer) => answer === 'received').length, answered: told.length };
  const received = estimateReceived(asked, population, confidence as Confidence);
  return { answered: told.length, unreached: answers.length - told.length, ...(received && { received }) };
}

type Row = Pick<LineRow, 'accountEnd' | 'amountMinor' | 'benefitCode' | 'currency' | 'individualId' | 'instrId'> &
  Pick<Selectable<PaymentsTables['payments.sampleLine']>, 'answeredAt' | 'answeredBy' | 'receivedMinor'> & {
    readonly said: SampleAnswer | null;
  };

function toSampled(row: Row, name: string | undefined): SampledLine {
  const { instrId, individualId, benefitCode, amountMinor, currency, accountEnd } = row;
  const { said, receivedMinor, answeredBy, answeredAt } = row;
  return {
    ...{ instrId, individualId, benefitCode, amountMinor, currency, accountEnd },
    ...(name !== undefined && { name }),
    ...(said !== null && { answer: said }),
    ...(receivedMinor !== null && { receivedMinor }),
    ...(answeredBy !== null && { answeredBy }),
    ...(answeredAt !== null && { answeredAt: answeredAt.toISOString() }),
  };
}
