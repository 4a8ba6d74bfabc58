import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { compactVerify, importJWK } from 'jose';
import { startChild } from './kit/child.mjs';
import { addPartners, fill, nidOf, openExchange } from './kit/exchange.mjs';
import { actor, effort, median, seconds, service } from './kit/measure.mjs';
import { rateOf } from './kit/pace.mjs';
import { secretsFolder, signed } from './kit/partners.mjs';

export const title = 'Partners: one change told to a thousand (SR-029)';
export const note = `One change of a person to whom a thousand subscriptions of ten partners are, at a service whose relays run as in a deployment: from the
event of the change until every notice is put by, and until every partner has every notice. The partners' receivers are a process of
their own, on the same two cores; what it spends is shown. Against it, in turn, the same messages posted to the same receivers by eight
connections of a bare client. Afterwards every message is looked at: each once, signed by us, in the order in which it was caused.`;

const SUBSCRIBERS = 1000;

/** What was put by is delivered, and that is written. */
async function untilQuiet({ context }) {
  const { waitingStreams } = await service('exchange/callbacks/relays.js');
  while ((await waitingStreams(context)).length > 0) await sleep(50);
}

async function subscribeAll({ server, app, partners, database }) {
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
  await untilQuiet(server);
  const { rows } = await database.query('select count(*)::int as n from exchange.subscription where ended_at is null');
  if (rows[0].n !== SUBSCRIBERS) throw new Error(`${rows[0].n} of ${SUBSCRIBERS} subscriptions were made`);
}

async function personOf({ registry }, nid) {
  const compare = { field: 'identifier', operator: 'eq', value: { type: 'NID', value: nid } };
  const scope = { purpose: 'data-sharing', districts: 'all', institutions: 'all' };
  const query = { recordType: 'Member', where: { compare }, page: { number: 1, size: 1 } };
  const { items } = await registry.search({ ...actor(), correlationId: randomUUID() }, query, scope);
  return items[0].personId;
}

/** The same messages by a client that does nothing else. */
async function bare(receiver, url, bodies) {
  const agent = new Agent({ keepAlive: true });
  const headers = { 'content-type': 'application/json' };
  const post = (body) =>
    new Promise((resolve, reject) => {
      const asked = request(`${url}/notify`, { agent, method: 'POST', headers }, (answer) =>
        answer.resume().on('end', resolve).on('error', reject),
      );
      asked.on('error', reject).end(body);
    });
  await receiver.tell('forget');
  const own = process.cpuUsage();
  const rate = await rateOf(bodies.length, (n) => post(bodies[n - 1]));
  const { user, system } = process.cpuUsage(own);
  agent.destroy();
  const { cpu } = await receiver.tell('until', { count: bodies.length });
  return { wall: bodies.length / rate, mine: (user + system) / 1e6, received: cpu };
}

/** How many of them are no message of ours, came twice, or came before one that was caused before. */
async function faultsOf(bodies, signingKey) {
  const last = new Map();
  const ids = new Set();
  let faults = 0;
  for (const body of bodies) {
    const { signature, header, message } = JSON.parse(body);
    const { payload } = await compactVerify(signature, signingKey);
    const isOurs = Buffer.from(payload).toString() === JSON.stringify({ header, message });
    // Ids of the outbox grow with time.
    const isLate = (last.get(header.receiver_id) ?? '') > message.transaction_id;
    if (!isOurs || isLate || ids.has(header.message_id)) faults += 1;
    ids.add(header.message_id);
    last.set(header.receiver_id, message.transaction_id);
  }
  return faults;
}

async function tellOnce({ server, receiver, database, personId }, version) {
  const event = {
    ...{ id: randomUUID(), kind: 'registry.person-changed', actor: { ...actor(), correlationId: randomUUID() } },
    body: { personId, version, kinds: ['person'], fields: ['name'], programmes: [] },
  };
  await receiver.tell('forget');
  let putBy;
  let received;
  const spent = await effort(database, async () => {
    putBy = await seconds(() => server.subscriber.handle(event));
    ({ cpu: received } = await receiver.tell('until', { count: SUBSCRIBERS }));
  });
  // What is still written after the last one has come is not of the next round.
  await untilQuiet(server);
  return { ...spent, putBy, received };
}

function rowsOf(rounds, bares, faults) {
  const row = (what, unit, of, target) => {
    const [value, baseline] = [median(rounds.map(of)), median(bares.map(of))];
    return { what, unit, value, target, ...(baseline > 0 && { baseline, ratio: value / baseline }) };
  };
  const each = (seconds = 0) => (seconds / SUBSCRIBERS) * 1000;
  const longest = Math.max(...rounds.map(({ wall }) => wall));
  return [
    row('one change put by for all', 's', ({ putBy }) => putBy),
    row(`until ten partners had all ${SUBSCRIBERS} notices, signed`, 's', ({ wall }) => wall, 'under 2 s'),
    { what: `the longest of ${rounds.length} rounds`, value: longest, unit: 's', target: 'under 2 s' },
    row('processor of one notice in the service', 'ms', ({ mine }) => each(mine)),
    row('in the database', 'ms', ({ served }) => each(served)),
    row('at the receivers', 'ms', ({ received }) => each(received)),
    { what: 'notices that came twice, unsigned or out of their order', value: faults, target: '0' },
  ];
}

export async function run({ quick, database, say, people: wanted }) {
  const secrets = await secretsFolder();
  const receiver = await startChild('receiver-process.mjs');
  const opened = await openExchange(database, secrets.dir);
  const { beginLife } = await service('platform/outbox/life.js');
  const { loadOwnKeys } = await service('interconnection/keys.js');
  const life = beginLife(opened.platform.database.pool, opened.platform.ids.next());
  const relays = opened.server.startRelays(life);
  try {
    const { url } = await receiver.tell('listen');
    await fill(opened.registry, database, Number(wanted ?? (quick ? 1000 : 100_000)), say);
    const partners = await addPartners(database, opened.tokens, url);
    await subscribeAll({ ...opened, partners, database });
    const parts = { ...opened, receiver, database, personId: await personOf(opened, nidOf(0)) };
    const signingKey = await importJWK((await loadOwnKeys(secrets.dir)).signing.publicJwk, 'EdDSA');
    const rounds = [];
    const bares = [];
    let faults = 0;
    await tellOnce(parts, 2);
    for (let round = 0; round < (quick ? 2 : 7); round += 1) {
      rounds.push(await tellOnce(parts, 3 + round));
      const { bodies } = await receiver.tell('heard');
      faults += (await faultsOf(bodies, signingKey)) + bodies.length - SUBSCRIBERS;
      bares.push(await bare(receiver, url, bodies));
    }
    return rowsOf(rounds, bares, faults);
  } finally {
    await relays.stop();
    life.end();
    await opened.close();
    receiver.close();
    secrets.remove();
  }
}
