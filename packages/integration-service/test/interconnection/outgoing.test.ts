import { openOutgoing, type ExchangeRecord, type Outgoing } from '../../src/interconnection/outgoing.js';
import { PATIENT_MS } from '../support/patient.js';
import { keepSpans } from '../support/spans.js';
import { startFakePartner, type FakePartner, type Received, type Reply } from './fake-partner.js';

const actor = { kind: 'operator', id: 'u-1', loginName: 'ina.intake', correlationId: 'c-1' } as const;
const ask = { operation: 'ask', method: 'POST', path: '/ask', body: '{}', cause: { actor, subjectId: 's-1' } } as const;

describe('the way out to a partner', () => {
  let partner: FakePartner;
  let answer: (request: Received) => Reply;
  let records: ExchangeRecord[];
  let clock: number;
  const opened: Outgoing[] = [];

  const settings = () => ({
    ...{ partner: 'p', url: partner.url, timeoutMs: PATIENT_MS, connections: 4, allowPrivateAddresses: true },
  });
  const open = (over: Partial<Parameters<typeof openOutgoing>[0]> = {}) => {
    const outgoing = openOutgoing(
      { ...settings(), ...over },
      {
        now: () => clock,
        record: (record) => Promise.resolve(void records.push(record)),
      },
    );
    opened.push(outgoing);
    return outgoing;
  };
  const reasonOf = (attempt: Promise<unknown>) =>
    attempt.then(
      () => 'answered',
      (thrown: { reason?: string }) => thrown.reason,
    );

  beforeAll(async () => {
    partner = await startFakePartner((request) => answer(request));
  });
  beforeEach(() => {
    answer = () => ({ body: '{"ok":true}' });
    records = [];
    clock = 1_000_000;
  });
  afterAll(async () => {
    await Promise.all(opened.map((outgoing) => outgoing.close()));
    await partner.close();
  });

  it('gives the answer as it was received, an error status too', async () => {
    answer = () => ({ status: 404, body: 'é', headers: { 'x-a': '1' } });
    const found = await open().request(ask);
    expect(found).toMatchObject({ status: 404, headers: { 'x-a': '1' } });
    expect(found.bytes.toString('utf8')).toBe('é');
  });

  it('is a span with partner, operation and the id of what caused it, and nothing of the person', async () => {
    const spans = keepSpans();
    await open().request(ask);
    answer = () => ({ status: 500, body: '' });
    await open({ timeoutMs: 1 })
      .request(ask)
      .catch(() => undefined);
    const seen = spans.named('partner.call').map(({ attributes }) => attributes);
    await spans.close();
    const expected = { 'interlink.partner': 'p', 'interlink.operation': 'ask', 'interlink.correlationId': 'c-1' };
    expect(seen).toEqual([expected, expected]);
  });

  it('carries the correlation id of what caused it', async () => {
    let seen: string | undefined;
    answer = ({ headers }) => {
      seen = String(headers['x-correlation-id']);
      return { body: '{}' };
    };
    await open().request(ask);
    expect(seen).toBe('c-1');
  });

  it('S14: knows by each answer’s Date how far the partner’s clock is, and nothing before the first', async () => {
    let wall = Date.parse('2026-11-24T12:00:00Z');
    const outgoing = openOutgoing(settings(), { now: () => clock, record: async () => undefined, wall: () => wall });
    opened.push(outgoing);
    expect(outgoing.skew()).toBeUndefined();
    answer = () => ({ body: '{}', headers: { date: 'Tue, 24 Nov 2026 11:59:19 GMT' } });
    await outgoing.request(ask);
    expect(outgoing.skew()).toEqual({ skewMs: 40_000, seenAt: wall });
    wall += 1000;
    answer = () => ({ body: '{}', headers: { date: 'yesterday' } });
    await outgoing.request(ask);
    expect(outgoing.skew()).toMatchObject({ skewMs: 40_000 });
    answer = () => ({ status: 404, headers: { date: new Date(wall).toUTCString() } });
    await outgoing.request(ask);
    expect(outgoing.skew()).toEqual({ skewMs: 0, seenAt: wall });
  });

  it('S6: records who asked whom about whom and what came of it, without what was asked', async () => {
    await open().request({ ...ask, body: '{"name":"Amina"}' });
    expect(records).toEqual([{ cause: ask.cause, partner: 'p', operation: 'ask', result: '200', tookMs: 0 }]);
  });

  it('S6: gives no answer when the record cannot be written', async () => {
    const outgoing = openOutgoing(settings(), {
      now: () => clock,
      record: () => Promise.reject(new Error('log is full')),
    });
    opened.push(outgoing);
    await expect(outgoing.request(ask)).rejects.toThrow('log is full');
  });

  it('S16: follows no redirect', async () => {
    answer = ({ path }) => (path === '/ask' ? { status: 302, headers: { location: '/elsewhere' } } : {});
    const before = partner.received.length;
    expect(await reasonOf(open().request(ask))).toBe('redirected');
    expect(partner.received.length - before).toBe(1);
  });

  it('S16: takes no answer over a megabyte', async () => {
    answer = () => ({ body: Buffer.alloc(1_048_577) });
    expect(await reasonOf(open().request(ask))).toBe('too-large');
    answer = () => ({ body: Buffer.alloc(1_048_576) });
    expect((await open().request(ask)).bytes.length).toBe(1_048_576);
  });

  it('gives a large answer its own time from its first byte on, and a silent partner none of it', async () => {
    const large = { ...ask, bodyTimeoutMs: 60_000 };
    answer = () => ({ body: 'x'.repeat(1000), pauseMs: 900 });
    expect(await reasonOf(open({ timeoutMs: 400 }).request(ask))).toBe('timed-out');
    // Its first byte may be late; the whole takes longer than that.
    expect((await open({ timeoutMs: 3500 }).request(large)).bytes.length).toBe(1000);
    answer = () => 'silent';
    expect(await reasonOf(open({ timeoutMs: 400 }).request(large))).toBe('timed-out');
  });

  it('gives up in time when the partner is silent, and says so in the record', async () => {
    answer = () => 'silent';
    expect(await reasonOf(open({ timeoutMs: 400 }).request(ask))).toBe('timed-out');
    expect(records[0]?.result).toBe('timed-out');
  });

  it('is unreachable when the answer is lost or nobody listens', async () => {
    answer = () => 'lost';
    expect(await reasonOf(open().request(ask))).toBe('unreachable');
    expect(await reasonOf(open({ url: 'http://127.0.0.1:1' }).request(ask))).toBe('unreachable');
  });

  it('leaves a failing partner alone for a while, then probes it once', async () => {
    answer = () => ({ status: 503 });
    const outgoing = open();
    for (let failures = 0; failures < 8; failures += 1) await outgoing.request(ask);
    const before = partner.received.length;
    expect(await reasonOf(outgoing.request(ask))).toBe('circuit-open');
    expect(partner.received.length).toBe(before);
    clock += 5000;
    answer = () => ({});
    expect((await outgoing.request(ask)).status).toBe(200);
    expect((await outgoing.request(ask)).status).toBe(200);
  });

  it('refuses at once what would only wait', async () => {
    answer = () => 'silent';
    const outgoing = open({ connections: 1, timeoutMs: 400 });
    const reasons = await Promise.all(Array.from({ length: 12 }, () => reasonOf(outgoing.request(ask))));
    expect(reasons.filter((reason) => reason === 'overloaded')).toHaveLength(4);
  });

  it('keeps a connection open from one request to the next', async () => {
    const outgoing = open({ connections: 1 });
    for (let round = 0; round < 3; round += 1) await outgoing.request(ask);
    expect(new Set(partner.received.slice(-3).map(({ port }) => port)).size).toBe(1);
  });

  it.each([
    ['plain http', 'http://partner.example.org'],
    ['loopback', 'https://127.0.0.1:8443'],
    ['loopback, IPv6', 'https://[::1]:8443'],
    ['a mapped address', 'https://[::ffff:10.0.0.1]'],
    ['a private address', 'https://10.1.2.3'],
    ['a cloud metadata address', 'https://169.254.169.254'],
    ['a decimal address', 'https://2130706433'],
    ['userinfo', 'https://user:word@partner.example.org'],
  ])('S16: refuses %s', (_why, url) => {
    expect(() => open({ url, allowPrivateAddresses: false })).toThrow('address-refused');
  });

  it('S16: refuses a name that resolves to an inside address', async () => {
    const outgoing = open({ url: 'https://localhost:8443', allowPrivateAddresses: false });
    expect(await reasonOf(outgoing.request(ask))).toBe('address-refused');
  });
});
