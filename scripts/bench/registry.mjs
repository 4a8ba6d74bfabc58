import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../stack/paths.mjs';
import { dice, households, misspelt } from './kit/country.mjs';
import { actor, effort, quantile, service } from './kit/measure.mjs';
import { plot } from './kit/plot.mjs';

export const title = 'Registry: one view of many people';
export const note = `A generated country (\`scripts/bench/kit/country.mjs\`, seeded) as a first source: people, households with moves, and for half of the
adults an enrolment with twelve monthly benefits. It is loaded by \`loadFirst\`: checked, sealed, folded, and in by COPY (a test
holds it to be row for row what \`ingest\` makes). Then a second source states people again, one in three misspelt, one in five without
a number, with the truth known, by \`ingest\`, which links. The reads are one at a time, in random order, each with its audit
entry, and are measured again each time that the registry has grown threefold:

![Growth of cost with size](registry-growth.svg)`;

const SCOPE = { purpose: 'enrolment', districts: 'all', institutions: 'all' };
const AT_ONCE = 1000;
const LOADED_AT_ONCE = 5000;
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

const MONTHS = Array.from({ length: 12 }, (_, at) => `2026-${String(at + 1).padStart(2, '0')}-01`);

/** What the first source says of a person: where they lived before, where they live, and what they receive. */
function statementsOf(die, person, { village, movedFrom, movedOn }) {
  const key = `p${person.number}`;
  const before = movedFrom ? [{ kind: 'person', key, validFrom: '2020-01-01', data: dataOf(person, movedFrom) }] : [];
  const now = { kind: 'person', key, validFrom: movedOn ?? '2020-01-01', data: dataOf(person, village) };
  if (!person.nationalId || !die.chance(0.5)) return [...before, now];
  const subject = { kind: 'person', key };
  const enrolment = { programme: 'OAA', status: 'active', enrolledOn: '2025-01-15' };
  const amount = { minor: 200_000, currency: 'KES' };
  return [
    ...before,
    now,
    { kind: 'enrolment', key, subject, validFrom: '2025-01-15', data: enrolment },
    ...MONTHS.map((dueOn) => ({
      kind: 'benefit',
      key: `${key}-${dueOn}`,
      subject,
      validFrom: dueOn,
      data: { programme: 'OAA', status: 'paid', type: 'cash', dueOn, amount },
    })),
  ];
}

/** In calls of at most so many, a subject's statements together. */
export async function feed(take, all, atOnce) {
  let batch = [];
  let records = 0;
  const flush = async () => {
    if (batch.length > 0) await take(batch);
    records += batch.length;
    batch = [];
  };
  for (const some of all) {
    if (batch.length + some.length > atOnce) await flush();
    batch.push(...some);
  }
  await flush();
  return records;
}

/** Lets through until so many people more are told of; the iterator goes on afterwards. */
function* portion(statements, people, seen) {
  while (seen.people < people) {
    const { value, done } = statements.next();
    if (done) return;
    if (value[0].kind === 'person') seen.people += 1;
    yield value;
  }
}

export function country(people, seed) {
  const die = dice(seed + 1);
  const twice = [];
  const keys = [];
  const statements = function* () {
    for (const household of households({ people, seed })) {
      const { number, members, village } = household;
      for (const person of members) {
        // A sample is enough to search by: a million would only fill the memory.
        if (keys.length < 20_000 || die.chance(0.01)) keys.push(person);
        if (twice.length < MOST_TWICE && die.chance(0.01)) twice.push({ person, village });
        yield statementsOf(die, person, household);
      }
      const of = members.map(({ number: n, role }) => ({ personKey: `p${n}`, role }));
      const place = { locationId: village.locationId, districtId: village.districtId };
      yield [{ kind: 'household', key: `h${number}`, data: { place, size: members.length, members: of } }];
    }
  };
  return { statements: statements(), twice, keys };
}

async function timed(count, act) {
  const times = [];
  for (let at = 0; at < count; at += 1) {
    const since = performance.now();
    await act(at);
    times.push(performance.now() - since);
  }
  return quantile(times, 0.95);
}

async function reads(registry, database, keys, quick) {
  const die = dice(99);
  const count = quick ? 60 : 300;
  const ids = (
    await database.query(
      'select person_id as id from registry.person where random() < 3000.0 / (select greatest(count(*), 1) from registry.person) limit 3000',
    )
  ).rows;
  const id = () => ids[die.below(ids.length)].id;
  const who = actor();
  const view = await timed(count, () => registry.getPerson(who, id(), SCOPE));
  const past = await timed(count, () => registry.getPerson(who, id(), SCOPE, { asOf: '2023-06-01' }));
  const search = (where) => registry.search(who, { recordType: 'Member', where, page: { number: 1, size: 10 } }, SCOPE);
  const compare = (field, operator, value) => ({ compare: { field, operator, value } });
  const some = keys.filter(({ nationalId }) => nationalId);
  const byNumber = await timed(count, () => search(compare('identifier', 'eq', die.pick(some).nationalId)));
  const byName = await timed(Math.ceil(count / 3), () => {
    const { givenName, surname } = die.pick(keys);
    return search(compare('name', 'like', `${givenName} ${surname}`));
  });
  const { rows } = await database.query(
    'select household_id as id, size from registry.household order by size desc, household_id limit 20',
  );
  const household = await timed(count, () => registry.getHousehold(who, rows[die.below(rows.length)].id, SCOPE));
  return { view, past, byNumber, byName, household, largest: rows[0].size };
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

/** Loads in steps and reads after each. */
async function grow(registry, database, { people, quick, say }, { statements, keys }) {
  const seen = { people: 0 };
  const take = (batch) => registry.loadFirst(actor(), 'openimis', batch);
  const steps = [];
  let [records, wall, cpu] = [0, 0, 0];
  for (const size of [...STEPS.filter((step) => step < people), people]) {
    let added = 0;
    const load = await effort(
      database,
      async () => (added = await feed(take, portion(statements, size, seen), LOADED_AT_ONCE)),
    );
    [records, wall, cpu] = [records + added, wall + load.wall, cpu + load.cpu];
    await database.query('analyze');
    const read = await reads(registry, database, keys, quick || size < people);
    const rate = added / load.wall;
    say(
      `${seen.people} people: ${Math.round(rate)} records/s, view ${read.view.toFixed(1)} ms, name ${read.byName.toFixed(1)} ms`,
    );
    steps.push({ size: seen.people, rate, read });
  }
  // The households of the last people, and whoever is left.
  records += await feed(take, statements, LOADED_AT_ONCE);
  return { steps, records, wall, cpu };
}

async function measure(database, people, quick, say) {
  const platform = await database.platform();
  const { createRegistry } = await service('registry/service.js');
  const registry = createRegistry(platform);
  const made = country(people, 7);
  const load = await grow(registry, database, { people, quick, say }, made);
  const die = dice(5);
  const again = made.twice.map(({ person, village }) => [
    { kind: 'person', key: `x-p${person.number}`, data: dataOf(misspelt(die, person), village) },
  ]);
  const second = await effort(database, () =>
    feed((batch) => registry.ingest(actor(), 'second-mis', batch), again, AT_ONCE),
  );
  return {
    load,
    second,
    twice: made.twice.length,
    read: load.steps.at(-1).read,
    links: await linking(database, made.twice),
  };
}

/** Draws the measured numbers where benchmarks.md shows them. */
function draw(steps) {
  const line = (name, of) => ({ name, points: steps.map((step) => [step.size, of(step)]) });
  const svg = plot({
    ...{ title: 'One look at the registry, p95', xName: 'people', yName: 'ms' },
    lines: [
      line('person', ({ read }) => read.view),
      line('earlier day', ({ read }) => read.past),
      line('by number', ({ read }) => read.byNumber),
      line('by name', ({ read }) => read.byName),
      line('large household', ({ read }) => read.household),
    ],
  });
  writeFileSync(path.join(root, 'docs/reference/registry-growth.svg'), svg);
}

const ms = (value) => ({ value, unit: 'ms' });

export async function run({ quick, database, say }) {
  const people = Number(process.env.BENCH_PEOPLE ?? (quick ? 1000 : 10_000));
  const { load, second, twice, read, links } = await measure(database, people, quick, say);
  const { records } = load;
  if (!quick && load.steps.length > 1) draw(load.steps);
  const found = `${links.right} linked, ${links.doubted} given to a person, ${links.missed} missed`;
  return [
    { what: `${people} people, source records`, value: records },
    { what: 'loaded by COPY, sealed and folded', value: records / load.wall, unit: '/s', target: '20,000/s' },
    { what: 'processor for it, a thousand records', value: (load.cpu / records) * 1000, unit: 's' },
    { what: 'what two free processors would load', value: (2 * records) / load.cpu, unit: '/s' },
    { what: 'second source, ingested and linked against the whole', value: twice / second.wall, unit: '/s' },
    { what: `of ${twice} who stand in both`, value: found },
    { what: 'linked wrongly', value: links.wrong, target: '0' },
    { what: 'person view, p95', ...ms(read.view), target: 'under 15 ms' },
    { what: 'as of an earlier day, p95', ...ms(read.past), ratio: read.past / read.view, target: 'under 3x' },
    { what: 'search by number, p95', ...ms(read.byNumber), target: 'under 60 ms' },
    { what: 'search by name, any spelling, p95', ...ms(read.byName), target: 'under 60 ms' },
    { what: `household of up to ${read.largest}, p95`, ...ms(read.household) },
  ];
}

/** `node scripts/bench/registry.mjs` prints a generated country as JSON lines, for \`POST /registry/sources\`. */
if (process.argv[1] === import.meta.filename) {
  const wanted = Number(process.argv[2] ?? 1000);
  for (const some of country(wanted, Number(process.argv[3] ?? 7)).statements) {
    for (const record of some) process.stdout.write(`${JSON.stringify(record)}\n`);
  }
}
