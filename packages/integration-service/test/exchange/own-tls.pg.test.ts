import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request, type RequestOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeCertificates } from '../../../../scripts/stack/certificates.mjs';
import { operations } from '@interlink/contracts/exchange/dci/role';
import { exchangeRoutes } from '../../src/exchange/routes.js';
import { hashOfSecret } from '../../src/interconnection/registration.js';
import { interconnectionRoutes } from '../../src/interconnection/routes.js';
import type { InterconnectionTables } from '../../src/interconnection/tables.js';
import type { Actor } from '../../src/platform/actor.js';
import type { Api } from '../../src/platform/http/api.js';
import type { Tx } from '../../src/platform/transaction.js';
import { signAs } from '../interconnection/message-writer.js';
import { fakeDirectory, openTestServer } from '../support/server.js';
import { agreed, newId, openExchangeKit, searchItem, searchOf, type ExchangeKit, type Joined } from './exchange-kit.js';

jest.setTimeout(60_000);

const folder = mkdtempSync(path.join(tmpdir(), 'interlink-tls-'));
/** An authority of its own each, with a server's and a client's certificate. */
function authority(name: string) {
  const at = (...names: string[]) => path.join(folder, name, ...names);
  makeCertificates(at('server'), at('client'));
  const read = (...names: string[]) => readFileSync(at(...names), 'utf8');
  const client = { cert: read('client', 'bank-client.crt'), key: read('client', 'bank-client.key') };
  const sha256 = new X509Certificate(client.cert).fingerprint256.replaceAll(':', '').toLowerCase();
  const server = { certificate: read('server', 'server.crt'), key: read('server', 'server.key') };
  return { ca: read('server', 'ca.crt'), server, client, sha256 };
}
type Client = ReturnType<typeof authority>['client'] | undefined;

let kit: ExchangeKit;
let app: Api;
let partner: Joined;
const first = authority('first');
const second = authority('second');
const stranger = authority('stranger');
const operator = (id: string): Actor => ({ kind: 'operator', id, loginName: id, correlationId: newId() });
const act = <R>(who: string, work: (tx: Tx) => Promise<R>) => kit.platform.inTransaction(operator(who), work);

beforeAll(async () => {
  kit = await openExchangeKit();
  const clientAuthorities = `${first.ca}\n${second.ca}`;
  Object.assign(kit.platform.config, { tls: { ...first.server, clientAuthorities } });
  partner = await kit.join('mis', { certificateSha256: first.sha256 });
  await kit.addAgreement('mis', agreed());
  const secret = { secretHash: hashOfSecret('the-secret'), notAfter: new Date('2027-01-01'), revokedAt: null };
  await kit.platform
    .db<InterconnectionTables>()
    .insertInto('interconnection.credential')
    .values({
      ...secret,
      id: kit.platform.ids.next(),
      partner: 'mis',
      madeBy: 'i',
      madeLogin: 'i',
      madeAt: new Date(0),
    })
    .execute();
  const { interconnection, server } = kit;
  app = await openTestServer(kit.platform, fakeDirectory({}), {
    root: [(root) => exchangeRoutes(root, server.context), (root) => interconnectionRoutes(root, interconnection)],
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await app.close();
  await kit.close();
  rmSync(folder, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly body: { readonly access_token?: string; readonly errors?: readonly { readonly code: string }[] };
}
function call(client: Client, url: string, headers: Record<string, string>, text: string): Promise<Answer> {
  const { port } = app.server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    // A connection each: what one of them proved says nothing about the next.
    const options: RequestOptions = {
      ...(client ?? {}),
      ca: first.ca,
      host: '127.0.0.1',
      port,
      path: url,
      method: 'POST',
      headers,
      agent: false,
    };
    const sent = request(options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Answer['body'];
        resolve({ status: answer.statusCode ?? 0, body });
      });
    });
    sent.on('error', reject).end(text);
  });
}
const form = { grant_type: 'client_credentials', client_id: 'mis', client_secret: 'the-secret' };
const token = (client: Client, headers: Record<string, string> = {}) =>
  call(
    client,
    '/interlink/oauth2/client/token',
    { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    new URLSearchParams(form).toString(),
  );
async function search(client: Client, bearer: string | undefined): Promise<Answer> {
  const now = kit.clock.now().toISOString();
  const header = {
    ...{ version: '1.0.0', message_id: newId(), message_ts: now, action: 'search', sender_id: partner.dciId },
    ...{ receiver_id: 'interlink', total_count: 1, is_msg_encrypted: false },
  };
  const parts = { header, message: searchOf(searchItem()) };
  const text = JSON.stringify({ signature: await signAs('attached', parts, partner.key, now), ...parts });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${bearer}` };
  return call(client, `/interlink/dci/sr/registry${operations['sync-search'].path}`, headers, text);
}

describe('mutual TLS that the service does itself', () => {
  it('IBR-041: gives a token over the certificate that is bound to the partner, and over no other', async () => {
    const clients = [first.client, undefined, second.client, stranger.client];
    const statuses: number[] = [];
    for (const client of clients) statuses.push((await token(client)).status);
    expect(statuses).toEqual([200, 401, 401, 401]);
    // Nobody configured a proxy: what it would say is what anybody could.
    expect((await token(undefined, { 'x-client-cert': first.sha256 })).status).toBe(401);
  });

  it('IBR-041: binds the token to it (RFC 8705): with another, or with none, it is nobody’s', async () => {
    const { access_token: bearer } = (await token(first.client)).body;
    const claims = JSON.parse(Buffer.from(bearer?.split('.')[1] ?? '', 'base64url').toString()) as { cnf: unknown };
    expect(claims.cnf).toEqual({ 'x5t#S256': Buffer.from(first.sha256, 'hex').toString('base64url') });
    expect((await search(first.client, bearer)).status).toBe(200);
    for (const client of [undefined, second.client, stranger.client]) {
      const { status, body } = await search(client, bearer);
      expect([status, body.errors?.[0]?.code]).toEqual([401, 'err.request.unauthorized']);
    }
  });

  it('S16: counts another certificate once a second person confirmed it, beside the old one until that is revoked', async () => {
    const { admin } = kit.interconnection;
    const bearer = (await token(first.client)).body.access_token;
    const both = { first: first.sha256, second: second.sha256 };
    for (const sha256 of Object.values(both)) await act('ian', (tx) => admin.addCertificate(tx, 'mis', { sha256 }));
    const { certificates } = await admin.get('mis');
    const idOf = (sha256: string) => certificates.find((one) => one.sha256 === sha256)?.id ?? '';
    expect((await token(second.client)).status).toBe(401);
    await expect(act('ian', (tx) => admin.confirm(tx, 'mis', 'certificates', idOf(both.second)))).rejects.toMatchObject(
      {
        code: 'interconnection.second-person-needed',
      },
    );
    for (const sha256 of Object.values(both)) {
      await act('sue', (tx) => admin.confirm(tx, 'mis', 'certificates', idOf(sha256)));
    }
    expect([(await token(first.client)).status, (await token(second.client)).status]).toEqual([200, 200]);

    await act('ian', (tx) => admin.withdraw(tx, 'mis', 'certificates', idOf(both.first)));
    // Its running tokens end with it, and the one of the registration does not come back.
    expect((await search(first.client, bearer)).status).toBe(401);
    expect([(await token(first.client)).status, (await token(second.client)).status]).toEqual([401, 200]);
    // Without any it is not free of them: it cannot come at all.
    await act('ian', (tx) => admin.withdraw(tx, 'mis', 'certificates', idOf(both.second)));
    expect([(await token(second.client)).status, (await token(undefined)).status]).toEqual([401, 401]);
  });

  it('S16: is proposed once, and confirmed by the proposer not even in the database', async () => {
    const { admin } = kit.interconnection;
    const again = act('sue', (tx) => admin.addCertificate(tx, 'mis', { sha256: first.sha256 }));
    await expect(again).rejects.toMatchObject({ code: 'interconnection.already-exists' });
    await expect(
      kit.superuser.query('update interconnection.partner_certificate set confirmed_by = proposed_by'),
    ).rejects.toThrow('partner_certificate_confirmed_by_a_second_person');
  });
});
