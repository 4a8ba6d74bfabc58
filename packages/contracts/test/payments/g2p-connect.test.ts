import { Value } from 'typebox/value';
import {
  DisburseEnvelope,
  DisburseMessage,
  DisburseStatusAnswer,
  FinancialAddress,
  OnDisburse,
} from '../../src/payments/g2p-connect';
import { changed, readExample, type Json } from '../exchange/examples';

/** As the published schema asks for it besides, misspelt: ours does not have it. */
const example = changed(readExample('g2p-disburse'), 'message.disburemsents');
const messageOf = (file: Json) => (file as { message: Json }).message;
const first = 'disbursements.0';

describe('the messages of a G2P Connect disbursement', () => {
  it('A2: are those of our example, whose header bears the status that ours does', () => {
    expect(Value.Check(DisburseEnvelope, changed(example, 'header.status', 'rcvd'))).toBe(true);
    expect(Value.Check(OnDisburse, readExample('g2p-on-disburse'))).toBe(true);
  });

  it.each([
    'transaction_id',
    'disbursements',
    ...['reference_id', 'payer_fa', 'payee_fa', 'amount', 'currency_code'].map((name) => `${first}.${name}`),
    ...['scheduled_timestamp', 'payer_name', 'payee_name', 'purpose'].map((name) => `${first}.${name}`),
  ])('A2: are refused without %s', (at) => {
    expect(Value.Check(DisburseMessage, messageOf(example))).toBe(true);
    expect(Value.Check(DisburseMessage, changed(messageOf(example), at))).toBe(false);
  });

  it.each([
    ['disbursements', []],
    ['disburemsents', []],
    [`${first}.amount`, 50],
    [`${first}.amount`, '50'],
    [`${first}.amount`, '50.000'],
    [`${first}.amount`, '-50.00'],
    [`${first}.amount`, '10000000000000.00'],
    [`${first}.currency_code`, 'usd'],
    [`${first}.payee_fa`, '0700@mno'],
    [`${first}.payee_fa`, 'mobile:07 00@mno'],
    [`${first}.scheduled_timestamp`, '2026-03-01T09:30:00'],
    [`${first}.note`, 'x'.repeat(100)],
    [`${first}.purpose`, 'x'.repeat(100)],
    [`${first}.reference_id`, 'x'.repeat(100)],
  ] as const)('A2: are refused when %s is %j', (at, to) => {
    expect(Value.Check(DisburseMessage, changed(messageOf(example), at, to as unknown as Json))).toBe(false);
  });

  it.each(['account:900@treasury', 'mobile:+254710@mno', 'bank-account:01.10_5@KE.BANK-1'])(
    'A2: take %s for an address, colon and all',
    (address) => {
      expect(Value.Check(FinancialAddress, address)).toBe(true);
    },
  );

  it('A2: an answer may say more than we read, in a header of any make', () => {
    const answer = {
      signature: null,
      header: { message_id: 'm', message_ts: 't', action: 'txn-on-status', more: true },
      message: {
        transaction_id: 'q',
        correlation_id: 'c',
        txnstatus_response: { txn_type: 'disburse', txn_status: messageOf(readExample('g2p-on-disburse')) },
      },
    };
    expect(Value.Check(DisburseStatusAnswer, answer)).toBe(true);
    expect(
      Value.Check(DisburseStatusAnswer, changed(answer as unknown as Json, 'message.txnstatus_response.txn_status')),
    ).toBe(false);
  });
});
