import type { Agreement } from '@interlink/contracts/interconnection/agreement';
import type { PartnerRegistration, PartnerStatus } from '@interlink/contracts/interconnection/registered-partner';
import type { Selectable } from 'kysely';
import type { DbHandle } from '../../platform/database.js';
import { gather } from '../../platform/gather.js';
import { listAt, runBatch } from '../../platform/statement.js';
import type {
  InterconnectionTables,
  PartnerAddressTable,
  PartnerCertificateTable,
  PartnerKeyTable,
} from '../tables.js';
import { toAgreement } from './agreements.js';

/** A registered partner with everything that decides what it may do. Unconfirmed and revoked things included. */
export interface PartnerRecord {
  readonly id: string;
  /** Another one after every change. */
  readonly version: number;
  readonly status: PartnerStatus;
  readonly registration: PartnerRegistration;
  readonly addedBy: string;
  readonly addedAt: Date;
  readonly keys: readonly Selectable<PartnerKeyTable>[];
  readonly addresses: readonly Selectable<PartnerAddressTable>[];
  readonly certificates: readonly Selectable<PartnerCertificateTable>[];
  readonly credentials: readonly Selectable<InterconnectionTables['interconnection.credential']>[];
  readonly agreements: readonly Agreement[];
}

/** Undefined when no partner has that id. */
export async function findPartner(handle: DbHandle, id: string): Promise<PartnerRecord | undefined> {
  const db = handle.db<InterconnectionTables>();
  const row = await db.selectFrom('interconnection.partner').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return undefined;
  // One after the other: it may be asked within a transaction.
  const keys = await db
    .selectFrom('interconnection.partnerKey')
    .selectAll()
    .where('partner', '=', id)
    .orderBy('id')
    .execute();
  const addresses = await db
    .selectFrom('interconnection.partnerAddress')
    .selectAll()
    .where('partner', '=', id)
    .where('removedAt', 'is', null)
    .orderBy('id')
    .execute();
  const credentials = await db
    .selectFrom('interconnection.credential')
    .selectAll()
    .where('partner', '=', id)
    .orderBy('id')
    .execute();
  const agreements = await db
    .selectFrom('interconnection.agreement')
    .selectAll()
    .where('partner', '=', id)
    .orderBy('id')
    .execute();
  const certificates = await db
    .selectFrom('interconnection.partnerCertificate')
    .selectAll()
    .where('partner', '=', id)
    .orderBy('id')
    .execute();
  // Read before the rest: whoever reads in the middle of a change remembers it as one before it.
  const { version, status, registration, addedLogin: addedBy, addedAt } = row;
  const rest = { keys, addresses, certificates, credentials, agreements: agreements.map(toAgreement) };
  return { id, version, status, registration, addedBy, addedAt, ...rest };
}

/** How long a record is taken for current where nobody asks for its version. */
const CACHE_MS = 5000;
/** More than these wait for the next statement that asks for versions. */
const MOST = 64;

/**
 * Partner records, kept for at most five seconds, and no longer than until a call says that there is another version.
 */
export function partnerCache(handle: DbHandle, now: () => number) {
  const versionOf = gather<string, number | undefined>((ids) => versionsOf(handle, ids), MOST);
  const kept = new Map<string, { readonly record: PartnerRecord | undefined; readonly until: number }>();
  /** Whoever asks within a transaction gives it: one that held a connection and waited for another could wait for ever. */
  const find = async (id: string, within: DbHandle = handle): Promise<PartnerRecord | undefined> => {
    const found = kept.get(id);
    if (found && now() < found.until) return found.record;
    const record = await findPartner(within, id);
    if (record) kept.set(id, { record, until: now() + CACHE_MS });
    else kept.delete(id);
    return record;
  };
  const forgetOthers = (id: string, version: number | undefined): void => {
    if (kept.get(id)?.record?.version !== version) kept.delete(id);
  };
  return {
    find,
    /** Forgets what is remembered, unless it is of this version. */
    forgetOthers,
    /** As it is now, whatever is remembered: for what is not counted against a quota. */
    async findNow(id: string): Promise<PartnerRecord | undefined> {
      forgetOthers(id, await versionOf(id));
      return find(id);
    },
    forget: (id: string): void => void kept.delete(id),
  };
}
export type PartnerCache = ReturnType<typeof partnerCache>;

const VERSIONS = `select id, version from interconnection.partner where id = any(${listAt(1, 'text')}::text[])`;

async function versionsOf(handle: DbHandle, ids: readonly string[]) {
  const [rows = []] = await runBatch(handle.db(), [{ text: VERSIONS, values: [ids] }]);
  const known = new Map(rows.map(({ id, version }) => [id, version as number]));
  return ids.map((id) => ({ status: 'fulfilled', value: known.get(id) }) as const);
}
