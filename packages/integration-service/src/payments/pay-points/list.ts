import { ServiceError } from '@interlink/contracts/errors';
import type { PayList } from '@interlink/contracts/payments/pay-point';
import { canonicalJson } from '@interlink/domain/interconnection/canonical-json';
import { toDecimal } from '@interlink/domain/payments/money';
import { sql } from 'kysely';
import type { DbHandle } from '../../platform/database.js';
import type { Tx } from '../../platform/transaction.js';
import type { Vault } from '../../platform/vault.js';
import { sha256Hex } from '../hashes.js';
import { pagesOfRows } from '../lines.js';
import { openPayee } from '../payees.js';
import type { PaymentsContext } from '../policy.js';
import { detachedJws } from '../signing.js';
import { getBatch, type LoadedBatch } from '../store.js';
import type { PaymentsTables } from '../tables.js';

const REFERENCE = 8;

/** Throws `payments.pay-point-refused` when the batch is none of a payment point or is not sealed and out. */
export async function getCashBatch(handle: DbHandle, batchId: string, lock = false): Promise<LoadedBatch> {
  const batch = await getBatch(handle, batchId, { lock });
  if (batch.row.channel !== 'pay-point') throw new ServiceError('payments.pay-point-refused', { reason: 'channel' });
  if (!batch.facts.some(({ fact }) => fact === 'transmitted')) {
    throw new ServiceError('payments.pay-point-refused', { reason: 'not-sealed' });
  }
  return batch;
}

/** Numbers and signs the list of a batch, once; the same again is the first one. */
export async function issueList(context: PaymentsContext, tx: Tx, batchId: string, point: string): Promise<void> {
  const batch = await getCashBatch(tx, batchId, true);
  if (await findIssued(tx, batchId)) return;
  const number = await nextNumber(tx);
  const content = await contentOf(context.platform.vault, tx, batch, { number, point });
  const signed = Buffer.from(canonicalJson(content, 'as-is'));
  const signature = await detachedJws(context.interconnection.keys.signing, signed);
  await tx
    .db<PaymentsTables>()
    .insertInto('payments.payList')
    .values({ batchId, number, point, signature, at: tx.now, who: tx.actor.loginName })
    .execute();
  tx.audit({ stream: `batch:${batchId}`, action: 'payments.pay-list', subject: batchId, body: { number, point } });
}

export interface IssuedList {
  readonly list: PayList;
  readonly issuedAt: Date;
  /** Of the bytes that were signed, hex. */
  readonly sha256: string;
}

/** The list as it was signed. Throws `payments.pay-point-refused` when none was issued. */
export async function readList({ platform }: PaymentsContext, batchId: string): Promise<IssuedList> {
  const batch = await getCashBatch(platform, batchId);
  const issued = await findIssued(platform, batchId);
  if (!issued) throw new ServiceError('payments.pay-point-refused', { reason: 'no-list' });
  const { number, point, signature, at: issuedAt } = issued;
  const content = await contentOf(platform.vault, platform, batch, { number, point });
  return { list: { ...content, signature }, issuedAt, sha256: sha256Hex(canonicalJson(content, 'as-is')) };
}

const findIssued = (handle: DbHandle, batchId: string) =>
  handle
    .db<PaymentsTables>()
    .selectFrom('payments.payList')
    .selectAll()
    .where('batchId', '=', batchId)
    .executeTakeFirst();

/** Without gaps and never twice: whoever issues at the same moment waits. */
async function nextNumber(tx: Tx): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext('payments.pay_list'))`.execute(tx.db<PaymentsTables>());
  const last = await tx
    .db<PaymentsTables>()
    .selectFrom('payments.payList')
    .select('number')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return (last?.number ?? 0) + 1;
}

async function contentOf(
  vault: Vault,
  handle: DbHandle,
  { row }: LoadedBatch,
  { number, point }: { readonly number: number; readonly point: string },
): Promise<Omit<PayList, 'signature'>> {
  const { id: batchId, programme, executionDate, currency } = row;
  const lines: PayList['lines'][number][] = [];
  let totalMinor = 0;
  for await (const rows of pagesOfRows(handle, batchId)) {
    for (const line of rows.filter(({ removedAt }) => removedAt === null)) {
      const payee = await openPayee(vault, handle, line);
      const { instrId, endToEndId, amountMinor } = line;
      totalMinor += amountMinor;
      const amount = toDecimal({ minor: amountMinor, currency });
      lines.push({ instrId, reference: endToEndId.slice(0, REFERENCE), name: payee?.payeeName ?? '', amount });
    }
  }
  const total = toDecimal({ minor: totalMinor, currency });
  return { number, batchId, point, programme, executionDate, currency, total, lines };
}
