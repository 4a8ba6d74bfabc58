import { DisburseMessage, type Disbursement } from '@interlink/contracts/payments/g2p-connect';
import { Value } from 'typebox/value';
import { parseJson } from '../../platform/json.js';
import type { ReadBack, ReadLine } from '../read-back.js';
import { minorOf } from './pain-001.js';
import { UnreadableMessage } from './xml.js';

/** The second look at a disburse message of ours before it is sealed (A1.5). Throws UnreadableMessage. */
export function readG2pDisburse(text: string): ReadBack {
  const message = parseJson(text);
  if (!Value.Check(DisburseMessage, message)) throw new UnreadableMessage('no disburse message');
  const { transaction_id: messageId, disbursements } = message;
  const lines = disbursements.map(toLine);
  const day = theOne(disbursements, ({ scheduled_timestamp: at }) => at);
  if (!day.endsWith('T00:00:00Z')) throw new UnreadableMessage('a time of day that is not ours');
  const [, account = '', agent = ''] =
    /^account:(.+)@(.+)$/.exec(theOne(disbursements, ({ payer_fa: address }) => address)) ?? [];
  return {
    messageId,
    debtorName: theOne(disbursements, ({ payer_name: name }) => name),
    debtorAccount: account,
    debtorAgent: agent,
    count: lines.length,
    totalMinor: lines.reduce((sum, { amountMinor = 0 }) => sum + amountMinor, 0),
    terms: { executionDate: day.slice(0, 10) },
    lines,
  };
}

function toLine(one: Disbursement): ReadLine {
  const [, type, account = '', creditorAgent = ''] = /^(account|mobile):(.+)@(.+)$/.exec(one.payee_fa) ?? [];
  // The kind of address follows from the number: another one would be paid elsewhere.
  if ((type === 'mobile') !== account.startsWith('+')) throw new UnreadableMessage('an address of another kind');
  return {
    instrId: one.reference_id,
    amountMinor: minorOf(one.amount, one.currency_code),
    currency: one.currency_code,
    creditorAgent,
    account,
    payeeName: one.payee_name,
    purpose: one.purpose,
    remittance: one.note ?? '',
  };
}

/** What every line says alike. */
function theOne(lines: readonly Disbursement[], of: (line: Disbursement) => string): string {
  const [said = '', ...others] = new Set(lines.map(of));
  if (others.length > 0) throw new UnreadableMessage('lines of several files');
  return said;
}
