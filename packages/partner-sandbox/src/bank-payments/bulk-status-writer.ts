import type { Accepted, Verdict } from './books.js';
import type { Instruction } from './message.js';

const OUTCOMES: Readonly<Record<Verdict['status'], string>> = { ACSP: 'PENDING', ACSC: 'PAID', RJCT: 'FAILED' };
const CAUSES: Readonly<Record<string, string>> = {
  AC01: 'NO_SUCH_ACCOUNT',
  AC04: 'ACCOUNT_CLOSED',
  AC06: 'ACCOUNT_BLOCKED',
};

/** The operator's own words about each payment of a bulk file, in the order that they came. */
export function writeBulkStatus(
  { message }: Accepted,
  reported: readonly { readonly instruction: Instruction; readonly verdict: Verdict }[],
  at: string,
): string {
  const rows = reported.map(({ instruction: { instrId, amount }, verdict: { status, reason } }) =>
    [message.messageId, instrId, OUTCOMES[status], reason ? (CAUSES[reason] ?? reason) : '', amount, at].join(','),
  );
  return ['message_id,request_id,outcome,cause,amount,reported_at', ...rows, `END,${rows.length}`, ''].join('\n');
}
