import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openCivilRegistry } from '../../../partner-sandbox/src/civil-registry/registry.js';
import type { FaultKind } from '../../../partner-sandbox/src/common/partners.js';
import { openTools } from '../../../partner-sandbox/src/common/tools.js';
import { exchangeRoutes } from '../../src/exchange/routes.js';
import { createExchange } from '../../src/exchange/service.js';
import { hashOfSecret } from '../../src/interconnection/registration.js';
import { interconnectionRoutes } from '../../src/interconnection/routes.js';
import { createInterconnection } from '../../src/interconnection/service.js';
import type { InterconnectionTables } from '../../src/interconnection/tables.js';
import { PATIENT_MS } from '../support/patient.js';
import { fakeDirectory, openTestServer } from '../support/server.js';
import { agreed, ALL, openExchangeKit, type Joined } from './exchange-kit.js';

const NAME = 'civil-registry';
const PEOPLE = [
  {
    identifier: [{ identifier_type: 'UIN', identifier_value: '880012' }],
    name: { given_name: 'Ada', surname: 'Okoro' },
    ...{ sex: 'female', birth_date: '1950-04-03', death_date: '' },
  },
];

/** What came of one call of the registry to us. */
interface Called {
  readonly path: string;
  readonly messageId: string;
  readonly transactionId: string;
  readonly ack: string;
  readonly code: string | null;
}

/** We and the sandbox's civil registry, each over a socket: it is asked, and calls back as a registered partner. */
export async function openInquiryKit() {
  const kit = await openExchangeKit();
  const { platform, clock } = kit;
  let door = Promise.resolve();
  const app = await openTestServer(platform, fakeDirectory({}), {
    root: [
      (root) => root.addHook('onRequest', () => door),
      (root) => exchangeRoutes(root, kit.server.context),
      (root) => interconnectionRoutes(root, kit.interconnection),
    ],
  });
  const ownUrl = await app.listen({ port: 0, host: '127.0.0.1' });
  const partner = await kit.addPartner(NAME, {
    ...{ dciId: NAME, quotas: { default: { perSecond: 10_000, perDay: 1_000_000 } } },
  });
  for (const mode of ['event', 'query'] as const) {
    await kit.addAgreement(NAME, agreed({ mode, direction: 'in', elements: ALL }));
  }
  await platform
    .db<InterconnectionTables>()
    .insertInto('interconnection.credential')
    .values({
      ...{ id: randomUUID(), partner: NAME, secretHash: hashOfSecret('the-secret'), revokedAt: null },
      ...{ notAfter: new Date('2027-01-01'), madeBy: 'ian', madeLogin: 'ian', madeAt: new Date(0) },
    })
    .execute();
  const jwks = path.join(kit.secretsDir, 'interlink-jwks.json');
  writeFileSync(jwks, JSON.stringify({ keys: await kit.interconnection.keyring.published() }));
  writeFileSync(
    path.join(kit.secretsDir, 'partners', `${NAME}-jwks.json`),
    JSON.stringify({ keys: [partner.key.publicJwk] }),
  );
  const tools = openTools(kit.secretsDir, () => clock.now().getTime());
  const office = openCivilRegistry(tools, {
    ...{ client: { id: 'interlink', secret: 'word' }, people: PEOPLE, registeredJwks: jwks, interlinkUrl: ownUrl },
    signingKey: { ...partner.key.privateJwk, kid: partner.key.kid },
  });
  const url = await office.listen({ port: 0, host: '127.0.0.1' });
  const settings = {
    ...{ url, clientId: 'interlink', clientSecretFile: 'client-secret', tokenPath: '/oauth2/client/token' },
    ...{ dciId: NAME, signature: 'required', timeoutMs: PATIENT_MS, allowPrivateAddresses: true },
  } as const;
  Object.assign(platform.config.settings, { partners: { [NAME]: settings } });
  // Answers come back to where we listen in this test.
  Object.assign(platform.config, { publicOrigin: ownUrl });
  const own = await createInterconnection(platform);
  const credentials = { client_id: NAME, client_secret: 'the-secret' };
  await fetch(`${url}/desk/credentials`, { method: 'POST', body: new URLSearchParams(credentials) });
  const called = async () => (await (await fetch(`${url}/desk/called`)).json()) as readonly Called[];
  const exchange = createExchange(platform, own);
  return {
    ...kit,
    exchange,
    civil: { ...partner, dciId: NAME, listener: undefined as never } satisfies Joined,
    fault: (kind: FaultKind, operation = 'callback') =>
      tools.faults.add({ partner: NAME, kind, operation, times: 1, delayMs: 5000 }),
    received: () => tools.received.list(NAME).filter(({ operation }) => operation !== 'desk'),
    enterDeath: (identifier: string, on: string) =>
      fetch(`${url}/desk/deaths`, { method: 'POST', body: JSON.stringify({ identifier, on }) }),
    /** Lets nobody in at our door before it is opened. */
    shutDoor() {
      let open: () => void = () => undefined;
      door = new Promise((resolve) => (open = resolve));
      return open;
    },
    /** The registry's own calls in one transaction, once there are so many; of notices by their path. */
    async calledIn(where: { readonly transactionId: string } | { readonly path: RegExp }, count = 1) {
      const isMeant = (one: Called) =>
        'path' in where ? where.path.test(one.path) : one.transactionId === where.transactionId;
      for (let turn = 0; turn < 1200; turn += 1) {
        const meant = (await called()).filter(isMeant);
        if (meant.length >= count) return meant;
        await pause(25);
      }
      throw new Error('the registry did not call');
    },
    async close() {
      await own.close();
      await app.close();
      await office.close();
      await kit.close();
    },
  };
}
export type InquiryKit = Awaited<ReturnType<typeof openInquiryKit>>;
