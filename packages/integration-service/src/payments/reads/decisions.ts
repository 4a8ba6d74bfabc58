import type { Decision } from '@interlink/contracts/payments/decision';
import type { DecisionView, LedgerLine } from '@interlink/contracts/payments/reads';
import { lineIdsOf } from '@interlink/domain/payments/ids';
import { sql } from 'kysely';
import type { DbHandle } from '../../platform/database.js';
import type { Vault } from '../../platform/vault.js';
import { listDecisions } from '../decisions/decide.js';
import { idHmac } from '../hashes.js';
import type { PaymentsTables } from '../tables.js';
import { linesOf, viewLedgerLine } from './lines.js';

type Reading = DbHandle & { readonly vault: Vault };

/** Newest first: at most 200 that are open, or all of one batch; each with the payments that it is about. */
export async function viewDecisions(
  handle: Reading,
  institution: string,
  batchId?: string,
): Promise<readonly DecisionView[]> {
  const decisions = await listDecisions(handle, institution, batchId);
  const incidents = await findIncidents(handle, targetsOf(decisions, ['close-incident']));
  const latest = await findLatest(handle, targetsOf(decisions, OF_ENTITLEMENT));
  const namesOf = (one: Decision) => [
    ...namedLines(one),
    ...[incidents.get(one.target), latest.get(one.target)].filter((name) => name !== undefined),
  ];
  const lines = await findLines(handle, institution, decisions.flatMap(namesOf));
  return decisions.map((one) => ({
    ...one,
    lines: namesOf(one)
      .map((name) => lines.get(name))
      .filter((line) => line !== undefined),
  }));
}

const OF_LINE: readonly Decision['kind'][] = ['line-not-received', 'recall-line'];
const OF_ENTITLEMENT: readonly Decision['kind'][] = ['forfeit-entitlement', 'recover-entitlement', 'resolve-cause'];

const targetsOf = (decisions: readonly Decision[], kinds: readonly Decision['kind'][]) =>
  decisions.filter(({ kind }) => kinds.includes(kind)).map(({ target }) => target);

const nameOf = (batchId: string, instrId: string) => `${batchId}/${instrId}`;

/** Of each payment that a proposal names itself. */
function namedLines({ kind, target, details: { line, instrIds } }: Decision): readonly string[] {
  if (OF_LINE.includes(kind)) return [target];
  if (typeof line === 'string') return [line];
  return Array.isArray(instrIds) ? instrIds.map((instrId) => nameOf(target, String(instrId))) : [];
}

async function findIncidents(handle: DbHandle, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await handle
    .db<PaymentsTables>()
    .selectFrom('payments.incident')
    .select(['id', 'batchId', 'instrId'])
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute();
  return new Map(rows.map(({ id, batchId, instrId }) => [id, nameOf(batchId, instrId)]));
}

/** The last attempt to pay each of these: its ids follow from it, and by them it is found among millions. */
async function findLatest(
  { vault, ...handle }: Reading,
  entitlementIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const hmac = idHmac(vault);
  const rows = await handle
    .db<PaymentsTables>()
    .selectFrom('payments.attempt')
    .select(['entitlementId', 'batchId', 'number'])
    .where('entitlementId', '=', sql<string>`any(${entitlementIds}::uuid[])`)
    .orderBy('number')
    .execute();
  return new Map(
    rows.map(({ entitlementId, batchId, number }) => [
      entitlementId,
      nameOf(batchId, lineIdsOf(hmac, batchId, entitlementId, number).instrId),
    ]),
  );
}

async function findLines(
  handle: DbHandle,
  institution: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, LedgerLine>> {
  const pairs = names.map((name) => name.split('/'));
  const [batchIds, instrIds] = [pairs.map(([batchId]) => batchId), pairs.map(([, instrId]) => instrId)];
  const rows = await linesOf(handle, institution)
    .where(
      sql<boolean>`(payments.line.batch_id, payments.line.instr_id) in (
        select * from unnest(${batchIds}::uuid[], ${instrIds}::text[]))`,
    )
    .execute();
  return new Map(rows.map((row) => [nameOf(row.batchId, row.instrId), viewLedgerLine(row)]));
}
