import type { QualityRule } from '@interlink/contracts/registry/quality';
import { checkQuality } from '@interlink/domain/registry/quality/check';
import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.js';
import { toJson } from '../../platform/database.js';
import type { Tx } from '../../platform/transaction.js';
import type { Core } from '../core.js';
import { chunksOf } from '../rows.js';
import type { RegistryTables } from '../tables.js';
import { loadFacts, type MeasuredPerson } from './facts.js';

const AT_ONCE = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

interface Count {
  readonly rule: string;
  /** Null: whatever the source, each person once. */
  readonly source: string | null;
  readonly districtId: string | null;
  people: number;
  faults: number;
}
type Counts = Map<string, Count>;

/**
 * Measures everybody by every rule, some hundred people a transaction, and keeps the measure of the day when all are done.
 * Broken off it changes no measure; the next turn finds the same.
 */
export async function measureQuality(core: Core, actor: Actor): Promise<void> {
  const { platform, policy } = core;
  const rules = policy.quality;
  const began = performance.now();
  const day = platform.clock.now().toISOString().slice(0, 10);
  const counts: Counts = new Map();
  // Without a rule nobody need be looked at.
  for (let after = rules.length > 0 ? BEFORE_ALL : undefined; after !== undefined;) {
    const from = after;
    after = await platform.inTransaction(actor, (tx) => measureNext(tx, rules, day, from, counts));
    platform.failpoint('registry.after-quality-page');
  }
  await platform.inTransaction(actor, async (tx) => {
    const tookMs = Math.round(performance.now() - began);
    await keepMeasure(tx, { day, rules: toJson(rules), madeAt: tx.now, tookMs }, [...counts.values()]);
    await forgetOutdated(tx, rules, day);
    tx.audit({ stream: 'registry', action: 'registry.measure-quality', body: { day, tookMs } });
  });
}

/** The last one measured; undefined when there is nobody more. */
async function measureNext(
  tx: Tx,
  rules: readonly QualityRule[],
  day: string,
  after: string,
  counts: Counts,
): Promise<string | undefined> {
  const people = await loadFacts(tx, after, day, AT_ONCE);
  const faults = people.flatMap((person) => measurePerson(person, rules, day, counts));
  const ids = people.map(({ personId }) => personId);
  const db = tx.db<RegistryTables>();
  await db
    .deleteFrom('registry.qualityFault')
    .where('personId', '=', sql<string>`any(${ids}::uuid[])`)
    .execute();
  for (const chunk of chunksOf(faults, AT_ONCE)) {
    await db
      .insertInto('registry.qualityFault')
      .values(chunk)
      // Two measures at once find the same.
      .onConflict((clash) => clash.doNothing())
      .execute();
  }
  return people.length < AT_ONCE ? undefined : ids.at(-1);
}

function measurePerson(person: MeasuredPerson, rules: readonly QualityRule[], day: string, counts: Counts) {
  const { personId, districtId } = person;
  return rules.flatMap(({ id: rule, ...rest }) => {
    const verdicts = checkQuality({ id: rule, ...rest } as QualityRule, person, day);
    if (verdicts.length === 0) return [];
    const sources = verdicts.filter(({ isFault }) => isFault).map(({ source }) => source);
    count(counts, { rule, source: null, districtId }, sources.length > 0);
    for (const { source, isFault } of verdicts) count(counts, { rule, source, districtId }, isFault);
    return sources.length > 0 ? [{ personId, rule, sources }] : [];
  });
}

function count(counts: Counts, of: Pick<Count, 'districtId' | 'rule' | 'source'>, isFault: boolean): void {
  const key = `${of.rule}|${of.source ?? ''}|${of.districtId ?? ''}`;
  const one = counts.get(key) ?? { ...of, people: 0, faults: 0 };
  one.people += 1;
  if (isFault) one.faults += 1;
  counts.set(key, one);
}

type Day = Pick<RegistryTables['registry.qualityDay'], 'day' | 'madeAt' | 'tookMs'> & { readonly rules: unknown };

async function keepMeasure(tx: Tx, measured: Day, counts: readonly Count[]): Promise<void> {
  const db = tx.db<RegistryTables>();
  const { day } = measured;
  // One at a time: a second one waits and writes the same.
  await sql`select pg_advisory_xact_lock(hashtext('registry.quality'))`.execute(tx.db());
  // With it goes what was measured earlier on the day.
  await db.deleteFrom('registry.qualityDay').where('day', '=', day).execute();
  await db.insertInto('registry.qualityDay').values(measured).execute();
  const rows = counts.map((one) => ({ day, ...one }));
  for (const chunk of chunksOf(rows, AT_ONCE)) await db.insertInto('registry.quality').values(chunk).execute();
}

/** Faults by rules that are no more, and of people who were merged into others or have died. */
async function forgetOutdated(tx: Tx, rules: readonly QualityRule[], day: string): Promise<void> {
  await sql`
    delete from registry.quality_fault f using registry.person p
    where p.person_id = f.person_id and (
      f.rule <> all(${rules.map(({ id }) => id)}::text[]) or p.merged_into is not null or p.death_date <= ${day}::date
    )`.execute(tx.db());
}
