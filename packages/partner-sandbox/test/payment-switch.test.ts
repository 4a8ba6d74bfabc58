import {
  calculateJwkThumbprint,
  CompactSign,
  compactVerify,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose';
import { toOrder, type Disbursement } from '../src/payment-switch/messages';
import { openPaymentSwitch } from '../src/payment-switch/payment-switch';
import { client, NOW, orderBook, ownTools, tokenOf } from './support/partner-tools';

const AT = new Date(NOW).toISOString();
const disbursement = (over: Partial<Disbursement> = {}): Disbursement => ({
  ...{ reference_id: 'I1', payer_fa: 'account:0001112223334@treasury', payee_fa: 'account:01100152872@DEMOKENA' },
  ...{ amount: '12.30', currency_code: 'KES', scheduled_timestamp: '2026-11-26T00:00:00Z' },
  ...over,
});
const orderOf = (...disbursements: Disbursement[]) => toOrder({ transaction_id: 'M1', disbursements });

describe('What the switch has the bank pay', () => {
  it('A2: is each payment to its address, with the sum and the day of the list', () => {
    expect(orderOf(disbursement(), disbursement({ reference_id: 'I2', amount: '0.5' }))).toMatchObject({
      ...{ messageId: 'M1', count: '2', sum: '12.80', executionDate: '2026-11-26' },
      ...{ debtorAccount: '0001112223334', debtorAgent: 'treasury', debtorCurrency: 'KES' },
      instructions: [
        { instrId: 'I1', account: '01100152872', creditorAgent: 'DEMOKENA', amount: '12.30' },
        { instrId: 'I2', amount: '0.5' },
      ],
    });
  });

  it.each<[string, Partial<Disbursement>]>([
    ['rjct.payer_fa.invalid', { payer_fa: 'account:2@treasury' }],
    ['rjct.currency_code.invalid', { currency_code: 'USD' }],
    ['rjct.schedule_ts.invalid', { scheduled_timestamp: '2026-11-27T00:00:00Z' }],
    ['rjct.reference_id.duplicate', { reference_id: 'I1' }],
    ['rjct.amount.invalid', { amount: '0.00' }],
  ])('A2: is nothing, with %s, for a second payment of %j', (code, over) => {
    expect(orderOf(disbursement(), disbursement({ reference_id: 'I2', ...over }))).toBe(code);
  });
});

async function makeKey(): Promise<JWK & { kid: string }> {
  const jwk = await exportJWK((await generateKeyPair('EdDSA', { extractable: true })).privateKey);
  return { ...jwk, alg: 'EdDSA', kid: await calculateJwkThumbprint(jwk) };
}
const publicOf = ({ d: _private, ...jwk }: JWK) => jwk;

async function sign(parts: object, key: JWK): Promise<string> {
  const payload = new TextEncoder().encode(JSON.stringify(parts));
  const header = { alg: 'EdDSA', kid: key.kid ?? '' };
  return new CompactSign(payload).setProtectedHeader(header).sign(await importJWK(key, 'EdDSA'));
}

interface Envelope {
  readonly signature: string;
  readonly header: object;
  readonly message: {
    readonly transaction_id: string;
    readonly txnstatus_response: { readonly txn_status: { readonly disbursements_status: readonly object[] } };
  };
}

async function openSwitch() {
  const [ours, switchKey] = [await makeKey(), await makeKey()];
  const own = ownTools();
  const bank = orderBook();
  const { app } = openPaymentSwitch(own.tools, {
    ...{ client, signingKey: switchKey, orders: bank.orders, interlinkUrl: 'http://127.0.0.1:1' },
    registeredJwks: own.write('jwks.json', { keys: [publicOf(ours)] }),
  });
  const authorization = `Bearer ${await tokenOf(app, '/oauth2/client/token')}`;
  const post = async (url: string, body: object, bearer = authorization) => {
    const headers = { 'content-type': 'application/json', authorization: bearer };
    const answer = await app.inject({ method: 'POST', url, headers, payload: JSON.stringify(body) });
    return { status: answer.statusCode, text: answer.body, body: answer.json<Envelope>() };
  };
  const close = async () => {
    await app.close();
    own.remove();
  };
  return { own, bank, ours, switchKey, post, close };
}

const headerOf = (action: string, over: object = {}) => ({
  ...{ version: '1.0.0', message_id: crypto.randomUUID(), message_ts: AT, action, sender_id: 'interlink' },
  ...{ receiver_id: 'payment-switch', total_count: 1, is_msg_encrypted: false },
  ...over,
});

describe('The payment switch', () => {
  let open: Awaited<ReturnType<typeof openSwitch>>;
  let transactions = 0;
  beforeAll(async () => {
    open = await openSwitch();
  });
  afterAll(() => open.close());
  const newId = () => `M${(transactions += 1)}`;

  async function disburse(over: { header?: object; message?: object; key?: JWK } = {}) {
    const header = headerOf('disburse', over.header);
    const message = { transaction_id: newId(), disbursements: [disbursement()], ...over.message };
    return { header, message, signature: await sign({ header, message }, over.key ?? open.ours) };
  }
  async function ask(transaction: string, over: object = {}) {
    const header = headerOf('txn-status', over);
    const question = { reference_id: 'r', txn_type: 'disburse', attribute_type: 'transaction_id' };
    const message = { transaction_id: 'Q1', txnstatus_request: { ...question, attribute_value: transaction } };
    const signature = await sign({ header, message }, open.ours);
    return open.post('/disburse/sync/txn/status', { signature, header, message });
  }
  const takenIn = async () => {
    const envelope = await disburse();
    expect((await open.post('/disburse', envelope)).status).toBe(200);
    return envelope.message.transaction_id;
  };

  it('A2: acknowledges what it takes, and has the bank pay it', async () => {
    const envelope = await disburse();
    const { status, text } = await open.post('/disburse', envelope);
    expect([status, text]).toEqual([200, expect.stringContaining('"ack_status":"ACK"')]);
    expect(open.bank.ordered.at(-1)?.messageId).toBe(envelope.message.transaction_id);
  });

  it('R4: pays a repeat once, signed anew or not, and refuses another list of that id', async () => {
    const message = { transaction_id: newId(), disbursements: [disbursement()] };
    const first = await disburse({ message });
    for (const again of [first, first, await disburse({ message })]) {
      expect((await open.post('/disburse', again)).status).toBe(200);
    }
    const other = { ...message, disbursements: [disbursement({ amount: '99.00' })] };
    const refused = await open.post('/disburse', await disburse({ message: other }));
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('rjct.message_id.duplicate')]);
    expect(open.bank.ordered.filter(({ messageId }) => messageId === message.transaction_id)).toHaveLength(1);
  });

  it.each<[string, string, Parameters<typeof disburse>[0]]>([
    ['for somebody else', 'err.receiver_id.invalid', { header: { receiver_id: 'other-switch' } }],
    ['of somebody else', 'err.sender_id.invalid', { header: { sender_id: 'another' } }],
    ['of another version', 'rjct.version.invalid', { header: { version: '2.0.0' } }],
    ['that counts otherwise', 'rjct.total_count.invalid', { header: { total_count: 2 } }],
    ['of six minutes ago', 'rjct.message_ts.invalid', { header: { message_ts: '2026-11-24T07:54:00Z' } }],
    ['of two minutes from now', 'rjct.message_ts.invalid', { header: { message_ts: '2026-11-24T08:02:00Z' } }],
    ['without a payment', 'err.request.bad', { message: { disbursements: [] } }],
    ['of too many decimals', 'err.request.bad', { message: { disbursements: [disbursement({ amount: '1.234' })] } }],
    ['to no address', 'err.request.bad', { message: { disbursements: [disbursement({ payee_fa: '01100152872' })] } }],
  ])('A2: pays nothing for a message %s: %s', async (_what, code, over) => {
    const before = open.bank.ordered.length;
    const { status, text } = await open.post('/disburse', await disburse(over));
    expect([status, text]).toEqual([400, expect.stringContaining(code)]);
    expect(open.bank.ordered).toHaveLength(before);
  });

  it('A2: pays nothing for what nobody signed, a stranger signed, or was changed after it was signed', async () => {
    const before = open.bank.ordered.length;
    const good = await disburse();
    const { signature: _none, ...unsigned } = good;
    const changed = { ...good, message: { ...good.message, disbursements: [disbursement({ amount: '99.00' })] } };
    const forged = await disburse({ key: { ...(await makeKey()), kid: open.ours.kid } });
    const unknown = await disburse({ key: await makeKey() });
    for (const bad of [unsigned, changed, forged, unknown])
      expect((await open.post('/disburse', bad)).status).toBe(400);
    expect((await open.post('/disburse', good, 'Bearer made-up')).status).toBe(401);
    expect(open.bank.ordered).toHaveLength(before);
  });

  const verified = async ({ signature, header, message }: Envelope) => {
    const { payload } = await compactVerify(signature, await importJWK(publicOf(open.switchKey), 'EdDSA'));
    const parts: unknown = JSON.parse(new TextDecoder().decode(payload));
    return JSON.stringify(parts) === JSON.stringify({ header, message });
  };
  const said = ({ message }: Envelope) => message.txnstatus_response.txn_status.disbursements_status;

  it.each([
    [{ status: 'ACSP' }, { status: 'pdng' }],
    [{ status: 'ACSC' }, { status: 'succ' }],
    [
      { status: 'RJCT', reason: 'AC01' },
      { status: 'rjct', status_reason_code: 'rjct.payee_fa.invalid' },
    ],
    [
      { status: 'RJCT', reason: 'AC06' },
      { status: 'rjct', status_reason_code: 'AC06' },
    ],
  ] as const)('A2: says what became of a payment, signed: %j is %j', async (verdict, status) => {
    const transaction = await takenIn();
    open.bank.verdicts = [verdict];
    const { body } = await ask(transaction);
    expect(said(body)).toEqual([{ reference_id: 'I1', timestamp: AT, ...status }]);
    expect(await verified(body)).toBe(true);
    expect(body.message.transaction_id).toBe('Q1');
  });

  it.each([
    ['of six minutes ago', 'rjct.message_ts.invalid', { message_ts: '2026-11-24T07:54:00Z' }],
    ['of another version', 'rjct.version.invalid', { version: '2.0.0' }],
    ['of several items', 'rjct.total_count.invalid', { total_count: 2 }],
  ])('S4: does not answer a question %s: it may have been heard on the way', async (_what, code, header) => {
    const transaction = await takenIn();
    const { status, text } = await ask(transaction, header);
    expect([status, text]).toEqual([400, expect.stringContaining(code)]);
    expect(text).not.toContain('disbursements_status');
  });

  it('knows nothing of a transaction that it never took', async () => {
    expect((await ask('never')).status).toBe(404);
  });

  it.each(['ACSP', 'ACSC', 'RJCT'] as const)(
    'is tampered with on the way when it was told to: the signature is not of what it says of %s',
    async (status) => {
      const transaction = await takenIn();
      open.bank.verdicts = [{ status }];
      open.own.fault('payment-switch', 'status', 'tampered');
      const [bad, good] = [await ask(transaction), await ask(transaction)];
      expect([await verified(bad.body), await verified(good.body)]).toEqual([false, true]);
      expect(said(bad.body)).not.toEqual(said(good.body));
    },
  );

  it('signs a lie as it signs the truth, and forges, or answers another question, for one answer', async () => {
    const transaction = await takenIn();
    open.bank.verdicts = [{ status: 'RJCT', reason: 'AC01' }];
    open.own.fault('payment-switch', 'status', 'lies');
    const lie = await ask(transaction);
    expect([said(lie.body), await verified(lie.body)]).toMatchObject([[{ status: 'succ' }], true]);
    open.own.fault('payment-switch', 'status', 'wrong-signature');
    await expect(verified((await ask(transaction)).body)).rejects.toThrow();
    open.own.fault('payment-switch', 'status', 'other-correlation');
    expect((await ask(transaction)).body.message.transaction_id).not.toBe('Q1');
    expect((await ask(transaction)).body.message.transaction_id).toBe('Q1');
  });
});
