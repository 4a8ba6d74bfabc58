import { givenPayments } from './given-payments.js';
import type { PaymentsKit } from './payments-kit.js';
import { payBatch } from './paying.js';
import { tellingBank, type TellingBank } from './telling-bank.js';
import { twoPeople } from './two-people.js';

jest.setTimeout(120_000);

describe('R8: a bank that may take 30.00 for a payment within the payment’s own booking', () => {
  let kit: PaymentsKit;
  let bank: TellingBank;
  givenPayments(1, (opened) => (kit = opened), 'good', { maxFeeMinor: 3000 });
  beforeEach(() => {
    bank = tellingBank(kit);
  });

  const { decide } = twoPeople(() => ({ ...kit, payments: bank.payments }));
  const bookWith = async (fee: string) => {
    const batch = await payBatch({ ...kit, payments: bank.payments });
    await bank.book({ kind: 'debit', instrId: batch.lines[0]?.instrId ?? '', fee });
    return batch;
  };
  const stateOf = async ({ id }: { readonly id: string }) => {
    const { state, lines } = await bank.payments.get(kit.maker, id);
    return [state, lines[0]?.state];
  };
  const suspended = async () => (await bank.payments.reads.suspense(kit.maker, undefined)).items;

  it('takes it for what it is', async () => {
    const batch = await bookWith('30.00');
    expect(await stateOf(batch)).toEqual(['RECONCILED', 'SETTLED']);
    expect(await suspended()).toEqual([]);
  });

  it('is asked when it took more: two people say what it was before the batch is reconciled', async () => {
    const batch = await bookWith('30.01');
    expect(await stateOf(batch)).toEqual(['SETTLED', 'SETTLED']);
    const [rest, ...others] = await suspended();
    expect(rest).toMatchObject({ why: 'rest-of-booking', amountMinor: 3001, currency: 'KES' });
    expect(others).toEqual([]);
    await decide({ kind: 'close-suspense', target: `${rest?.receivedId}/${rest?.key}`, note: 'a fee' });
    expect(await stateOf(batch)).toEqual(['RECONCILED', 'SETTLED']);
  });
});
