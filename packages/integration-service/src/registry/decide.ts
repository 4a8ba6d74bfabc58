import { ServiceError } from '@interlink/contracts/errors';
import {
  PERSON_CHANGED,
  PERSON_RELINKED,
  type PersonChanged,
  type PersonRelinked,
} from '@interlink/contracts/registry/events';
import { previousPerson } from '@interlink/domain/registry/fold-links';
import { sql } from 'kysely';
import type { Tx } from '../platform/transaction.js';
import { moveDoubts, renewConflicts } from './conflicts.js';
import type { Core } from './core.js';
import { isErased } from './erased.js';
import { lockWriting } from './ingest.js';
import { appendLinks, type Probable } from './linking.js';
import type { Linking } from './asking.js';
import type { RegistryTables } from './tables.js';
import { writeHouseholds } from './write-households.js';
import { writePeople } from './write-people.js';

/** All records of `from` become `into`'s. The words that made them another's stay: `unlink` takes one back. */
export async function mergePeople(core: Core, tx: Tx, into: string, from: string, how: Linking): Promise<void> {
  await lockWriting(tx);
  await checkVersion(tx, into, how.version);
  const records = await recordsOf(tx, [from]);
  if (into === from || records.length === 0) throw new ServiceError('registry.person-not-found');
  const others = await recordIdsOf(tx, into);
  await appendLinks(
    tx,
    records.map(({ recordId, source, recordKey }) => ({
      recordId,
      source,
      recordKey,
      personId: into,
      linkedBy: 'decision',
      score: null,
      evidence: ['decided'],
    })),
  );
  await keepApart(
    tx,
    records.map(({ recordId }) => recordId),
    others,
    false,
  );
  await afterRelinking(core, tx, { into, from, change: 'merged' }, how, await moveDoubts(tx, from, into));
  await tx
    .db<RegistryTables>()
    .updateTable('registry.person')
    .set({ mergedInto: into })
    // Whoever had become `from` is `into` as well: a hold on them, and an erasure, reach so far.
    .where((row) => row.or([row('personId', '=', from), row('mergedInto', '=', from)]))
    .execute();
}

/** Takes a record out of a person; the id of the person it is now: the one it was before, or a new one. */
export async function unlinkRecord(
  core: Core,
  tx: Tx,
  personId: string,
  recordId: string,
  how: Linking,
): Promise<string> {
  await lockWriting(tx);
  await checkVersion(tx, personId, how.version);
  const records = await recordsOf(tx, [personId]);
  const record = records.find((one) => one.recordId === recordId);
  if (!record || records.length < 2) throw new ServiceError('registry.not-linked');
  const history = await tx
    .db<RegistryTables>()
    .selectFrom('registry.link')
    .select(['recordId', 'personId', 'seq', 'recordedAt'])
    .where('recordId', '=', recordId)
    .execute();
  const links = history.map((row) => ({ ...row, recordedAt: row.recordedAt.toISOString() }));
  const before = previousPerson(links, recordId, personId);
  // Nobody is brought back who was erased meanwhile.
  const to = before === undefined || (await isErased(tx, before)) ? core.platform.ids.next() : before;
  const { source, recordKey } = record;
  await appendLinks(tx, [
    { recordId, source, recordKey, personId: to, linkedBy: 'decision', score: null, evidence: ['decided'] },
  ]);
  await keepApart(
    tx,
    [recordId],
    records.map((one) => one.recordId).filter((id) => id !== recordId),
    true,
  );
  await afterRelinking(core, tx, { into: personId, from: to, change: 'split' }, how);
  return to;
}

/** A person decided that these are (not) the same: no rule says otherwise afterwards. */
export async function keepApart(
  tx: Tx,
  some: readonly string[],
  others: readonly string[],
  holds: boolean,
): Promise<void> {
  const who = tx.actor.onBehalfOf ?? tx.actor.loginName;
  const rows = some.flatMap((one) =>
    others
      .filter((other) => other !== one)
      .map((other) => ({ recordId: one, otherRecordId: other, holds, who, recordedAt: tx.now })),
  );
  if (rows.length > 0) await tx.db<RegistryTables>().insertInto('registry.apart').values(rows).execute();
}

async function afterRelinking(
  core: Core,
  tx: Tx,
  change: PersonRelinked,
  { reason }: Linking,
  doubts: readonly Probable[] = [],
): Promise<void> {
  const differences = await writePeople(core, tx, [change.into, change.from]);
  await writeHouseholds(core, tx, await householdsOf(tx, [change.into, change.from]));
  await renewConflicts(core, tx, differences, doubts);
  core.platform.publish(tx, { kind: PERSON_RELINKED, body: change });
  for (const { personId, version, fields } of differences) {
    const body: PersonChanged = { personId, version, fields, kinds: ['link'], programmes: [] };
    core.platform.publish(tx, { kind: PERSON_CHANGED, body });
    tx.audit({
      stream: `person:${personId}`,
      action: `registry.${change.change}`,
      subject: personId,
      body: { ...change, reason },
    });
  }
}

async function householdsOf(tx: Tx, personIds: readonly string[]): Promise<string[]> {
  const rows = await tx
    .db<RegistryTables>()
    .selectFrom('registry.householdMember as m')
    .leftJoin('registry.personRecord as r', 'r.recordId', 'm.recordId')
    .select('m.householdId')
    .where((row) =>
      row.or([
        row('m.personId', '=', sql<string>`any(${[...personIds]}::uuid[])`),
        row('r.personId', '=', sql<string>`any(${[...personIds]}::uuid[])`),
      ]),
    )
    .execute();
  return [...new Set(rows.map(({ householdId }) => householdId))];
}

export async function checkVersion(tx: Tx, personId: string, version: number | undefined): Promise<void> {
  const row = await tx
    .db<RegistryTables>()
    .selectFrom('registry.person')
    .select(['version', 'mergedInto'])
    .where('personId', '=', personId)
    .forUpdate()
    .executeTakeFirst();
  if (!row || row.mergedInto !== null) throw new ServiceError('registry.person-not-found');
  if (version !== undefined && version !== row.version) {
    throw new ServiceError('registry.person-changed', { version: row.version });
  }
}

function recordsOf(tx: Tx, personIds: readonly string[]) {
  return tx
    .db<RegistryTables>()
    .selectFrom('registry.personRecord')
    .selectAll()
    .where('personId', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .orderBy('recordId')
    .execute();
}

const recordIdsOf = async (tx: Tx, personId: string) =>
  (await recordsOf(tx, [personId])).map(({ recordId }) => recordId);
