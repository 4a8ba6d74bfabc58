import { randomUUID } from 'node:crypto';
import { partnerRoutes } from '../../src/interconnection/partner-routes.js';
import type { Api } from '../../src/platform/http/api.js';
import { fakeDirectory, openTestServer, passwordOf } from '../support/server.js';
import {
  agreementTerms,
  openInterconnectionKit,
  registration,
  type InterconnectionKit,
} from './interconnection-kit.js';
import { makeKey } from './test-keys.js';

jest.setTimeout(60_000);

describe('what the registration of partners refuses, and with which code', () => {
  let kit: InterconnectionKit;
  let app: Api;
  const post = async (login: string, path: string, payload: object = {}) => {
    const answer = await app.inject({
      method: 'POST',
      url: `/interlink/api/v1/partners${path}`,
      headers: { authorization: `Bearer ${login}`, 'idempotency-key': randomUUID() },
      payload,
    });
    return [answer.statusCode, answer.json().code, answer.json()] as const;
  };
  const refused = async (...asked: Parameters<typeof post>) => (await post(...asked)).slice(0, 2);

  beforeAll(async () => {
    kit = await openInterconnectionKit({ allowPrivateAddresses: false });
    const directory = fakeDirectory({
      ian: { rights: [990140, 990141, 990142] },
      sue: { rights: [990140, 990142] },
    });
    app = await openTestServer(kit.platform, directory, {
      api: [(api, http) => partnerRoutes(api, http, kit.interconnection)],
    });
    for (const login of ['ian', 'sue']) {
      await app.inject({
        method: 'POST',
        url: '/interlink/api/v1/session/confirm',
        headers: { authorization: `Bearer ${login}` },
        payload: { password: passwordOf(login) },
      });
    }
    await post('ian', '', { id: 'health', ...registration() });
  });
  afterAll(async () => {
    await app.close();
    await kit.close();
  });

  it('IBR-041: a partner, a key and an address that are there already', async () => {
    const { publicJwk } = await makeKey('EdDSA');
    const exists = [409, 'interconnection.already-exists'];
    expect(await refused('ian', '', { id: 'health', ...registration({ dciId: 'other' }) })).toEqual(exists);
    expect(await refused('ian', '', { id: 'health-2', ...registration() })).toEqual(exists);
    await post('ian', '/health/keys', { jwks: { keys: [publicJwk] } });
    expect(await refused('ian', '/health/keys', { jwks: { keys: [publicJwk] } })).toEqual(exists);
    const address = { kind: 'callback', url: 'https://health.example/cb' };
    await post('ian', '/health/addresses', address);
    expect(await refused('ian', '/health/addresses', address)).toEqual(exists);
  });

  it('IBR-041: tells which of its two names another partner has', async () => {
    const reason = async (id: string, over: object = {}) =>
      (await post('ian', '', { id, ...registration(over) }))[2].details.reason as string;
    expect(await reason('health', { dciId: 'another' })).toBe('id-taken');
    expect(await reason('health-3')).toBe('dci-id-taken');
  });

  it.each([
    ['keys', { jwks: { keys: [{ kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }] } }],
    ['addresses', { kind: 'api', url: 'https://nobody.example/' }],
    ['credentials', {}],
    ['agreements', agreementTerms()],
    ['suspend', {}],
  ])('IBR-041: %s of a partner that is not there', async (what, body) => {
    expect(await refused('ian', `/nobody/${what}`, body)).toEqual([404, 'interconnection.not-found']);
  });

  it.each(['keys', 'addresses'])('IBR-041: a confirmation or a withdrawal of %s that are not there', async (what) => {
    const notFound = [404, 'interconnection.not-found'];
    expect(await refused('sue', `/health/${what}/${randomUUID()}/confirm`)).toEqual(notFound);
    expect(await refused('ian', `/health/${what}/${randomUUID()}/withdraw`)).toEqual(notFound);
    expect(await refused('sue', '/nobody/activate')).toEqual(notFound);
  });

  it('S16: are withdrawn once: who was first, and when, stays, whoever does it again', async () => {
    const { publicJwk } = await makeKey('EdDSA');
    await post('ian', '/health/keys', { jwks: { keys: [publicJwk] } });
    await post('ian', '/health/addresses', { kind: 'api', url: 'https://health.example/once' });
    const rowsOf = async (table: string, column: string) =>
      (await kit.superuser.query(`select id, ${column} as gone from interconnection.${table} order by id desc limit 1`))
        .rows[0] as { id: string; gone: Date | null };
    for (const [what, table, column] of [
      ['keys', 'partner_key', 'revoked_at'],
      ['addresses', 'partner_address', 'removed_at'],
    ] as const) {
      const { id } = await rowsOf(table, column);
      const withdraw = () => post('ian', `/health/${what}/${id}/withdraw`);
      expect((await withdraw())[0]).toBe(200);
      const first = await rowsOf(table, column);
      expect(first.gone).not.toBeNull();
      kit.clock.advance(60_000);
      expect((await withdraw())[0]).toBe(200);
      expect(await rowsOf(table, column)).toEqual(first);
      const { rows } = await kit.superuser.query(`select 1 from platform.audit_body where body::jsonb ->> 'id' = $1`, [
        id,
      ]);
      expect(rows).toHaveLength(1);
    }
  });

  it('S16: keys that end before they begin, and private ones, and keeps none of the file', async () => {
    const { publicJwk } = await makeKey('EdDSA');
    const { privateJwk } = await makeKey('EdDSA');
    const backwards = { notBefore: '2026-12-01T00:00:00Z', notAfter: '2026-11-01T00:00:00Z' };
    const [status, code, { details }] = await post('ian', '/health/keys', {
      jwks: { keys: [publicJwk] },
      ...backwards,
    });
    expect([status, code, details.reason]).toEqual([422, 'interconnection.key-refused', 'ends-before-it-begins']);
    const both = await post('ian', '/health/keys', { jwks: { keys: [publicJwk, privateJwk] } });
    expect([both[1], both[2].details.reason]).toEqual(['interconnection.key-refused', 'private-key']);
    const { rows } = await kit.superuser.query('select 1 from interconnection.partner_key where thumbprint = $1', [
      publicJwk.kid,
    ]);
    expect(rows).toEqual([]);
  });

  it('S16: an agreement out of its order, and one by the person who wrote it', async () => {
    const [, , drafted] = await post('ian', '/health/agreements', agreementTerms());
    const act = (login: string, action: string) =>
      refused(login, `/health/agreements/${drafted.id}/actions`, { action });
    expect(await act('ian', 'approve')).toEqual([409, 'interconnection.second-person-needed']);
    expect(await act('sue', 'activate')).toEqual([409, 'interconnection.agreement-not-in-state']);
    expect(await act('sue', 'suspend')).toEqual([409, 'interconnection.agreement-not-in-state']);
    expect(await refused('sue', `/health/agreements/${randomUUID()}/actions`, { action: 'approve' })).toEqual([
      404,
      'interconnection.not-found',
    ]);
    expect((await act('sue', 'approve'))[0]).toBe(200);
    expect(await act('sue', 'approve')).toEqual([409, 'interconnection.agreement-not-in-state']);
  });

  it('IBR-041: an agreement that ends before it begins', async () => {
    const terms = agreementTerms({ validFrom: '2026-12-31', validUntil: '2026-01-01' });
    expect((await refused('ian', '/health/agreements', terms))[0]).toBe(400);
  });
});
