import { ServiceError } from '@interlink/contracts/errors';
import type {
  BeginPublication,
  Publication,
  PublicationRow,
  PublicationRows,
} from '@interlink/contracts/social-registry/publication';
import { isOfficeHour, paceOf } from '@interlink/domain/social-registry/publication';
import { sql } from 'kysely';
import type { DbHandle } from '../../platform/database.js';
import type { Operator } from '../../platform/http/api.js';
import type { Tx } from '../../platform/transaction.js';
import { institutionOf, type SocialContext } from '../context.js';
import type { PublicationTable, SocialRegistryTables } from '../tables.js';

const PACE_OVER = 200;
const PAGE = 100;

/** Notes which households are to be published; a household of which no answers are kept any more is none. */
export async function beginPublication(
  { platform }: SocialContext,
  tx: Tx,
  operator: Operator,
  { uploadId, most }: BeginPublication,
): Promise<string> {
  const institution = institutionOf(operator);
  const id = platform.ids.next();
  const { id: makerId, loginName: makerLogin, correlationId } = operator.actor;
  const db = tx.db<SocialRegistryTables>();
  const ofUpload = uploadId === undefined ? sql`true` : sql`a.origin = ${`upload:${uploadId}`}`;
  const { numAffectedRows } = await sql`
    insert into social_registry.publication_row (publication_id, ordinal, household_id)
    select ${id}, row_number() over (order by h.id), h.id from social_registry.household h
    where h.institution = ${institution} and exists (
      select 1 from social_registry.household_answers a where a.household_id = h.id and ${ofUpload})
    order by h.id limit ${most ?? null}`.execute(db);
  const total = Number(numAffectedRows ?? 0);
  if (total === 0) throw new ServiceError('social-registry.nothing-to-publish');
  const values = { id, institution, uploadId: uploadId ?? null, state: 'running' as const, total };
  await db
    .insertInto('socialRegistry.publication')
    .values({ ...values, makerId, makerLogin, correlationId, createdAt: tx.now, updatedAt: tx.now })
    .execute();
  tx.audit({
    stream: `publication:${id}`,
    action: 'social-registry.begin-publication',
    subject: id,
    body: { total, ...(uploadId !== undefined && { uploadId }) },
  });
  return id;
}

/** Stops after the households that are under way, or goes on. */
export async function setPublicationState(
  tx: Tx,
  operator: Operator,
  id: string,
  [from, to]: readonly ['running', 'paused'] | readonly ['paused', 'running'],
): Promise<void> {
  const row = await getPublication(tx, id, { institution: institutionOf(operator), lock: true });
  if (row.state === to) return;
  if (row.state !== from) throw new ServiceError('social-registry.not-ready', { state: row.state });
  await tx
    .db<SocialRegistryTables>()
    .updateTable('socialRegistry.publication')
    .set({ state: to, updatedAt: tx.now })
    .where('id', '=', id)
    .execute();
  const action = to === 'paused' ? 'social-registry.pause-publication' : 'social-registry.resume-publication';
  tx.audit({ stream: `publication:${id}`, action, subject: id });
}

type Row = Omit<PublicationTable, 'published' | 'failed'> & { published: number; failed: number };

/** Throws `social-registry.not-found`, also for another institution's. */
export async function getPublication(
  handle: DbHandle,
  id: string,
  { institution, lock = false }: { readonly institution?: string; readonly lock?: boolean } = {},
): Promise<Row> {
  let query = handle
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.publication')
    .selectAll()
    .where('id', '=', id);
  if (institution !== undefined) query = query.where('institution', '=', institution);
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  if (!row) throw new ServiceError('social-registry.not-found');
  return row;
}

export async function listPublications(context: SocialContext, institution: string): Promise<Publication[]> {
  const rows = await context.platform
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.publication')
    .selectAll()
    .where('institution', '=', institution)
    .orderBy('id', 'desc')
    .limit(PAGE)
    .execute();
  return Promise.all(rows.map((row) => toPublication(context, context.platform, row)));
}

export async function toPublication(
  { platform, policy }: SocialContext,
  handle: DbHandle,
  row: Row,
): Promise<Publication> {
  const { id, uploadId, state, total, published, failed, makerLogin, createdAt, updatedAt } = row;
  const left = total - published - failed;
  const pace = paceOf(await lastAnswers(handle, id), left);
  const isWaiting = state === 'running' && isOfficeHour(policy.officeHours, platform.clock.now());
  return {
    id,
    state: isWaiting ? 'office-hours' : state,
    ...(uploadId !== null && { uploadId }),
    total,
    published,
    failed,
    ...(pace && { perMinute: pace.perMinute }),
    ...(pace && state !== 'done' && { remainingSeconds: pace.remainingSeconds }),
    makerLogin,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

async function lastAnswers(handle: DbHandle, publicationId: string): Promise<Date[]> {
  const rows = await handle
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.publicationRow')
    .select('at')
    .where('publicationId', '=', publicationId)
    .where('at', 'is not', null)
    .orderBy('at', 'desc')
    .limit(PACE_OVER)
    .execute();
  return rows.flatMap(({ at }) => (at === null ? [] : [at]));
}

/** The answers one by one, in their order; `after` is the `next` of the page before. */
export async function listRows(
  handle: DbHandle,
  publicationId: string,
  { state, after = '0' }: { readonly state?: PublicationRow['state']; readonly after?: string },
): Promise<PublicationRows> {
  let query = handle
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.publicationRow')
    .selectAll()
    .where('publicationId', '=', publicationId)
    .where('ordinal', '>', Number(after));
  if (state !== undefined) query = query.where('state', '=', state);
  const rows = await query
    .orderBy('ordinal')
    .limit(PAGE + 1)
    .execute();
  const items = rows.slice(0, PAGE).map(({ ordinal, householdId, groupId, people, problem, at, ...rest }) => ({
    ordinal,
    householdId,
    state: rest.state,
    people,
    ...(groupId !== null && { groupId }),
    ...(problem !== null && { problem }),
    ...(at !== null && { at: at.toISOString() }),
  }));
  const last = items.at(-1);
  return { items, ...(rows.length > PAGE && last && { next: String(last.ordinal) }) };
}
