import { sql } from 'kysely';
import { toJson, type DbHandle } from '../../platform/database.js';
import type { Platform } from '../../platform/platform.js';
import type { Tx } from '../../platform/transaction.js';
import { DciFault } from '../server/fault.js';
import type { BulkFileRow, ExchangeTables } from '../tables.js';
import type { BulkLine } from './line.js';

const files = (handle: DbHandle) => handle.db<ExchangeTables>().selectFrom('exchange.bulkFile').selectAll();

export function findFile(handle: DbHandle, id: string): Promise<BulkFileRow | undefined> {
  return files(handle).where('id', '=', id).executeTakeFirst();
}

/** Another's file is as one that is not there. Throws DciFault. */
export async function getFile(
  handle: DbHandle,
  { id, partner, role }: Pick<BulkFileRow, 'id' | 'partner' | 'role'>,
): Promise<BulkFileRow> {
  const file = await findFile(handle, id);
  if (file && file.partner === partner && file.role === role && file.state !== 'forgotten') return file;
  throw new DciFault({ code: 'err.request.not_found', message: 'there is no such file' }, 'file-unknown');
}

/** Newest first; of every partner when none is named. */
export function listFiles(handle: DbHandle, partner: string | undefined): Promise<BulkFileRow[]> {
  const all = files(handle).orderBy('createdAt', 'desc').orderBy('id').limit(100);
  return (partner === undefined ? all : all.where('partner', '=', partner)).execute();
}

/** Who holds the row does what comes next of the file; nobody else does it meanwhile, or again. */
export function lockFile(tx: Tx, id: string): Promise<BulkFileRow> {
  return files(tx).where('id', '=', id).forUpdate().executeTakeFirstOrThrow();
}

/** The newest: an id that is forgotten may be used again. */
export function findByMessage(handle: DbHandle, partner: string, messageId: string) {
  const its = files(handle).where('partner', '=', partner).where('messageId', '=', messageId);
  return its.orderBy('createdAt', 'desc').executeTakeFirst();
}

export async function changeFile(
  tx: Tx,
  id: string,
  { grounds, ...changes }: Partial<Omit<BulkFileRow, 'createdAt' | 'id' | 'updatedAt'>>,
): Promise<void> {
  await tx
    .db<ExchangeTables>()
    .updateTable('exchange.bulkFile')
    .set({ ...changes, ...(grounds && { grounds: toJson(grounds) }), updatedAt: tx.now })
    .where('id', '=', id)
    .execute();
}

/** How many of a partner's files are not finished. Holds up its other beginnings until this transaction ends. */
export async function countOpen(tx: Tx, partner: string): Promise<number> {
  const db = tx.db<ExchangeTables>();
  await sql`select pg_advisory_xact_lock(hashtext(${`exchange.bulk_file|${partner}`}))`.execute(db);
  const { open } = await db
    .selectFrom('exchange.bulkFile')
    .select((eb) => eb.fn.countAll<number>().as('open'))
    .where('partner', '=', partner)
    .where('state', 'in', ['receiving', 'working'])
    .executeTakeFirstOrThrow();
  return open;
}

export const subjectOf = (id: string) => `bulk-file:${id}`;
const searchPlace = (id: string) =>
  ({
    ...{ table: 'exchange.bulk_file', column: 'search', rowId: id },
    ...{ subjectId: subjectOf(id), purpose: 'exchange' },
  }) as const;

export const sealSearch = (tx: Tx, { vault }: Pick<Platform, 'vault'>, id: string, search: unknown) =>
  vault.sealNew(tx, searchPlace(id), JSON.stringify(search));

/** Undefined when it was forgotten. */
export async function openSearch({ vault, db }: Pick<Platform, 'vault' | 'db'>, { id, search }: BulkFileRow) {
  const text = search && (await vault.open({ db }, searchPlace(id), search));
  return text ? (JSON.parse(text) as Readonly<Record<string, unknown>>) : undefined;
}

type Side = ExchangeTables['exchange.bulkPart']['side'];
const partPlace = (fileId: string, side: Side, startAt: number) =>
  ({
    ...{ table: 'exchange.bulk_part', column: 'sealed', rowId: `${fileId}:${side}:${startAt}` },
    ...{ subjectId: subjectOf(fileId), purpose: 'exchange' },
  }) as const;

/** A file holds people: its parts are kept sealed, and no longer than the file. */
export async function addPart(
  tx: Tx,
  { vault }: Pick<Platform, 'vault'>,
  { fileId, side, startAt }: { readonly fileId: string; readonly side: 'in' | 'out'; readonly startAt: number },
  bytes: Buffer,
): Promise<void> {
  if (bytes.length === 0) return;
  const part = { fileId, side, startAt, length: bytes.length };
  await insertPart(tx, { vault }, part, bytes.toString('base64'));
}

async function insertPart(
  tx: Tx,
  { vault }: Pick<Platform, 'vault'>,
  part: Omit<ExchangeTables['exchange.bulkPart'], 'sealed'>,
  text: string,
): Promise<void> {
  const sealed = await vault.seal(tx, partPlace(part.fileId, part.side, part.startAt), text);
  await tx
    .db<ExchangeTables>()
    .insertInto('exchange.bulkPart')
    .values({ ...part, sealed })
    .execute();
}

/** Keeps lines as they were read, the first of them at this place: whoever goes on need not read the file again. */
export function addLines(
  tx: Tx,
  platform: Pick<Platform, 'vault'>,
  { fileId, startAt }: { readonly fileId: string; readonly startAt: number },
  lines: readonly BulkLine[],
): Promise<void> {
  const part = { fileId, startAt, side: 'line', length: lines.length } as const;
  return insertPart(tx, platform, part, JSON.stringify(lines));
}

/** The lines from a place on that are kept together; none when there are no more. */
export async function readKeptLines(
  { vault, db }: Pick<Platform, 'vault' | 'db'>,
  fileId: string,
  from: number,
): Promise<readonly BulkLine[]> {
  const [part] = await partsFrom({ db }, fileId, 'line', from, 1);
  if (!part) return [];
  const text = await vault.open({ db }, partPlace(fileId, 'line', part.startAt), part.sealed);
  if (text === undefined) throw new Error('the file was forgotten while it was read');
  return (JSON.parse(text) as readonly BulkLine[]).slice(from - part.startAt);
}

/** Once its lines are kept, the bytes that came have no more use. */
export async function dropReceived(tx: Tx, fileId: string): Promise<void> {
  await tx
    .db<ExchangeTables>()
    .deleteFrom('exchange.bulkPart')
    .where('fileId', '=', fileId)
    .where('side', '=', 'in')
    .execute();
}

const AT_ONCE = 20;

/** The bytes of one side from a place on, as many as there are. Throws when their key was destroyed meanwhile. */
export async function* readParts(
  { vault, db }: Pick<Platform, 'vault' | 'db'>,
  fileId: string,
  side: 'in' | 'out',
  from = 0,
): AsyncGenerator<Buffer> {
  for (let next = from; ;) {
    const rows = await partsFrom({ db }, fileId, side, next);
    const items = rows.map(({ startAt, sealed }) => ({ place: partPlace(fileId, side, startAt), sealed }));
    const texts = await vault.openAll({ db }, items);
    for (const [at, { startAt, length }] of rows.entries()) {
      const text = texts[at];
      if (text === undefined) throw new Error('the file was forgotten while it was read');
      yield Buffer.from(text, 'base64').subarray(next - startAt);
      next = startAt + length;
    }
    if (rows.length === 0) return;
  }
}

function partsFrom(handle: DbHandle, fileId: string, side: Side, from: number, limit = AT_ONCE) {
  const parts = handle
    .db<ExchangeTables>()
    .selectFrom('exchange.bulkPart')
    .where('fileId', '=', fileId)
    .where('side', '=', side);
  const first = parts.select((eb) => eb.fn.max('startAt').as('at')).where('startAt', '<=', from);
  return parts
    .select(['startAt', 'length', 'sealed'])
    .where('startAt', '>=', first)
    .where(sql<boolean>`start_at + length > ${from}`)
    .orderBy('startAt')
    .limit(limit)
    .execute();
}

/** Files whose wake-up was lost. */
export async function listForgottenFiles(handle: DbHandle, before: Date, now: Date): Promise<readonly string[]> {
  const rows = await handle
    .db<ExchangeTables>()
    .selectFrom('exchange.bulkFile')
    .select('id')
    .where('state', '=', 'working')
    .where('updatedAt', '<', before)
    .where((eb) => eb.or([eb('resumeAt', 'is', null), eb('resumeAt', '<=', now)]))
    .orderBy('updatedAt')
    .limit(20)
    .execute();
  return rows.map(({ id }) => id);
}
