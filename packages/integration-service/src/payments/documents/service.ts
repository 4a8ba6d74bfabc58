import { ServiceError } from '@interlink/contracts/errors';
import { canonicalJson } from '@interlink/domain/interconnection/canonical-json';
import { toDecimal } from '@interlink/domain/payments/money';
import { PAID_MARKS } from '@interlink/domain/payments/pay-point';
import { sql } from 'kysely';
import type { Operator } from '../../platform/http/api.js';
import { sha256Hex } from '../hashes.js';
import type { LineRow } from '../line-table.js';
import { openPayee } from '../payees.js';
import { readList } from '../pay-points/list.js';
import type { PaymentsContext } from '../policy.js';
import { detachedJws } from '../signing.js';
import { getBatch, type LoadedBatch } from '../store.js';
import type { PaymentsTables } from '../tables.js';
import { payListPdf } from './pay-list-pdf.js';
import { receiptPdf, type ReceiptContent } from './receipt-pdf.js';
import type { DocumentLanguage } from './texts.js';

/** A file to give to somebody. */
export interface PaymentDocument {
  readonly name: string;
  readonly bytes: Buffer;
}

/** PDFs that name people. Another institution's batch is not there (S2); each read is audited first (S6). */
export interface PaymentDocuments {
  /** The list as it was issued; the same bytes each time. Throws `payments.pay-point-refused` when none was. */
  payList(operator: Operator, batchId: string, language: DocumentLanguage): Promise<PaymentDocument>;
  /** Throws `payments.no-receipt` unless the payment is proven to have arrived and the person was not erased. */
  receipt(operator: Operator, batchId: string, instrId: string, language: DocumentLanguage): Promise<PaymentDocument>;
}

export function openDocuments(context: PaymentsContext): PaymentDocuments {
  const { platform } = context;
  return {
    async payList(operator, batchId, language) {
      await getOwnBatch(context, operator, batchId);
      const read = { action: 'payments.read-pay-list', stream: `batch:${batchId}`, subjects: [batchId] };
      const issued = await platform.auditedRead(operator.actor, read, () => readList(context, batchId));
      return { name: `pay-list-${issued.list.number}.pdf`, bytes: await payListPdf({ ...issued, language }) };
    },
    async receipt(operator, batchId, instrId, language) {
      const batch = await getOwnBatch(context, operator, batchId);
      const line = await getLine(context, batchId, instrId);
      const read = { action: 'payments.read-receipt', stream: `batch:${batchId}`, subjects: [line.individualId] };
      const receipt = await platform.auditedRead(operator.actor, read, () => receiptOf(context, batch, line));
      const signed = canonicalJson(receipt, 'as-is');
      const signature = await detachedJws(context.interconnection.keys.signing, Buffer.from(signed));
      const bytes = await receiptPdf({ receipt, signature, sha256: sha256Hex(signed), language });
      return { name: `receipt-${receipt.number}.pdf`, bytes };
    },
  };
}

async function getOwnBatch({ platform }: PaymentsContext, { session }: Operator, id: string): Promise<LoadedBatch> {
  const batch = await getBatch(platform, id);
  if (batch.row.institution !== session.institution) throw new ServiceError('payments.batch-not-found');
  return batch;
}

async function getLine({ platform }: PaymentsContext, batchId: string, instrId: string): Promise<LineRow> {
  const line = await platform
    .db<PaymentsTables>()
    .selectFrom('payments.line')
    .selectAll()
    .where('batchId', '=', batchId)
    .where('instrId', '=', instrId)
    .executeTakeFirst();
  if (!line) throw new ServiceError('payments.no-receipt', { reason: 'no-line' });
  return line;
}

async function receiptOf(context: PaymentsContext, { row }: LoadedBatch, line: LineRow): Promise<ReceiptContent> {
  const { platform, settings } = context;
  if (!(await isProvenPaid(context, line))) {
    throw new ServiceError('payments.no-receipt', { reason: 'not-settled', state: line.state });
  }
  const payee = await openPayee(platform.vault, platform, line);
  if (!payee) throw new ServiceError('payments.no-receipt', { reason: 'payee-erased' });
  const { endToEndId: number, benefitCode, amountMinor, currency } = line;
  return {
    ...{ number, benefitCode, currency, name: payee.payeeName, programme: row.programme },
    amount: toDecimal({ minor: amountMinor, currency }),
    paidBy: settings.programmes[row.programme]?.debtorName ?? row.institution,
    ...(row.channel === 'pay-point' ? await inCash(context, line) : await toAccount(context, line)),
  };
}

/**
 * By a booked statement, or for cash by two people; and the money did not come back after its batch was closed (I9).
 */
async function isProvenPaid({ platform }: PaymentsContext, line: LineRow): Promise<boolean> {
  const { batchId, instrId, entitlementId, attempt, state, rank, exceptions, signedOffState } = line;
  if (state !== 'SETTLED' || exceptions.length > 0 || (rank < 3 && signedOffState !== 'SETTLED')) return false;
  const live = await platform
    .db<PaymentsTables>()
    .selectFrom('payments.attempt')
    .select('number')
    .where('entitlementId', '=', entitlementId)
    .where('number', '=', attempt)
    .where('live', '=', true)
    // A part that came back leaves the attempt live, and is not with the payee.
    .where(({ exists, not, selectFrom }) =>
      not(
        exists(
          selectFrom('payments.adjustment')
            .select('key')
            .where('batchId', '=', batchId)
            .where('instrId', '=', instrId)
            .where(sql<boolean>`said->>'kind' = 'return'`),
        ),
      ),
    )
    .executeTakeFirst();
  return live !== undefined;
}

type Arrival = Pick<ReceiptContent, 'paidOn' | 'way'>;

/** On the day that a statement books it on; before one does, on that of the newest word that the money arrived. */
async function toAccount({ platform }: PaymentsContext, { batchId, instrId, accountEnd }: LineRow): Promise<Arrival> {
  const evidence = await platform
    .db<PaymentsTables>()
    .selectFrom('payments.evidence')
    .select(['at', 'said'])
    .where('batchId', '=', batchId)
    .where('instrId', '=', instrId)
    .orderBy('at', 'desc')
    .execute();
  const booked = evidence.find(({ said }) => said.kind === 'debit');
  const told = evidence.find(({ said }) => said.kind === 'status' && ['ACCC', 'ACSC'].includes(said.status));
  // A booking has a day and no time: it is kept as the beginning of that day in UTC, wherever the bank is.
  const paidOn = booked ? booked.at.toISOString().slice(0, 10) : told && platform.dayOf(told.at);
  if (paidOn === undefined) throw new ServiceError('payments.no-receipt', { reason: 'no-evidence' });
  return { paidOn, way: { kind: 'account', end: accountEnd } };
}

/** On the day of the mark: two people sign for it later. */
async function inCash({ platform }: PaymentsContext, { batchId, instrId }: LineRow): Promise<Arrival> {
  const mark = await platform
    .db<PaymentsTables>()
    .selectFrom('payments.payMark')
    .select(['mark', 'markedAt', 'place'])
    .where('batchId', '=', batchId)
    .where('instrId', '=', instrId)
    .where('mark', 'in', PAID_MARKS)
    .orderBy('markedAt', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  if (!mark) throw new ServiceError('payments.no-receipt', { reason: 'no-mark' });
  const kind = mark.mark === 'proxy' ? 'cashProxy' : 'cash';
  return { paidOn: platform.dayOf(mark.markedAt), way: { kind, point: mark.place } };
}
