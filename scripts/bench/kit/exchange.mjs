import { randomUUID } from 'node:crypto';
import { actor, service } from './measure.mjs';
import { addPartner } from './partners.mjs';

const PARTNERS = 10;
const LOADED_AT_ONCE = 5000;

export const nidOf = (n) => `N${String(n).padStart(9, '0')}`;

/** The exchange as it is served, without the rest of the service. `more` gives further routes of its server. */
export async function openExchange(database, secretsDir, more = () => []) {
  const platform = await database.platform({ secretsDir, host: '127.0.0.1' });
  const { settings } = platform.config;
  settings.partners = {};
  settings.policies.exchange = { allowPrivateAddresses: true };
  const { createInterconnection } = await service('interconnection/service.js');
  const { createRegistry } = await service('registry/service.js');
  const { createDciServer } = await service('exchange/service.js');
  const { exchangeRoutes } = await service('exchange/routes.js');
  const { openServer } = await service('platform/http/server.js');
  const { openTokenIssuer } = await service('interconnection/inbound/tokens.js');
  const interconnection = await createInterconnection(platform);
  const registry = createRegistry(platform);
  const server = createDciServer(platform, { interconnection, registry });
  const nobody = { whoIs: async () => undefined, whoHas: async () => undefined };
  const app = await openServer({
    ...{ platform, directory: nobody, rights: { roles: [], permissions: [] }, readyChecks: [], api: [] },
    // All partners ask from one address here.
    requestsPerMinute: 1_000_000,
    root: [(root) => exchangeRoutes(root, server.context), ...more(server.context)],
  });
  const tokens = openTokenIssuer({
    ...{ keyring: interconnection.keyring, newId: randomUUID, lifetimeSeconds: 3600, now: () => new Date() },
    issuer: `${platform.config.publicOrigin}/interlink`,
  });
  const close = async () => {
    await app.close();
    await server.close();
    await interconnection.close();
  };
  return { platform, registry, server, app, tokens, close };
}

export async function fill(registry, database, count, say) {
  for (let from = 0; from < count; from += LOADED_AT_ONCE) {
    const records = Array.from({ length: Math.min(LOADED_AT_ONCE, count - from) }, (_none, at) => ({
      kind: 'person',
      key: `p-${from + at}`,
      data: {
        identifiers: [{ type: 'NID', value: nidOf(from + at) }],
        name: { surname: `Surname${(from + at) % 977}`, givenName: `Given${(from + at) % 1009}` },
        birthDate: { date: `19${50 + ((from + at) % 50)}-05-04`, precision: 'day' },
        sex: 'female',
      },
    }));
    await registry.loadFirst({ ...actor(), correlationId: randomUUID() }, 'openimis', records);
    if (from > 0 && from % 100_000 === 0) say(`${from} of ${count} people`);
  }
  await database.query('vacuum analyze');
}

/** Ten partners with a token each, who are told what they are told at `url`. */
export async function addPartners(database, tokens, url) {
  const partners = [];
  for (let n = 0; n < PARTNERS; n += 1) {
    const partner = await addPartner(database, `partner-${n}`, url);
    const { token } = await tokens.issue({ partner: partner.id, scopes: ['dci'] });
    partners.push({ ...partner, token });
  }
  return partners;
}
