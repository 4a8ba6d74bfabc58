import { ServiceError } from '@interlink/contracts/errors';
import type { ExchangeFilter, ExchangeLine, ExchangePage } from '@interlink/contracts/interconnection/partner-commands';
import type {
  PartnerKeyView,
  PartnerSummary,
  PartnerView,
} from '@interlink/contracts/interconnection/registered-partner';
import { sql, type Selectable } from 'kysely';
import type { DbHandle } from '../platform/database.js';
import { findPartner, type PartnerRecord } from './store/partner-records.js';
import type { ExchangeLogTable, InterconnectionTables } from './tables.js';

/** Registered partners and those of interlink.json, whom only we ask. */
export async function listPartners(
  handle: DbHandle,
  outgoing: readonly { readonly id: string; readonly url: string }[],
): Promise<readonly PartnerSummary[]> {
  const { rows } = await sql<{ id: string; name: string; environment: 'test'; status: 'draft'; waiting: number }>`
    select p.id, p.registration ->> 'name' as name, p.registration ->> 'environment' as environment, p.status,
      ((select count(*) from interconnection.partner_key k
         where k.partner = p.id and k.confirmed_at is null and k.revoked_at is null)
       + (select count(*) from interconnection.partner_address a
         where a.partner = p.id and a.confirmed_at is null and a.removed_at is null)
       + (select count(*) from interconnection.partner_certificate c
         where c.partner = p.id and c.confirmed_at is null and c.revoked_at is null))::int as waiting
    from interconnection.partner p order by p.id`.execute(handle.db<InterconnectionTables>());
  const registered = rows.map((row) => ({ ...row, origin: 'registered' as const }));
  const known = new Set(rows.map(({ id }) => id));
  const asked = outgoing
    .filter(({ id }) => !known.has(id))
    .map(({ id }) => ({ id, name: id, environment: 'test' as const, status: 'active' as const, waiting: 0 }));
  return [...registered, ...asked.map((one) => ({ ...one, origin: 'settings' as const }))];
}

/** Throws `interconnection.not-found`. */
export async function getPartner(handle: DbHandle, id: string): Promise<PartnerView> {
  const record = await findPartner(handle, id);
  if (!record) throw new ServiceError('interconnection.not-found', { partner: id });
  return {
    ...{ id, status: record.status, ...record.registration },
    ...{ addedBy: record.addedBy, addedAt: record.addedAt.toISOString() },
    keys: record.keys.map(toKeyView),
    addresses: record.addresses.map((row) => ({ id: row.id, kind: row.kind, url: row.url, ...proposedOf(row) })),
    certificates: record.certificates.map(({ id: certificate, sha256, revokedAt, ...row }) => ({
      ...{ id: certificate, sha256, ...proposedOf(row) },
      ...(revokedAt && { revokedAt: revokedAt.toISOString() }),
    })),
    credentials: record.credentials.map((row) => ({
      ...{ id: row.id, notAfter: row.notAfter.toISOString(), madeBy: row.madeLogin, madeAt: row.madeAt.toISOString() },
      ...(row.revokedAt && { revokedAt: row.revokedAt.toISOString() }),
    })),
  };
}

function toKeyView(row: PartnerRecord['keys'][number]): PartnerKeyView {
  const { id, kid, thumbprint, use, alg, source, revokedAt } = row;
  return {
    ...{ id, kid, thumbprint, use, alg, source, ...proposedOf(row) },
    ...{ notBefore: row.notBefore.toISOString(), notAfter: row.notAfter.toISOString() },
    ...(revokedAt && { revokedAt: revokedAt.toISOString() }),
  };
}

type Proposal = Pick<
  PartnerRecord['addresses'][number],
  'confirmedAt' | 'confirmedLogin' | 'proposedAt' | 'proposedLogin'
>;

function proposedOf(row: Proposal) {
  return {
    proposedBy: row.proposedLogin,
    proposedAt: row.proposedAt.toISOString(),
    ...(row.confirmedLogin !== null && { confirmedBy: row.confirmedLogin }),
    ...(row.confirmedAt !== null && { confirmedAt: row.confirmedAt.toISOString() }),
  };
}

/** Newest first. `showPeople`: with the ids of whose data passed; otherwise with their number only. */
export async function listExchanges(
  handle: DbHandle,
  { partner, operation, result, from, until, after, limit = 50 }: ExchangeFilter,
  showPeople: boolean,
): Promise<ExchangePage> {
  let query = handle
    .db<InterconnectionTables>()
    .selectFrom('interconnection.exchangeLog')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (partner !== undefined) query = query.where('partner', '=', partner);
  if (operation !== undefined) query = query.where('operation', '=', operation);
  if (result !== undefined) query = query.where('result', '=', result);
  if (from !== undefined) query = query.where('at', '>=', new Date(from));
  if (until !== undefined) query = query.where('at', '<', new Date(until));
  // Ids are made in the order of time, so the id is the cursor.
  if (after !== undefined) query = query.where('id', '<', after);
  const rows = await query.execute();
  const lines = rows.slice(0, limit).map((row) => toLine(row, showPeople));
  const last = lines.at(-1);
  return rows.length > limit && last ? { lines, next: last.id } : { lines };
}

function toLine(row: Selectable<ExchangeLogTable>, showPeople: boolean): ExchangeLine {
  const { id, partner, direction, operation, result, records, tookMs, signature, correlationId } = row;
  return {
    ...{ id, partner, direction, operation, result, records, tookMs, signature, correlationId },
    ...{ at: row.at.toISOString(), elements: [...row.elements], people: row.subjects.length },
    ...(row.refusal !== null && { refusal: row.refusal }),
    ...(row.agreementId !== null && { agreementId: row.agreementId }),
    ...(row.purpose !== null && { purpose: row.purpose }),
    ...(showPeople && { subjects: [...row.subjects] }),
  };
}
