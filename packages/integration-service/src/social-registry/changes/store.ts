import { ServiceError } from '@interlink/contracts/errors';
import type {
  BeginChange,
  ChangeList,
  ChangeState,
  ListedChange,
  Reassessment,
} from '@interlink/contracts/social-registry/change-request';
import type { Place } from '@interlink/contracts/registry/values';
import type { Known } from '@interlink/domain/social-registry/changes/answers';
import { sql } from 'kysely';
import type { DbHandle } from '../../platform/database.js';
import type { Operator } from '../../platform/http/api.js';
import type { Platform } from '../../platform/platform.js';
import type { Tx } from '../../platform/transaction.js';
import { institutionOf } from '../context.js';
import type { ChangeRow, SocialRegistryTables } from '../tables.js';

/** What a request says, as it is kept sealed. */
export interface ChangeContent extends Pick<BeginChange, 'change' | 'evidence' | 'note'> {
  /** Of a move, or a marriage into another village: the village as it was when the request came. */
  readonly place?: Place;
  /** Of a marriage that joins two households. */
  readonly spouse?: Spouse;
}

/** Where the spouse was when the request came, and who comes to them. */
export interface Spouse extends Pick<ChangeRow, 'householdId' | 'memberNumber' | 'personId'> {
  readonly newcomer: Known;
}

const OPEN: readonly ChangeState[] = ['waiting', 'sending', 'at-openimis'];
const PAGE = 50;

/** By the key that protects what sources say of this person: an erasure destroys it (S15). */
const placeOf = ({ id, personId }: Pick<ChangeRow, 'id' | 'personId'>) =>
  ({
    table: 'social_registry.change_request',
    column: 'sealed',
    rowId: id,
    subjectId: personId,
    purpose: 'registry',
  }) as const;

/** False when the person has an open request of this kind. */
export async function insertChange(
  { vault }: Pick<Platform, 'vault'>,
  tx: Tx,
  row: Omit<ChangeRow, 'sealed'>,
  content: ChangeContent,
): Promise<boolean> {
  const db = tx.db<SocialRegistryTables>();
  const sealed = await vault.seal(tx, placeOf(row), JSON.stringify(content));
  const made = await db
    .insertInto('socialRegistry.changeRequest')
    .values({ ...row, sealed })
    .onConflict((clash) =>
      clash
        .columns(['personId', 'event'])
        // Written out: of a prepared statement with parameters here PostgreSQL does not see that the index fits.
        .where(sql<boolean>`state in (${sql.join(OPEN.map((state) => sql.lit(state)))})`)
        .doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

export async function findOpenId(handle: DbHandle, row: Pick<ChangeRow, 'event' | 'personId'>) {
  const open = await handle
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.changeRequest')
    .select('id')
    .where('personId', '=', row.personId)
    .where('event', '=', row.event)
    .where('state', 'in', [...OPEN])
    .executeTakeFirst();
  return open?.id;
}

/** Undefined when the person was erased since. */
export async function openContent(
  { vault }: Pick<Platform, 'vault'>,
  handle: DbHandle,
  row: ChangeRow,
): Promise<ChangeContent | undefined> {
  const text = await vault.open(handle, placeOf(row), row.sealed);
  return text === undefined ? undefined : (JSON.parse(text) as ChangeContent);
}

/** S2: of the operator's own institution and districts. Throws `social-registry.not-found`, also for all others. */
export async function getChange(
  handle: DbHandle,
  operator: Operator,
  id: string,
  { lock = false } = {},
): Promise<ChangeRow> {
  const row = await findChange(handle, id, { lock });
  const isOwn = row?.institution === institutionOf(operator) && isWithin(operator, row.districtId);
  if (!row || !isOwn) throw new ServiceError('social-registry.not-found');
  return row;
}

export function findChange(handle: DbHandle, id: string, { lock = false } = {}): Promise<ChangeRow | undefined> {
  const query = handle
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.changeRequest')
    .selectAll()
    .where('id', '=', id);
  return (lock ? query.forUpdate() : query).executeTakeFirst();
}

const isWithin = ({ districts }: Operator, districtId: string | null) =>
  districtId !== null && districts.includes(districtId);

export interface ChangeFilter {
  readonly state?: ChangeState;
  readonly after?: string;
}

/** Newest first. */
export async function listChanges(
  handle: DbHandle,
  operator: Operator,
  { state, after }: ChangeFilter,
): Promise<ChangeList> {
  if (operator.districts.length === 0) return { items: [] };
  let query = handle
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.changeRequest')
    .selectAll()
    .where('institution', '=', institutionOf(operator))
    .where('districtId', 'in', [...operator.districts]);
  if (state !== undefined) query = query.where('state', '=', state);
  if (after !== undefined) query = query.where('id', '<', after);
  const rows = await query
    .orderBy('id', 'desc')
    .limit(PAGE + 1)
    .execute();
  const items = rows.slice(0, PAGE).map(toListed);
  const last = items.at(-1);
  return { items, ...(rows.length > PAGE && last && { next: last.id }) };
}

/** The request that came first and all that came with it, oldest first, without this one; S2: as the operator may see. */
export async function listTogether(handle: DbHandle, operator: Operator, row: ChangeRow): Promise<ListedChange[]> {
  const lead = row.leadId ?? row.id;
  const rows = await handle
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.changeRequest')
    .selectAll()
    .where((one) => one.or([one('id', '=', lead), one('leadId', '=', lead)]))
    .where('id', '<>', row.id)
    .orderBy('id')
    .execute();
  return rows.filter(({ districtId }) => isWithin(operator, districtId)).map(toListed);
}

/** Those who would move along and wait, locked. */
export function findWaitingMates(tx: Tx, leadId: string): Promise<ChangeRow[]> {
  return tx
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.changeRequest')
    .selectAll()
    .where('leadId', '=', leadId)
    .where('state', '=', 'waiting')
    .orderBy('id')
    .forUpdate()
    .execute();
}

export async function updateChange(tx: Tx, id: string, values: Partial<ChangeRow>): Promise<void> {
  await tx
    .db<SocialRegistryTables>()
    .updateTable('socialRegistry.changeRequest')
    .set(values)
    .where('id', '=', id)
    .execute();
}

/** The same from one of these states only; false: somebody else was here, and nothing is changed. */
export async function moveChange(
  tx: Tx,
  id: string,
  from: readonly ChangeState[],
  values: Partial<ChangeRow>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .db<SocialRegistryTables>()
    .updateTable('socialRegistry.changeRequest')
    .set(values)
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Nothing is done that was not done yet. */
export async function failWithin(tx: Tx, { id, personId }: ChangeRow, problem: string): Promise<void> {
  if (!(await moveChange(tx, id, ['sending', 'at-openimis'], { state: 'failed', problem }))) return;
  tx.audit({ stream: `change:${id}`, action: 'social-registry.change-failed', subject: personId, body: { problem } });
}

/** What a change did to a score, by the key of the person whom it is about: it goes with them (S15). */
const placeOfReassessed = ({ id, personId, householdId: own }: Changed, householdId: string, formula: string) =>
  ({
    ...placeOf({ id, personId }),
    table: 'social_registry.reassessment',
    rowId: householdId === own ? `${id}:${formula}` : `${id}:${formula}:${householdId}`,
  }) as const;

type Changed = Pick<ChangeRow, 'householdId' | 'id' | 'personId'>;

export async function keepReassessed(
  { vault }: Pick<Platform, 'vault'>,
  tx: Tx,
  change: Changed,
  householdId: string,
  day: string,
  reassessed: readonly Reassessment[],
): Promise<void> {
  if (reassessed.length === 0) return;
  const sealed = await vault.sealAll(
    tx,
    reassessed.map((one) => ({
      place: placeOfReassessed(change, householdId, one.formula),
      plaintext: JSON.stringify(one),
    })),
  );
  const rows = reassessed.map(({ formula, version: formulaVersion }, at) => ({
    householdId,
    requestId: change.id,
    formula,
    formulaVersion,
    day,
    sealed: sealed[at] as Buffer,
    at: tx.now,
  }));
  await tx.db<SocialRegistryTables>().insertInto('socialRegistry.reassessment').values(rows).execute();
}

export async function loadReassessed(
  platform: Pick<Platform, 'db' | 'vault'>,
  change: Changed,
  householdId: string | null | undefined,
): Promise<Reassessment[]> {
  if (typeof householdId !== 'string') return [];
  const rows = await platform
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.reassessment')
    .select(['formula', 'sealed'])
    .where('requestId', '=', change.id)
    .where('householdId', '=', householdId)
    .orderBy('formula')
    .execute();
  const opened = await platform.vault.openAll(
    platform,
    rows.map(({ formula, sealed }) => ({ place: placeOfReassessed(change, householdId, formula), sealed })),
  );
  return opened.flatMap((text) => (text === undefined ? [] : [JSON.parse(text) as Reassessment]));
}

export function toListed(row: ChangeRow): ListedChange {
  const { id, personId, event, happenedOn, channel, state, policy, makerLogin } = row;
  return {
    id,
    personId,
    event,
    happenedOn,
    channel,
    state,
    policy,
    makerLogin,
    ...(row.approverLogin !== null && { approverLogin: row.approverLogin }),
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.problem !== null && { problem: row.problem }),
    createdAt: row.createdAt.toISOString(),
    ...(row.decidedAt !== null && { decidedAt: row.decidedAt.toISOString() }),
  };
}
