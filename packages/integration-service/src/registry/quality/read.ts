import type {
  FaultyPage,
  FaultyQuery,
  Judged,
  Quality,
  QualityRule,
  RuleQuality,
} from '@interlink/contracts/registry/quality';
import { ServiceError } from '@interlink/contracts/errors';
import type { Scope } from '@interlink/contracts/registry/scope';
import type { PersonName } from '@interlink/contracts/registry/values';
import { fullName } from '@interlink/domain/registry/full-name';
import { dimensionOf } from '@interlink/domain/registry/quality/check';
import { roundPeople } from '@interlink/domain/registry/statistics/protect';
import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.js';
import { districtCondition, maySearch } from '../access.js';
import type { Core } from '../core.js';
import { groupBy } from '../rows.js';
import { districtNames } from '../statistics/read.js';
import type { RegistryTables } from '../tables.js';

/** S2, S12: what was measured on a day, of the districts of the scope, small numbers kept back. No person is read. */
export async function readQuality(core: Core, scope: Scope, asOf: string, judged: Judged): Promise<Quality> {
  const kept = await core.platform
    .db<RegistryTables>()
    .selectFrom('registry.qualityDay')
    .selectAll()
    .where('day', '<=', asOf)
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!kept) return { rules: [] };
  const { day, madeAt, rules } = kept;
  const [names, rows] = await Promise.all([districtNames(core), measuresOf(core, scope, day, judged)]);
  const byRule = groupBy(rows, ({ rule }) => rule);
  return {
    day,
    madeAt: madeAt.toISOString(),
    rules: rules.map((rule) => qualityOf(rule, byRule.get(rule.id) ?? [], names)),
  };
}

interface Measure {
  readonly rule: string;
  readonly by: 'all' | 'district' | 'source';
  readonly key: string | null;
  readonly people: number;
  readonly faults: number;
}

async function measuresOf(core: Core, scope: Scope, day: string, judged: Judged): Promise<Measure[]> {
  const { rows } = await sql<Measure>`
    select rule,
      case when source is not null then 'source' when grouping(district_id) = 0 then 'district' else 'all' end as by,
      coalesce(source, district_id::text) as key, sum(people)::bigint as people, sum(faults)::bigint as faults
    from registry.quality q
    where day = ${day}::date and judged = ${judged} and ${districtCondition(scope, 'q')}
    group by rule, source, grouping sets ((), (district_id))
    having source is null or grouping(district_id) = 1
    order by rule, source, district_id`.execute(core.platform.db());
  return rows;
}

function qualityOf(rule: QualityRule, rows: readonly Measure[], names: ReadonlyMap<string, string>): RuleQuality {
  const rounded = ({ people, faults }: Measure) => ({ people: roundPeople(people), faults: roundPeople(faults) });
  const of = (by: Measure['by']) => rows.filter((row) => row.by === by);
  const [all] = of('all');
  return {
    ...{ id: rule.id, title: rule.title, dimension: dimensionOf(rule) },
    ...(all ? rounded(all) : { people: 0, faults: 0 }),
    sources: of('source').map((row) => ({ source: row.key ?? '', ...rounded(row) })),
    districts: of('district').map((row) => {
      const name = names.get(row.key ?? '');
      return { district: row.key ?? 'unknown', ...(name !== undefined && { name }), ...rounded(row) };
    }),
  };
}

/**
 * Who a rule found fault with when it was last measured, by id, within the scope; audited before it is answered (S6).
 * Throws `registry.quality-rule-unknown`, or `registry.query-not-possible` where the purpose hides what it is about.
 */
export async function listFaulty(
  core: Core,
  actor: Actor,
  scope: Scope,
  ruleId: string,
  { source, cursor, limit = 50, judged = 'view' }: Omit<FaultyQuery, 'purpose'>,
): Promise<FaultyPage> {
  refuseHidden(core, scope, ruleId);
  const answering = sql<string[]>`${sql.ref(judged === 'view' ? 'f.sources' : 'f.statedBy')}`;
  let query = core.platform
    .db<RegistryTables>()
    .selectFrom('registry.qualityFault as f')
    .innerJoin('registry.person as p', 'p.personId', 'f.personId')
    .select(['f.personId', answering.as('sources'), sql<PersonName | null>`p.data -> 'name'`.as('name')])
    .where('f.rule', '=', ruleId)
    .where('p.mergedInto', 'is', null)
    .where(sql<boolean>`${answering} <> '{}'`)
    .where(districtCondition(scope, 'p'))
    .orderBy('f.personId')
    .limit(limit + 1);
  if (source !== undefined) query = query.where(sql<boolean>`${source} = any(${answering})`);
  if (cursor !== undefined) query = query.where('f.personId', '>', cursor);
  const rows = await query.execute();
  const page = rows.slice(0, limit);
  const read = {
    action: 'registry.read-faulty',
    stream: `actor:${actor.id}`,
    subjects: page.map(({ personId }) => personId),
    body: { purpose: scope.purpose, rule: ruleId, judged },
  };
  return core.platform.auditedRead(actor, read, async () => {
    const last = page.at(-1);
    const items = page.map(({ personId, sources, name }) => ({ personId, sources, ...nameOf(name) }));
    return { items, ...(rows.length > limit && last && { next: last.personId }) };
  });
}

function nameOf(data: PersonName | null): { name?: string } {
  const name = fullName(data ?? undefined);
  return name === undefined ? {} : { name };
}

function refuseHidden({ policy }: Core, { purpose }: Scope, ruleId: string): void {
  const rule = policy.quality.find(({ id }) => id === ruleId);
  if (!rule) throw new ServiceError('registry.quality-rule-unknown', { rule: ruleId });
  const field = 'field' in rule ? rule.field : 'what' in rule ? rule.what : '';
  if (!maySearch(purpose, field)) throw new ServiceError('registry.query-not-possible', { field });
}
