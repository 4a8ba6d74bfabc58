import { BatchTransactions, type BatchTransaction } from '@interlink/contracts/payments/payment-hub';
import { Value } from 'typebox/value';
import { parseJson } from '../../platform/json.js';
import type { ReadBack, ReadLine } from '../read-back.js';
import { minorOf } from './pain-001.js';
import { UnreadableMessage } from './xml.js';

/** The second look at a bulk list of ours before it is sealed (A1.5). Throws UnreadableMessage. */
export function readGovstackBatch(text: string): ReadBack {
  const list = parseJson(text);
  if (!Value.Check(BatchTransactions, list)) throw new UnreadableMessage('no bulk list');
  // As it is written: a number of the parser may have other digits than the text.
  const amounts = [...text.matchAll(/^\{"requestId":"[^"]*",.*"amount":(\d+(?:\.\d+)?),"currency":/gm)];
  if (amounts.length !== list.length) throw new UnreadableMessage('not a payment a line');
  const lines = list.map((one, at) => toLine(one, amounts[at]?.[1] ?? ''));
  const payers = new Set(list.map(({ debitParty }) => JSON.stringify(partyOf(debitParty))));
  const [payer, ...others] = payers;
  if (payer === undefined || others.length > 0) throw new UnreadableMessage('lines of several files');
  const [debtorAccount = '', debtorAgent = ''] = JSON.parse(payer) as readonly string[];
  const totalMinor = lines.reduce((sum, { amountMinor = 0 }) => sum + amountMinor, 0);
  return { debtorAccount, debtorAgent, count: lines.length, totalMinor, terms: {}, lines };
}

function toLine(one: BatchTransaction, amount: string): ReadLine {
  if (one.paymentMode !== 'ACCOUNT' || Number(amount) !== one.amount) throw new UnreadableMessage('not as we write it');
  const [account, creditorAgent] = partyOf(one.creditParty);
  return {
    beginningOfInstrId: one.requestId,
    amountMinor: minorOf(amount, one.currency),
    currency: one.currency,
    account,
    creditorAgent,
    remittance: one.descriptionText,
  };
}

function partyOf(party: BatchTransaction['creditParty']): readonly [account: string, agent: string] {
  const [account, agent, ...more] = party;
  if (account?.key !== 'accountnumber' || agent?.key !== 'agent' || more.length > 0) {
    throw new UnreadableMessage('a party that is not ours');
  }
  return [account.value, agent.value];
}
