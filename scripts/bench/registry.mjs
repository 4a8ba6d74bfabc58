import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../stack/paths.mjs';
import { dice, households, misspelt } from './kit/country.mjs';
import { actor, effort, quantile, service } from './kit/measure.mjs';
import { plot } from './kit/plot.mjs';

export const title = 'Registry: one view of many people';
export const note = `A generated country (\`scripts/bench/kit/country.mjs\`, seeded) as a first source: people, households with moves, and for half of the
adults an enrolment in one of three programmes with a benefit for each month of three years: some twelve a person. It is loaded by \`loadFirst\`: checked, sealed, folded,
and in by COPY (a test holds it to be row for row what \`ingest\` makes), four portions at once; its people are made up between, while no clock runs. Then a second source states people again, one in
three misspelt, one in five without a number, with the truth known, by \`ingest\`, which links. The reads are one at a time, in random order,
each with its audit entry, and are measured again each time that the registry has grown threefold. Processor is what this process
and the database's spend on one: what the time would be on a machine that nobody else uses. \`npm run bench -- registry --people 1000000\` takes
other sizes; without it, a hundred thousand. A search by name looks at a thousand people at most and says when there are more:

![Growth of cost with size](registry-growth.svg)`;

const SCOPE = { purpose: 'enrolment', districts: 'all', institutions: 'all' };
const AT_ONCE = 1000;
const LOADED_AT_ONCE = 5000;
/** As many as the command that loads a file sends at once. */
const PORTIONS = 4;
/** At most so many people again: linking is measured, not waited for. */
const MOST_TWICE = 1500;

const dataOf = ({ givenName, surname, sex, birthDate, nationalId, mobile }, village) => ({
  name: { givenName, surname },
  sex,
  birthDate: { date: birthDate, precision: 'day' },
  place: { locationId: village.locationId, districtId: village.districtId, name: village.name },
  ...(nationalId && { identifiers: [{ type: 'NID', value: nationalId }] }),
  ...(mobile && { phones: [mobile] }),
});

/** November 2023 to October 2026. */
const MONTHS = 36;
const FIRST_DAYS = Array.from({ length: MONTHS }, (_, at) =>
  new Date(Date.UTC(2023, 10 + at, 1)).toISOString().slice(0, 10),
);

/** What the first source says of a person: where they lived before, where they live, and what they receive. */
function statementsOf(die, person, { village, movedFrom, movedOn }, months) {
  const key = `p${person.number}`;
  const before = movedFrom ? [{ kind: 'person', key, validFrom: '2020-01-01', data: dataOf(person, movedFrom) }] : [];
  const now = { kind: 'person', key, validFrom: movedOn ?? '2020-01-01', data: dataOf(person, village) };
  if (!person.nationalId || !die.chance(0.5)) return [...before, now];
  const subject = { kind: 'person', key };
  const programme = person.birthDate < '1966' ? 'OAA' : person.difficulty ? 'DIS' : 'CHG';
  const enrolment = { programme, status: 'active', enrolledOn: '2023-10-15' };
  const amount = { minor: 200_000, currency: 'KES' };
  return [
    ...before,
    now,
    { kind: 'enrolment', key, subject, validFrom: '2023-10-15', data: enrolment },
    ...FIRST_DAYS.slice(0, months).map((dueOn) => ({
      kind: 'benefit',
      key: `${key}-${dueOn}`,
      subject,
      validFrom: dueOn,
      data: { programme, status: 'paid', type: 'cash', dueOn, amount },
    })),
  ];
}

/** In batches of at most so many, what belongs together in one. */
function* batchesOf(all, atOnce) {
  let batch = [];
  for (const some of all) {
    if (batch.length > 0 && batch.length + some.length > atOnce) {
      yield batch;
      batch = [];
    }
    batch.push(...some);
  }
  if (batch.length > 0) yield batch;
}

/** `width` calls at once; how many records were taken. */
async function feed(take, batches, width = 1) {
  const running = new Set();
  let records = 0;
  for (const batch of batches) {
    const call = take(batch).then(() => {
      running.delete(call);
      records += batch.length;
    });
    running.add(call);
    if (running.size >= width) await Promise.race(running);
  }
  await Promise.all(running);
  return records;
}

/** Lets through until so many people more are told of; the iterator goes on afterwards. */
function* portion(statements, people, seen) {
  while (seen.people < people) {
    const { value, done } = statements.next();
    if (done) return;
    seen.people += value.people;
    yield value.statements;
  }
}

function country(people, seed, months = MONTHS) {
  const die = dice(seed + 1);
  const twice = [];
  const keys = [];
  const statements = function* () {
    for (const household of households({ people, seed })) {
      const { number, members, village } = household;
      const statements = [];
      for (const person of members) {
        // A sample is enough to search by: a million would only fill the memory.
        if (keys.length < 20_000 || die.chance(0.01)) keys.push(person);
        if (twice.length < MOST_TWICE && die.chance(0.01)) twice.push({ person, village });
        statements.push(...statementsOf(die, person, household, months));
      }
      const of = members.map(({ number: n, role }) => ({ personKey: `p${n}`, role }));
      const place = { locationId: village.locationId, districtId: village.districtId };
      statements.push({ kind: 'household', key: `h${number}`, data: { place, size: members.length, members: of } });
      yield { statements, people: members.length };
    }
  };
  return { statements: statements(), twice, keys };
}

/** The 95th of a hundred by the clock, and the mean of processor, both in ms. */
async function timed(database, count, act) {
  const times = [];
  const { cpu } = await effort(database, async () => {
    for (let at = 0; at < count; at += 1) {
      const since = performance.now();
      await act(at);
      times.push(performance.now() - since);
    }
  });
  return { p95: quantile(times, 0.95), p50: quantile(times, 0.5), cpu: (cpu / count) * 1000 };
}

const compare = (field, operator, value) => ({ compare: { field, operator, value } });
const named = ({ givenName, surname }) => compare('name', 'like', `${givenName} ${surname}`);

async function reads(registry, database, keys, quick) {
  const die = dice(99);
  const count = quick ? 60 : 300;
  const ids = (await database.query('select person_id as id from registry.person order by random() limit 3000')).rows;
  const { rows } = await database.query(
    'select household_id as id, size from registry.household order by size desc, household_id limit 20',
  );
  const some = keys.filter(({ nationalId }) => nationalId);
  const id = () => ids[die.below(ids.length)].id;
  const who = actor();
  const search = (where) => registry.search(who, { recordType: 'Member', where, page: { number: 1, size: 10 } }, SCOPE);
  const acts = {
    view: () => registry.getPerson(who, id(), SCOPE),
    past: () => registry.getPerson(who, id(), SCOPE, { asOf: '2023-06-01' }),
    byNumber: () => search(compare('identifier', 'eq', die.pick(some).nationalId)),
    byName: () => search(named(die.pick(keys))),
    misspelt: () => search(named(misspelt(die, die.pick(keys)))),
    byGivenName: () => search(compare('name', 'like', die.pick(keys).givenName)),
    household: () => registry.getHousehold(who, rows[die.below(rows.length)].id, SCOPE),
  };
  const measured = { largest: rows[0].size };
  for (const [name, act] of Object.entries(acts)) {
    // The plans of a new connection are not what is measured.
    for (let at = 0; at < 10; at += 1) await act();
    measured[name] = await timed(database, count, act);
  }
  return measured;
}

/** Everybody is counted by the job; the page reads what it counted. */
async function statistics(registry, database) {
  const counted = await effort(database, () => registry.summarise(actor(), []));
  return { counted, page: await timed(database, 50, () => registry.statistics(SCOPE)) };
}

/** Of those who stand in both sources: linked by itself, given to a person to decide, missed; and linked wrongly. */
async function linking(database, twice) {
  const { rows } = await database.query(
    `select o.record_key as theirs, o.person_id as theirs_id, f.record_key as ours,
       exists (select 1 from registry.conflict c where c.kind = 'probable-match' and c.person_id = o.person_id) as doubted
     from registry.person_record o left join registry.person_record f
       on f.person_id = o.person_id and f.source = 'openimis' where o.source = 'second-mis'`,
  );
  const right = rows.filter(({ theirs, ours }) => ours !== null && theirs === `x-${ours}`).length;
  const wrong = rows.filter(({ theirs, ours }) => ours !== null && theirs !== `x-${ours}`).length;
  const doubted = rows.filter(({ ours, doubted: is }) => ours === null && is).length;
  return { right, wrong, doubted, missed: twice.length - right - wrong - doubted };
}

const STEPS = [1000, 3000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000];

/** Says each twentieth of the whole how far it is, at what rate, and when it will be done. */
function progress(people, say) {
  const since = performance.now();
  let next = 0.05;
  return (seen) => {
    if (seen / people < next) return;
    next = Math.floor((seen / people) * 20 + 1) / 20;
    const took = (performance.now() - since) / 1000;
    const left = Math.round((took / seen) * (people - seen));
    const memory = Math.round(process.memoryUsage.rss() / 2 ** 20);
    say(`${seen} of ${people} people after ${Math.round(took)} s, some ${left} s left; ${memory} MB`);
  };
}

/** So many batches are made before the clock runs: who loads a country does not make it up meanwhile. */
const STOCK = 60;

function stockOf(batches) {
  const stock = [];
  while (stock.length < STOCK) {
    const { value, done } = batches.next();
    if (done) break;
    stock.push(value);
  }
  return stock;
}

/** Loads in steps and reads after each. */
async function grow(registry, database, { people, quick, say }, { statements, keys }) {
  const seen = { people: 0 };
  const take = (batch) => registry.loadFirst(actor(), 'openimis', batch);
  const tell = progress(people, say);
  const steps = [];
  let [records, wall, cpu] = [0, 0, 0];
  for (const size of [...STEPS.filter((step) => step < people), people]) {
    const load = { records: 0, wall: 0, cpu: 0 };
    const batches = batchesOf(portion(statements, size, seen), LOADED_AT_ONCE);
    for (let some = stockOf(batches); some.length > 0; some = stockOf(batches)) {
      const one = await effort(database, async () => void (load.records += await feed(take, some, PORTIONS)));
      [load.wall, load.cpu] = [load.wall + one.wall, load.cpu + one.cpu];
      tell(seen.people);
    }
    [records, wall, cpu] = [records + load.records, wall + load.wall, cpu + load.cpu];
    await database.query('vacuum analyze');
    const read = await reads(registry, database, keys, quick || size < people);
    say(
      `${seen.people} people: ${Math.round(load.records / load.wall)} records/s (${((load.cpu / load.records) * 1000).toFixed(3)} s of processor a thousand), ` +
        `view ${read.view.p95.toFixed(1)} ms, name ${read.byName.p95.toFixed(1)} ms`,
    );
    steps.push({ size: seen.people, read });
  }
  return { steps, records, wall, cpu };
}

async function measure(database, { people, months, quick, say }) {
  const platform = await database.platform();
  const { createRegistry } = await service('registry/service.js');
  const registry = createRegistry(platform);
  const made = country(people, 7, months);
  const load = await grow(registry, database, { people, quick, say }, made);
  const counted = await statistics(registry, database);
  const size = (await database.query('select pg_database_size(current_database()) as bytes')).rows[0].bytes;
  const die = dice(5);
  const again = made.twice.map(({ person, village }) => [
    { kind: 'person', key: `x-p${person.number}`, data: dataOf(misspelt(die, person), village) },
  ]);
  const second = await effort(database, () =>
    feed((batch) => registry.ingest(actor(), 'second-mis', batch), batchesOf(again, AT_ONCE)),
  );
  return {
    load,
    counted,
    size: Number(size),
    second,
    twice: made.twice.length,
    read: load.steps.at(-1).read,
    links: await linking(database, made.twice),
  };
}

/** Draws the measured numbers where benchmarks.md shows them. */
function draw(steps, file) {
  const line = (name, of) => ({ name, points: steps.map(({ size, read }) => [size, read[of].cpu]) });
  const svg = plot({
    ...{ title: 'One look at the registry, processor', xName: 'people', yName: 'ms' },
    lines: [
      line('person', 'view'),
      line('earlier day', 'past'),
      line('by number', 'byNumber'),
      line('by name', 'byName'),
      line('by given name', 'byGivenName'),
      line('large household', 'household'),
    ],
  });
  writeFileSync(path.join(root, 'docs/reference', file), svg);
}

const DEFAULT_PEOPLE = 100_000;

const READS = [
  ['person view', 'view', 'under 15 ms'],
  ['as of an earlier day', 'past', 'under 3x'],
  ['search by number', 'byNumber', 'under 60 ms'],
  ['search by name', 'byName', 'under 60 ms'],
  ['search by a misspelt name', 'misspelt', 'under 60 ms'],
  ['search by a given name that many bear', 'byGivenName', 'under 60 ms'],
  ['the largest households', 'household', ''],
];

const readRows = (read) =>
  READS.flatMap(([what, name, target]) => {
    const { p95, p50, cpu } = read[name];
    const ratio = name === 'past' ? { ratio: cpu / read.view.cpu } : {};
    return [
      { what: `${what}, 95 of 100 within`, value: p95, unit: 'ms', target, ...ratio },
      { what: `${what}, half of them within`, value: p50, unit: 'ms' },
      { what: `${what}, processor`, value: cpu, unit: 'ms' },
    ];
  });

/** `months`: benefits of each who receives any; `growth`: where the plot is drawn. */
export async function run({ quick, database, say, people: wanted, months = MONTHS, growth = 'registry-growth.svg' }) {
  const people = Number(wanted ?? process.env.BENCH_PEOPLE ?? (quick ? 1000 : DEFAULT_PEOPLE));
  const { load, counted, size, second, twice, read, links } = await measure(database, { people, months, quick, say });
  const { records } = load;
  if (!quick && load.steps.length > 1) draw(load.steps, growth);
  const found = `${links.right} linked, ${links.doubted} given to a person, ${links.missed} missed`;
  return [
    { what: `${people} people, source records`, value: records },
    { what: 'loaded by COPY, sealed and folded', value: records / load.wall, unit: '/s', target: '20,000/s' },
    { what: 'processor for it, a thousand records', value: (load.cpu / records) * 1000, unit: 's' },
    { what: 'what two free processors would load', value: (2 * records) / load.cpu, unit: '/s' },
    { what: 'database', value: size / 2 ** 30, unit: 'GiB' },
    { what: 'second source, ingested and linked against the whole', value: twice / second.wall, unit: '/s' },
    { what: `of ${twice} who stand in both`, value: found },
    { what: 'linked wrongly', value: links.wrong, target: '0' },
    ...readRows(read),
    { what: 'page of statistics, 95 of 100 within', value: counted.page.p95, unit: 'ms', target: 'under 300 ms' },
    { what: 'everybody counted for it, by the job', value: counted.counted.wall, unit: 's' },
  ];
}

/** `node scripts/bench/registry.mjs` prints a generated country as JSON lines, for \`POST /registry/sources\`. */
if (process.argv[1] === import.meta.filename) {
  const wanted = Number(process.argv[2] ?? 1000);
  for (const { statements } of country(wanted, Number(process.argv[3] ?? 7)).statements) {
    for (const record of statements) process.stdout.write(`${JSON.stringify(record)}\n`);
  }
}
