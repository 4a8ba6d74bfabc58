import { ServiceError } from '@interlink/contracts/errors';
import { foldCredential, type FoldedCredential } from '@interlink/domain/payments/appointments';
import type { Selectable } from 'kysely';
import type { DbHandle } from '../../platform/database.js';
import type { ApproverTables, CredentialRow } from './tables.js';

type EventRow = Selectable<ApproverTables['payments.credentialEvent']>;

/** A credential with what its events make of it at one time. */
export interface LoadedCredential {
  readonly row: CredentialRow;
  readonly events: readonly EventRow[];
  readonly folded: FoldedCredential;
}

/** Credentials of an institution, oldest first; there are few. */
export async function listCredentials(
  handle: DbHandle,
  institution: string,
  now: Date,
): Promise<readonly LoadedCredential[]> {
  const db = handle.db<ApproverTables>();
  const rows = await db
    .selectFrom('payments.credential')
    .selectAll()
    .where('institution', '=', institution)
    .orderBy('at')
    .orderBy('credentialId')
    .execute();
  const ids = rows.map(({ credentialId }) => credentialId);
  const events = ids.length === 0 ? [] : await eventsOf(handle, ids);
  const sizes = new Map<string, number>();
  for (const { ceremonyId } of rows) if (ceremonyId) sizes.set(ceremonyId, (sizes.get(ceremonyId) ?? 0) + 1);
  return rows.map((row) => load(row, events, sizes, now));
}

const eventsOf = (handle: DbHandle, credentialIds: readonly string[]) =>
  handle
    .db<ApproverTables>()
    .selectFrom('payments.credentialEvent')
    .selectAll()
    .where('credentialId', 'in', credentialIds)
    .orderBy('at')
    .execute();

function load(
  row: CredentialRow,
  all: readonly EventRow[],
  sizes: ReadonlyMap<string, number>,
  now: Date,
): LoadedCredential {
  const events = all.filter(({ credentialId }) => credentialId === row.credentialId);
  const { approverId, at, ceremonyId } = row;
  const ceremonySize = ceremonyId === null ? undefined : sizes.get(ceremonyId);
  const folded = foldCredential(
    { approverId, proposedAt: at.toISOString(), ceremonySize },
    events.map(({ kind, who, at: when }) => ({ kind, who, at: when.toISOString() })),
    now.toISOString(),
  );
  return { row, events, folded };
}

/** The active credentials of one person. */
export async function activeCredentials(handle: DbHandle, institution: string, approverId: string, now: Date) {
  const all = await listCredentials(handle, institution, now);
  return all.filter(({ row, folded }) => row.approverId === approverId && folded.state === 'active');
}

/** Throws `payments.credential-not-found`, also for another institution's. */
export async function getCredential(handle: DbHandle, institution: string, credentialId: string, now: Date) {
  const found = (await listCredentials(handle, institution, now)).find(({ row }) => row.credentialId === credentialId);
  if (!found) throw new ServiceError('payments.credential-not-found');
  return found;
}

export async function readCounter(handle: DbHandle, credentialId: string): Promise<number> {
  const row = await handle
    .db<ApproverTables>()
    .selectFrom('payments.credentialCounter')
    .select('counter')
    .where('credentialId', '=', credentialId)
    .executeTakeFirst();
  return row?.counter ?? 0;
}

export async function saveCounter(handle: DbHandle, credentialId: string, counter: number): Promise<void> {
  await handle
    .db<ApproverTables>()
    .insertInto('payments.credentialCounter')
    .values({ credentialId, counter })
    .onConflict((clash) => clash.column('credentialId').doUpdateSet({ counter }))
    .execute();
}

/** The institution's newest ceremony. */
export const latestCeremony = (handle: DbHandle, institution: string) =>
  handle
    .db<ApproverTables>()
    .selectFrom('payments.ceremony')
    .selectAll()
    .where('institution', '=', institution)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
