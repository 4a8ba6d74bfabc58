import { createHash } from 'node:crypto';
import { OVERLAP_FOUND, type OverlapFound } from '@interlink/contracts/registry/events';
import { findOverlaps } from '@interlink/domain/registry/overlaps';
import { sql } from 'kysely';
import type { Tx } from '../platform/transaction.js';
import type { Core } from './core.js';
import type { Probable } from './linking.js';
import type { RegistryTables } from './tables.js';
import type { PersonDifference } from './write-people.js';

type Row = RegistryTables['registry.conflict'];
type Found = Pick<Row, 'kind' | 'fingerprint' | 'field' | 'programmes' | 'recordIds' | 'otherPersonId' | 'score'> & {
  readonly personId: string;
};

type Judged = Pick<PersonDifference, 'current' | 'personId'>;

/** Opens what is new, closes what is no more; a matter that somebody resolved is not opened again. */
export async function renewConflicts(
  core: Core,
  tx: Tx,
  people: readonly Judged[],
  probable: readonly Probable[],
): Promise<void> {
  const found = [...people.flatMap((person) => conflictsOf(core, person)), ...probable.map(toProbable)];
  await closeVanished(tx, people, found);
  const opened = await open(core, tx, found);
  for (const conflict of opened) {
    const { id, personId, kind, programmes } = conflict;
    tx.audit({ stream: `person:${personId}`, action: 'registry.open-conflict', subject: personId, body: { id, kind } });
    if (kind !== 'overlap') continue;
    const [one = '', other = ''] = programmes;
    const body: OverlapFound = { conflictId: id, personId, programmes: [one, other] };
    core.platform.publish(tx, { kind: OVERLAP_FOUND, body });
  }
}

function conflictsOf(core: Core, { personId, current: { folded } }: Judged): Found[] {
  const fields = folded.disputes.map(({ field, sides }) => ({
    personId,
    field,
    kind: 'field' as const,
    // The same sources saying the same things: the same matter.
    fingerprint: hashOf(['field', field, ...sides.map(({ recordId, data }) => [recordId, data[field]])]),
    programmes: [],
    recordIds: sides.map(({ recordId }) => recordId),
    otherPersonId: null,
    score: null,
  }));
  const enrolments = folded.enrolments.map(({ recordId, source, data }) => ({ recordId, source, ...data }));
  const overlaps = findOverlaps(enrolments, (one, other) => areIncompatible(core, one, other));
  return [
    ...fields,
    ...overlaps.map(({ enrolments: [one, other], why }) => ({
      personId,
      kind: 'overlap' as const,
      fingerprint: hashOf(['overlap', why, one.recordId, other.recordId]),
      field: null,
      programmes: [one.programme, other.programme],
      recordIds: [one.recordId, other.recordId],
      otherPersonId: null,
      score: null,
    })),
  ];
}

function areIncompatible({ platform }: Core, one: string, other: string): boolean {
  const { programmes } = platform.config.settings;
  const excludes = (a: string, b: string) => programmes[a]?.incompatibleWith.includes(b) ?? false;
  return excludes(one, other) || excludes(other, one);
}

function toProbable({ personId, otherPersonId, score }: Probable): Found {
  const fingerprint = hashOf(['probable-match', ...[personId, otherPersonId].sort()]);
  return {
    personId,
    otherPersonId,
    score,
    fingerprint,
    kind: 'probable-match',
    field: null,
    programmes: [],
    recordIds: [],
  };
}

const hashOf = (parts: readonly unknown[]) => createHash('sha256').update(JSON.stringify(parts)).digest('hex');

async function closeVanished(tx: Tx, people: readonly Judged[], found: readonly Found[]): Promise<void> {
  const ids = people.map(({ personId }) => personId);
  const still = found.map(({ fingerprint }) => fingerprint);
  await tx
    .db<RegistryTables>()
    .updateTable('registry.conflict')
    .set({ state: 'resolved', resolution: 'vanished', resolvedAt: tx.now, version: sql<number>`version + 1` })
    .where('personId', '=', sql<string>`any(${ids}::uuid[])`)
    .where('state', '=', 'open')
    .where('kind', '!=', 'probable-match')
    .where('fingerprint', '!=', sql<string>`all(${still}::text[])`)
    .execute();
}

async function open(core: Core, tx: Tx, found: readonly Found[]) {
  if (found.length === 0) return [];
  const rows = found.map((conflict) => ({
    ...conflict,
    id: core.platform.ids.next(),
    state: 'open' as const,
    version: 1,
    openedAt: tx.now,
    resolvedAt: null,
    resolvedBy: null,
    resolution: null,
    note: null,
  }));
  return (
    tx
      .db<RegistryTables>()
      .insertInto('registry.conflict')
      .values(rows)
      // What vanished by itself and is there again is open again; what a person resolved stays resolved.
      .onConflict((clash) =>
        clash
          .columns(['personId', 'fingerprint'])
          .doUpdateSet({
            state: 'open',
            resolution: null,
            resolvedAt: null,
            version: sql<number>`conflict.version + 1`,
          })
          .where('registry.conflict.resolution', '=', 'vanished'),
      )
      .returning(['id', 'personId', 'kind', 'programmes'])
      .execute()
  );
}

/**
 * Doubts about somebody who became another are about that one now, unless there is one already; a doubt about the two
 * of them is settled by it. What was open is closed, and what is to be opened instead is returned.
 */
export async function moveDoubts(tx: Tx, from: string, into: string): Promise<Probable[]> {
  const db = tx.db<RegistryTables>();
  const moved = await db
    .updateTable('registry.conflict')
    .set({ state: 'resolved', resolution: 'vanished', resolvedAt: tx.now, version: sql<number>`version + 1` })
    .where('kind', '=', 'probable-match')
    .where('state', '=', 'open')
    .where((row) => row.or([row('personId', '=', from), row('otherPersonId', '=', from)]))
    .returning(['personId', 'otherPersonId', 'score'])
    .execute();
  const doubts = await db
    .selectFrom('registry.conflict')
    .select(['personId', 'otherPersonId'])
    .where('kind', '=', 'probable-match')
    .where(sql<boolean>`resolution is distinct from 'vanished'`)
    .where((row) => row.or([row('personId', '=', into), row('otherPersonId', '=', into)]))
    .execute();
  const met = new Set([into, ...doubts.flatMap((one) => [one.personId, one.otherPersonId])]);
  return moved.flatMap(({ personId, otherPersonId, score }) => {
    const other = personId === from ? otherPersonId : personId;
    return other === null || met.has(other)
      ? []
      : [{ personId: into, otherPersonId: other, score: score ?? 0, evidence: [] }];
  });
}
