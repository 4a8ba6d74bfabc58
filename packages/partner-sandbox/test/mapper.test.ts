import { compactVerify, importJWK } from 'jose';
import { compileSchema } from '../src/common/schema';
import { linkResponseEnvelope, resolveResponseEnvelope } from '../src/mapper/schemas';
import { sign, type Envelope } from './support/dci';
import { fetchToken, postJson, switchOn, type Answer } from './support/http';
import { dropEach } from './support/mutations';
import { startTestSandbox, toPublic, type TestSandbox } from './support/sandbox';

type Json = Record<string, unknown>;
interface Item {
  readonly status: string;
  readonly status_reason_code?: string;
  readonly id?: string;
  readonly fa?: string;
}

let sandbox: TestSandbox;
let token: string;
type Action = 'link' | 'resolve';

function message(action: Action, item: Json = {}, header: Json = {}): Envelope {
  const at = new Date(sandbox.now()).toISOString();
  const asked = action === 'link' ? { fa: 'mobile:0700@mno' } : { scope: 'details' };
  return {
    header: {
      ...{ version: '1.0.0', message_id: crypto.randomUUID(), message_ts: at, action },
      ...{ sender_id: 'interlink', sender_uri: 'http://127.0.0.1:8080/on', receiver_id: 'mapper', total_count: 1 },
      ...{ is_msg_encrypted: false, meta: {}, ...header },
    },
    message: {
      transaction_id: 't-1',
      [`${action}_request`]: [{ reference_id: 'r-1', timestamp: at, id: 'uin:1001@nid', ...asked, ...item }],
    } as unknown as Envelope['message'],
  };
}

const post = (action: Action, body: unknown, bearer = token) =>
  postJson(`${sandbox.url.mapper}/mapper/sync/${action}`, body, bearer);
const ask = async (action: Action, item: Json = {}, header: Json = {}) =>
  post(action, await sign(message(action, item, header), sandbox.keys.signing));
const itemOf = ({ body }: Answer, action: Action) =>
  (body['message'] as Record<string, Item[]>)[`${action}_response`]?.[0];
const errorOf = ({ body }: Answer) => (body['errors'] as { code: string }[])[0]?.code;
const headerOf = ({ body }: Answer) => body['header'] as { status: string; status_reason_code?: string };

beforeAll(async () => {
  sandbox = await startTestSandbox();
  token = await fetchToken(`${sandbox.url.mapper}/oauth2/client/token`);
});
afterAll(() => sandbox.close());

describe('The mapper says which account is whose', () => {
  it.each([
    [{ id: 'uin:1001@nid' }, 'succ.fa.active', 'account:01100152872@DEMOKENA'],
    [{ id: 'uin:1002@nid' }, 'succ.fa.inactive', 'mobile:254710000002@MNO'],
    [{ id: 'uin:9999@nid' }, 'succ.id.not_found', undefined],
    [{ id: undefined, fa: 'account:1@NOBODY' }, 'succ.fa.not_found', undefined],
    [{ fa: 'account:999@DEMOKENA' }, 'succ.fa.not_linked_to_id', undefined],
    [{ fa: 'account:01100152872@DEMOKENA', scope: 'yes_no' }, 'succ.fa.active', undefined],
  ])('%j is answered by %s', async (item, code, fa) => {
    const answer = await ask('resolve', item);
    expect(compileSchema(resolveResponseEnvelope)(answer.body)).toBeUndefined();
    expect(itemOf(answer, 'resolve')).toMatchObject({ status: 'succ', status_reason_code: code });
    expect(itemOf(answer, 'resolve')?.fa).toBe(fa);
  });

  it('links an account, and knows it from then on, also after a restart', async () => {
    const answer = await ask('link', { id: 'uin:1003@nid', fa: 'mobile:0703@mno', name: 'Célestin' });
    expect(compileSchema(linkResponseEnvelope)(answer.body)).toBeUndefined();
    expect(itemOf(answer, 'link')?.status).toBe('succ');
    await sandbox.restart();
    token = await fetchToken(`${sandbox.url.mapper}/oauth2/client/token`);
    expect(itemOf(await ask('resolve', { id: 'uin:1003@nid' }), 'resolve')?.fa).toBe('mobile:0703@mno');
  });

  it('takes the same link twice, and refuses the account of somebody else', async () => {
    const own = { id: 'uin:1001@nid', fa: 'account:01100152872@DEMOKENA' };
    expect(itemOf(await ask('link', own), 'link')?.status).toBe('succ');
    const taken = await ask('link', { ...own, id: 'uin:1004@nid' });
    expect(itemOf(taken, 'link')).toMatchObject({ status: 'rjct', status_reason_code: 'rjct.fa.invalid' });
    expect(headerOf(taken)).toMatchObject({ status: 'rjct', status_reason_code: 'rjct.errors.too_many' });
  });

  it('frees an account when its holder has another: it can be linked to somebody else then', async () => {
    const link = async (id: string, fa: string) => itemOf(await ask('link', { id, fa }), 'link')?.status;
    expect(await link('uin:2001@nid', 'mobile:0720@mno')).toBe('succ');
    expect(await link('uin:2002@nid', 'mobile:0720@mno')).toBe('rjct');
    expect(await link('uin:2001@nid', 'mobile:0721@mno')).toBe('succ');
    expect(await link('uin:2002@nid', 'mobile:0720@mno')).toBe('succ');
    const held = await ask('resolve', { id: 'uin:2001@nid', fa: 'mobile:0720@mno' });
    expect(itemOf(held, 'resolve')?.status_reason_code).toBe('succ.fa.not_linked_to_id');
  });

  it('signs its answers with its own key', async () => {
    const { signature, header, message: told } = (await ask('resolve')).body as Json & { signature: string };
    const { payload } = await compactVerify(signature, await importJWK(toPublic(sandbox.keys.mapper), 'EdDSA'));
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual({ header, message: told });
  });
});

describe('The mapper refuses', () => {
  const paths = ['header.message_id', 'header.action', 'header.total_count', 'message.transaction_id'];
  const cases = (['link', 'resolve'] as const).flatMap((action) =>
    [...paths, `message.${action}_request`, `message.${action}_request.0.reference_id`].map(
      (path) => [action, path] as const,
    ),
  );
  it.each(cases)('a %s without %s', async (action, path) => {
    const [row] = dropEach(message(action), [path]);
    const answer = await post(action, await sign(row?.[1] as Envelope, sandbox.keys.signing));
    expect(errorOf(answer)).toBe('err.request.bad');
  });

  it.each([
    ['link', { fa: 'mobile' }],
    ['link', { id: 'uin:1001' }],
    ['resolve', { scope: 'all' }],
    ['resolve', { id: undefined }],
    ['resolve', { locale: 'en' }],
  ] as const)('a %s with %j', async (action, item) => {
    expect(errorOf(await ask(action, item))).toBe('err.request.bad');
  });

  it.each([
    [{ total_count: 2 }, 'rjct.total_count.invalid'],
    [{ version: '2.0.0' }, 'rjct.version.invalid'],
    [{ message_ts: '2020-01-01T00:00:00Z' }, 'rjct.message_ts.invalid'],
  ])('a header with %j', async (header, code) => {
    expect(headerOf(await ask('resolve', {}, header)).status_reason_code).toBe(code);
  });

  it('whoever is unknown: no token, no signature, another key, another sender, another receiver', async () => {
    expect((await post('resolve', message('resolve'), 'x')).status).toBe(401);
    expect(errorOf(await post('resolve', message('resolve')))).toBe('err.signature.missing');
    const foreign = await sign(message('resolve'), sandbox.keys.consumer, sandbox.keys.signing.kid);
    expect(errorOf(await post('resolve', foreign))).toBe('err.signature.invalid');
    expect(errorOf(await ask('resolve', {}, { sender_id: 'mallory' }))).toBe('err.sender_id.invalid');
    expect(errorOf(await ask('resolve', {}, { receiver_id: 'civil-registry' }))).toBe('err.receiver_id.invalid');
  });

  it('the second of two items of one reference, and does nothing for it', async () => {
    const envelope = message('link', { id: 'uin:1004@nid', fa: 'mobile:0704@mno' }, { total_count: 2 });
    const items = (envelope.message as unknown as { link_request: Json[] }).link_request;
    items.push({ ...items[0], id: 'uin:1005@nid', fa: 'mobile:0705@mno' });
    const { body } = await post('link', await sign(envelope, sandbox.keys.signing));
    expect((body['message'] as { link_response: Item[] }).link_response).toMatchObject([
      { status: 'succ' },
      { status: 'rjct', status_reason_code: 'rjct.reference_id.duplicate' },
    ]);
    const asked = await ask('resolve', { id: 'uin:1005@nid' });
    expect(itemOf(asked, 'resolve')?.status_reason_code).toBe('succ.id.not_found');
  });

  it('the same message id with another body; the same message has the same answer', async () => {
    const header = { message_id: crypto.randomUUID() };
    const first = await sign(message('resolve', {}, header), sandbox.keys.signing);
    const answer = await post('resolve', first);
    expect(await post('resolve', first)).toEqual(answer);
    expect(errorOf(await ask('resolve', { id: 'uin:1002@nid' }, header))).toBe('err.request.bad');
  });
});

describe('The mapper fails on demand', () => {
  it('tells of somebody else once, and signs with a key that nobody knows', async () => {
    const fault = (kind: string) => switchOn(sandbox.url.hub, { partner: 'mapper', operation: 'resolve', kind });
    await fault('wrong-person');
    expect(itemOf(await ask('resolve'), 'resolve')?.fa).toBe('mobile:254710000002@MNO');
    expect(itemOf(await ask('resolve'), 'resolve')?.fa).toBe('account:01100152872@DEMOKENA');
    await fault('wrong-signature');
    const key = await importJWK(toPublic(sandbox.keys.mapper), 'EdDSA');
    const { signature } = (await ask('resolve')).body as { signature: string };
    await expect(compactVerify(signature, key)).rejects.toThrow('signature verification failed');
  });
});
