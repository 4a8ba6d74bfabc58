import { generateKeyPairSync, randomUUID, sign, verify } from 'node:crypto';
import { createServer } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import { startAsker } from './kit/asker.mjs';
import { actor, compare, effort, median, quantile, seconds, service } from './kit/measure.mjs';
import { leftBehind } from './kit/memory.mjs';
import { openOpenimis } from './kit/openimis.mjs';
import { rateOf } from './kit/pace.mjs';
import { addPartner, secretsFolder, signed } from './kit/partners.mjs';

export const title = 'Partners: a signed search, and one change told to a thousand (SR-025, SR-029)';
export const note = `A synchronous search by identifier from ten partners, eight at once: token, quota, signature, agreement, registry, one
row a person in the audit, the answer signed and kept; in turn against a route of the same server that takes the same bytes and
answers a constant, against that constant behind the same token, quota and signatures, and against the bare look-up in SQL. The
partners are a process of their own, over sockets, and what they spend is not counted. Searches that come at once share a
transaction. What is left in memory: after as many as a minute takes, garbage collected, against before. The
query for one individual in openIMIS is asked of the people of the stack that INTERLINK_BENCH_OPENIMIS (and
INTERLINK_BENCH_OPENIMIS_PASSWORD) names; without one that row is left out. Then one change of a person
to whom a thousand subscriptions are: until every notice is put by, and until every partner has it, signed. \`npm run bench -- exchange
--people 20000\` takes other sizes; without it, a million.`;

const SUBSCRIBERS = 1000;
const PER_SECOND = 200;
const OPERATION = 'sync-search';
const SEARCH = '/interlink/dci/sr/registry/sync/search';
/** In the answer to a search that found somebody. */
const FOUND = '"given_name"';

const nidOf = (n) => `N${String(n).padStart(9, '0')}`;

const LOADED_AT_ONCE = 5000;

async function fill(registry, database, count, say) {
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

/** Every partner's own receiver: it acknowledges and counts. */
async function startListener() {
  const heard = { count: 0 };
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      heard.count += 1;
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"message":{"ack_status":"ACK"}}');
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { heard, url: `http://127.0.0.1:${server.address().port}`, close };
}

async function open(database, secretsDir) {
  const platform = await database.platform({ secretsDir, host: '127.0.0.1' });
  const { settings } = platform.config;
  settings.partners = {};
  settings.policies.exchange = { allowPrivateAddresses: true };
  const { createInterconnection } = await service('interconnection/service.js');
  const { createRegistry } = await service('registry/service.js');
  const { createDciServer } = await service('exchange/service.js');
  const { exchangeRoutes } = await service('exchange/routes.js');
  const { admit } = await service('exchange/server/endpoint.js');
  const { sealedEnvelope } = await service('exchange/server/envelope.js');
  const { readIncoming } = await service('exchange/server/incoming.js');
  const { openServer } = await service('platform/http/server.js');
  const { openTokenIssuer } = await service('interconnection/inbound/tokens.js');
  const interconnection = await createInterconnection(platform);
  const registry = createRegistry(platform);
  const server = createDciServer(platform, { interconnection, registry });
  const nobody = { whoIs: async () => undefined, whoHas: async () => undefined };
  const constant = (root) =>
    void root.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
      scope.post('/constant', async () => ({ header: {}, message: {} }));
      scope.decorateRequest('dciPartner', undefined);
      scope.post('/guarded', { onRequest: (request) => admit(server.context, OPERATION, request) }, guarded);
    });
  const guarded = async ({ dciPartner: partner, body }) => {
    const now = new Date();
    await readIncoming(server.context.inbound, {
      role: 'sr',
      operation: OPERATION,
      partner,
      bytes: body,
      now: now.getTime(),
    });
    const answer = { role: 'sr', action: 'on-search', message: {}, items: 1, status: 'succ', at: now.toISOString() };
    return sealedEnvelope(server.context, partner, answer);
  };
  const app = await openServer({
    ...{ platform, directory: nobody, rights: { roles: [], permissions: [] }, readyChecks: [], api: [] },
    // All partners ask from one address here.
    requestsPerMinute: 1_000_000,
    root: [(root) => exchangeRoutes(root, server.context), constant],
  });
  const tokens = openTokenIssuer({
    ...{ keyring: interconnection.keyring, newId: randomUUID, lifetimeSeconds: 3600, now: () => new Date() },
    issuer: `${platform.config.publicOrigin}/interlink`,
  });
  return { platform, interconnection, registry, server, app, tokens };
}

const searchFor = (value, type = 'NID') => ({
  transaction_id: randomUUID(),
  search_request: [
    {
      ...{ reference_id: 'r-1', timestamp: new Date().toISOString() },
      search_criteria: { reg_record_type: 'Member', query_type: 'idtype-value', query: { type, value } },
    },
  ],
});

/** Signed before: what the partner spends is not ours. `valueOf`: whom the nth search is for. */
async function signedSearches(partners, many, { path, valueOf, type }) {
  const requests = [];
  for (let n = 0; n < many; n += 1) {
    // A server whose loop stands still for seconds refuses, as it should.
    if (n % 50 === 0) await turn();
    const partner = partners[n % partners.length];
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${partner.token}` };
    requests.push({ path, headers, payload: await signed(partner, 'search', searchFor(valueOf(n), type)) });
  }
  return requests;
}

function lookUp({ platform }, { kind, value }) {
  const text = `select p.data from registry.person_key k join registry.person p using (person_id)
    where k.kind = $1 and k.value = $2`;
  return platform.database.pool.query(text, [kind, value]);
}

async function searches({ asker, platform, database, partners, people, quick }) {
  const count = quick ? 80 : 800;
  const prepare = async (many, path = SEARCH) => {
    const valueOf = (n) => nidOf((n * 7919) % people);
    await asker.prepare(await signedSearches(partners, many, { path, valueOf }));
  };
  const rate = async (path, took) => {
    await prepare(count, path);
    const one = await asker.atOnce(path === SEARCH ? FOUND : '"header"');
    took?.push(...one.took);
    return one.rate;
  };
  const spent = async (path) => {
    await prepare(count, path);
    const { cpu, mine, served } = await effort(database, () => asker.atOnce(path === SEARCH ? FOUND : '"header"'));
    return { cpu: cpu / count, mine: mine / count, served: served / count };
  };
  const { rows } = await database.query(
    "select kind, value from registry.person_key where kind = 'identifier' limit 1",
  );
  const rounds = quick ? 1 : 3;
  const took = [];
  for (const path of ['/constant', '/guarded', SEARCH]) await rate(path);
  const toConstant = await compare(
    rounds,
    () => rate('/constant'),
    () => rate(SEARCH, took),
  );
  const toLookup = await compare(
    rounds,
    () => rateOf(count, () => lookUp({ platform }, rows[0])),
    () => rate(SEARCH),
  );
  const each = { constant: [], guarded: [], search: [] };
  for (let round = 0; round < rounds; round += 1) {
    each.constant.push(await spent('/constant'));
    each.guarded.push(await spent('/guarded'));
    each.search.push(await spent(SEARCH));
  }
  await prepare(quick ? 200 : 2000);
  const { took: calmly } = await asker.paced(PER_SECOND, FOUND);
  const memory = await leftBehind(
    async (many) => {
      for (let done = 0; done < many; done += count) await rate(SEARCH);
    },
    quick ? { before: count, seconds: 1, step: count } : { before: 10_000, seconds: 60, step: count },
  );
  return { toConstant, toLookup, took, calmly, memory, spent: middleOf(each) };
}

/** The median of each, in ms. */
const middleOf = (each) =>
  Object.fromEntries(
    Object.entries(each).map(([name, rounds]) => [
      name,
      Object.fromEntries(
        ['cpu', 'mine', 'served'].map((part) => [part, median(rounds.map((one) => one[part])) * 1000]),
      ),
    ]),
  );

/** The processor of one signature verified and one made, which no search is without, in ms. */
function signatureCost() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const text = Buffer.alloc(600, 'a');
  const once = () => verify(null, text, publicKey, sign(null, text, privateKey));
  for (let n = 0; n < 200; n += 1) once();
  const before = process.cpuUsage();
  for (let n = 0; n < 1000; n += 1) once();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6 / 1000;
}

/** (c) of the plan: the people of a running openIMIS, found there by GraphQL and here by a signed search, both over sockets. */
async function againstOpenimis({ openimis, asker, registry, partners, quick }) {
  if (!openimis) return undefined;
  const records = openimis.people.map(({ id, firstName, lastName, dob }) => ({
    kind: 'person',
    key: id,
    data: {
      identifiers: [{ type: 'OPENIMIS', value: id }],
      name: { surname: lastName, givenName: firstName },
      ...(dob && { birthDate: { date: dob, precision: 'day' } }),
    },
  }));
  await registry.ingest({ ...actor(), correlationId: randomUUID() }, 'openimis', records);
  const [ours, theirs] = quick ? [80, 16] : [2000, 80];
  const valueOf = (n) => openimis.people[n % openimis.people.length].id;
  return compare(
    3,
    () => rateOf(theirs, (n) => openimis.find(n)),
    async () => {
      await asker.prepare(await signedSearches(partners, ours, { path: SEARCH, valueOf, type: 'OPENIMIS' }));
      return (await asker.atOnce(FOUND)).rate;
    },
  );
}

async function subscribeAll({ server, platform, app, partners, database }) {
  const { workOn } = await service('exchange/callbacks/work.js');
  const each = SUBSCRIBERS / partners.length;
  for (const partner of partners) {
    const subscribe_request = Array.from({ length: each }, (_none, n) => ({
      ...{ reference_id: `r-${n}`, timestamp: new Date().toISOString() },
      subscribe_criteria: {
        ...{ reg_event_type: 'UPDATE', notify_record_type: 'Member', filter_type: 'expression' },
        filter: { $or: [{ identifier: { eq: nidOf(0) } }, { identifier: { eq: `other-${n}` } }] },
      },
    }));
    const message = { transaction_id: randomUUID(), subscribe_request };
    const { statusCode } = await app.inject({
      ...{ method: 'POST', url: '/interlink/dci/sr/registry/subscribe' },
      headers: { 'content-type': 'application/json', authorization: `Bearer ${partner.token}` },
      payload: await signed(partner, 'subscribe', message, each),
    });
    if (statusCode !== 200) throw new Error(`a subscription was answered by ${statusCode}`);
  }
  const waiting = await database.query(`select id from exchange.transaction where state = 'waiting'`);
  for (const { id } of waiting.rows) await workOn(server.context, id);
  await deliverAll(server, platform);
  const { rows } = await database.query('select count(*)::int as n from exchange.subscription where ended_at is null');
  if (rows[0].n !== SUBSCRIBERS) throw new Error(`${rows[0].n} of ${SUBSCRIBERS} subscriptions were made`);
}

async function deliverAll(server, platform) {
  const { openRelay } = await service('platform/outbox/relay.js');
  const { partnerDestination } = await service('exchange/callbacks/deliver.js');
  const { waitingStreams } = await service('exchange/callbacks/relays.js');
  const streams = await waitingStreams(server.context);
  await Promise.all(
    streams.map(async (stream) => {
      const relay = openRelay(platform, partnerDestination(server.context, stream.slice('dci:'.length)), randomUUID());
      while ((await relay.drain()) > 0);
    }),
  );
}

export async function run({ quick, database, say, people: wanted }) {
  // First of all: a wrong address is told before anybody waits.
  const openimis = await openOpenimis();
  const secrets = await secretsFolder();
  const listener = await startListener();
  const opened = await open(database, secrets.dir);
  const people = Number(wanted ?? (quick ? 1000 : 1_000_000));
  const asker = await startAsker(await opened.app.listen({ port: 0, host: '127.0.0.1' }));
  try {
    await fill(opened.registry, database, people, say);
    const partners = [];
    for (let n = 0; n < 10; n += 1) {
      const partner = await addPartner(database, `partner-${n}`, listener.url);
      const { token } = await opened.tokens.issue({ partner: partner.id, scopes: ['dci'] });
      partners.push({ ...partner, token });
    }
    const parts = { ...opened, openimis, asker, database, partners, people, quick };
    const found = await searches(parts);
    const { constant, guarded, search } = found.spent;
    const { rows: audits } = await database.query(
      `select count(*)::int as n from platform.audit_entry where header ->> 'action' = 'interconnection.exchange'`,
    );
    const { rows: asked } = await database.query('select count(*)::int as n from exchange.transaction');
    const signing = signatureCost();
    const compared = await againstOpenimis(parts);
    await subscribeAll(parts);
    const personId = await personOf(opened, nidOf(0));
    const stranger = await personOf(opened, nidOf(1));
    const told = (id, version) =>
      opened.server.subscriber.handle({
        ...{ id: randomUUID(), kind: 'registry.person-changed', actor: { ...actor(), correlationId: randomUUID() } },
        body: { personId: id, version, kinds: ['person'], fields: ['name'], programmes: [] },
      });
    await told(stranger, 2);
    const unwatched = await seconds(() => told(stranger, 3));
    const putBy = await seconds(() => told(personId, 2));
    listener.heard.count = 0;
    const delivered = await seconds(() => deliverAll(opened.server, opened.platform));
    return [
      { what: `searches of ${people} people, against the constant route`, value: found.toConstant.ours, unit: '/s', baseline: found.toConstant.baseline, ratio: found.toConstant.ratio },
      { what: 'searches against the bare look-up', value: found.toLookup.ours, unit: '/s', baseline: found.toLookup.baseline, ratio: found.toLookup.ratio },
      { what: 'processor of one search against one constant, both processes', value: search.cpu, unit: 'ms', baseline: constant.cpu, ratio: search.cpu / constant.cpu, target: 'at most 4x' },
      { what: 'the same against a constant behind the same token, quota and signatures', value: search.cpu, unit: 'ms', baseline: guarded.cpu, ratio: search.cpu / guarded.cpu },
      { what: 'of it in the service', value: search.mine, unit: 'ms', baseline: constant.mine, ratio: search.mine / constant.mine },
      { what: 'of it one signature verified and one made, by themselves', value: signing * 1000, unit: 'ms', baseline: constant.mine, ratio: (signing * 1000) / constant.mine },
      { what: 'of it in the database', value: search.served, unit: 'ms' },
      { what: `a search, ${PER_SECOND} a second from ten partners, 95 of 100 within`, value: quantile(found.calmly, 0.95), unit: 'ms', target: 'under 25 ms' },
      { what: 'a search, eight at once without a pause, 95 of 100 within', value: quantile(found.took, 0.95), unit: 'ms' },
      { what: `left in the heap by 100,000 searches, taken over ${found.memory.count}`, value: found.memory.heap, unit: 'MB' },
      { what: 'left in the memory of the process by as many', value: found.memory.rss, unit: 'MB' },
      ...(compared ? [{ what: 'searches against the query for one individual in openIMIS, its own people', value: compared.ours, unit: '/s', baseline: compared.baseline, ratio: compared.ratio, target: 'at least 50x' }] : []),
      { what: 'rows in the audit for the searches answered', value: audits[0].n, target: `at least ${asked[0].n}` },
      { what: `one change put by for ${SUBSCRIBERS} subscribers, against one that nobody watches`, value: putBy, unit: 's', baseline: unwatched, ratio: putBy / unwatched, target: 'under 2 s' },
      { what: `until ten partners had all ${listener.heard.count} notices, signed`, value: delivered, unit: 's' },
    ]; // prettier-ignore
  } finally {
    asker.close();
    await opened.app.close();
    await opened.server.close();
    await opened.interconnection.close();
    listener.close();
    secrets.remove();
  }
}

async function personOf({ registry }, nid) {
  const compare = { field: 'identifier', operator: 'eq', value: { type: 'NID', value: nid } };
  const scope = { purpose: 'data-sharing', districts: 'all', institutions: 'all' };
  const query = { recordType: 'Member', where: { compare }, page: { number: 1, size: 1 } };
  const { items } = await registry.search({ ...actor(), correlationId: randomUUID() }, query, scope);
  return items[0].personId;
}
