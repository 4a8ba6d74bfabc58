import { randomUUID } from 'node:crypto';
import type { ConnectorDeps, RegistryConnector } from '@interlink/contracts/exchange/connector';
import type { RegistryPort, RegistryRequest } from '@interlink/contracts/exchange/registry-port';
import { transactionOf } from '../../src/exchange/client/dci-call.js';
import { connectors } from '../../src/exchange/connectors/registry.js';
import { OutgoingError } from '../../src/interconnection/service.js';
import { cause, Ground, KNOWN, sandboxOf } from './sandbox-ground.js';

const registries = connectors.filter((one): one is RegistryConnector => one.kind === 'registry');
const search: RegistryRequest = { kind: 'search', question: { query: KNOWN } };
const events = { crvs: 'Death', dr: 'REGISTER', fr: 'REGISTER', ibr: 'enrollement', sr: 'REGISTER' } as const;
const nobody = { kind: 'search', transactionId: 'never-asked' } as const;

it('IBR-035: there is a client for every role of the standard', () => {
  expect(registries.map(({ role }) => role).sort()).toEqual(['crvs', 'dr', 'fr', 'ibr', 'sr']);
});

/** Every registry connector that is listed keeps these promises too. */
describe.each(registries.map((one) => [one.id, one] as const))('%s, where the answer comes later', (id, connector) => {
  let ground: Ground;
  let deps: ConnectorDeps;
  let port: RegistryPort;
  beforeAll(async () => {
    ground = await Ground.open();
    deps = await ground.deps(id);
    port = connector.open(deps);
  });
  afterAll(() => ground.close());
  const begin = (request: RegistryRequest, requestId: string = randomUUID()) =>
    port.begin({ request, requestId, cause });
  const status = (kind: 'search' | 'subscribe' | 'unsubscribe', requestId: string) =>
    port.status({ about: { kind, transactionId: transactionOf(requestId) }, requestId: randomUUID(), cause });
  const hasStatus = connector.role !== 'dr';

  it('IBR-035: is acknowledged, and the transaction says what was found', async () => {
    const requestId = randomUUID();
    expect(await begin(search, requestId)).toMatchObject({ kind: 'acknowledged', correlationId: expect.any(String) });
    const told = await status('search', requestId);
    expect(told).toMatchObject(
      hasStatus ? { kind: 'records', total: 1, evidence: { signature: 'verified' } } : { kind: 'unsupported' },
    );
  });

  it('sends the same message again for the same step, and has the same acknowledgement', async () => {
    const at = new Date();
    const again = connector.open({ ...deps, sent: { remember: () => Promise.resolve({ attempt: 1, at }) } });
    const requestId = randomUUID();
    const one = await again.begin({ request: search, requestId, cause });
    const two = await again.begin({ request: search, requestId, cause });
    expect(two).toMatchObject({
      kind: 'acknowledged',
      correlationId: (one as { correlationId: string }).correlationId,
    });
  });

  it('SR-029: subscribes and unsubscribes, and names where the answers come', async () => {
    const watch = { eventType: events[connector.role], query: { by: 'everything' } } as const;
    const subscribed = randomUUID();
    expect(await begin({ kind: 'subscribe', watch }, subscribed)).toMatchObject({ kind: 'acknowledged' });
    const received = ground.tools.received.list(sandboxOf(id)).at(-1)?.body as { header: { sender_uri: string } };
    expect(received.header.sender_uri).toBe(`https://mis.example.org/dci/${connector.role}/registry/on-subscribe`);
    if (!hasStatus) return;
    const told = await status('subscribe', subscribed);
    expect(told).toMatchObject({ kind: 'subscribed', codes: [expect.any(String)] });
    const { codes } = told as { readonly codes: readonly string[] };
    const ended = randomUUID();
    expect(await begin({ kind: 'unsubscribe', codes }, ended)).toMatchObject({ kind: 'acknowledged' });
    expect(await status('unsubscribe', ended)).toMatchObject({ kind: 'unsubscribed', codes });
    const twice = randomUUID();
    await begin({ kind: 'unsubscribe', codes }, twice);
    expect(await status('unsubscribe', twice)).toMatchObject({
      kind: 'rejected',
      code: 'rjct.subscription_code.invalid',
    });
  });

  it('says of an event that the registry does not have, and of a request that it never got, that it is rejected', async () => {
    if (!hasStatus) return expect(await status('search', 'x')).toMatchObject({ kind: 'unsupported' });
    const requestId = randomUUID();
    await begin({ kind: 'subscribe', watch: { eventType: 'Eclipse', query: { by: 'everything' } } }, requestId);
    expect(await status('subscribe', requestId)).toMatchObject({ kind: 'rejected', code: 'rjct.notify_types.invalid' });
    const unknown = await port.status({ about: nobody, requestId: randomUUID(), cause });
    expect(unknown).toMatchObject({ kind: 'rejected', code: 'rjct.reference_id.invalid' });
  });

  it.each([
    ['status-500', { kind: 'unavailable', why: 'unreachable' }],
    ['lost-answer', { kind: 'unavailable', why: 'unreachable' }],
    ['timeout', { kind: 'unavailable', why: 'timed-out' }],
  ] as const)('takes no acknowledgement from a partner that shows %s', async (kind, expected) => {
    ground.fault(sandboxOf(id), kind, 'search-later');
    expect(await begin(search)).toMatchObject(expected);
  });

  it('takes no status from a partner that signs it wrongly', async () => {
    if (!hasStatus) return expect(await status('search', 'x')).toMatchObject({ kind: 'unsupported' });
    const requestId = randomUUID();
    await begin(search, requestId);
    ground.fault(sandboxOf(id), 'wrong-signature', 'status');
    expect(await status('search', requestId)).toMatchObject({ kind: 'refused', why: 'signature' });
  });

  it.each([
    ['{"message":{"ack_status":"NACK","correlation_id":"c-1"}}', { kind: 'noted', correlationId: 'c-1' }],
    ['{"message":{"ack_status":"ERR","error":{"code":"err.sender_id.invalid"}}}', { code: 'err.sender_id.invalid' }],
    ['{"message":{"ack_status":"ACK"}}', { kind: 'refused', why: 'malformed' }],
    ['sorry', { kind: 'refused', why: 'malformed' }],
  ])('reads of an acknowledgement %s what it says', async (text, expected) => {
    const post = () => Promise.resolve({ status: 200, headers: {}, bytes: Buffer.from(text) });
    const other = connector.open({ ...deps, partner: { ...deps.partner, post } });
    expect(await other.begin({ request: search, requestId: 'r', cause })).toMatchObject(expected);
  });

  it.each([
    ['err.request.unauthorized', { kind: 'unavailable' }],
    ['err.request.too_many_requests', { kind: 'unavailable' }],
    ['rjct.reference_id.invalid', { kind: 'rejected' }],
  ])('takes a question for a status that is refused as %s for no end of the request', async (code, expected) => {
    if (!hasStatus) return expect(await status('search', 'x')).toMatchObject({ kind: 'unsupported' });
    const bytes = Buffer.from(JSON.stringify({ message: { ack_status: 'ERR', error: { code } } }));
    const post = () => Promise.resolve({ status: 401, headers: {}, bytes });
    const other = connector.open({ ...deps, partner: { ...deps.partner, post } });
    expect(await other.status({ about: nobody, requestId: 'r', cause })).toMatchObject(expected);
  });

  it('asks nobody what such a peer does not offer', async () => {
    const settings = { ...deps.partner.settings, peer: 'openg2p' } as const;
    const post = () => Promise.reject(new OutgoingError('unreachable'));
    const other = connector.open({ ...deps, partner: { ...deps.partner, settings, post } });
    expect(await other.begin({ request: search, requestId: 'r', cause })).toMatchObject({ kind: 'unsupported' });
    expect(await other.search({ question: { query: KNOWN }, requestId: 'r', cause })).toMatchObject({
      kind: 'unavailable',
    });
  });
});
