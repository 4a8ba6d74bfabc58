import { ServiceError } from '@interlink/contracts/errors';
import type { DbHandle } from '../platform/database.js';
import type { Vault } from '../platform/vault.js';
import { sha256Hex } from './hashes.js';
import type { PaymentsTables } from './tables.js';

/** Which file of which batch, and what it adds up to. */
export interface KeptFile {
  readonly batchId: string;
  readonly part: number;
  readonly messageId: string;
  readonly format: string;
  readonly sha256: string;
  readonly size: number;
  readonly count: number;
  readonly totalMinor: number;
}

export const filePlace = (batchId: string, part: number) =>
  ({
    table: 'payments.file',
    column: 'bytes',
    rowId: part === 1 ? batchId : `${batchId}:${part}`,
    subjectId: `batch:${batchId}`,
    purpose: 'payments',
  }) as const;

/** The sealed files of a batch without their bytes, in the order of their parts. */
export function listFiles(handle: DbHandle, batchId: string): Promise<readonly KeptFile[]> {
  return handle
    .db<PaymentsTables>()
    .selectFrom('payments.file')
    .select(['batchId', 'part', 'messageId', 'format', 'sha256', 'size', 'count', 'totalMinor'])
    .where('batchId', '=', batchId)
    .orderBy('part')
    .execute();
}

/** The sealed bytes of one file. Throws when there is none, or when they are not what was sealed. */
export async function getFile(vault: Vault, handle: DbHandle, batchId: string, part: number) {
  const file = await handle
    .db<PaymentsTables>()
    .selectFrom('payments.file')
    .selectAll()
    .where('batchId', '=', batchId)
    .where('part', '=', part)
    .executeTakeFirstOrThrow();
  const text = await vault.open(handle, filePlace(batchId, part), file.bytes);
  if (text === undefined || sha256Hex(text) !== file.sha256) {
    throw new ServiceError('payments.seal-differs', { batchId });
  }
  return { ...file, text };
}
