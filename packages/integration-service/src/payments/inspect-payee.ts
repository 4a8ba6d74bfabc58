import { blocks, inspectPayment } from '@interlink/domain/fraud/rule';
import { fraudRules } from '@interlink/domain/fraud/rules';
import { sql } from 'kysely';
import type { OpenImisPerson } from '../openimis/port.js';
import type { Actor } from '../platform/actor.js';
import { accountIndexOf } from './identifiers.js';
import type { KnownPeople } from './known-people.js';
import { askLife } from './life.js';
import type { PaymentsContext } from './policy.js';
import type { LoadedBatch } from './store.js';
import type { LineRow } from './line-table.js';
import type { Details, PaymentsTables } from './tables.js';

export interface Objection {
  readonly reason: string;
  readonly evidence: Details;
}

/**
 * What happened to a payee between the approval and the seal: dead (F02), left or suspended (F09), another account, or
 * the account closed. Undefined when nothing did, or when openIMIS does not know the person any more by this token.
 */
export async function inspectPayee(
  context: PaymentsContext,
  { row: batch }: LoadedBatch,
  row: LineRow,
  { people, enrolments }: KnownPeople,
  actor: Actor,
): Promise<Objection | undefined> {
  const person = people.get(row.individualId);
  if (!person) return { reason: 'person-gone', evidence: {} };
  if (!person.account || accountIndexOf(context, person.account) !== row.accountIndex) {
    return { reason: 'account-changed', evidence: {} };
  }
  const closed = await findClosed(context, row, batch.createdAt);
  if (closed) return closed;
  const life = await askAgain(context, person, row, actor);
  const [newest] = enrolments.get(row.individualId) ?? [];
  const findings = inspectPayment(fraudRules, {
    individualId: row.individualId,
    payDate: batch.executionDate,
    amountMinor: row.amountMinor,
    currency: row.currency,
    death: life?.deceased ? { date: life.deathDate, source: 'civil-registry' } : undefined,
    identifiers: [],
    enrolment: newest && { status: newest.status },
    approvedArrears: true,
  });
  const [first] = findings;
  return first && blocks(findings) ? { reason: `fraud-${first.code}`, evidence: { ...first.values } } : undefined;
}

/** A kept answer of the account keeper that is newer than the batch. */
async function findClosed(
  { verification }: PaymentsContext,
  row: LineRow,
  since: Date,
): Promise<Objection | undefined> {
  const results = await verification.list(row.individualId);
  const newest = results.filter(({ kind }) => kind === 'account').at(-1);
  if (!newest || newest.outcome !== 'refused' || Date.parse(newest.checkedAt) < since.getTime()) return undefined;
  return { reason: 'account-closed', evidence: { verification: newest.id, reasons: newest.reasons } };
}

const DEATHS_FRESH_MS = 24 * 3_600_000;

/** F02: the civil registry's word is at most a day old at the seal, where it is asked at all. */
async function askAgain(context: PaymentsContext, person: OpenImisPerson, row: LineRow, actor: Actor) {
  const known = (await context.verification.list(row.individualId))
    .filter(({ kind }) => kind === 'civil-status')
    .at(-1);
  const isDead = known?.reasons.includes('deceased') === true;
  if (isDead || context.settings.lifeCheck === 'none')
    return isDead ? { deceased: true, deathDate: undefined } : undefined;
  const isFresh =
    known !== undefined && context.platform.clock.now().getTime() - Date.parse(known.checkedAt) <= DEATHS_FRESH_MS;
  return isFresh ? undefined : askLife(context, person, actor);
}

/** F03, by keyed hash: another individual of any batch bears the identifier of one of these. */
export async function findBorneByOthers(
  { platform }: PaymentsContext,
  rows: readonly LineRow[],
): Promise<ReadonlyMap<string, string>> {
  const [first] = rows;
  if (!first) return new Map();
  const ids = rows.map(({ instrId }) => instrId);
  const { rows: found } = await sql<{ identifierIndex: string; other: string }>`
    select distinct ours.identifier_index, other.individual_id::text as other
    from payments.line ours join payments.line other
      on other.identifier_index = ours.identifier_index and other.individual_id <> ours.individual_id
    where ours.batch_id = ${first.batchId} and ours.instr_id = any(${ids}::text[])`.execute(
    platform.db<PaymentsTables>(),
  );
  return new Map(found.map(({ identifierIndex, other }) => [identifierIndex, other]));
}
