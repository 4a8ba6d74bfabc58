import { compactVerify, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import type { Heard } from '../src/consumer/heard';
import { sign, type Envelope } from './support/dci';
import { startFakeInterlink, type FakeInterlink } from './support/fake-interlink';
import { fetchOnce, getJson, postJson, switchOn } from './support/http';
import { notice } from './support/notice';
import { startTestSandbox, toPublic, type TestSandbox } from './support/sandbox';

type Json = Record<string, unknown>;

let interlink: FakeInterlink;
let sandbox: TestSandbox;
let ours: JWK;
let strangers: JWK;

async function newKey(kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  return { ...(await exportJWK(privateKey)), alg: 'EdDSA', use: 'sig', kid };
}

const credentials = (where: TestSandbox, form: Record<string, string>) =>
  fetchOnce(`${where.url.consumer}/desk/credentials`, { method: 'POST', body: new URLSearchParams(form) });

beforeAll(async () => {
  ours = await newKey('interlink-1');
  strangers = await newKey('stranger-1');
  interlink = await startFakeInterlink(toPublic(ours), ours);
  sandbox = await startTestSandbox(interlink.url);
  await credentials(sandbox, { client_id: 'consumer', client_secret: 'right' });
});
afterAll(async () => {
  await sandbox.close();
  await interlink.close();
});
beforeEach(() => {
  interlink.answerKey = ours;
});

const desk = (over: Json = {}) =>
  postJson(`${sandbox.url.consumer}/desk/send`, {
    ...{ role: 'sr', operation: 'sync-search', message: { transaction_id: 't-1', search_request: [{}, {}] } },
    ...over,
  });
const lastSent = () => JSON.parse(interlink.got.at(-1)?.text ?? '{}') as Envelope;
const isSignedByConsumer = async ({ signature, header, message }: Envelope) => {
  try {
    const { payload } = await compactVerify(signature ?? '', await importJWK(toPublic(sandbox.keys.consumer), 'EdDSA'));
    return new TextDecoder().decode(payload) === JSON.stringify({ header, message });
  } catch {
    return false;
  }
};

const tell = async (envelope: unknown, path = '/registry/notify') => {
  const { body } = await postJson(`${sandbox.url.consumer}${path}`, envelope);
  return (body as { message: { ack_status: string; error?: { message: string } } }).message;
};
const heard = async () => (await getJson<Heard[]>(`${sandbox.url.consumer}/heard.json`)).body;

describe('The registry consumer asks', () => {
  it('signs what it sends, bears a token, counts its items and tells whether the answer was signed', async () => {
    const { status, body } = await desk();
    expect([status, body['status'], body['verified']]).toEqual([200, 200, true]);
    expect(interlink.got.at(-1)).toMatchObject({
      path: '/interlink/dci/sr/registry/sync/search',
      token: 'Bearer token-1',
    });
    const sent = lastSent();
    expect(sent.header).toMatchObject({ action: 'search', total_count: 2, receiver_id: 'interlink' });
    expect(sent.header).toMatchObject({ sender_id: 'https://consumer.sandbox.example/dci' });
    expect(await isSignedByConsumer(sent)).toBe(true);
  });

  it.each([
    ['subscribe', '/subscribe', 'subscribe'],
    ['unsubscribe', '/unsubscribe', 'unsubscribe'],
    ['txn-status', '/txn/status', 'txn-status'],
    ['sync-txn-status', '/sync/txn/status', 'txn-status'],
    ['enrolled', '/sync/enrolled', 'search'],
    ['enrollment-updates', '/sync/enrollment/updates', 'notify'],
  ])('sends %s to %s with the action %s', async (operation, path, action) => {
    await desk({ operation, role: 'ibr', message: { transaction_id: 't-2' } });
    expect(interlink.got.at(-1)?.path).toBe(`/interlink/dci/ibr/registry${path}`);
    expect(lastSent().header).toMatchObject({ action, total_count: 1 });
    const isLater = !path.startsWith('/sync');
    const callback = { subscribe: 'on-subscribe', unsubscribe: 'on-unsubscribe', 'txn-status': 'txn/on-status' }[
      operation
    ];
    expect(lastSent().header['sender_uri']).toBe(isLater ? `${sandbox.url.consumer}/registry/${callback}` : undefined);
  });

  it('gives a push the header of a callback, with a status and without an address', async () => {
    await desk({ operation: 'enrollment-updates', role: 'ibr' });
    expect(lastSent().header).toMatchObject({ status: 'succ' });
    expect(lastSent().header).not.toHaveProperty('sender_uri');
  });

  it('does not take an answer for signed that somebody else signed', async () => {
    interlink.answerKey = strangers;
    const { body } = await desk();
    expect(body['verified']).toBe(false);
  });

  it.each([
    [{ operation: 'dance' }, /operation is one of/],
    [{ role: '../admin' }, /role is crvs/],
    [{ message: 'none' }, /message is the object/],
  ])('refuses %j with one sentence', async (over, sentence) => {
    const { status, body } = await desk(over);
    expect(status).toBe(400);
    expect(body['error']).toMatch(sentence);
  });
});

describe('The registry consumer misbehaves on order', () => {
  const order = (kind: string) => switchOn(sandbox.url.hub, { partner: 'consumer', operation: 'send', kind });

  it('leaves the signature out once', async () => {
    await order('unsigned');
    await desk();
    expect(lastSent()).not.toHaveProperty('signature');
    await desk();
    expect(lastSent()).toHaveProperty('signature');
  });

  it('sends the very bytes of its last message again', async () => {
    await desk();
    const before = interlink.got.at(-1)?.text;
    await order('replayed');
    await desk({ message: { transaction_id: 'another' } });
    expect(interlink.got.at(-1)?.text).toBe(before);
  });

  it.each(['tampered', 'wrong-signature'])('sends a message whose signature is worth nothing: %s', async (kind) => {
    await order(kind);
    await desk();
    expect(lastSent().signature).toBeDefined();
    expect(await isSignedByConsumer(lastSent())).toBe(false);
  });

  it('answers 500 while it is down, and takes nothing', async () => {
    await switchOn(sandbox.url.hub, { partner: 'consumer', operation: 'notify', kind: 'status-500', times: 2 });
    const before = (await heard()).length;
    for (let time = 0; time < 2; time += 1) {
      const answer = await fetchOnce(`${sandbox.url.consumer}/registry/notify`, {
        ...{ method: 'POST', body: JSON.stringify(await sign(notice(), ours)) },
        headers: { 'content-type': 'application/json' },
      });
      expect(answer.status).toBe(500);
    }
    expect(await heard()).toHaveLength(before);
    expect(await tell(await sign(notice(), ours))).toMatchObject({ ack_status: 'ACK' });
  });
});

describe('The registry consumer hears', () => {
  it('acknowledges a signed notice and shows it, with the code of its subscription', async () => {
    const told = await sign(notice(), ours);
    expect(await tell(told)).toMatchObject({ ack_status: 'ACK' });
    expect((await heard()).at(-1)).toMatchObject({
      ...{ operation: 'notify', subscriptionCode: 'sub-1', verified: true, problem: null, repeated: false },
      message: told.message,
    });
  });

  it('says of a message that comes twice that it came twice', async () => {
    const told = await sign(notice(), ours);
    await tell(told);
    await tell(told);
    expect((await heard()).slice(-2).map(({ repeated }) => repeated)).toEqual([false, true]);
  });

  it('S4: refuses another message under the id of one that it has, and takes the first again', async () => {
    const message_id = crypto.randomUUID();
    const first = notice({ header: { message_id } });
    const later = notice({ header: { message_id, message_ts: '2026-11-28T10:00:01Z' } });
    const other = { ...first, message: { ...first.message, transaction_id: 't-other' } };
    const say = async (envelope: Envelope) => (await tell(await sign(envelope, ours))).error?.message ?? 'taken';
    expect(await say(first)).toBe('taken');
    expect(await say(other)).toBe('rjct.message_id.duplicate');
    // Whoever repeats may sign anew, at another time: what it says is the same.
    expect(await say({ ...first, header: later.header })).toBe('taken');
    await sandbox.restart();
    expect(await say(other)).toBe('rjct.message_id.duplicate');
    expect((await heard()).filter((one) => one.messageId === message_id).map(({ repeated }) => repeated)).toEqual([
      false,
      false,
      true,
      false,
    ]);
  });

  it('takes a message whose id it refused before: what was refused is not kept for known', async () => {
    const told = notice();
    await tell(told);
    expect(await tell(await sign(told, ours))).toMatchObject({ ack_status: 'ACK' });
    expect((await heard()).at(-1)?.repeated).toBe(false);
  });

  it.each([
    ['one without a signature', async () => notice()],
    ['one that a stranger signed', async () => sign(notice(), strangers)],
    ['one that a stranger signed under our key id', async () => sign(notice(), strangers, 'interlink-1')],
    [
      'one that was changed on the way',
      async () => ({ ...(await sign(notice(), ours)), message: notice({ message: { transaction_id: 'x' } }).message }),
    ],
    ['one with another action', async () => sign(notice({ header: { action: 'on-search' } }), ours)],
    ['one whose time has no zone', async () => sign(notice({ header: { message_ts: '2026-11-28T10:00:00' } }), ours)],
    ['one whose count is text', async () => sign(notice({ header: { total_count: '1' } }), ours)],
    ['one without events', async () => sign(notice({ message: { notify_event: [] } }), ours)],
    ['one that is no message', async () => 'hello'],
  ])('refuses %s', async (_what, make) => {
    expect(await tell(await make())).toMatchObject({ ack_status: 'ERR' });
    expect((await heard()).at(-1)?.problem).not.toBeNull();
  });

  it.each([
    [
      '/registry/on-search',
      'on-search',
      { search_response: [{ reference_id: 'r', timestamp: '2026-11-28T10:00:00Z', status: 'succ' }] },
    ],
    [
      '/registry/on-subscribe',
      'on-subscribe',
      { subscribe_response: [{ reference_id: 'r', timestamp: '2026-11-28T10:00:00Z', status: 'rjct' }] },
    ],
    ['/registry/on-unsubscribe', 'on-unsubscribe', { timestamp: '2026-11-28T10:00:00Z', status: 'succ' }],
    [
      '/registry/txn/on-status',
      'txn-on-status',
      { txnstatus_response: { txn_type: 'search', txn_status: { transaction_id: 't-1' } } },
    ],
  ])('takes %s, and refuses it without a correlation id', async (path, action, member) => {
    const told = (more: Json) =>
      sign(
        {
          header: { ...notice().header, action },
          message: { transaction_id: 't-9', ...member, ...more },
        } as unknown as Envelope,
        ours,
      );
    expect(await tell(await told({ correlation_id: 'c-1' }), path)).toMatchObject({ ack_status: 'ACK' });
    expect(await tell(await told({}), path)).toMatchObject({ ack_status: 'ERR' });
  });

  it('shows its operator what came, whether it was signed, and why it was refused', async () => {
    await tell(notice());
    const page = await (await fetchOnce(`${sandbox.url.consumer}/`)).text();
    expect(page).toMatch(/<td>not verified<\/td>\s*<td>body must have required property/);
    expect(page).toContain('<td>verified</td>');
    expect(page).toContain('sub-1');
  });

  it('keeps its secret out of the record of what it received', async () => {
    const { body } = await getJson<unknown>(`${sandbox.url.hub}/received/consumer.json`);
    expect(JSON.stringify(body)).toContain('"client_secret":"(hidden)"');
    expect(JSON.stringify(body)).not.toContain('"right"');
  });

  it('has lost nothing after a restart', async () => {
    const before = await heard();
    await sandbox.restart();
    expect(await heard()).toEqual(before);
    expect((await desk()).body['verified']).toBe(true);
  });

  it('publishes its key without its secret half', async () => {
    const { body } = await getJson<{ keys: JWK[] }>(`${sandbox.url.consumer}/.well-known/jwks.json`);
    expect(body.keys).toEqual([toPublic(sandbox.keys.consumer)]);
    expect(body.keys[0]).not.toHaveProperty('d');
  });
});

describe('The desk of the consumer without credentials', () => {
  it('says what to do first, and tells when Interlink does not know them', async () => {
    const fresh = await startTestSandbox(interlink.url);
    const send = () =>
      postJson(`${fresh.url.consumer}/desk/send`, {
        role: 'sr',
        operation: 'search',
        message: { transaction_id: 't' },
      });
    expect((await send()).body['error']).toMatch(/credentials first/);
    expect((await credentials(fresh, { client_id: 'consumer' })).status).toBe(400);
    await credentials(fresh, { client_id: 'consumer', client_secret: 'wrong' });
    expect((await send()).body['error']).toBe('Interlink gave no token (401).');
    await fresh.close();
  });
});
