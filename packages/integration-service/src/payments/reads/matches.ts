import type { SuspenseMatches } from '@interlink/contracts/payments/reads';
import { suggestMatches } from '@interlink/domain/payments/suggest-match';
import type { DbHandle } from '../../platform/database.js';
import { findSubject } from '../decisions/subject.js';
import type { PaymentsTables } from '../tables.js';
import { linesOf, viewLedgerLine } from './lines.js';

/** Lines that are looked at, and lines that are shown. */
const LOOKED_AT = 200;
const SHOWN = 5;

/**
 * Lines of the same amount or day, the likeliest first. Throws `payments.decision-not-found` for another's entry (S2).
 */
export async function findMatches(
  handle: DbHandle,
  institution: string,
  receivedId: string,
  key: string,
): Promise<SuspenseMatches> {
  await findSubject(handle, 'match-suspense', `${receivedId}/${key}`, institution);
  const { entry } = await handle
    .db<PaymentsTables>()
    .selectFrom('payments.suspense')
    .select('entry')
    .where('receivedId', '=', receivedId)
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  if (!entry) return { items: [] };
  const rows = await linesOf(handle, institution)
    .where('payments.line.currency', '=', entry.currency)
    .where((row) =>
      row.or([
        row('payments.line.amountMinor', '=', entry.amountMinor),
        row('payments.batch.executionDate', '=', entry.bookedOn),
      ]),
    )
    .where('payments.batch.state', 'not in', ['CANCELLED', 'VOIDED'])
    // What has not left was not booked.
    .where('payments.line.state', 'not in', ['DRAFT', 'SEALED'])
    .orderBy('payments.line.batchId', 'desc')
    .orderBy('instrId')
    .limit(LOOKED_AT)
    .execute();
  const found = suggestMatches(entry, rows).slice(0, SHOWN);
  return { items: found.map(({ line, signs }) => ({ line: viewLedgerLine(line), signs: [...signs] })) };
}
