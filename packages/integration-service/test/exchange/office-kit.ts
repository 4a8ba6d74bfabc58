import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { FaultKind, PartnerName } from '../../../partner-sandbox/src/common/partners.js';
import { openTools } from '../../../partner-sandbox/src/common/tools.js';
import type { Register } from '../../src/exchange/context.js';
import { exchangeRoutes } from '../../src/exchange/routes.js';
import { createExchange } from '../../src/exchange/service.js';
import { hashOfSecret } from '../../src/interconnection/registration.js';
import { interconnectionRoutes } from '../../src/interconnection/routes.js';
import { createInterconnection } from '../../src/interconnection/service.js';
import type { InterconnectionTables } from '../../src/interconnection/tables.js';
import type { Platform } from '../../src/platform/platform.js';
import { PATIENT_MS } from '../support/patient.js';
import { fakeDirectory, openTestServer } from '../support/server.js';
import { openExchangeKit, type Joined } from './exchange-kit.js';

type Tools = ReturnType<typeof openTools>;

/** What an office of the sandbox is opened with: who may ask it, and where it calls. */
interface OfficeParts {
  readonly tools: Tools;
  readonly common: {
    readonly client: { readonly id: string; readonly secret: string };
    readonly registeredJwks: string;
    readonly interlinkUrl: string;
    readonly signingKey: Joined['key']['privateJwk'] & { readonly kid: string };
  };
}

interface OfficeSettings {
  readonly name: PartnerName;
  /** By which it is registered here, when it is not its name. */
  readonly dciId?: string;
  readonly open: (parts: OfficeParts) => FastifyInstance;
  readonly realRegistry?: (platform: Platform) => Register;
}

/** What came of one call of the office to us. */
interface Called {
  readonly path: string;
  readonly messageId: string;
  readonly transactionId: string;
  readonly ack: string;
  readonly code: string | null;
}

/** We and an office of the sandbox, each over a socket: it is asked, and calls back as a registered partner. */
export async function openOfficeKit({ name, dciId = name, open, realRegistry }: OfficeSettings) {
  const kit = await openExchangeKit(realRegistry);
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
  const partner = await kit.addPartner(name, {
    ...{ dciId, quotas: { default: { perSecond: 10_000, perDay: 1_000_000 } } },
  });
  await platform
    .db<InterconnectionTables>()
    .insertInto('interconnection.credential')
    .values({
      ...{ id: randomUUID(), partner: name, secretHash: hashOfSecret('the-secret'), revokedAt: null },
      ...{ notAfter: new Date('2027-01-01'), madeBy: 'ian', madeLogin: 'ian', madeAt: new Date(0) },
    })
    .execute();
  const jwks = path.join(kit.secretsDir, 'interlink-jwks.json');
  writeFileSync(jwks, JSON.stringify({ keys: await kit.interconnection.keyring.published() }));
  writeFileSync(
    path.join(kit.secretsDir, 'partners', `${name}-jwks.json`),
    JSON.stringify({ keys: [partner.key.publicJwk] }),
  );
  const tools = openTools(kit.secretsDir, () => clock.now().getTime());
  const client = { id: 'interlink', secret: 'word' };
  const signingKey = { ...partner.key.privateJwk, kid: partner.key.kid };
  const office = open({ tools, common: { client, registeredJwks: jwks, interlinkUrl: ownUrl, signingKey } });
  const url = await office.listen({ port: 0, host: '127.0.0.1' });
  const settings = {
    ...{ url, clientId: 'interlink', clientSecretFile: 'client-secret', tokenPath: '/oauth2/client/token' },
    ...{ dciId: name, signature: 'required', timeoutMs: PATIENT_MS, allowPrivateAddresses: true },
  } as const;
  Object.assign(platform.config.settings, { partners: { [name]: settings } });
  // Answers come back to where we listen in this test.
  Object.assign(platform.config, { publicOrigin: ownUrl });
  const own = await createInterconnection(platform);
  const credentials = { client_id: name, client_secret: 'the-secret' };
  await fetch(`${url}/desk/credentials`, { method: 'POST', body: new URLSearchParams(credentials) });
  const called = async () => (await (await fetch(`${url}/desk/called`)).json()) as readonly Called[];
  return {
    ...kit,
    exchange: createExchange(platform, own),
    office: { ...partner, dciId, listener: undefined as never } satisfies Joined,
    officeUrl: url,
    fault: (kind: FaultKind, operation = 'callback') =>
      tools.faults.add({ partner: name, kind, operation, times: 1, delayMs: 5000 }),
    received: () => tools.received.list(name).filter(({ operation }) => operation !== 'desk'),
    /** Lets nobody in at our door before it is opened. */
    shutDoor() {
      let openDoor: () => void = () => undefined;
      door = new Promise((resolve) => (openDoor = resolve));
      return openDoor;
    },
    /** The office's own calls in one transaction, once there are so many; of notices by their path. */
    async calledIn(where: { readonly transactionId: string } | { readonly path: RegExp }, count = 1) {
      const isMeant = (one: Called) =>
        'path' in where ? where.path.test(one.path) : one.transactionId === where.transactionId;
      for (let turn = 0; turn < 1200; turn += 1) {
        const meant = (await called()).filter(isMeant);
        if (meant.length >= count) return meant;
        await pause(25);
      }
      throw new Error('the office did not call');
    },
    async close() {
      await own.close();
      await app.close();
      await office.close();
      await kit.close();
    },
  };
}
