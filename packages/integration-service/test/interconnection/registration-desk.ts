import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { partnerRoutes } from '../../src/interconnection/partner-routes.js';
import { interconnectionRoutes } from '../../src/interconnection/routes.js';
import type { Api } from '../../src/platform/http/api.js';
import { fakeDirectory, openTestServer, passwordOf, postAs } from '../support/server.js';
import { openInterconnectionKit, registration, type InterconnectionKit } from './interconnection-kit.js';
import { makeKey, type TestKey } from './test-keys.js';

const ISSUER = 'http://127.0.0.1:3000/interlink';

/** A desk at which partners are registered: ian proposes, sue confirms; a new one for each test. */
export function registrationDesk() {
  let kit: InterconnectionKit;
  let app: Api;
  const post = (login: string, url: string, payload?: object) => postAs(app, login, url, payload);
  /** S7: what they change weighs, so they gave their passwords less than five minutes ago. */
  const confirmSessions = () =>
    Promise.all(['ian', 'sue'].map((login) => post(login, '/session/confirm', { password: passwordOf(login) })));
  const get = async (login: string, url: string) =>
    (await app.inject({ url: `/interlink/api/v1${url}`, headers: { authorization: `Bearer ${login}` } })).json();
  const token = (form: Record<string, string>, headers: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url: '/interlink/oauth2/client/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      payload: new URLSearchParams({ grant_type: 'client_credentials', ...form }).toString(),
    });
  const assertion = (key: TestKey, over: Record<string, unknown> = {}) =>
    new SignJWT({ ...over })
      .setProtectedHeader({ alg: 'EdDSA', kid: key.kid })
      .setIssuer('health')
      .setSubject('health')
      .setAudience(ISSUER)
      .setJti(randomUUID())
      .setExpirationTime(Math.floor(kit.clock.now().getTime() / 1000) + 60);
  const withAssertion = async (signed: Promise<string>) =>
    token({
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await signed,
    });

  beforeEach(async () => {
    kit = await openInterconnectionKit({ allowPrivateAddresses: false, certificateHeader: 'x-client-cert' });
    const directory = fakeDirectory({
      ian: { rights: [990140, 990141, 990142] },
      sue: { rights: [990140, 990142] },
      aud: { rights: [990140, 990143] },
      ina: { rights: [990100] },
    });
    const { interconnection } = kit;
    app = await openTestServer(kit.platform, directory, {
      api: [(api, http) => partnerRoutes(api, http, interconnection)],
      root: [(root) => interconnectionRoutes(root, interconnection)],
    });
    await confirmSessions();
  });
  afterEach(async () => {
    await app.close();
    await kit.close();
  });

  /** As ian proposes and sue confirms; gives the partner's key and secret. */
  async function register(over: object = {}) {
    const key = await makeKey('EdDSA');
    await post('ian', '/partners', { id: 'health', ...registration({ dciId: 'https://health.example/dci', ...over }) });
    const view = (await post('ian', '/partners/health/keys', { jwks: { keys: [key.publicJwk] } })).json();
    const made = (await post('ian', '/partners/health/credentials')).json();
    return { key, keyId: view.keys[0].id as string, secret: made.clientSecret as string };
  }

  return {
    get kit() {
      return kit;
    },
    get app() {
      return app;
    },
    ...{ post, get, token, assertion, withAssertion, confirmSessions, register },
  };
}
