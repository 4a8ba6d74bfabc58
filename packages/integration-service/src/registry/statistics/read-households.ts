import type { Scope } from '@interlink/contracts/registry/scope';
import type {
  HouseholdSlice,
  HouseholdStatistics,
  ProgrammeStatistics,
} from '@interlink/contracts/registry/statistics';
import { roundPeople } from '@interlink/domain/registry/statistics/protect';
import { sql } from 'kysely';
import { districtCondition, programmeCondition } from '../access.js';
import type { Core } from '../core.js';

interface Counted {
  readonly all: { readonly households?: HouseholdStatistics };
  in(programme: Pick<ProgrammeStatistics, 'programme' | 'source'>): Pick<ProgrammeStatistics, 'households'>;
}

/** S2, S12: households of the scope's districts, and those in its programmes; each once, small numbers kept back. */
export async function householdsOf(
  core: Core,
  scope: Scope,
  day: string,
  names: ReadonlyMap<string, string>,
): Promise<Counted> {
  const [counts, enrolled] = await Promise.all([allOf(core, scope, day), enrolledOf(core, scope, day)]);
  const total = counts.find(({ dimension }) => dimension === 'all')?.households ?? null;
  const of = (dimension: 'district' | 'systems'): HouseholdSlice[] =>
    counts
      .filter((one) => one.dimension === dimension)
      .map(({ key, households }) => {
        const name = names.get(key ?? '');
        return { key: key ?? 'unknown', households: roundPeople(households ?? 0), ...(name !== undefined && { name }) };
      });
  return {
    all:
      total === null
        ? {}
        : { households: { households: roundPeople(total), by: { systems: of('systems'), district: of('district') } } },
    in: ({ source, programme }) => {
      const found = enrolled.find((one) => one.source === source && one.programme === programme);
      return found ? { households: roundPeople(found.households) } : {};
    },
  };
}

interface Count {
  readonly dimension: 'all' | 'district' | 'systems';
  readonly key: string | null;
  /** Null of all when there is none. */
  readonly households: number | null;
}

async function allOf({ platform }: Core, scope: Scope, day: string): Promise<Count[]> {
  const { rows } = await sql<Count>`
    select case when grouping(systems) = 0 then 'systems' when grouping(district_id) = 0 then 'district' else 'all' end
        as dimension,
      coalesce(systems::text, district_id::text) as key, sum(people)::bigint as households
    from registry.statistic s where s.day = ${day}::date and s.kind = 'household' and ${districtCondition(scope, 's')}
    group by grouping sets ((), (systems), (district_id)) order by systems, district_id`.execute(platform.db());
  return rows;
}

async function enrolledOf(core: Core, scope: Scope, day: string) {
  const { rows } = await sql<{ source: string; programme: string; households: number }>`
    select source, programme, sum(people)::bigint as households from registry.statistic s
    where s.day = ${day}::date and s.kind = 'enrolled-household' and ${districtCondition(scope, 's')}
      and ${programmeCondition(core, scope, 's')}
    group by source, programme`.execute(core.platform.db());
  return rows;
}
