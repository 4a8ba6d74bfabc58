import { randomUUID } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { operatorRoutes } from '../../src/interconnection/operator-routes.js';
import type { InterconnectionTables } from '../../src/interconnection/tables.js';
import type { Api } from '../../src/platform/http/api.js';
import { fakeDirectory, openTestServer, passwordOf, postAs } from '../support/server.js';
import { openInterconnectionKit, type InterconnectionKit } from './interconnection-kit.js';
import { makeKey, type TestKey } from './test-keys.js';

jest.setTimeout(60_000);

/** A partner's key address; what it answers is set by each test. */
async function startKeyAddress() {
  let answer: RequestListener = (_request, response) => response.end('{}');
  let asked = 0;
  const server: Server = createServer((request, response) => {
    asked += 1;
    answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`,
    asked: () => asked,
    says: (value: unknown, status = 200) => {
      answer = (_request, response) =>
        response.writeHead(status).end(typeof value === 'string' ? value : JSON.stringify(value));
    },
    does: (listener: RequestListener) => {
      answer = listener;
    },
    close: () => new Promise((done) => server.close(done)),
  };
}

describe('the keys at a partner’s address', () => {
  let kit: InterconnectionKit;
  let app: Api;
  let address: Awaited<ReturnType<typeof startKeyAddress>>;
  let key: TestKey;
  let partner: string;

  beforeAll(async () => {
    kit = await openInterconnectionKit({ allowPrivateAddresses: true });
    address = await startKeyAddress();
    key = await makeKey('EdDSA');
    const directory = fakeDirectory({ ian: { rights: [990140, 990141] }, sue: { rights: [990140, 990142] } });
    const { interconnection } = kit;
    app = await openTestServer(kit.platform, directory, {
      api: [(api, http) => operatorRoutes(api, http, interconnection)],
      root: [],
    });
    await post('ian', '/session/confirm', { password: passwordOf('ian') });
  });
  afterAll(async () => {
    await app.close();
    await address.close();
    await kit.close();
  });
  beforeEach(async () => {
    partner = `p-${randomUUID().slice(0, 8)}`;
    await kit.addPartner(partner);
  });

  const post = (login: string, url: string, payload?: object) => postAs(app, login, url, payload);
  const fetchKeys = () => post('ian', `/partners/${partner}/keys/fetch`);
  const reason = async () => (await fetchKeys()).json().details.reason as string;
  async function register(url = address.url, confirmed = true) {
    const people = { proposedBy: 'ian', proposedLogin: 'ian', proposedAt: new Date(0), removedAt: null };
    const by = confirmed ? 'sue' : null;
    const confirmation = { confirmedBy: by, confirmedLogin: by, confirmedAt: confirmed ? new Date(0) : null };
    const row = { id: randomUUID(), partner, kind: 'jwks' as const, url, ...people, ...confirmation };
    await kit.platform.db<InterconnectionTables>().insertInto('interconnection.partnerAddress').values(row).execute();
  }

  it('S16: are proposed, each once, and count only when a second person has compared them', async () => {
    await register();
    address.says({ keys: [key.publicJwk] });
    const first = await fetchKeys();
    expect(first.statusCode).toBe(200);
    const keys = first.json().keys as { source: string; thumbprint: string; proposedBy: string }[];
    const fetched = keys.find(({ source }) => source === 'url');
    expect(fetched).toMatchObject({ thumbprint: key.kid, proposedBy: 'ian' });
    expect(fetched).not.toHaveProperty('confirmedBy');
    const next = await makeKey('EdDSA');
    address.says({ keys: [key.publicJwk, next.publicJwk] });
    expect((await fetchKeys()).json().keys).toHaveLength(3);
    expect((await fetchKeys()).json().keys).toHaveLength(3);
  });

  it('S16: are never asked for at an address that a second person has not confirmed', async () => {
    await register(address.url, false);
    const before = address.asked();
    expect(await reason()).toBe('no-address');
    expect(address.asked()).toBe(before);
  });

  it('S16: are not followed elsewhere', async () => {
    await register();
    address.does((_request, response) => response.writeHead(302, { location: address.url }).end());
    expect(await reason()).toBe('redirected');
  });

  it('S16: are at most 64 KB', async () => {
    await register();
    address.says({ keys: [{ ...key.publicJwk, note: 'x'.repeat(70_000) }] });
    expect(await reason()).toBe('too-large');
  });

  it.each([
    ['no json', 'not-a-jwks'],
    [{ keys: [] }, 'not-a-jwks'],
    [{ keys: 'many' }, 'not-a-jwks'],
    [[], 'not-a-jwks'],
  ])('S16: are not %j', async (value, why) => {
    await register();
    address.says(value);
    const answer = await fetchKeys();
    expect([answer.statusCode, answer.json().code, answer.json().details.reason]).toEqual([
      502,
      'interconnection.keys-not-fetched',
      why,
    ]);
  });

  it('S16: are none when the address refuses or does not answer', async () => {
    await register();
    address.says({}, 500);
    expect(await reason()).toBe('status');
    partner = `p-${randomUUID().slice(0, 8)}`;
    await kit.addPartner(partner);
    await register('http://127.0.0.1:9/jwks.json');
    expect(await reason()).toBe('unreachable');
  });

  it('S16: are passed over where they are of a kind that is not used here, and the others are proposed', async () => {
    await register();
    const foreign = { kty: 'EC', crv: 'secp256k1', x: 'AQ', y: 'AQ', kid: 'wallet' };
    address.says({ keys: [foreign, key.publicJwk, { kty: 'AKP', alg: 'ML-DSA-44', pub: 'AQ' }] });
    const answer = await fetchKeys();
    const keys = answer.json().keys as { source: string; thumbprint: string }[];
    expect(keys.filter(({ source }) => source === 'url')).toMatchObject([{ thumbprint: key.kid }]);
    address.says({ keys: [foreign] });
    expect((await fetchKeys()).json()).toMatchObject({
      code: 'interconnection.key-refused',
      details: { reason: 'unsupported-kind' },
    });
  });

  it('S16: do not bring back a key that was revoked here, however long the address goes on to show it', async () => {
    await register();
    address.says({ keys: [key.publicJwk] });
    await fetchKeys();
    await kit.superuser.query(
      `update interconnection.partner_key set revoked_at = now(), revoked_by = 'ian' where partner = $1 and thumbprint = $2`,
      [partner, key.kid],
    );
    address.says({ keys: [{ ...key.publicJwk, kid: 'under-another-name' }] });
    const keys = (await fetchKeys()).json().keys as { thumbprint: string; revokedAt?: string }[];
    expect(keys.filter(({ thumbprint }) => thumbprint === key.kid)).toMatchObject([{ revokedAt: expect.any(String) }]);
  });

  it('S16: are none of them kept when one of them cannot be read: half a key set is nobody’s', async () => {
    await register();
    const next = await makeKey('EdDSA');
    address.says({ keys: [next.publicJwk, { kty: 'OKP', crv: 'Ed25519', x: 'AQ' }] });
    expect((await fetchKeys()).json()).toMatchObject({ code: 'interconnection.key-refused' });
    const { rows } = await kit.superuser.query('select 1 from interconnection.partner_key where thumbprint = $1', [
      next.kid,
    ]);
    expect(rows).toEqual([]);
  });

  it('S15: are refused when one of them is a private key', async () => {
    await register();
    address.says({ keys: [key.privateJwk] });
    expect((await fetchKeys()).json()).toMatchObject({
      code: 'interconnection.key-refused',
      details: { reason: 'private-key' },
    });
  });

  it('S8: are fetched by those who hold the right', async () => {
    expect((await post('sue', `/partners/${partner}/keys/fetch`)).statusCode).toBe(403);
    expect((await post('ian', '/partners/nobody/keys/fetch')).statusCode).toBe(404);
  });
});
