import type { Tx } from '../platform/transaction.js';
import { findFileOfSum } from './find-line.js';
import { pagesOfRows } from './lines.js';
import type { BatchReference, StatementEntry } from './readers/camt-053.js';
import type { LineRow } from './line-table.js';

/**
 * The lines that one debit for a whole file proves: as many as it counts, none of which the bank rejected or booked by
 * itself, and together exactly as much. Undefined when it can be read in another way, or in none: that is for people.
 */
export async function linesOfSum(
  tx: Tx,
  entry: StatementEntry,
  reference: BatchReference,
): Promise<readonly LineRow[] | undefined> {
  const file = entry.kind === 'debit' ? await findFileOfSum(tx, reference) : undefined;
  if (!file) return undefined;
  const lines: LineRow[] = [];
  for await (const rows of pagesOfRows(tx, file.batchId, { part: file.part })) lines.push(...rows.filter(isExpected));
  const sum = lines.reduce((added, { amountMinor }) => added + amountMinor, 0);
  const isReadable =
    lines.length > 0 &&
    sum === entry.amountMinor &&
    lines.length === (reference.count ?? lines.length) &&
    lines.every(({ currency }) => currency === entry.currency);
  return isReadable ? lines : undefined;
}

function isExpected({ rank, netMinor, state, removedAt }: LineRow): boolean {
  return removedAt === null && rank < 3 && netMinor === 0 && state !== 'REJECTED' && state !== 'CANCELLED';
}
