import type { InboundRequest } from '@interlink/contracts/interconnection/inbound';
import { grantToken, type ClientCredentialsDeps } from '../../src/interconnection/inbound/client-credentials.js';
import { hashOfSecret } from '../../src/interconnection/registration.js';
import type { PartnerRecord } from '../../src/interconnection/store/partner-records.js';

const now = new Date('2026-11-24T08:00:00Z');
const SECRET = 'the secret: of + health';
const credential = (secret: string, over: object = {}) => ({
  ...{ secretHash: hashOfSecret(secret), notAfter: new Date('2027-01-01'), revokedAt: null, ...over },
});
const health = (over: object = {}) =>
  ({
    id: 'health',
    status: 'active',
    registration: {},
    certificates: [],
    keys: [],
    credentials: [credential(SECRET)],
    ...over,
  }) as unknown as PartnerRecord;

/** Asks for a token of a register in which there is one partner, and says what was written down and asked. */
async function ask(form: Record<string, string>, headers: InboundRequest['headers'] = {}, record = health()) {
  const audited: string[] = [];
  const looked: string[] = [];
  const tx = { now, audit: ({ action }: { readonly action: string }) => void audited.push(action) };
  const deps = {
    platform: {
      clock: { now: () => now },
      inTransaction: (_actor: object, work: (given: typeof tx) => unknown) => work(tx),
    },
    partners: { findNow: async (id: string) => (looked.push(id), id === record.id ? record : undefined) },
    tokens: { issue: async () => ({ token: 't', expiresIn: 600 }) },
    audiences: [],
  } as unknown as ClientCredentialsDeps;
  const whole = { grant_type: 'client_credentials', ...form };
  const answer = await grantToken(deps, { form: whole, request: { headers, correlationId: 'c' } });
  return { ...answer, audited, looked };
}
const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
});
const encoded = (text: string) => encodeURIComponent(text).replaceAll('%20', '+');

describe('IBR-041: who asks for a token', () => {
  it.each<[string, Record<string, string>, InboundRequest['headers']]>([
    ['in the form', { client_id: 'health', client_secret: SECRET }, {}],
    ['in the header, written as a form writes it', {}, basic(encoded('health'), encoded(SECRET))],
    ['in the header, and once more the same name', { client_id: 'health' }, basic('health', encoded(SECRET))],
    [
      'in the header, whatever the case of its scheme',
      {},
      { authorization: basic('health', encoded(SECRET)).authorization.replace('Basic', 'bAsIc') },
    ],
  ])('says it %s', async (_how, form, headers) => {
    expect(await ask(form, headers)).toMatchObject({ status: 200, audited: ['interconnection.give-token'] });
  });

  it.each<[string, Record<string, string>, InboundRequest['headers']]>([
    ['nowhere', {}, {}],
    ['without a name', { client_secret: SECRET }, {}],
    ['twice', { client_id: 'health', client_secret: SECRET }, basic('health', encoded(SECRET))],
    ['with two names', { client_id: 'clinic' }, basic('health', encoded(SECRET))],
    ['with a header that holds no secret', {}, basic('health', '')],
    ['with a header that nobody can decode', {}, basic('health', '%zz')],
    ['with another kind of header', {}, { authorization: 'Bearer t' }],
    ['with an assertion of another kind', { client_assertion: 'a.b.c', client_assertion_type: 'saml' }, {}],
    [
      'with an assertion that is none',
      { client_assertion: 'x', client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' },
      {},
    ],
  ])('and says it %s, is answered that the request is none, and nobody is looked up', async (_how, form, headers) => {
    expect(await ask(form, headers)).toMatchObject({ status: 400, error: 'invalid_request', looked: [] });
  });

  it.each(['a\u0000', '\u0000', '../health', 'HEALTH', 'h', 'x'.repeat(5000), "health' or '1'='1", 'clé', ''])(
    'S13: is a stranger, of whom the database is not even asked, under the name %j',
    async (name) => {
      const strangers = [
        await ask({ client_id: name, client_secret: SECRET }),
        await ask({}, basic(encoded(name), 'x')),
      ];
      for (const { status, looked, audited } of strangers) {
        expect([status >= 400 && status < 500, looked, audited]).toEqual([true, [], []]);
      }
    },
  );

  it.each<[string, object]>([
    ['that was suspended', { status: 'suspended' }],
    ['that nobody activated yet', { status: 'draft' }],
    ['whose secret was revoked', { credentials: [credential(SECRET, { revokedAt: new Date(0) })] }],
    ['whose secret ended this moment', { credentials: [credential(SECRET, { notAfter: now })] }],
    ['that has no secret', { credentials: [] }],
    ['that must come with a certificate', { registration: { certificateSha256: 'ab'.repeat(32) } }],
  ])('S6: gets none as a partner %s, and that is written down', async (_which, over) => {
    const answer = await ask({ client_id: 'health', client_secret: SECRET }, {}, health(over));
    expect(answer).toMatchObject({ status: 401, error: 'invalid_client', audited: ['interconnection.refuse-token'] });
  });

  it('may use either of two secrets while one replaces the other', async () => {
    const record = health({ credentials: [credential('old'), credential('new')] });
    for (const secret of ['old', 'new']) {
      expect((await ask({ client_id: 'health', client_secret: secret }, {}, record)).status).toBe(200);
    }
    expect((await ask({ client_id: 'health', client_secret: 'newer' }, {}, record)).status).toBe(401);
  });

  it('is granted scopes that are words, and no others', async () => {
    const scope = 'dci:search  a"b clé x\u0007 dci:notify';
    const answer = await ask({ client_id: 'health', client_secret: SECRET, scope });
    expect(answer).toMatchObject({ status: 200, scope: 'dci:search a"b dci:notify' });
  });
});
