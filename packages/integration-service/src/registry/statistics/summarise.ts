import { CURRENT_STATUSES } from '@interlink/domain/registry/current-status';
import { sql, type RawBuilder } from 'kysely';
import type { Actor } from '../../platform/actor.js';
import type { Tx } from '../../platform/transaction.js';
import type { Core } from '../core.js';
import { howMany } from '../count-due.js';
import { institutionOf } from '../holder-rows.js';
import type { RegistryTables } from '../tables.js';
import { judgeHouseholds } from './households-as-one.js';

/** A district as it is shown. */
export interface NamedDistrict {
  readonly districtId: string;
  readonly name: string;
}

/**
 * Counts everybody anew for today, in one transaction; summaries of days before stay. Twice on a day is the same as
 * once. Nobody is read into this process: the database counts.
 */
export async function summarise(core: Core, actor: Actor, districts: readonly NamedDistrict[]): Promise<void> {
  const { platform } = core;
  await platform.inTransaction(actor, async (tx) => {
    const day = tx.now.toISOString().slice(0, 10);
    const began = performance.now();
    // One at a time: a second one waits and counts again.
    await sql`select pg_advisory_xact_lock(hashtext('registry.statistic'))`.execute(tx.db());
    await tx.db<RegistryTables>().deleteFrom('registry.statistic').where('day', '=', day).execute();
    await judgeHouseholds(core, tx, day);
    for (const count of COUNTS) await count(day).execute(tx.db());
    await nameInstitutions(core, tx, day);
    await nameDistricts(tx, districts);
    const tookMs = Math.round(performance.now() - began);
    const made = { madeAt: tx.now, tookMs, people: await howMany(tx) };
    await tx
      .db<RegistryTables>()
      .insertInto('registry.statisticDay')
      .values({ day, ...made })
      .onConflict((clash) => clash.column('day').doUpdateSet(made))
      .execute();
    tx.audit({ stream: 'registry', action: 'registry.summarise', body: { day, tookMs } });
  });
}

/** Age on the day; of a partial birth date the latest possible counts, as everywhere. */
const traits = (day: string): RawBuilder<unknown> => sql`
  p.district_id,
  coalesce(p.sex, 'unknown') as sex,
  case
    when p.birth_date is null then 'unknown'
    when p.birth_date > ${day}::date - interval '5 years' then '0-4'
    when p.birth_date > ${day}::date - interval '18 years' then '5-17'
    when p.birth_date > ${day}::date - interval '35 years' then '18-34'
    when p.birth_date > ${day}::date - interval '60 years' then '35-59'
    when p.birth_date > ${day}::date - interval '70 years' then '60-69'
    else '70+'
  end as age,
  case p.is_disabled when true then 'yes' when false then 'no' else 'unknown' end as disability`;

/** Whoever is merged into another is counted there; the dead are counted nowhere. */
const living = (day: string) => sql`p.merged_into is null and (p.death_date is null or p.death_date > ${day}::date)`;

const countPeople = (day: string) => sql`
  insert into registry.statistic (day, kind, district_id, sex, age, disability, people, records, amount_minor)
  select ${day}::date, 'people', district_id, sex, age, disability, count(*), count(*), 0
  from (select ${traits(day)} from registry.person p where ${living(day)}) one
  group by district_id, sex, age, disability`;

/** Each person once a programme, by the status that counts most; members of an enrolled household are in it. */
const enrolled = (day: string) => sql`
  select distinct on (h.person_id, e.source, e.programme)
    h.person_id, e.source, e.programme, e.status, ${traits(day)}
  from registry.enrolment e
  join lateral (
    select e.holder_id as person_id where e.holder_kind = 'person'
    union all
    select m.person_id from registry.household_member m
    where e.holder_kind = 'household' and m.household_id = e.holder_id and m.person_id is not null
      and (m.from_day is null or m.from_day <= ${day}::date) and (m.to_day is null or m.to_day > ${day}::date)
  ) h on true
  join registry.person p on p.person_id = h.person_id and ${living(day)}
  where e.ends_on is null or e.ends_on > ${day}::date
  order by h.person_id, e.source, e.programme,
    array_position(array['active', 'suspended', 'potential', 'graduated', 'exited', 'deceased'], e.status)`;

const countEnrolled = (day: string) => sql`
  insert into registry.statistic
    (day, kind, district_id, sex, age, disability, source, programme, status, people, records, amount_minor)
  select ${day}::date, 'enrolled', district_id, sex, age, disability, source, programme, status, count(*), count(*), 0
  from (${enrolled(day)}) one
  group by district_id, sex, age, disability, source, programme, status`;

const CURRENT = sql.join(CURRENT_STATUSES.map((status) => sql.lit(status)));

const countOverlaps = (day: string) => sql`
  with one as materialized (select * from (${enrolled(day)}) all_of_them where status in (${CURRENT}))
  insert into registry.statistic
    (day, kind, district_id, source, programme, other_source, other_programme, people, records, amount_minor)
  select ${day}::date, 'overlap', a.district_id, a.source, a.programme, b.source, b.programme, count(*), count(*), 0
  from one a join one b on b.person_id = a.person_id and (a.source, a.programme) < (b.source, b.programme)
  group by a.district_id, a.source, a.programme, b.source, b.programme`;

/** Each household once, by `household_one`, whatever systems know it. */
const households = sql`
  select h.household_id, coalesce(o.one_id, h.household_id) as one_id, coalesce(o.systems, 1) as systems,
    case when o.one_id is null then h.district_id else o.district_id end as district_id
  from registry.household h left join household_one o on o.household_id = h.household_id`;

const countHouseholds = (day: string) => sql`
  insert into registry.statistic (day, kind, district_id, systems, people, records, amount_minor)
  select ${day}::date, 'household', district_id, systems, count(distinct one_id), count(*), 0
  from (${households}) one group by district_id, systems`;

const countEnrolledHouseholds = (day: string) => sql`
  insert into registry.statistic (day, kind, district_id, source, programme, people, records, amount_minor)
  select ${day}::date, 'enrolled-household', h.district_id, e.source, e.programme, count(distinct h.one_id), count(*), 0
  from registry.enrolment e join (${households}) h on h.household_id = e.holder_id
  where e.holder_kind = 'household' and e.status in (${CURRENT}) and (e.ends_on is null or e.ends_on > ${day}::date)
  group by h.district_id, e.source, e.programme`;

/** A year in months, what is older in years. A household's payment is in its district and of no sex or age. */
const countPayments = (day: string) => sql`
  insert into registry.statistic
    (day, kind, district_id, source, programme, status, period, currency, people, records, amount_minor)
  select ${day}::date, 'payment', district_id, source, programme, status, period, currency,
    count(distinct holder_id), count(*), sum(amount_minor)
  from (
    select coalesce(p.district_id, h.district_id) as district_id, y.source, y.programme, y.status, y.currency,
      coalesce(h.one_id, y.holder_id) as holder_id, y.amount_minor,
      case when y.paid_on > ${day}::date - interval '13 months'
        then to_char(y.paid_on, 'YYYY-MM') else to_char(y.paid_on, 'YYYY') end as period
    from registry.payment y
    left join registry.person p on p.person_id = y.holder_id
    left join (${households}) h on h.household_id = y.holder_id
  ) one
  group by district_id, source, programme, status, period, currency`;

/** Twelve months, by who was paid; a household is of no sex or age. Each person is in one row of a programme. */
const countPaid = (day: string) => sql`
  insert into registry.statistic
    (day, kind, district_id, sex, age, disability, source, programme, currency, people, records, amount_minor)
  select ${day}::date, 'paid', district_id, sex, age, disability, source, programme, currency,
    count(distinct holder_id), count(*), sum(amount_minor)
  from (
    select y.source, y.programme, y.currency, coalesce(h.one_id, y.holder_id) as holder_id, y.amount_minor,
      coalesce(t.district_id, h.district_id) as district_id, coalesce(t.sex, 'household') as sex,
      coalesce(t.age, 'household') as age, coalesce(t.disability, 'household') as disability
    from registry.payment y
    left join (select p.person_id, ${traits(day)} from registry.person p) t on t.person_id = y.holder_id
    left join (${households}) h on h.household_id = y.holder_id
    where y.status = 'paid' and y.paid_on > ${day}::date - interval '12 months' and y.paid_on <= ${day}::date
  ) one
  group by district_id, sex, age, disability, source, programme, currency`;

const COUNTS = [
  countPeople,
  countEnrolled,
  countOverlaps,
  countHouseholds,
  countEnrolledHouseholds,
  countPayments,
  countPaid,
];

/** Whose a programme is: the deployment says it, for each programme of each source once. */
async function nameInstitutions(core: Core, tx: Tx, day: string): Promise<void> {
  const { rows } = await sql<{ source: string; programme: string }>`
    select distinct source, programme from registry.statistic where day = ${day}::date and programme is not null
    union select distinct other_source, other_programme from registry.statistic
    where day = ${day}::date and other_programme is not null`.execute(tx.db());
  for (const { source, programme } of rows) {
    const institution = institutionOf(core, source, programme) ?? null;
    await sql`update registry.statistic set institution = ${institution}
      where day = ${day}::date and source = ${source} and programme = ${programme}`.execute(tx.db());
    await sql`update registry.statistic set other_institution = ${institution}
      where day = ${day}::date and other_source = ${source} and other_programme = ${programme}`.execute(tx.db());
  }
}

async function nameDistricts(tx: Tx, districts: readonly NamedDistrict[]): Promise<void> {
  if (districts.length === 0) return;
  await tx
    .db<RegistryTables>()
    .insertInto('registry.district')
    .values([...new Map(districts.map((one) => [one.districtId, one])).values()])
    .onConflict((clash) =>
      clash.column('districtId').doUpdateSet((excluded) => ({ name: excluded.ref('excluded.name') })),
    )
    .execute();
}
