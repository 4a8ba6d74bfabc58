import type { PaymentLine } from '@interlink/domain/payments/line';
import type { DbHandle } from '../platform/database.js';
import type { Vault } from '../platform/vault.js';
import type { LineRow, Payee } from './line-table.js';

/** The keys of what a line has of a person. */
type PayeePlace = Pick<LineRow, 'batchId' | 'instrId' | 'individualId'>;

const placeOf = ({ batchId, instrId, individualId }: PayeePlace) =>
  ({
    table: 'payments.line',
    column: 'payee',
    rowId: `${batchId}:${instrId}`,
    subjectId: individualId,
    purpose: 'payments',
  }) as const;

/** Encrypted with the person's own key (S15). */
export function sealPayee(vault: Vault, handle: DbHandle, place: PayeePlace, payee: Payee): Promise<Buffer> {
  return vault.seal(handle, placeOf(place), JSON.stringify(payee));
}

/** Undefined when the person was erased. */
export async function openPayee(vault: Vault, handle: DbHandle, row: LineRow): Promise<Payee | undefined> {
  const text = await vault.open(handle, placeOf(row), row.payee);
  return text === undefined ? undefined : (JSON.parse(text) as Payee);
}

/** The same of many, in their order and in one round trip. */
export async function openPayees(
  vault: Vault,
  handle: DbHandle,
  rows: readonly LineRow[],
): Promise<(Payee | undefined)[]> {
  const texts = await vault.openAll(
    handle,
    rows.map((row) => ({ place: placeOf(row), sealed: row.payee })),
  );
  return texts.map((text) => (text === undefined ? undefined : (JSON.parse(text) as Payee)));
}

/** The line as it was hashed and as it goes into the file. */
export function toPaymentLine(
  row: Pick<LineRow, 'entitlementId' | 'attempt' | 'instrId' | 'endToEndId' | 'uetr' | 'amountMinor' | 'currency'>,
  { account, creditorAgent, payeeName, purpose, remittance }: Payee,
): PaymentLine {
  const { entitlementId, attempt, instrId, endToEndId, uetr, amountMinor, currency } = row;
  const ids = { entitlementId, attempt, instrId, endToEndId, uetr };
  return { ...ids, amountMinor, currency, creditorAgent, account, payeeName, purpose, remittance };
}
