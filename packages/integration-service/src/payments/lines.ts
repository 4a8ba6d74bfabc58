import { foldLine } from '@interlink/domain/payments/fold-line';
import type { FoldedLine, LineEvidence, LineFacts } from '@interlink/domain/payments/line-state';
import { sql } from 'kysely';
import type { DbHandle } from '../platform/database.js';
import type { LoadedBatch } from './store.js';
import type { LineRow } from './line-table.js';
import type { PaymentsTables } from './tables.js';

/** A line with what its evidence makes of it. */
export interface LoadedLine {
  readonly row: LineRow;
  readonly folded: FoldedLine;
}

/** So many lines are looked at in one go: a batch of a million is never in memory. */
export const LINE_PAGE = 2000;

export interface LineFilter {
  readonly part?: number;
  readonly instrIds?: readonly string[];
  readonly states?: readonly LineRow['state'][];
  readonly pageSize?: number;
}

/** The rows of a batch in the order of InstrId, a page at a time. */
export async function* pagesOfRows(
  handle: DbHandle,
  batchId: string,
  { part, instrIds, states, pageSize = LINE_PAGE }: LineFilter = {},
): AsyncGenerator<readonly LineRow[]> {
  for (let after = -1; ;) {
    let query = handle
      .db<PaymentsTables>()
      .selectFrom('payments.line')
      .selectAll()
      .where('batchId', '=', batchId)
      .where('leafIndex', '>', after);
    if (part !== undefined) query = query.where('part', '=', part);
    if (instrIds !== undefined) query = query.where('instrId', 'in', [...instrIds]);
    if (states !== undefined) query = query.where('state', 'in', [...states]);
    const rows = await query.orderBy('leafIndex').limit(pageSize).execute();
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) return;
    after = last.leafIndex;
  }
}

/** The lines with their evidence folded, a page at a time. */
export async function* pagesOfLines(
  handle: DbHandle,
  batch: LoadedBatch,
  filter: LineFilter = {},
): AsyncGenerator<readonly LoadedLine[]> {
  for await (const rows of pagesOfRows(handle, batch.row.id, filter)) yield await foldRows(handle, batch, rows);
}

/** All lines at once: for a screen of a small batch and for tests. */
export async function listLines(handle: DbHandle, batch: LoadedBatch): Promise<readonly LoadedLine[]> {
  const all: LoadedLine[] = [];
  for await (const page of pagesOfLines(handle, batch)) all.push(...page);
  return all;
}

export async function foldRows(
  handle: DbHandle,
  batch: LoadedBatch,
  rows: readonly LineRow[],
): Promise<readonly LoadedLine[]> {
  const evidence = await evidenceOf(handle, batch.row.id, rows);
  const beside = await findBesideLive(handle, rows);
  return rows.map((row) => {
    const facts = { ...lineFacts(batch, row), otherAttemptLive: beside.has(attemptOf(row)) };
    const known = [...channelWords(batch, row), ...(evidence.get(row.instrId) ?? [])];
    return { row, folded: foldLine(facts, known) };
  });
}

/** What our own process did with a line of this file; whether another attempt is live is the caller's to know. */
export function lineFacts(
  { facts }: Pick<LoadedBatch, 'facts'>,
  { amountMinor, currency, part, removedAt }: Pick<LineRow, 'amountMinor' | 'currency' | 'part' | 'removedAt'>,
): LineFacts {
  const has = (fact: string) => facts.some((one) => one.fact === fact && (one.part === 0 || one.part === part));
  const isRemoved = removedAt !== null;
  return {
    amountMinor,
    currency,
    sealed: has('sealed') && !isRemoved,
    // A sending that was begun and voided was cut off before its first byte.
    sending: has('transmitting') && !has('voided') && !isRemoved,
    cancelled: isRemoved || has('cancelled') || has('voided'),
    otherAttemptLive: false,
  };
}

/** What the channel answered for the file is evidence of each of its lines, kept once. */
export function channelWords(
  { row: { messageId }, facts }: Pick<LoadedBatch, 'facts' | 'row'>,
  { part, removedAt }: Pick<LineRow, 'part' | 'removedAt'>,
): readonly LineEvidence[] {
  if (removedAt !== null) return [];
  const kinds = [
    ['transmitted', 'receipt'],
    ['unanswered', 'no-answer'],
  ] as const;
  return kinds.flatMap(([fact, kind]) => {
    const found = facts.find((one) => one.fact === fact && (one.part === 0 || one.part === part));
    if (!found) return [];
    return [{ key: `channel:${messageId}:${part}:${kind}`, at: found.at.toISOString(), said: { rank: 1, kind } }];
  });
}

async function evidenceOf(handle: DbHandle, batchId: string, rows: readonly LineRow[]) {
  const found = new Map<string, LineEvidence[]>();
  if (rows.length === 0) return found;
  const kept = await handle
    .db<PaymentsTables>()
    .selectFrom('payments.evidence')
    .select(['instrId', 'key', 'at', 'said'])
    .where('batchId', '=', batchId)
    .where(
      'instrId',
      'in',
      rows.map(({ instrId }) => instrId),
    )
    .execute();
  for (const { instrId, key, at, said } of kept) {
    const one = { key, at: at.toISOString(), said };
    const list = found.get(instrId);
    if (list) list.push(one);
    else found.set(instrId, [one]);
  }
  return found;
}

type AttemptOf = Pick<LineRow, 'attempt' | 'entitlementId'>;
const attemptOf = ({ entitlementId, attempt }: AttemptOf) => `${entitlementId}/${attempt}`;

/** Whether another attempt than the line's own is live (R1, R3). */
export async function isBesideLive(handle: DbHandle, line: AttemptOf): Promise<boolean> {
  return (await findBesideLive(handle, [line])).has(attemptOf(line));
}

/** Attempts beside which another is live, for the same entitlement or by another benefit of the person (R1, R3). */
async function findBesideLive(handle: DbHandle, rows: readonly AttemptOf[]): Promise<ReadonlySet<string>> {
  if (rows.length === 0) return new Set();
  const entitlementIds = rows.map(({ entitlementId }) => entitlementId);
  const { rows: found } = await sql<AttemptOf>`
    select own.entitlement_id, own.number as attempt from payments.attempt own join payments.attempt other on other.live
      and (other.person_key, other.programme, other.cycle) = (own.person_key, own.programme, own.cycle)
      and (other.entitlement_id, other.number) <> (own.entitlement_id, own.number)
    where own.entitlement_id = any(${entitlementIds}::uuid[])`.execute(handle.db<PaymentsTables>());
  return new Set(found.map(attemptOf));
}
