import { refusedLine, reportAbout } from './bank-messages.js';
import { givenPayments } from './given-payments.js';
import { moveAccount, type PaymentsKit } from './payments-kit.js';
import { payBatch } from './paying.js';
import { tellingBank, type TellingBank } from './telling-bank.js';
import { twoPeople } from './two-people.js';

jest.setTimeout(120_000);

const DAY_MS = 86_400_000;

describe('a payment that the bank books in another currency than it was ordered in', () => {
  let kit: PaymentsKit;
  let bank: TellingBank;
  givenPayments(1, (opened) => (kit = opened), 'good');
  beforeEach(() => {
    bank = tellingBank(kit);
  });

  type Batch = Awaited<ReturnType<typeof payBatch>>;
  const pay = () => payBatch({ ...kit, payments: bank.payments });
  const { decide, propose } = twoPeople(() => ({ ...kit, payments: bank.payments }));
  const rows = async (text: string) => (await kit.superuser.query(text)).rows;
  const refuse = async (batch: Batch) => {
    const lines = batch.lines.map(({ instrId }) => refusedLine(instrId, 'AC04')).join('');
    bank.answers['payment-status'] = () => reportAbout(batch.messageId, lines);
    await bank.payments.bringUpToDate(batch.id, kit.maker.actor);
    moveAccount(kit, 0, '01100000004');
    await kit.passTime(7 * DAY_MS);
  };
  const bookInDollars = ({ lines }: Batch) =>
    bank.book({ kind: 'debit', instrId: lines[0]?.instrId ?? '', currency: 'USD' });

  it('R5: after it refused it is not made again before two people looked at what was booked', async () => {
    const first = await pay();
    await refuse(first);
    await bookInDollars(first);
    expect(await rows('select state, exceptions from payments.line')).toEqual([
      { state: 'REJECTED', exceptions: ['currency-differs'] },
    ]);
    await expect(pay()).rejects.toMatchObject({ details: { exclusions: [{ reason: 'exception-open' }] } });
    await decide({ kind: 'sign-off-failed-lines', target: first.id });
    expect((await pay()).lines).toMatchObject([{ attempt: 2 }]);
  });

  it('R9: while nobody knows what became of it is not called never received', async () => {
    const batch = await pay();
    const [{ instrId = '' } = {}] = batch.lines;
    // A copy, they say: it may be there.
    bank.answers['payment-status'] = () => reportAbout(batch.messageId, refusedLine(instrId, 'AM05'));
    await bank.payments.bringUpToDate(batch.id, kit.maker.actor);
    await bookInDollars(batch);
    await kit.superuser.query("update payments.statement set until = '2026-12-20'");
    const body = { kind: 'line-not-received', target: `${batch.id}/${instrId}`, negativeAnswer: 'letter' } as const;
    await expect(propose(body)).rejects.toMatchObject({ details: { reason: 'booked' } });
  });
});
