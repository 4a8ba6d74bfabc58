import { openTokenClient } from '../../src/interconnection/access-token.js';
import { openOutgoing, type Outgoing } from '../../src/interconnection/outgoing.js';
import { callWithToken } from '../../src/interconnection/call-with-token.js';
import { PATIENT_MS } from '../support/patient.js';
import { json, startFakePartner, type FakePartner, type Received, type Reply } from './fake-partner.js';

const actor = { kind: 'system', id: 'interlink', loginName: 'interlink', correlationId: 'c-1' } as const;
const cause = { actor, subjectId: 's-1' };

describe('the access token of a partner', () => {
  let partner: FakePartner;
  let outgoing: Outgoing;
  let clock = 0;
  let issued = 0;
  let answer: (request: Received) => Reply;
  const token = (over: object = {}) => json({ access_token: `t${(issued += 1)}`, expires_in: 300, ...over });
  const open = () =>
    openTokenClient(outgoing, { clientId: 'interlink', clientSecret: 'word&', tokenPath: '/token' }, () => clock);

  beforeEach(async () => {
    issued = 0;
    answer = () => token();
    partner = await startFakePartner((request) => answer(request));
    const settings = {
      partner: 'p',
      url: partner.url,
      timeoutMs: PATIENT_MS,
      connections: 4,
      allowPrivateAddresses: true,
    };
    outgoing = openOutgoing(settings, { now: () => clock, record: () => Promise.resolve() });
  });
  afterEach(async () => {
    await outgoing.close();
    await partner.close();
  });

  it('is asked for with our client credentials', async () => {
    await open().get(cause);
    expect(Object.fromEntries(new URLSearchParams(partner.received[0]?.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'interlink',
      client_secret: 'word&',
    });
  });

  it('is kept until half a minute before it expires', async () => {
    const tokens = open();
    expect(await tokens.get(cause)).toBe('t1');
    clock += 269_999;
    expect(await tokens.get(cause)).toBe('t1');
    clock += 1;
    expect(await tokens.get(cause)).toBe('t2');
  });

  it('takes a lifetime written as text', async () => {
    answer = () => token({ expires_in: '60' });
    const tokens = open();
    await tokens.get(cause);
    clock += 30_000;
    expect(await tokens.get(cause)).toBe('t2');
  });

  it('is fetched once for many who ask at once', async () => {
    const tokens = open();
    await Promise.all(Array.from({ length: 20 }, () => tokens.get(cause)));
    expect(partner.received).toHaveLength(1);
  });

  it.each([
    ['refused', json({ error: 'invalid_client' }, 401), 'token-refused'],
    ['missing', json({}), 'token-refused'],
    ['not JSON', { body: 'sorry' }, 'token-refused'],
    ['a line end and a header of its own', json({ access_token: 't\r\nx-admin: 1' }), 'token-refused'],
    ['beyond what a header can bear', json({ access_token: 'jeton-№1' }), 'token-refused'],
    ['two words', json({ access_token: 't 1' }), 'token-refused'],
    ['a number', json({ access_token: 7 }), 'token-refused'],
    ['huge', json({ access_token: 't'.repeat(70_000) }), 'too-large'],
    ['elsewhere', { status: 302, headers: { location: '/token' } }, 'redirected'],
    ['not to be had', json({}, 503), 'unreachable'],
  ])('fails the exchange when it is %s', async (_why, reply, reason) => {
    answer = () => reply;
    await expect(open().get(cause)).rejects.toMatchObject({ reason });
  });

  it.each([
    ['0', 0],
    ['less than none', -300],
    ['no number', 'soon'],
    ['shorter than the way there', 20],
  ])('is used once where its lifetime is %s', async (_what, expires_in) => {
    answer = () => token({ expires_in });
    const tokens = open();
    expect([await tokens.get(cause), await tokens.get(cause)]).toEqual(['t1', 't2']);
  });

  it('that could not be had is asked for again by whoever comes next', async () => {
    const tokens = open();
    answer = () => json({}, 503);
    await expect(Promise.all([tokens.get(cause), tokens.get(cause)])).rejects.toMatchObject({ reason: 'unreachable' });
    answer = () => token();
    expect(await tokens.get(cause)).toBe('t1');
  });

  it('is forgotten for what it is: one that was refused late does not take its successor along', async () => {
    const tokens = open();
    const old = await tokens.get(cause);
    tokens.forget(old);
    const next = await tokens.get(cause);
    tokens.forget(old);
    expect(await tokens.get(cause)).toBe(next);
    expect(partner.received).toHaveLength(2);
  });

  it('that ended for twenty questions at once is renewed by one of them', async () => {
    const tokens = open();
    answer = ({ path, headers }) =>
      path === '/token' ? token() : headers.authorization === 'Bearer t1' ? json({}, 401) : json({ ok: true });
    const ask = () => callWithToken(outgoing, tokens, { operation: 'ask', path: '/ask', body: '{}', cause });
    const found = await Promise.all(Array.from({ length: 20 }, ask));
    expect(found.every(({ status }) => status === 200)).toBe(true);
    expect(partner.at('/token')).toHaveLength(2);
  });

  it('is renewed once when the partner no longer takes it', async () => {
    const tokens = open();
    answer = ({ path, headers }) =>
      path === '/token' ? token() : headers.authorization === 'Bearer t2' ? json({ ok: true }) : json({}, 401);
    const found = await callWithToken(outgoing, tokens, { operation: 'ask', path: '/ask', body: '{}', cause });
    expect(found.status).toBe(200);
    expect(partner.received.map(({ path }) => path)).toEqual(['/token', '/ask', '/token', '/ask']);
  });

  it('goes with a question that has no body too, and is renewed for it', async () => {
    const tokens = open();
    answer = ({ path, headers }) =>
      path === '/token' ? token() : headers.authorization === 'Bearer t2' ? json({ ok: true }) : json({}, 401);
    const found = await callWithToken(outgoing, tokens, { operation: 'ask', path: '/ask', cause });
    expect(found.status).toBe(200);
    expect(partner.received.at(-1)).toMatchObject({ method: 'GET', path: '/ask', body: '' });
  });

  it('is not renewed for ever', async () => {
    answer = ({ path }) => (path === '/token' ? token() : json({}, 401));
    const found = await callWithToken(outgoing, open(), { operation: 'ask', path: '/ask', body: '{}', cause });
    expect(found.status).toBe(401);
    expect(partner.received).toHaveLength(4);
  });
});
