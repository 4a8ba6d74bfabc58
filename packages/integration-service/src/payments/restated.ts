import type { Tx } from '../platform/transaction.js';
import type { PaymentsContext } from './policy.js';
import type { StatusReport } from './readers/pain-002.js';
import { UnreadableMessage } from './readers/xml.js';
import { openReceived } from './received.js';
import type { PaymentsTables } from './tables.js';

interface Restating {
  readonly kind: string;
  /** Id of our message that was asked about. */
  readonly about: string;
  readonly report: StatusReport;
  readonly read: ReadAgain;
}

/**
 * Whether the newest report of this kind about the same message said the very same: who is asked every few seconds says
 * it in other bytes each time, and none of them is evidence of anything new.
 */
export async function isRestated(
  { platform }: PaymentsContext,
  tx: Tx,
  { kind, about, report, read }: Restating,
): Promise<boolean> {
  const kept = await tx
    .db<PaymentsTables>()
    .selectFrom('payments.received')
    .select('id')
    .where('about', '=', about)
    .where('kind', '=', kind)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!kept) return false;
  const { bytes } = await openReceived(platform, kept.id);
  const last = bytes && tryRead(read, bytes.toString('utf8'));
  return last?.originalMessageId === report.originalMessageId && saysTheSame(last, report);
}

type ReadAgain = (text: string) => { readonly report: StatusReport };

/** Another reader may have read it then: what cannot be read now is no reason to leave something out. */
function tryRead(read: ReadAgain, text: string): StatusReport | undefined {
  try {
    return read(text).report;
  } catch (thrown) {
    if (thrown instanceof UnreadableMessage) return undefined;
    throw thrown;
  }
}

/** About the same payments, in whatever order and at whatever time. */
export function saysTheSame(one: StatusReport, other: StatusReport): boolean {
  return textOf(one) === textOf(other);
}

function textOf({ originalCount, originalSum, groupStatus, groupReason, lines }: StatusReport): string {
  const said = lines.map(({ instrId, endToEndId, uetr, status, unknown, reason, amount }) =>
    JSON.stringify([instrId, endToEndId, uetr, status, unknown, reason, amount]),
  );
  return JSON.stringify([originalCount, originalSum, groupStatus, groupReason, said.sort()]);
}
