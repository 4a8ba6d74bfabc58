import type { EnrolmentStatus } from '@interlink/contracts/registry/codes';
import type { ProgrammeData } from '@interlink/contracts/registry/programme';
import type { Scope } from '@interlink/contracts/registry/scope';
import {
  AGES,
  type Expenditure,
  type PaidSlice,
  type PaidTo,
  type Slices,
  type Statistics,
} from '@interlink/contracts/registry/statistics';
import { CURRENT_STATUSES } from '@interlink/domain/registry/current-status';
import { protectAmounts, roundPeople, roundRecords } from '@interlink/domain/registry/statistics/protect';
import { sql, type RawBuilder } from 'kysely';
import { districtCondition, programmeCondition } from '../access.js';
import type { Core } from '../core.js';
import { loadProgrammes } from '../load-people.js';
import { groupBy } from '../rows.js';
import type { RegistryTables } from '../tables.js';
import { householdsOf } from './read-households.js';

const NOTHING: Slices = { sex: [], age: [], disability: [], district: [] };

/**
 * S2, S12: what was counted on a day, of the districts and programmes of the scope, small numbers kept back. Summaries
 * only: no person is read, and no question can be put together that singles anybody out.
 */
export async function readStatistics(core: Core, scope: Scope, asOf: string): Promise<Statistics> {
  const kept = await core.platform
    .db<RegistryTables>()
    .selectFrom('registry.statisticDay')
    .selectAll()
    .where('day', '<=', asOf)
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!kept) return { people: 0, by: NOTHING, programmes: [], overlaps: [], expenditure: [], paid: [] };
  const { day, madeAt } = kept;
  const [names, programmes] = await Promise.all([districtNames(core), loadProgrammes(core)]);
  const [population, enrolled, households, overlaps, expenditure, paid] = await Promise.all([
    countsOf(core, scope, day, 'people'),
    countsOf(core, scope, day, 'enrolled'),
    householdsOf(core, scope, day, names),
    overlapsOf(core, scope, day),
    expenditureOf(core, scope, day),
    paidOf(core, scope, day, names),
  ]);
  return {
    day,
    madeAt: madeAt.toISOString(),
    people: roundPeople(totalOf(population)),
    by: slicesOf(population, names),
    ...households.all,
    programmes: programmesOf(enrolled, names, programmes).map((one) => ({ ...one, ...households.in(one) })),
    overlaps,
    expenditure,
    paid,
  };
}

interface Count {
  readonly source: string | null;
  readonly programme: string | null;
  readonly institution: string | null;
  readonly dimension: 'age' | 'all' | 'disability' | 'district' | 'sex' | 'status';
  readonly key: string | null;
  readonly people: number;
}

const CURRENT = sql.join(CURRENT_STATUSES.map((status) => sql.lit(status)));

/** Of which grouping set a row is, and its key in it. */
const SLICE = sql`
  case when grouping(sex) = 0 then 'sex' when grouping(age) = 0 then 'age'
    when grouping(disability) = 0 then 'disability' when grouping(district_id) = 0 then 'district' else 'all'
  end as dimension,
  coalesce(sex, age, disability, district_id::text) as key`;

/** In it: whoever only was in a programme is counted by status, nowhere else. */
const holds = (kind: string) => (kind === 'people' ? sql`true` : sql`s.status in (${CURRENT})`);

async function countsOf(core: Core, scope: Scope, day: string, kind: 'enrolled' | 'people'): Promise<Count[]> {
  const seen: RawBuilder<boolean> = kind === 'people' ? sql`true` : programmeCondition(core, scope, 's');
  const { rows } = await sql<Count>`
    with s as materialized (
      select * from registry.statistic s
      where s.day = ${day}::date and s.kind = ${kind} and ${districtCondition(scope, 's')} and ${seen}
    )
    select source, programme, institution, ${SLICE}, sum(people)::bigint as people
    from s where ${holds(kind)}
    group by source, programme, institution, grouping sets ((), (sex), (age), (disability), (district_id))
    union all
    select source, programme, institution, 'status', status, sum(people)::bigint from s where status is not null
    group by source, programme, institution, status`.execute(core.platform.db());
  return rows;
}

async function overlapsOf(core: Core, scope: Scope, day: string) {
  const { rows } = await sql<{ one: string; other: string; people: number }>`
    select s.programme as one, s.other_programme as other, sum(s.people)::bigint as people
    from registry.statistic s,
      lateral (select s.other_programme as programme, s.other_institution as institution) o
    where s.day = ${day}::date and s.kind = 'overlap' and ${districtCondition(scope, 's')}
      and ${programmeCondition(core, scope, 's')} and ${programmeCondition(core, scope, 'o')}
    group by s.programme, s.other_programme order by 1, 2`.execute(core.platform.db());
  return rows.map(({ one, other, people }) => ({ one, other, people: roundPeople(people) }));
}

type Spent = Omit<Expenditure, 'amountMinor' | 'payments'> & {
  readonly people: number;
  readonly records: number;
  readonly amountMinor: number;
};

async function expenditureOf(core: Core, scope: Scope, day: string): Promise<Expenditure[]> {
  const { rows } = await sql<Spent>`
    select source, programme, period, currency, status, sum(people)::bigint as people, sum(records)::bigint as records,
      sum(amount_minor)::bigint as amount_minor
    from registry.statistic s
    where s.day = ${day}::date and s.kind = 'payment' and ${districtCondition(scope, 's')}
      and ${programmeCondition(core, scope, 's')}
    group by source, programme, period, currency, status order by source, programme, period, status, currency`.execute(
    core.platform.db(),
  );
  // Whoever knows what a programme spent in all must not learn what one small month was.
  const groups = groupBy(rows, ({ source, programme, currency }) => `${source}|${programme}|${currency}`);
  return [...groups.values()].flatMap((group) => {
    const amounts = protectAmounts(group.map(({ people, amountMinor }) => ({ people, minor: amountMinor })));
    return group.map(({ people, records, amountMinor: _exact, ...spent }, at) => ({
      ...spent,
      payments: roundRecords(records, people),
      amountMinor: amounts[at] ?? null,
    }));
  });
}

interface Paid {
  readonly source: string;
  readonly programme: string;
  readonly currency: string;
  readonly dimension: keyof Slices;
  readonly key: string | null;
  readonly people: number;
  readonly records: number;
  readonly amountMinor: number;
}

async function paidOf(core: Core, scope: Scope, day: string, names: ReadonlyMap<string, string>): Promise<PaidTo[]> {
  const { rows } = await sql<Paid>`
    select source, programme, currency, ${SLICE},
      sum(people)::bigint as people, sum(records)::bigint as records, sum(amount_minor)::bigint as amount_minor
    from registry.statistic s
    where s.day = ${day}::date and s.kind = 'paid' and ${districtCondition(scope, 's')}
      and ${programmeCondition(core, scope, 's')}
    group by source, programme, currency, grouping sets ((sex), (age), (disability), (district_id))`.execute(
    core.platform.db(),
  );
  const groups = groupBy(rows, ({ source, programme, currency }) => `${programme}|${source}|${currency}`);
  return [...groups]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([, group]) => {
      const { source, programme, currency } = group[0] as Paid;
      const of = (dimension: keyof Slices) => paidSlices(group, dimension, names);
      const by = { sex: of('sex'), age: of('age'), disability: of('disability'), district: of('district') };
      return { source, programme, currency, by };
    });
}

/** S12: the sum of a programme is known, so what is kept back must not be what is left of it. */
function paidSlices(rows: readonly Paid[], dimension: keyof Slices, names: ReadonlyMap<string, string>): PaidSlice[] {
  const own = rows.filter((row) => row.dimension === dimension);
  const amounts = protectAmounts(own.map(({ people, amountMinor }) => ({ people, minor: amountMinor })));
  return inOrder(
    own.map(({ key, people, records }, at) => ({
      ...{ key: key ?? 'unknown', people: roundPeople(people), payments: roundRecords(records, people) },
      ...{ amountMinor: amounts[at] ?? null, ...namedIn(dimension, key, names) },
    })),
  );
}

const namedIn = (dimension: keyof Slices, key: string | null, names: ReadonlyMap<string, string>) => {
  const name = dimension === 'district' ? names.get(key ?? '') : undefined;
  return name === undefined ? {} : { name };
};

export async function districtNames({ platform }: Core): Promise<ReadonlyMap<string, string>> {
  const rows = await platform.db<RegistryTables>().selectFrom('registry.district').selectAll().execute();
  return new Map(rows.map(({ districtId, name }) => [districtId, name]));
}

const totalOf = (counts: readonly Count[]) => counts.find(({ dimension }) => dimension === 'all')?.people ?? 0;

const ORDER: readonly string[] = [...AGES, 'female', 'male', 'other', 'yes', 'no', 'household'];

function slicesOf(counts: readonly Count[], names: ReadonlyMap<string, string>): Slices {
  const of = (dimension: keyof Slices) =>
    inOrder(
      counts
        .filter((one) => one.dimension === dimension)
        .map(({ key, people }) => ({
          ...{ key: key ?? 'unknown', people: roundPeople(people), ...namedIn(dimension, key, names) },
        })),
    );
  return { sex: of('sex'), age: of('age'), disability: of('disability'), district: of('district') };
}

/** Ages from young to old, households behind people, what is not known last. */
const rank = (key: string) => (key === 'unknown' ? ORDER.length : ORDER.indexOf(key));

const inOrder = <S extends { readonly key: string; readonly name?: string }>(slices: readonly S[]): S[] =>
  [...slices].sort((a, b) => rank(a.key) - rank(b.key) || (a.name ?? a.key).localeCompare(b.name ?? b.key));

function programmesOf(
  counts: readonly Count[],
  names: ReadonlyMap<string, string>,
  programmes: ReadonlyMap<string, ProgrammeData>,
): Statistics['programmes'] {
  const groups = groupBy(counts, ({ source, programme }) => `${programme}|${source}`);
  return [...groups.values()]
    .map((group) => {
      const { source, programme, institution } = group[0] as Count;
      const code = programme ?? '';
      return {
        source: source ?? '',
        programme: code,
        name: programmes.get(code)?.name ?? code,
        ...(institution !== null && { institution }),
        people: roundPeople(totalOf(group)),
        statuses: group
          .filter(({ dimension }) => dimension === 'status')
          .map(({ key, people }) => ({ status: key as EnrolmentStatus, people: roundPeople(people) })),
        by: slicesOf(group, names),
      };
    })
    .sort((a, b) => a.programme.localeCompare(b.programme) || a.source.localeCompare(b.source));
}
