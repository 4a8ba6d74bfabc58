import { refusedLine, reportAbout } from './bank-messages.js';
import { givenPayments } from './given-payments.js';
import { moveAccount, type PaymentsKit } from './payments-kit.js';
import { payBatch } from './paying.js';
import { tellingBank, type TellingBank } from './telling-bank.js';
import { twoPeople } from './two-people.js';

jest.setTimeout(120_000);

describe('R5: a benefit that failed, whose account was put right', () => {
  let kit: PaymentsKit;
  let bank: TellingBank;
  givenPayments(1, (opened) => (kit = opened), 'good');
  beforeEach(() => {
    bank = tellingBank(kit);
  });

  const pay = () => payBatch({ ...kit, payments: bank.payments });
  const { decide, propose } = twoPeople(() => ({ ...kit, payments: bank.payments }));
  const entitlement = async () =>
    (await kit.superuser.query('select id from payments.entitlement')).rows[0].id as string;
  const fail = async () => {
    const batch = await pay();
    const lines = batch.lines.map(({ instrId }) => refusedLine(instrId, 'AC04')).join('');
    bank.answers['payment-status'] = () => reportAbout(batch.messageId, lines);
    await bank.payments.bringUpToDate(batch.id, kit.maker.actor);
    moveAccount(kit, 0, '01100000004');
    await kit.passTime(7 * 86_400_000);
  };

  it.each([
    ['forfeit-entitlement', 'forfeited'],
    ['recover-entitlement', 'recovered'],
  ] as const)('is not paid again once two people decided %s, whatever is put right', async (kind, reason) => {
    await fail();
    const target = await entitlement();
    await decide({ kind, target });
    await decide({ kind: 'resolve-cause', target });
    await expect(pay()).rejects.toMatchObject({ details: { exclusions: [{ reason }] } });
  });

  it('cannot be given up while a further attempt is under way: it would be paid all the same', async () => {
    await fail();
    const target = await entitlement();
    await pay();
    await expect(propose({ kind: 'forfeit-entitlement', target })).rejects.toMatchObject({
      code: 'payments.decision-refused',
      details: { reason: 'attempt-live' },
    });
  });
});
