import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { interconnectionRoutes } from '../../src/interconnection/routes.js';
import { disbursedRoutes } from '../../src/payments/disbursed-routes.js';
import type { Api } from '../../src/platform/http/api.js';
import { registrationDesk } from '../interconnection/interconnection-kit.js';
import { fakeDirectory, openTestServer } from '../support/server.js';
import { kept, paidFor, payBatch, statesOf } from './paying.js';
import { tellingSwitch } from './telling-switch.js';
import { ACCOUNTS, forgetPayments, givePayroll, openPaymentsKit, PAYROLL, type PaymentsKit } from './payments-kit.js';

jest.setTimeout(120_000);

describe('a batch that a payment switch pays by G2P Connect', () => {
  let kit: PaymentsKit;
  let app: Api;
  // The address has to be known before anything that names it.
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  let front: Server;
  beforeAll(async () => {
    front = createServer((request, response) => answer(request, response));
    await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
    const channels = { 'g2p-connect': { partner: 'payment-switch' } };
    kit = await openPaymentsKit('good', { channels }, {}, origin);
    app = await openTestServer(kit.platform, fakeDirectory({}), {
      root: [
        (root) => interconnectionRoutes(root, kit.interconnection),
        (root) => disbursedRoutes(root, kit.payments.disbursed),
      ],
    });
    await app.ready();
    answer = (request, response) => app.routing(request, response);
    await meetSwitch();
  }, 120_000);
  afterAll(async () => {
    front.close();
    await app.close();
    await kit.close();
  });
  /** Bank days by which a test went ahead. */
  let ahead = 0;
  const bankDaysPass = (days: number) => {
    ahead += days;
    kit.advanceBankDays(days);
  };
  beforeEach(async () => {
    bankDaysPass(-ahead);
    await forgetPayments(kit);
    kit.faults.clear();
    kit.conduct.clear();
    // What it has to say of what was forgotten is said.
    await kit.paymentSwitch.tell();
    givePayroll(kit, 4);
  });

  /** Two people have registered it, and its clerks were told its credentials. */
  async function meetSwitch() {
    const quotas = { default: { perSecond: 10_000, perDay: 1_000_000 } };
    const over = { dciId: 'payment-switch', key: kit.switchKey, quotas } as const;
    await registrationDesk(kit.platform).addPartner('payment-switch', over);
    const made = await kit.platform.inTransaction(kit.maker.actor, (tx) =>
      kit.interconnection.admin.makeCredential(tx, 'payment-switch'),
    );
    const form = new URLSearchParams({ client_id: made.clientId, client_secret: made.clientSecret });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    await kit.paymentSwitch.app.inject({ method: 'POST', url: '/desk/credentials', headers, payload: form.toString() });
  }

  const pay = () => payBatch(kit, 'g2p-connect');
  const stateOf = async (id: string) => statesOf(await kit.payments.get(kit.maker, id));
  const rows = async (text: string) => (await kit.superuser.query(text)).rows;
  const fail = (operation: string, kind: string, times = 1) =>
    kit.faults.add({ partner: 'payment-switch', operation, kind, times, delayMs: 1 } as never);
  const lastAnswer = () => kept(kit, 'payment-switch-called').at(-1);
  const UNDER_WAY = {
    ...{ 'BEN-A0': 'INPROC', 'BEN-A1': 'INPROC' },
    ...{ 'BEN-A2': 'REJECTED AC04', 'BEN-A3': 'REJECTED AC06' },
  };
  const PAID = { ...UNDER_WAY, 'BEN-A0': 'SETTLED', 'BEN-A1': 'SETTLED' };

  it('A2: is read by the switch’s own reader to what was approved, and both ledgers agree to the cent', async () => {
    const batch = await pay();
    expect(batch.state).toBe('ACKNOWLEDGED');
    const taken = kept(kit, 'payment-switch').at(-1);
    expect([taken.transactionId, taken.sender]).toEqual([batch.messageId, 'interlink']);
    expect(
      taken.disbursements.map((one: Record<string, string>) => [one['reference_id'], one['payee_fa'], one['amount']]),
    ).toEqual(
      batch.lines
        .map(({ instrId, benefitCode }) => [
          instrId,
          `account:${ACCOUNTS[Number(benefitCode.at(-1))]?.number}@DEMOKENA`,
          '2000.00',
        ])
        .sort(),
    );
    expect(await stateOf(batch.id)).toEqual(UNDER_WAY);
    bankDaysPass(2);
    await kit.payments.sweep();
    expect(await stateOf(batch.id)).toEqual(PAID);
    expect(paidFor(kit, batch.messageId)).toBe(4000);
    expect(await rows('select distinct kind, source from payments.received order by 1')).toEqual([
      { kind: 'camt.053', source: 'bank-payments' },
      { kind: 'g2p-status', source: 'payment-switch' },
    ]);
    const [file] = await rows('select format from payments.file');
    expect(file.format).toBe('g2p-connect:disburse:1.0.0');
    const { transmissions } = await kit.payments.reads.head(kit.maker, batch.id);
    expect(transmissions.map(({ channel }) => channel)).toEqual(['g2p-connect']);
  });

  it('R7, I8: is in the ledger and in the journal before a byte of it leaves, and no second time', async () => {
    fail('disburse', 'lost-answer');
    const batch = await pay();
    const journal = readFileSync(join(kit.secrets.dir, 'transmit-journal.jsonl'), 'utf8');
    expect(journal.match(new RegExp(`"messageId":"${batch.messageId}"`, 'g'))).toHaveLength(1);
    await kit.payments.sweep();
    await kit.payments.advance(batch.id, kit.maker.actor);
    expect(kept(kit, 'payment-switch').filter(({ transactionId }) => transactionId === batch.messageId)).toHaveLength(
      1,
    );
    expect(kept(kit, 'bank-payments').filter(({ message }) => message.messageId === batch.messageId)).toHaveLength(1);
  });

  it('R4: is known again by its status when the acknowledgement was lost, and paid once', async () => {
    fail('disburse', 'lost-answer');
    const batch = await pay();
    bankDaysPass(2);
    await kit.payments.sweep();
    expect(await stateOf(batch.id)).toEqual(PAID);
    expect(paidFor(kit, batch.messageId)).toBe(4000);
  });

  it('R4: stays unknown, and is not sent again, when the switch never had it', async () => {
    fail('disburse', 'status-500');
    const batch = await pay();
    bankDaysPass(3);
    await kit.payments.sweep();
    expect(new Set(Object.values(await stateOf(batch.id)))).toEqual(new Set(['UNKNOWN']));
    expect(kept(kit, 'payment-switch').filter(({ transactionId }) => transactionId === batch.messageId)).toEqual([]);
  });

  it.each(['wrong-signature', 'tampered', 'other-correlation'])(
    'S10: believes no status that is %s: the lines stand as they stood',
    async (kind) => {
      fail('status', kind, 9);
      const batch = await pay();
      expect(new Set(Object.values(await stateOf(batch.id)))).toEqual(new Set(['SENT']));
      kit.faults.clear();
      await kit.payments.sweep();
      expect(await stateOf(batch.id)).toEqual(UNDER_WAY);
    },
  );

  it('R3: a switch that calls paid what it never paid is found out by the statements', async () => {
    fail('status', 'lies', 9);
    const batch = await pay();
    bankDaysPass(4);
    await kit.payments.sweep();
    const { lines, state } = await kit.payments.get(kit.maker, batch.id);
    const proven = await rows('select benefit_code as code, rank, net_minor::int as net from payments.line order by 1');
    expect(proven.map(({ rank, net }) => [rank, net])).toEqual([
      ...[
        [3, 200_000],
        [3, 200_000],
      ],
      // Closed and blocked accounts: only the switch says that they were paid.
      ...[
        [2, 0],
        [2, 0],
      ],
    ]);
    expect(lines.map((line) => line.state)).toEqual(['SETTLED', 'SETTLED', 'SETTLED', 'SETTLED']);
    expect(state).not.toBe('RECONCILED');
  });

  describe('what the switch tells of its own accord', () => {
    const silent = () => fail('status', 'status-500', 99);

    it('A2: settles without being asked for, once, and names what was told', async () => {
      silent();
      const batch = await pay();
      await kit.paymentSwitch.tell();
      expect(lastAnswer()).toMatchObject({ path: '/interlink/g2pconnect/on-disburse', ack: 'ACK' });
      expect(await stateOf(batch.id)).toEqual(UNDER_WAY);
      bankDaysPass(1);
      await kit.paymentSwitch.tell();
      expect(await stateOf(batch.id)).toEqual(PAID);
      const told = await rows(
        "select operation, result, signature from interconnection.exchange_log where operation = 'on-disburse' and result = 'received' order by 1",
      );
      expect(told).toEqual([1, 2].map(() => ({ operation: 'on-disburse', result: 'received', signature: 'verified' })));
    });

    it('S4: is evidence once, however often the same message comes, and is acknowledged each time', async () => {
      silent();
      const batch = await pay();
      fail('callback', 'replayed');
      await kit.paymentSwitch.tell();
      expect(
        kept(kit, 'payment-switch-called')
          .slice(-2)
          .map(({ ack }) => ack),
      ).toEqual(['ACK', 'ACK']);
      expect(await rows("select count(*)::int as n from payments.received where kind = 'g2p-status'")).toEqual([
        { n: 1 },
      ]);
      expect(await stateOf(batch.id)).toEqual(UNDER_WAY);
    });

    it.each(['unsigned', 'wrong-signature', 'tampered'])(
      'S10: changes nothing when it is %s, and is in the log',
      async (kind) => {
        silent();
        const batch = await pay();
        fail('callback', kind);
        await kit.paymentSwitch.tell();
        expect(lastAnswer().ack).toBe('400');
        expect(new Set(Object.values(await stateOf(batch.id)))).toEqual(new Set(['SENT']));
        const noted = await rows(
          `select body from platform.audit_entry join platform.audit_body on entry_id = id
         where header->>'action' = 'payments.refuse-answer' order by id desc limit 1`,
        );
        expect(noted[0].body).toMatch(/err\.signature/);
      },
    );

    it('A2: is read but for a word that nobody knows: people are asked about that payment, and it is not paid', async () => {
      silent();
      const batch = await pay();
      const partner = await kit.interconnection.inbound.activePartner('payment-switch', 'c-1');
      const [odd = '', ...others] = batch.lines.map(({ instrId }) => instrId);
      const { ear, bytes } = await tellingSwitch(kit, batch.messageId, [odd, ...others], { words: { [odd]: 'paid' } });
      await ear.hear(partner, bytes);
      const { lines } = await kit.payments.get(kit.maker, batch.id);
      expect(lines.find(({ instrId }) => instrId === odd)).toMatchObject({
        ...{ state: 'SENT', exceptions: ['word-unknown'], reason: 'paid' },
      });
      expect(new Set(lines.filter(({ instrId }) => instrId !== odd).map(({ state }) => state))).toEqual(
        new Set(['SETTLED']),
      );
      const { items } = await kit.payments.reads.queue(kit.maker, 'exceptions', undefined);
      expect(items.map(({ instrId }) => instrId)).toEqual([odd]);
    });

    it('S10: changes nothing about payments that another channel sent', async () => {
      const made = await kit.payments.make(kit.maker, { payrollId: PAYROLL });
      await kit.platform.inTransaction(kit.approver.actor, (tx) =>
        kit.payments.approve(tx, kit.approver, made.id, { statementHash: made.statementHash }),
      );
      await kit.payments.advance(made.id, kit.maker.actor);
      const before = await stateOf(made.id);
      const partner = await kit.interconnection.inbound.activePartner('payment-switch', 'c-1');
      const { ear, bytes } = await tellingSwitch(
        kit,
        made.messageId,
        made.lines.map(({ instrId }) => instrId),
      );
      await expect(ear.hear(partner, bytes)).rejects.toMatchObject({ details: { reason: 'unknown-transaction' } });
      expect(await stateOf(made.id)).toEqual(before);
    });

    it.each([
      ['of another action', { header: { action: 'disburse' } }, 'action'],
      ['for somebody else', { header: { receiver_id: 'ministry-of-health' } }, 'receiver'],
      ['in no word at all', { status: '' }, 'unreadable'],
      ['about nothing that we sent', { transaction: 'M0' }, 'unknown-transaction'],
    ])('S16: is refused when it is %s', async (_what, over, reason) => {
      silent();
      const batch = await pay();
      const partner = await kit.interconnection.inbound.activePartner('payment-switch', 'c-1');
      const { ear, bytes } = await tellingSwitch(
        kit,
        batch.messageId,
        batch.lines.map(({ instrId }) => instrId),
        over,
      );
      await expect(ear.hear(partner, bytes)).rejects.toMatchObject({
        code: 'payments.answer-refused',
        details: { reason },
      });
      expect(new Set(Object.values(await stateOf(batch.id)))).toEqual(new Set(['SENT']));
    });

    it('S16: nobody is heard without the token of a partner', async () => {
      const url = '/interlink/g2pconnect/on-disburse';
      const headers = { 'content-type': 'application/json' };
      const refused = await app.inject({ method: 'POST', url, headers, payload: '{}' });
      expect([refused.statusCode, refused.json().code]).toEqual([401, 'interconnection.partner-unauthenticated']);
    });
  });
});
