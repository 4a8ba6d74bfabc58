import type { Exclusion } from '@interlink/contracts/payments/batch';
import type { BenefitOutcome } from '@interlink/domain/payments/decide-benefit';
import { TRANSLITERATION_VERSION } from '@interlink/domain/payments/charset';
import { refuseLine, type ExclusionReason } from '@interlink/domain/payments/check-line';
import { lineIdsOf } from '@interlink/domain/payments/ids';
import { lineHash, type PaymentLine } from '@interlink/domain/payments/line';
import { sql, type Insertable } from 'kysely';
import type { Tx } from '../platform/transaction.js';
import { fileOf } from './file-head.js';
import { formatOf } from './formats.js';
import type { Candidate, Prepared } from './making.js';
import { idHmac, sha256 } from './hashes.js';
import { accountIndexOf } from './identifiers.js';
import { sealPayee, toPaymentLine } from './payees.js';
import type { PaymentsContext } from './policy.js';
import type { Payee } from './line-table.js';
import type { PaymentsTables } from './tables.js';

/** A benefit that is paid, by the decision about it. */
export type PayableBenefit = Extract<BenefitOutcome, { outcome: 'paid' }> & { readonly candidate: Candidate };

const AT_ONCE = 500;

/**
 * Makes a line and an attempt of each; gives those that somebody else's batch holds by now, or that a bank cannot take.
 */
export async function claimLines(
  context: PaymentsContext,
  tx: Tx,
  prepared: Prepared,
  payable: readonly PayableBenefit[],
): Promise<readonly Exclusion[]> {
  const left: Exclusion[] = [];
  // In one order by everybody, so that two batches made at once wait for each other instead of for ever.
  const ordered = [...payable].sort((one, other) => (idOf(one) < idOf(other) ? -1 : 1));
  for (let from = 0; from < ordered.length; from += AT_ONCE) {
    left.push(...(await claimSome(context, tx, prepared, ordered.slice(from, from + AT_ONCE))));
  }
  return left;
}

const idOf = ({ candidate }: PayableBenefit) => candidate.benefit.benefitId;

interface Claimed {
  readonly line: PaymentLine;
  readonly payee: Payee;
  readonly of: PayableBenefit;
}

async function claimSome(
  context: PaymentsContext,
  tx: Tx,
  prepared: Prepared,
  some: readonly PayableBenefit[],
): Promise<readonly Exclusion[]> {
  const left: Exclusion[] = [];
  const entitlements = await lockEntitlements(context, tx, prepared, some);
  const claimed: Claimed[] = [];
  for (const one of some) {
    const { benefitId, code } = one.candidate.benefit;
    const payee = payeeOf(context, prepared, one);
    const entitlement = entitlements.get(benefitId);
    if (!entitlement || !payee || entitlement.isLive || entitlement.next > 99) {
      left.push({ benefitId, code, reason: 'attempt-live' });
      continue;
    }
    const ids = lineIdsOf(idHmac(context.platform.vault), prepared.id, entitlement.id, entitlement.next);
    const money = { amountMinor: one.amountMinor, currency: prepared.currency };
    const line = toPaymentLine({ ...ids, entitlementId: entitlement.id, attempt: entitlement.next, ...money }, payee);
    const reason = refuseLine(line) ?? refuseByFormat(context, tx, prepared, line);
    if (reason) left.push({ benefitId, code, reason });
    else claimed.push({ line, payee, of: one });
  }
  const taken = await insertAttempts(tx, prepared, claimed);
  for (const { line, of: one } of claimed.filter(({ line: { entitlementId } }) => !taken.has(entitlementId))) {
    const { benefitId, code } = one.candidate.benefit;
    left.push({ benefitId, code, reason: line.attempt > 1 ? 'attempt-live' : 'fraud-F08' });
  }
  await insertLines(
    context,
    tx,
    prepared,
    claimed.filter(({ line }) => taken.has(line.entitlementId)),
  );
  return left;
}

/** The entitlement of each benefit, made when it is new, locked until the end; with the number of its next attempt. */
async function lockEntitlements(
  { platform }: PaymentsContext,
  tx: Tx,
  { payroll: { programme, cycle } }: Prepared,
  some: readonly PayableBenefit[],
) {
  const db = tx.db<PaymentsTables>();
  const rows = some.map(({ candidate: { benefit } }) => {
    const { individualId, benefitId } = benefit;
    return { id: platform.ids.next(), programme, cycle, individualId, benefitId, createdAt: tx.now };
  });
  await db
    .insertInto('payments.entitlement')
    .values(rows)
    .onConflict((clash) => clash.doNothing())
    .execute();
  const locked = await db
    .selectFrom('payments.entitlement')
    .select(['id', 'benefitId'])
    .where('programme', '=', programme)
    .where('cycle', '=', cycle)
    .where(
      'benefitId',
      'in',
      some.map((one) => idOf(one)),
    )
    .orderBy('benefitId')
    .forUpdate()
    .execute();
  const attempts = await db
    .selectFrom('payments.attempt')
    .select(({ fn }) => ['entitlementId', fn.max('number').as('last'), fn('bool_or', ['live']).as('isLive')])
    .where(
      'entitlementId',
      'in',
      locked.map(({ id }) => id),
    )
    .groupBy('entitlementId')
    .execute();
  const before = new Map(attempts.map(({ entitlementId, last, isLive }) => [entitlementId, { last, isLive }]));
  return new Map(
    locked.map(({ id, benefitId }) => {
      const known = before.get(id);
      return [benefitId, { id, next: Number(known?.last ?? 0) + 1, isLive: known?.isLive === true }];
    }),
  );
}

/** Why the format of the batch's channel cannot say this payment, or its operator does not carry it. */
function refuseByFormat(
  context: PaymentsContext,
  tx: Tx,
  { id, channel, currency, programme: debtor, terms }: Prepared,
  line: PaymentLine,
): ExclusionReason | undefined {
  return formatOf(context, channel).refuse?.(fileOf(context, { id, currency, debtor, terms }, 1, tx.now), line);
}

function payeeOf(
  context: PaymentsContext,
  { programme, payroll, channel }: Prepared,
  { candidate, payeeName }: PayableBenefit,
): Payee | undefined {
  const account = candidate.inputs.person?.account;
  const texts = { payeeName, remittance: `${payroll.programme} ${payroll.cycle}` };
  const format = formatOf(context, channel);
  return (
    account && {
      account: account.number,
      creditorAgent: account.provider,
      transliteration: TRANSLITERATION_VERSION,
      purpose: programme.purpose,
      ...(format.fitTexts?.(texts) ?? texts),
      ...candidate.contact,
    }
  );
}

/** Gives the entitlements whose attempt is ours now: one live attempt per entitlement, person and period (R1, I3). */
async function insertAttempts(
  tx: Tx,
  { id: batchId, payroll: { programme, cycle } }: Prepared,
  claimed: readonly Claimed[],
): Promise<ReadonlySet<string>> {
  if (claimed.length === 0) return new Set();
  await gatherAttempts(tx, claimed, { programme, cycle });
  const rows = claimed.map(({ line, of: { candidate } }) => ({
    entitlementId: line.entitlementId,
    number: line.attempt,
    batchId,
    live: true,
    personKey: candidate.individuals[0],
    programme,
    cycle,
  }));
  const taken = await tx
    .db<PaymentsTables>()
    .insertInto('payments.attempt')
    .values(rows)
    .onConflict((clash) => clash.doNothing())
    .returning('entitlementId')
    .execute();
  return new Set(taken.map(({ entitlementId }) => entitlementId));
}

/**
 * Attempts that failed before the registry knew these individuals as one person: what is booked on one of them later is
 * beside the attempt that is made now (R3).
 */
async function gatherAttempts(
  tx: Tx,
  claimed: readonly Claimed[],
  { programme, cycle }: { readonly programme: string; readonly cycle: string },
): Promise<void> {
  const keys = claimed.flatMap(({ of: { candidate } }) => {
    const [first, ...others] = candidate.individuals;
    return others.map((key) => ({ key, first }));
  });
  if (keys.length === 0) return;
  await sql`
    update payments.attempt set person_key = known.first
    from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as known(key text, first text)
    where attempt.person_key = known.key and attempt.programme = ${programme} and attempt.cycle = ${cycle}
      and not attempt.live`.execute(tx.db<PaymentsTables>());
}

async function insertLines(context: PaymentsContext, tx: Tx, prepared: Prepared, claimed: readonly Claimed[]) {
  const rows: Insertable<PaymentsTables['payments.line']>[] = [];
  for (const one of claimed) rows.push(await toRow(context, tx, prepared, one));
  if (rows.length > 0) await tx.db<PaymentsTables>().insertInto('payments.line').values(rows).execute();
}

async function toRow(context: PaymentsContext, tx: Tx, { id: batchId, terms }: Prepared, { line, payee, of }: Claimed) {
  const { entitlementId, attempt, instrId, endToEndId, uetr, amountMinor, currency } = line;
  const { individualId, benefitId, code: benefitCode } = of.candidate.benefit;
  return {
    batchId,
    instrId,
    entitlementId,
    attempt,
    individualId,
    benefitId,
    benefitCode,
    amountMinor,
    currency,
    endToEndId,
    uetr,
    hash: lineHash(line, terms, sha256),
    accountEnd: line.account.length > 4 ? line.account.slice(-4) : '',
    accountIndex: accountIndexOf(context, { provider: payee.creditorAgent, number: payee.account }),
    identifierIndex: of.candidate.identifierIndex ?? null,
    area: of.candidate.area ?? '',
    agent: payee.creditorAgent,
    sex: of.candidate.sex ?? '',
    payee: await sealPayee(context.platform.vault, tx, { batchId, instrId, individualId }, payee),
    state: 'DRAFT' as const,
    exceptions: [],
    reason: null,
    writtenBackAt: null,
    toldAt: null,
  };
}
