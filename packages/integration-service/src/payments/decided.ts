import type { Exclusion } from '@interlink/contracts/payments/batch';
import type { BenefitInputs } from '@interlink/domain/payments/decide-benefit';
import type { Insertable } from 'kysely';
import type { DbHandle } from '../platform/database.js';
import type { Tx } from '../platform/transaction.js';
import type { Vault } from '../platform/vault.js';
import type { Candidate } from './making.js';
import type { PaymentsContext } from './policy.js';
import type { PaymentsTables } from './tables.js';

interface DecidedKey {
  readonly batchId: string;
  readonly benefitId: string;
  readonly individualId: string;
}

const placeOf = ({ batchId, benefitId, individualId }: DecidedKey) =>
  ({
    table: 'payments.decided',
    column: 'inputs',
    rowId: `${batchId}:${benefitId}`,
    subjectId: individualId,
    purpose: 'payments',
  }) as const;

/** Keeps what decided about each benefit, paid or left out, as it was known then (I10). */
export async function keepDecided(
  { platform: { vault } }: PaymentsContext,
  tx: Tx,
  batchId: string,
  candidates: readonly Candidate[],
  exclusions: readonly Exclusion[],
): Promise<void> {
  const reasons = new Map(exclusions.map(({ benefitId, reason }) => [benefitId, reason]));
  for (let from = 0; from < candidates.length; from += 500) {
    const rows: Insertable<PaymentsTables['payments.decided']>[] = [];
    for (const { benefit, inputs } of candidates.slice(from, from + 500)) {
      const key = { batchId, benefitId: benefit.benefitId, individualId: benefit.individualId };
      const reason = reasons.get(benefit.benefitId) ?? null;
      const sealed = await vault.seal(tx, placeOf(key), JSON.stringify(inputs));
      rows.push({ ...key, outcome: reason === null ? 'paid' : 'left-out', reason, inputs: sealed, at: tx.now });
    }
    await tx.db<PaymentsTables>().insertInto('payments.decided').values(rows).execute();
  }
}

/** Undefined when the person was erased. */
export async function openInputs(
  vault: Vault,
  handle: DbHandle,
  row: DecidedKey & { readonly inputs: Buffer },
): Promise<BenefitInputs | undefined> {
  const text = await vault.open(handle, placeOf(row), row.inputs);
  return text === undefined ? undefined : (JSON.parse(text) as BenefitInputs);
}
