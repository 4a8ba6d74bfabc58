import { predicate, search, sign, type Envelope } from './support/dci';
import { fetchToken, getJson, postJson, type Answer } from './support/http';
import { PushListener } from './support/push-listener';
import { startTestSandbox, type TestSandbox } from './support/sandbox';

interface Called {
  readonly path: string;
  readonly ack: string;
}
interface CalledBack {
  readonly header: { readonly action: string; readonly status: string };
  readonly message: Readonly<Record<string, unknown>>;
}

let interlink: PushListener;
let sandbox: TestSandbox;
let token: string;
const at = (path: string) => `${sandbox.url['civil-registry']}${path}`;

beforeAll(async () => {
  interlink = await new PushListener().open();
  sandbox = await startTestSandbox(interlink.url);
  interlink.signingKey = sandbox.keys.signing;
  token = await fetchToken(at('/oauth2/client/token'));
});
afterAll(async () => {
  await sandbox.close();
  await interlink.close();
});

const post = async (path: string, envelope: Envelope) =>
  postJson(at(path), await sign(envelope, sandbox.keys.signing), token);
const asked = (over: Parameters<typeof search>[1] = {}) =>
  search(sandbox.now(), { ...over, header: { sender_uri: `${interlink.url}/dci/on-search`, ...over.header } });
const ackOf = ({ body }: Answer) => (body['message'] as { ack_status: string }).ack_status;
const errorOf = ({ body }: Answer) => (body['errors'] as { code: string; message: string }[])[0];
const giveCredentials = (form: Record<string, string>) =>
  fetch(at('/desk/credentials'), {
    method: 'POST',
    headers: { connection: 'close' },
    body: new URLSearchParams(form),
  });

/** What Interlink was told by call number so many, once it was. */
async function calledBack(number: number): Promise<CalledBack> {
  while (interlink.pushes.length < number) await new Promise((done) => setTimeout(done, 10));
  return interlink.pushes[number - 1] as unknown as CalledBack;
}
/** Longer than the registry waits before it calls back. */
const aWhile = () => new Promise((done) => setTimeout(done, 150));

describe('A register that answers later', () => {
  it('calls nobody before its clerks were given credentials, and takes no half of them', async () => {
    expect(ackOf(await post('/registry/search', asked()))).toBe('ACK');
    expect((await giveCredentials({ client_id: 'civil-registry' })).status).toBe(400);
    await aWhile();
    expect(interlink.pushes).toEqual([]);
  });

  it('acknowledges a search and calls back with what it found, after a restart too', async () => {
    expect((await giveCredentials({ client_id: 'civil-registry', client_secret: 'word' })).status).toBe(200);
    await sandbox.restart();
    token = await fetchToken(at('/oauth2/client/token'));
    const answer = await post('/registry/search', asked());
    expect(ackOf(answer)).toBe('ACK');
    const { correlation_id } = answer.body['message'] as { correlation_id: string };
    expect(await calledBack(1)).toMatchObject({
      header: { action: 'on-search', status: 'succ' },
      message: { correlation_id, search_response: [{ data: { reg_records: [{ name: { given_name: 'Mercy' } }] } }] },
    });
  });

  it('S16: never calls another address than those of Interlink', async () => {
    const elsewhere = await new PushListener().open();
    elsewhere.signingKey = sandbox.keys.signing;
    for (const sender_uri of [`${elsewhere.url}/dci/on-search`, `${interlink.url}@127.0.0.1:9/on-search`]) {
      expect(ackOf(await post('/registry/search', asked({ header: { sender_uri } })))).toBe('ACK');
    }
    await aWhile();
    expect([elsewhere.pushes, interlink.pushes.length]).toEqual([[], 1]);
    await elsewhere.close();
  });

  it('S4: answers the same bytes as before and calls once, and refuses other bytes under the same id', async () => {
    const envelope = asked();
    const [first, again] = [await post('/registry/search', envelope), await post('/registry/search', envelope)];
    const idOf = ({ body }: Answer) => (body['message'] as { correlation_id: string }).correlation_id;
    expect(idOf(again)).toBe(idOf(first));
    const other = { ...envelope, message: asked({ criteria: { query: { type: 'UIN', value: '1004' } } }).message };
    expect(errorOf(await post('/registry/search', other))?.message).toBe('rjct.message_id.duplicate');
    await calledBack(2);
    await aWhile();
    expect(interlink.pushes).toHaveLength(2);
    const { body } = await getJson<readonly Called[]>(at('/desk/called'));
    expect(body.map(({ path }) => path)).toEqual(['/dci/on-search', '/dci/on-search']);
  });

  it.each([
    ['predicates that are no list', { query_type: 'predicate', query: {} }],
    ['a predicate that is none', { query_type: 'predicate', query: [null] }],
    ['a predicate without an expression', { query_type: 'predicate', query: [{ seq_num: 1 }] }],
    [
      'an expression without an attribute',
      { query_type: 'predicate', query: [{ expression1: { operator: 'eq', attribute_value: 'x' } }] },
    ],
    ['an identifier that is a list', { query: [] }],
  ])('refuses %s, as it does at once', async (_what, criteria) => {
    for (const path of ['/registry/search', '/registry/sync/search']) {
      const answer = await post(path, asked({ criteria }));
      expect([answer.status, errorOf(answer)?.code]).toEqual([200, 'err.request.bad']);
    }
  });

  it('rejects what it does not understand, in its later answer', async () => {
    const criteria = { query_type: 'predicate', query: [predicate('shoe_size', 'eq', '41')] };
    expect(ackOf(await post('/registry/search', asked({ criteria })))).toBe('ACK');
    expect(await calledBack(3)).toMatchObject({ message: { search_response: [{ status: 'rjct' }] } });
  });

  it('enters no death of somebody unknown or on a day that is none, and tells nobody who did not subscribe', async () => {
    const enter = (body: object) => postJson(at('/desk/deaths'), body);
    expect((await enter({ identifier: '1001', on: 'yesterday' })).status).toBe(400);
    expect((await enter({ identifier: '9999', on: '2026-11-01' })).status).toBe(404);
    expect((await enter({ identifier: '1001', on: '2026-11-01' })).body).toEqual({ told: 0 });
    const answer = await post('/registry/sync/search', asked());
    expect(JSON.stringify(answer.body)).toContain('"death_date":"2026-11-01T00:00:00Z"');
  });
});
