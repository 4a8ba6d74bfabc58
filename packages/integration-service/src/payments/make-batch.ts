import { ServiceError } from '@interlink/contracts/errors';
import type { Exclusion, MakeBatch } from '@interlink/contracts/payments/batch';
import type { PaymentProgramme } from '@interlink/contracts/payments/settings';
import { refuseLine } from '@interlink/domain/payments/check-line';
import { PAIN_001_001_09 } from '@interlink/domain/payments/formats/pain-001-001-09';
import { lineIdsOf, messageIdOf, paymentInfoIdOf } from '@interlink/domain/payments/ids';
import { inFileOrder, lineHash, linesRoot, type PaymentLine, type PaymentTerms } from '@interlink/domain/payments/line';
import { sumOf, toDecimal, type Money } from '@interlink/domain/payments/money';
import {
  RULE_SET_VERSION,
  statementHash,
  statementText,
  type ApprovedStatement,
} from '@interlink/domain/payments/statement';
import { toJson } from '../platform/database.js';
import type { Operator } from '../platform/http/api.js';
import type { Tx } from '../platform/transaction.js';
import { businessDayAfter } from './calendar.js';
import { findCandidates, type Candidate } from './candidates.js';
import { idHmac, sha256 } from './hashes.js';
import { sealPayee, toPaymentLine } from './payees.js';
import type { PaymentsContext } from './policy.js';
import type { PaymentsTables } from './tables.js';
import type { Payroll } from '../openimis/port.js';

interface Prepared {
  readonly id: string;
  readonly payroll: Payroll;
  readonly programme: PaymentProgramme;
  readonly institution: string;
  readonly currency: string;
  readonly terms: PaymentTerms;
  readonly candidates: readonly Candidate[];
  readonly exclusions: readonly Exclusion[];
}

/** Freezes the payable benefits of a payroll as a batch; gives its id. Throws `payments.payroll-refused`. */
export async function makeBatch(context: PaymentsContext, operator: Operator, body: MakeBatch): Promise<string> {
  const { platform, settings, openimis } = context;
  const session = openimis.asOperator(operator.token, operator.actor.correlationId);
  const payroll = await session.payrolls.find(body.payrollId);
  const own = payroll && platform.config.settings.programmes[payroll.programme];
  // Another institution's payroll is not there for this operator (S2).
  if (!own || own.institution !== operator.session.institution) throw refused('not-found');
  const programme = settings.programmes[payroll.programme];
  if (!programme) throw refused('programme-has-no-payment-settings');
  if (payroll.status !== 'APPROVE_FOR_PAYMENT') throw refused('payroll-not-approved');
  if (payroll.paymentMethod !== 'StrategyOfflinePayment') throw refused('payment-method');
  const earliest = businessDayAfter(platform.clock.now(), settings.leadDays, settings.bankDays);
  const executionDate = body.executionDate ?? earliest;
  if (executionDate < earliest || !isBankDay(executionDate, settings.bankDays)) throw refused('execution-date');
  const { currency, institution } = own;
  const found = await findCandidates(context, { actor: operator.actor, session, payroll, programme, currency });
  const { chargeBearer, serviceLevel } = settings;
  const terms = { categoryPurpose: programme.categoryPurpose, chargeBearer, serviceLevel, executionDate };
  const id = platform.ids.next();
  const prepared = { id, payroll, programme, institution, currency, terms, ...found };
  await platform.inTransaction(operator.actor, (tx) => keepBatch(context, tx, prepared));
  return id;
}

interface FrozenLine {
  readonly line: PaymentLine;
  readonly candidate: Candidate;
}

async function keepBatch(context: PaymentsContext, tx: Tx, prepared: Prepared): Promise<void> {
  const exclusions = [...prepared.exclusions];
  const frozen: FrozenLine[] = [];
  for (const candidate of prepared.candidates) {
    const { benefitId, code } = candidate.benefit;
    const line = await claimAttempt(context, tx, prepared, candidate);
    const reason = line === undefined ? 'attempt-live' : refuseLine(line);
    if (line && !reason) frozen.push({ line, candidate });
    else exclusions.push({ benefitId, code, reason: reason ?? 'attempt-live' });
  }
  if (frozen.length === 0) throw refused('nothing-to-pay', exclusions);
  const lines = frozen.map(({ line }) => line);
  await insertBatch(context, tx, prepared, lines, exclusions);
  for (const { line } of frozen) await insertAttempt(tx, prepared.id, line);
  for (const one of frozen) await insertLine(context, tx, prepared, one);
  tx.audit({
    stream: `batch:${prepared.id}`,
    action: 'payments.make-batch',
    subject: prepared.id,
    body: { payrollId: prepared.payroll.payrollId, count: lines.length, excluded: exclusions.length },
  });
}

/** The next attempt for the entitlement; undefined while one is live (R1). */
async function claimAttempt(
  { platform }: PaymentsContext,
  tx: Tx,
  { id: batchId, payroll, currency }: Prepared,
  { benefit, amountMinor, payee }: Candidate,
): Promise<PaymentLine | undefined> {
  const db = tx.db<PaymentsTables>();
  const { individualId, benefitId } = benefit;
  const { programme, cycle } = payroll;
  const entitlement = { programme, cycle, individualId, benefitId, createdAt: tx.now };
  await db
    .insertInto('payments.entitlement')
    .values({ id: platform.ids.next(), ...entitlement })
    .onConflict((clash) => clash.doNothing())
    .execute();
  const { id: entitlementId } = await db
    .selectFrom('payments.entitlement')
    .select('id')
    .where((row) => row.and({ programme, cycle, individualId, benefitId }))
    .forUpdate()
    .executeTakeFirstOrThrow();
  const before = await db
    .selectFrom('payments.attempt')
    .select(['number', 'live'])
    .where('entitlementId', '=', entitlementId)
    .execute();
  if (before.some(({ live }) => live)) return undefined;
  const attempt = Math.max(0, ...before.map(({ number }) => number)) + 1;
  const ids = lineIdsOf(idHmac(platform.vault), batchId, entitlementId, attempt);
  return toPaymentLine({ ...ids, entitlementId, attempt, amountMinor, currency }, payee);
}

async function insertAttempt(tx: Tx, batchId: string, { entitlementId, attempt: number }: PaymentLine): Promise<void> {
  await tx
    .db<PaymentsTables>()
    .insertInto('payments.attempt')
    .values({ entitlementId, number, batchId, live: true })
    .execute();
}

async function insertBatch(
  { platform }: PaymentsContext,
  tx: Tx,
  prepared: Prepared,
  lines: readonly PaymentLine[],
  exclusions: readonly Exclusion[],
): Promise<void> {
  const { id, payroll, programme, institution, currency, terms } = prepared;
  const hmac = idHmac(platform.vault);
  const total = sumOf(
    lines.map(({ amountMinor: minor }) => ({ minor, currency })),
    currency,
  );
  const root = linesRoot(inFileOrder(lines), terms, sha256);
  const statement = statementOf(platform.config.settings.deployment, prepared, root, { count: lines.length, total });
  await tx
    .db<PaymentsTables>()
    .insertInto('payments.batch')
    .values({
      id,
      payrollId: payroll.payrollId,
      programme: payroll.programme,
      institution,
      state: 'VALIDATED',
      count: lines.length,
      totalMinor: total.minor,
      currency,
      executionDate: terms.executionDate,
      root,
      statement: statementText(statement),
      statementHash: statementHash(statement, sha256),
      messageId: messageIdOf(hmac, id, 1),
      paymentInfoId: paymentInfoIdOf(hmac, id, 1),
      debtor: toJson(programme),
      terms: toJson(terms),
      exclusions: toJson(exclusions),
      makerId: tx.actor.id,
      makerLogin: tx.actor.loginName,
      correlationId: tx.actor.correlationId,
      createdAt: tx.now,
    })
    .execute();
}

function statementOf(
  deployment: string,
  { id: batchId, programme, currency, terms }: Prepared,
  root: string,
  { count, total }: { readonly count: number; readonly total: Money },
): ApprovedStatement {
  const { debtorAccount, debtorAgent } = programme;
  const { executionDate } = terms;
  const format = { format: PAIN_001_001_09, ruleSetVersion: RULE_SET_VERSION };
  const content = { root, count, total: toDecimal(total), currency, debtorAccount, debtorAgent, executionDate };
  return { deployment, batchId, ...content, ...format };
}

async function insertLine(
  { platform }: PaymentsContext,
  tx: Tx,
  { id: batchId, terms }: Prepared,
  { line, candidate: { benefit, payee } }: FrozenLine,
): Promise<void> {
  const { entitlementId, attempt, instrId, endToEndId, uetr, amountMinor, currency } = line;
  const { individualId, benefitId, code: benefitCode } = benefit;
  const sealed = await sealPayee(platform.vault, tx, { batchId, instrId, individualId }, payee);
  await tx
    .db<PaymentsTables>()
    .insertInto('payments.line')
    .values({
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
      payee: sealed,
      state: 'DRAFT',
      exceptions: [],
      reason: null,
      writtenBackAt: null,
      toldAt: null,
    })
    .execute();
}

function isBankDay(date: string, bankDays: readonly number[]): boolean {
  return !Number.isNaN(Date.parse(date)) && bankDays.includes(new Date(date).getUTCDay());
}

function refused(reason: string, exclusions?: readonly Exclusion[]): ServiceError {
  const leftOut = exclusions?.map(({ code, reason: why }) => ({ code, reason: why }));
  return new ServiceError('payments.payroll-refused', { reason, ...(leftOut && { exclusions: leftOut }) });
}
