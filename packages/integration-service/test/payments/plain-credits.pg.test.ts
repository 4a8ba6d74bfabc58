import { givenPayments } from './given-payments.js';
import { DEBTOR } from './payments-config.js';
import type { PaymentsKit } from './payments-kit.js';
import { payBatch } from './paying.js';
import { tellingBank, type TellingBank } from './telling-bank.js';
import { twoPeople } from './two-people.js';

jest.setTimeout(120_000);

describe('A1.4: money that comes in and that the bank does not call a return', () => {
  let kit: PaymentsKit;
  let bank: TellingBank;
  givenPayments(1, (opened) => (kit = opened), 'good');
  beforeEach(() => {
    bank = tellingBank(kit);
  });

  const { decide } = twoPeople(() => ({ ...kit, payments: bank.payments }));
  const suspended = async () =>
    (await kit.superuser.query("select received_id as id, key, why, entry->>'kind' as kind from payments.suspense"))
      .rows;
  const paid = async () => {
    const batch = await payBatch({ ...kit, payments: bank.payments });
    const [{ instrId = '' } = {}] = batch.lines;
    await bank.book({ kind: 'debit', instrId });
    expect((await bank.payments.get(kit.maker, batch.id)).state).toBe('RECONCILED');
    return { id: batch.id, instrId };
  };

  it('is looked at when it names a payment of ours, and is its return once two people say so', async () => {
    const { id, instrId } = await paid();
    await bank.book({ kind: 'credit', instrId });
    const [found] = await suspended();
    expect(found).toMatchObject({ why: 'credit-of-payment', kind: 'return' });
    expect((await bank.payments.get(kit.maker, id)).state).toBe('SETTLED');
    expect((await bank.payments.get(kit.maker, id)).lines).toMatchObject([{ state: 'SETTLED' }]);
    await decide({ kind: 'match-suspense', target: `${found.id}/${found.key}`, line: `${id}/${instrId}` });
    expect((await bank.payments.get(kit.maker, id)).lines).toMatchObject([{ state: 'RETURNED' }]);
  });

  it('is none of ours when it names nothing that we know', async () => {
    await paid();
    await bank.book({ kind: 'credit', instrId: `TREASURY-TO-${DEBTOR}` });
    expect(await suspended()).toEqual([]);
  });
});
