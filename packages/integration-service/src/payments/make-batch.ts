import { ServiceError } from '@interlink/contracts/errors';
import type { Exclusion, MakeBatch } from '@interlink/contracts/payments/batch';
import { isBankDay } from '@interlink/domain/payments/calendar';
import { decideBenefit } from '@interlink/domain/payments/decide-benefit';
import { messageIdOf, paymentInfoIdOf } from '@interlink/domain/payments/ids';
import { toJson } from '../platform/database.js';
import type { Operator } from '../platform/http/api.js';
import type { Tx } from '../platform/transaction.js';
import type { Payroll } from '../openimis/port.js';
import { gatherCandidates } from './candidates.js';
import { checkDraft } from './check-draft.js';
import { claimLines, type PayableBenefit } from './claim-lines.js';
import { earliestExecution } from './execution-days.js';
import { fileOf } from './file-head.js';
import { formatOf } from './formats.js';
import { keepDecided } from './decided.js';
import { idHmac } from './hashes.js';
import type { Candidate, OnProgress, Prepared } from './making.js';
import type { PaymentsContext } from './policy.js';
import { refold } from './refold.js';
import { renumber } from './revise.js';
import { statementFor } from './statement-of-batch.js';
import type { PaymentsTables } from './tables.js';

interface MakingOptions {
  /** Of the batch, when somebody waits for it under this id. */
  readonly id?: string;
  readonly onProgress?: OnProgress;
}

/**
 * Freezes the payable benefits of a payroll as a batch; gives its id. It is validated at once unless a check blocks it.
 * Throws `payments.payroll-refused`.
 */
export async function makeBatch(
  context: PaymentsContext,
  operator: Operator,
  body: MakeBatch,
  { id = context.platform.ids.next(), onProgress }: MakingOptions = {},
): Promise<string> {
  const { platform, openimis } = context;
  const session = openimis.asOperator(operator.token, operator.actor.correlationId);
  const payroll = await session.payrolls.find(body.payrollId);
  const prepared = { ...prepare(context, operator, body, payroll), id };
  const { currency, programme, terms } = prepared;
  const asked = { actor: operator.actor, session, payroll: prepared.payroll, programme, currency };
  const candidates = await gatherCandidates(context, { ...asked, executionDate: terms.executionDate, onProgress });
  platform.failpoint('payments.before-make');
  await platform.inTransaction(operator.actor, (tx) => keepBatch(context, tx, prepared, candidates));
  platform.failpoint('payments.after-make');
  return prepared.id;
}

function prepare(
  context: PaymentsContext,
  { session }: Operator,
  body: MakeBatch,
  payroll: Payroll | undefined,
): Omit<Prepared, 'id'> {
  const { platform, settings, calendar } = context;
  const own = payroll && platform.config.settings.programmes[payroll.programme];
  // Another institution's payroll is not there for this operator (S2).
  if (!own || own.institution !== session.institution) throw refused('not-found');
  const programme = settings.programmes[payroll.programme];
  if (!programme) throw refused('programme-has-no-payment-settings');
  if (payroll.status !== 'APPROVE_FOR_PAYMENT') throw refused('payroll-not-approved');
  if (payroll.paymentMethod !== 'StrategyOfflinePayment') throw refused('payment-method');
  const channel = body.channel ?? programme.channel ?? 'https';
  if (!context.channels.has(channel)) throw refused('channel');
  const earliest = earliestExecution(context, channel);
  const executionDate = body.executionDate ?? earliest;
  if (executionDate < earliest || !isBankDay(executionDate, calendar)) throw refused('execution-date');
  const { chargeBearer, serviceLevel } = settings;
  const terms = { categoryPurpose: programme.categoryPurpose, chargeBearer, serviceLevel, executionDate };
  const { currency, institution } = own;
  refuseFormat(context, channel, { id: '', currency, debtor: programme, terms });
  return { payroll, programme, institution, channel, currency, terms };
}

/** What all lines of a file share must be writable before a line is frozen for it. */
function refuseFormat(context: PaymentsContext, channel: string, head: Parameters<typeof fileOf>[1]): void {
  const { definition, headFits } = formatOf(context, channel);
  if (definition?.wallet && definition.wallet.currency !== head.currency) throw refused('wallet-currency');
  const file = fileOf(context, head, 1, context.platform.clock.now());
  if (headFits && !headFits(file)) throw refused('format');
}

async function keepBatch(
  context: PaymentsContext,
  tx: Tx,
  prepared: Prepared,
  candidates: readonly Candidate[],
): Promise<void> {
  const exclusions: Exclusion[] = [];
  const payable: PayableBenefit[] = [];
  for (const candidate of candidates) {
    const decided = decideBenefit(candidate.inputs);
    const { benefitId, code } = candidate.benefit;
    if (decided.outcome === 'paid') payable.push({ candidate, ...decided });
    else exclusions.push({ benefitId, code, reason: decided.reason });
  }
  const refusedLines = await claimLines(context, tx, prepared, payable);
  exclusions.push(...refusedLines);
  if (refusedLines.length === payable.length) throw refused('nothing-to-pay', exclusions);
  await keepDecided(context, tx, prepared.id, candidates, exclusions);
  await insertBatch(context, tx, prepared, exclusions);
  tx.audit({
    stream: `batch:${prepared.id}`,
    action: 'payments.make-batch',
    subject: prepared.id,
    body: { payrollId: prepared.payroll.payrollId, count: candidates.length, excluded: exclusions.length },
  });
  await checkDraft(context, tx, prepared.id);
  await refold(tx, context.refold, prepared.id);
}

async function insertBatch(
  context: PaymentsContext,
  tx: Tx,
  prepared: Prepared,
  exclusions: readonly Exclusion[],
): Promise<void> {
  const { id, payroll, programme, institution, channel, currency, terms } = prepared;
  const hmac = idHmac(context.platform.vault);
  const { executionDate } = terms;
  const frozen = await renumber(context, tx, id);
  const { root, count, totalMinor, parts } = frozen;
  await tx
    .db<PaymentsTables>()
    .insertInto('payments.batch')
    .values({
      id,
      payrollId: payroll.payrollId,
      programme: payroll.programme,
      institution,
      channel,
      state: 'DRAFT',
      stateAt: tx.now,
      count,
      totalMinor,
      parts,
      currency,
      executionDate,
      periodFrom: payroll.period?.from ?? null,
      periodTo: payroll.period?.to ?? null,
      root,
      ...statementFor(
        context,
        { id, currency, debtor: programme, executionDate, format: formatOf(context, channel).id },
        frozen,
      ),
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

function refused(reason: string, exclusions?: readonly Exclusion[]): ServiceError {
  const leftOut = exclusions?.map(({ code, reason: why }) => ({ code, reason: why }));
  return new ServiceError('payments.payroll-refused', { reason, ...(leftOut && { exclusions: leftOut }) });
}
