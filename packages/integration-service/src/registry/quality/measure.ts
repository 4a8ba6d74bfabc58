import type { QualityRule } from '@interlink/contracts/registry/quality';
import { qualityCheck, type QualityCheck, type QualityVerdict } from '@interlink/domain/registry/quality/check';
import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.js';
import { toJson } from '../../platform/database.js';
import type { Tx } from '../../platform/transaction.js';
import type { Core } from '../core.js';
import { howMany } from '../count-due.js';
import { chunksOf } from '../rows.js';
import type { RegistryTables } from '../tables.js';
import { loadFacts, type MeasuredPerson } from './facts.js';

const AT_ONCE = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

interface Count {
  readonly judged: 'statement' | 'view';
  readonly rule: string;
  /** Null: whatever the source, each person once. */
  readonly source: string | null;
  readonly districtId: string | null;
  people: number;
  faults: number;
}
type Counts = Map<string, Count>;
type OneCount = Pick<Count, 'districtId' | 'judged' | 'rule' | 'source'> & { readonly isFault: boolean };

/** A rule, ready to judge. */
interface Judge {
  readonly rule: string;
  readonly check: QualityCheck;
}

/**
 * Measures everybody by every rule, some hundred people a transaction, and keeps the measure of the day when all are
 * done. Broken off it leaves the measure as it was, and who is at fault as far as it came; the next turn does all of
 * it.
 */
export async function measureQuality(core: Core, actor: Actor): Promise<void> {
  const { platform, policy } = core;
  const rules = policy.quality;
  const began = performance.now();
  const day = platform.clock.now().toISOString().slice(0, 10);
  const judges = rules.map((rule) => ({ rule: rule.id, check: qualityCheck(rule, day) }));
  const counts: Counts = new Map();
  const people = await howMany(platform);
  // Without a rule nobody need be looked at.
  for (let after = rules.length > 0 ? BEFORE_ALL : undefined; after !== undefined;) {
    const from = after;
    const measured = await platform.inTransaction(actor, (tx) => measureNext(core, tx, judges, day, from));
    // Not before it is committed: a transaction may be tried more than once.
    for (const one of measured.counts) count(counts, one);
    after = measured.last;
    platform.failpoint('registry.after-quality-page');
  }
  await platform.inTransaction(actor, async (tx) => {
    const tookMs = Math.round(performance.now() - began);
    await keepMeasure(tx, { day, rules: toJson(rules), madeAt: tx.now, tookMs, people }, [...counts.values()]);
    await forgetOutdated(tx, rules, day);
    tx.audit({ stream: 'registry', action: 'registry.measure-quality', body: { day, tookMs } });
  });
}

/** `last`: the last one measured; undefined when there is nobody more. */
async function measureNext(core: Core, tx: Tx, judges: readonly Judge[], day: string, after: string) {
  const people = await loadFacts(core, tx, after, day, AT_ONCE);
  const measured = people.map((person) => measurePerson(person, judges));
  const ids = people.map(({ personId }) => personId);
  const db = tx.db<RegistryTables>();
  await db
    .deleteFrom('registry.qualityFault')
    .where('personId', '=', sql<string>`any(${ids}::uuid[])`)
    .execute();
  const faults = measured.flatMap((one) => one.faults);
  for (const chunk of chunksOf(faults, AT_ONCE)) {
    await db
      .insertInto('registry.qualityFault')
      .values(chunk)
      // Two measures at once find the same.
      .onConflict((clash) => clash.doNothing())
      .execute();
  }
  return {
    counts: measured.flatMap((one) => one.counts),
    last: people.length < AT_ONCE ? undefined : ids.at(-1),
  };
}

function measurePerson(person: MeasuredPerson, judges: readonly Judge[]) {
  const { personId, districtId } = person;
  const counts: OneCount[] = [];
  const faults: { personId: string; rule: string; sources: string[]; statedBy: string[] }[] = [];
  for (const { rule, check } of judges) {
    const found = { view: check(person), statement: bySource(person.statements.flatMap(check)) };
    for (const judged of ['view', 'statement'] as const) {
      const verdicts = found[judged];
      if (verdicts.length === 0) continue;
      const of = { judged, rule, districtId };
      counts.push({ ...of, source: null, isFault: verdicts.some(({ isFault }) => isFault) });
      for (const { source, isFault } of verdicts) counts.push({ ...of, source, isFault });
    }
    const [sources, statedBy] = [faultyIn(found.view), faultyIn(found.statement)];
    if (sources.length + statedBy.length > 0) faults.push({ personId, rule, sources, statedBy });
  }
  return { counts, faults };
}

const faultyIn = (verdicts: readonly QualityVerdict[]) =>
  verdicts.filter(({ isFault }) => isFault).map(({ source }) => source);

/** A source that keeps somebody twice is at fault when one of the two is. */
function bySource(verdicts: readonly QualityVerdict[]): QualityVerdict[] {
  const found = new Map<string, QualityVerdict>();
  for (const one of verdicts) if (one.isFault || !found.has(one.source)) found.set(one.source, one);
  return [...found.values()];
}

function count(counts: Counts, { isFault, ...of }: OneCount): void {
  const key = `${of.judged}|${of.rule}|${of.source ?? ''}|${of.districtId ?? ''}`;
  const one = counts.get(key) ?? { ...of, people: 0, faults: 0 };
  one.people += 1;
  if (isFault) one.faults += 1;
  counts.set(key, one);
}

type Day = Pick<RegistryTables['registry.qualityDay'], 'day' | 'madeAt' | 'people' | 'tookMs'> & {
  readonly rules: unknown;
};

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
