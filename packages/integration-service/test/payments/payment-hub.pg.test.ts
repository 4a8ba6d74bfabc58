import { kept, paidFor, payBatch, statesOf } from './paying.js';
import { forgetPayments, givePayroll, openPaymentsKit, type PaymentsKit } from './payments-kit.js';

jest.setTimeout(120_000);

const cell = (title: string, field: string) => ({ title, field });
const fixed = (title: string, text: string) => ({ title, text });
/** The columns of Mifos Payment Hub, as a format that is data. */
const CSV = {
  kind: 'delimited',
  columns: [
    ...[cell('id', 'place'), cell('request_id', 'instrId'), fixed('payment_mode', 'slcb')],
    ...[fixed('payer_identifier_type', 'accountnumber'), cell('payer_identifier', 'debtorAccount')],
    ...[fixed('payee_identifier_type', 'accountnumber'), cell('payee_identifier', 'account')],
    ...[cell('amount', 'amount'), cell('currency', 'currency'), cell('note', 'remittance')],
    cell('payee_dfsp_id', 'creditorAgent'),
  ],
};
const hub = { partner: 'payment-hub', tenant: 'ministry', programme: 'OAA', institution: 'MSW' };
const WAYS = [
  ['payment-hub', 'govstack:batchtransactions:1', 16],
  ['payment-hub-mifos', 'delimited:hub-csv', 33],
] as const;

describe('a batch that a payment hub pays by its bulk API', () => {
  let kit: PaymentsKit;
  beforeAll(async () => {
    const mifos = { ...hub, headers: 'payment-hub', format: 'hub-csv' };
    const channels = { 'payment-hub': hub, 'payment-hub-mifos': mifos };
    kit = await openPaymentsKit('good', { channels, formats: { 'hub-csv': CSV } });
  }, 120_000);
  afterAll(() => kit.close());
  beforeEach(async () => {
    await forgetPayments(kit);
    kit.faults.clear();
    kit.conduct.clear();
    givePayroll(kit, 4);
  });

  const pay = (channel = 'payment-hub') => payBatch(kit, channel);
  const stateOf = async (id: string) => statesOf(await kit.payments.get(kit.maker, id));
  const atHub = (messageId: string) =>
    kept(kit, 'payment-hub').filter(({ correlationId }) => correlationId === messageId.slice(0, 20));
  const rows = async (text: string) => (await kit.superuser.query(text)).rows;
  const fail = (operation: string, kind: string, times = 1) =>
    kit.faults.add({ partner: 'payment-hub', operation, kind, times, delayMs: 1 } as never);
  const PAID = {
    ...{ 'BEN-A0': 'SETTLED', 'BEN-A1': 'SETTLED' },
    ...{ 'BEN-A2': 'REJECTED AC04', 'BEN-A3': 'REJECTED AC06' },
  };

  it.each(WAYS)(
    'A3: by %s (%s) is read by the hub’s own reader to what was approved, and both ledgers agree to the cent',
    async (channel, format, room) => {
      const batch = await pay(channel);
      const [taken, ...others] = atHub(batch.messageId);
      expect(others).toEqual([]);
      expect(taken.instructions.map((one: Record<string, string>) => [one['instrId'], one['amount']])).toEqual(
        batch.lines.map(({ instrId }) => [instrId.slice(0, room), '2000.00']).sort(),
      );
      kit.advanceBankDays(4);
      await kit.payments.sweep();
      expect(await stateOf(batch.id)).toEqual(PAID);
      const proven = await rows("select rank, net_minor::int as net from payments.line where state = 'SETTLED'");
      expect(proven).toEqual([1, 2].map(() => ({ rank: 3, net: 200_000 })));
      expect(paidFor(kit, batch.messageId.slice(0, 20))).toBe(4000);
      const [file] = await rows('select format from payments.file');
      expect(file.format).toMatch(new RegExp(`^${format}`));
    },
  );

  it('R2: is asked every few seconds, and what it says again in other bytes is kept once', async () => {
    const batch = await pay();
    const received =
      "select kind, source, count(*)::int as n from payments.received where kind = 'hub-status' group by 1, 2";
    for (let time = 0; time < 3; time += 1) await kit.payments.bringUpToDate(batch.id, kit.maker.actor);
    expect(await rows(received)).toEqual([{ kind: 'hub-status', source: 'payment-hub', n: 1 }]);
  });

  it('R4: is found by its correlation id when the answer was lost, and paid once', async () => {
    fail('batch', 'lost-answer');
    const batch = await pay();
    // Over any weekend.
    kit.advanceBankDays(3);
    await kit.payments.sweep();
    expect(await stateOf(batch.id)).toEqual(PAID);
    expect(atHub(batch.messageId)).toHaveLength(1);
    expect(
      kept(kit, 'bank-payments').filter(({ message }) => batch.messageId.startsWith(message.messageId)),
    ).toHaveLength(1);
  });

  it('R4: stays unknown, and is not sent again, when the hub never had it', async () => {
    fail('batch', 'status-500');
    const batch = await pay();
    kit.advanceBankDays(3);
    await kit.payments.sweep();
    expect(new Set(Object.values(await stateOf(batch.id)))).toEqual(new Set(['UNKNOWN']));
    expect(atHub(batch.messageId)).toEqual([]);
  });

  it.each([
    ['leaves a payment out', 'detail', 'shrinks'],
    ['tells one twice', 'detail', 'repeats'],
    ['answers about another batch', 'summary', 'wrong-person'],
  ])('A3: a report that %s is no report: the lines stand as they stood', async (_what, operation, kind) => {
    fail(operation, kind, 9);
    const batch = await pay();
    expect(new Set(Object.values(await stateOf(batch.id)))).toEqual(new Set(['SENT']));
    kit.faults.clear();
    kit.advanceBankDays(3);
    await kit.payments.sweep();
    expect(await stateOf(batch.id)).toEqual(PAID);
  });

  it('A3: totals that are not those that were sealed stop the batch for people', async () => {
    fail('summary', 'lies', 9);
    const batch = await pay();
    expect(batch.state).toBe('EXCEPTION');
    expect(await rows('select reason from payments.hold')).toEqual([{ reason: 'status-totals-differ' }]);
  });
});
