import { generateKeyPairSync, randomUUID, sign, verify } from 'node:crypto';
import { startAsker } from './kit/asker.mjs';
import { addPartners, fill, nidOf, openExchange } from './kit/exchange.mjs';
import { actor, compare, effort, median, quantile, service } from './kit/measure.mjs';
import { leftBehind } from './kit/memory.mjs';
import { openOpenimis } from './kit/openimis.mjs';
import { rateOf } from './kit/pace.mjs';
import { secretsFolder } from './kit/partners.mjs';
import { FOUND, SEARCH, signedSearches } from './kit/searches.mjs';

export const title = 'Partners: a signed search (SR-025)';
export const note = `A synchronous search by identifier from ten partners, eight at once: token, quota, signature, agreement, registry, one
row a person in the audit, the answer signed and kept; in turn against a route of the same server that takes the same bytes and
answers a constant, against that constant behind the same token, quota and signatures, and against the bare look-up in SQL. The
partners are a process of their own, over sockets, and what they spend is not counted. Searches that come at once share a
transaction. What is left in memory: after as many as a minute takes, garbage collected, against before. The
query for one individual in openIMIS is asked of the people of the stack that INTERLINK_BENCH_OPENIMIS (and
INTERLINK_BENCH_OPENIMIS_PASSWORD) names; without one that row is left out. \`npm run bench -- exchange --people 20000\` takes
other sizes; without it, a million.`;

const PER_SECOND = 200;
const OPERATION = 'sync-search';
/** Nobody is told anything here. */
const NOWHERE = 'http://127.0.0.1:9';

/** The same route, with nothing behind it, and behind the same guards. */
async function comparisons() {
  const { admit } = await service('exchange/server/endpoint.js');
  const { sealedEnvelope } = await service('exchange/server/envelope.js');
  const { readIncoming } = await service('exchange/server/incoming.js');
  const guarded = async (context, { dciPartner: partner, body: bytes }) => {
    const now = new Date();
    const asked = { role: 'sr', operation: OPERATION, partner, bytes, now: now.getTime() };
    await readIncoming(context.inbound, asked);
    const answer = { role: 'sr', action: 'on-search', message: {}, items: 1, status: 'succ', at: now.toISOString() };
    return sealedEnvelope(context, partner, answer);
  };
  return (context) => [
    (root) =>
      void root.register(async (scope) => {
        scope.removeAllContentTypeParsers();
        scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
        scope.post('/constant', async () => ({ header: {}, message: {} }));
        scope.decorateRequest('dciPartner', undefined);
        const onRequest = (request) => admit(context, OPERATION, request);
        scope.post('/guarded', { onRequest }, (request) => guarded(context, request));
      }),
  ];
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
    { before: quick ? count : 10_000, step: count, enough: (_done, seconds) => seconds > (quick ? 1 : 60) },
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

export async function run({ quick, database, say, people: wanted }) {
  // First of all: a wrong address is told before anybody waits.
  const openimis = await openOpenimis();
  const secrets = await secretsFolder();
  const opened = await openExchange(database, secrets.dir, await comparisons());
  const people = Number(wanted ?? (quick ? 1000 : 1_000_000));
  const asker = await startAsker(await opened.app.listen({ port: 0, host: '127.0.0.1' }));
  try {
    await fill(opened.registry, database, people, say);
    const partners = await addPartners(database, opened.tokens, NOWHERE);
    const parts = { ...opened, openimis, asker, database, partners, people, quick };
    const found = await searches(parts);
    const { constant, guarded, search } = found.spent;
    const { rows: audits } = await database.query(
      `select count(*)::int as n from platform.audit_entry where header ->> 'action' = 'interconnection.exchange'`,
    );
    const { rows: asked } = await database.query('select count(*)::int as n from exchange.transaction');
    const signing = signatureCost();
    const compared = await againstOpenimis(parts);
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
    ]; // prettier-ignore
  } finally {
    asker.close();
    await opened.close();
    secrets.remove();
  }
}
