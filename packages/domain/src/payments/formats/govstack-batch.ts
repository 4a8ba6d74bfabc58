import type { ExclusionReason } from '../check-line.js';
import { inFileOrder, type PaymentLine } from '../line.js';
import { SHORTEST_CUT } from '../match-ids.js';
import { toDecimal } from '../money.js';
import type { CreditTransferFile } from './pain-001-001-09.js';

/** By the name that a channel gives; and as statements and files name it. */
export const GOVSTACK_FORMAT = 'govstack-batch';
export const GOVSTACK_BATCH = 'govstack:batchtransactions:1';

/** Letters that an account, its keeper and a description may have there (payments.md A3). */
const ROOM = { party: 20, description: 50 };
/** A number of the wire holds so many digits exactly. */
const EXACT_DIGITS = 15;
const MODE = 'ACCOUNT';

/**
 * The bulk list of the GovStack payment building block, a payment a line, in the order of ids. The beginning of the
 * InstrId is the request id: so much of an id is enough wherever a bank cuts ours. Throws RangeError for a line in
 * another currency.
 */
export function govstackBatch(file: CreditTransferFile, lines: readonly PaymentLine[]): string {
  return `[\n${inFileOrder(lines)
    .map((line) => recordOf(file, line))
    .join(',\n')}\n]\n`;
}

function recordOf({ currency, debtorAccount, debtorAgent }: CreditTransferFile, line: PaymentLine): string {
  if (line.currency !== currency) throw new RangeError('a line in another currency than its file');
  const party = (account: string, agent: string) =>
    JSON.stringify([
      { key: 'accountnumber', value: account },
      { key: 'agent', value: agent },
    ]);
  // The amount by hand: a number of JavaScript would lose the digits of its currency.
  const members = [
    `"requestId":${JSON.stringify(requestIdOf(line.instrId))}`,
    `"creditParty":${party(line.account, line.creditorAgent)}`,
    `"debitParty":${party(debtorAccount, debtorAgent)}`,
    `"paymentMode":"${MODE}"`,
    `"amount":${toDecimal({ minor: line.amountMinor, currency })}`,
    `"currency":${JSON.stringify(currency)}`,
    `"descriptionText":${JSON.stringify(line.remittance)}`,
  ];
  return `{${members.join(',')}}`;
}

/** What a payment is called there. */
export const requestIdOf = (instrId: string): string => instrId.slice(0, SHORTEST_CUT);

/** Why the list cannot say this payment; undefined when it can. */
export function refuseForGovstack({
  account,
  amountMinor,
  creditorAgent,
  remittance,
}: Pick<PaymentLine, 'account' | 'amountMinor' | 'creditorAgent' | 'remittance'>): ExclusionReason | undefined {
  if (String(amountMinor).length > EXACT_DIGITS) return 'amount-not-exact';
  const isTooLong = Math.max(account.length, creditorAgent.length) > ROOM.party;
  return isTooLong || remittance.length > ROOM.description ? 'text-not-writable' : undefined;
}
