import type { BatchDelta, CheckReport } from '@interlink/contracts/payments/check-report';
import { isBankDay } from '@interlink/domain/payments/calendar';
import { checkBatch, type CheckedLine } from '@interlink/domain/payments/check-batch';
import { decideBenefit } from '@interlink/domain/payments/decide-benefit';
import { deltaOf, type PaidPerson } from '@interlink/domain/payments/delta';
import { feesOf } from '@interlink/domain/payments/fees';
import { toJson, type DbHandle } from '../platform/database.js';
import type { Tx } from '../platform/transaction.js';
import { openInputs } from './decided.js';
import { earliestExecution } from './execution-days.js';
import { formatOf } from './formats.js';
import { sha256 } from './hashes.js';
import { pagesOfRows } from './lines.js';
import type { PaymentsContext } from './policy.js';
import { periodOf, readRecent } from './recent-payments.js';
import { formatOfStatement } from './statement-of-batch.js';
import { addFact, getBatch, type LoadedBatch } from './store.js';
import type { LineRow } from './line-table.js';
import type { PaymentsTables } from './tables.js';

const NAMED = 100;

/** The checks before approval; what nothing blocks is validated. The report is kept, also of each later check. */
export async function checkDraft(context: PaymentsContext, tx: Tx, batchId: string): Promise<CheckReport> {
  const batch = await getBatch(tx, batchId, { lock: true });
  const lines = await readLines(context, tx, batch);
  const findings = checkBatch({
    ...termsOf(context, batch),
    lines,
    recent: await readRecent(context, tx, batch),
    ...walletTerms(context, batch, lines),
  });
  const passed = !findings.some(({ severity }) => severity === 'BLOCK');
  const report: CheckReport = {
    revision: batch.row.revision,
    at: tx.now.toISOString(),
    passed,
    findings: findings.map((one) => ({
      ...one,
      lines: one.lines.slice(0, NAMED),
      count: one.lines.length,
      values: { ...one.values },
    })),
    leftOut: countReasons(batch.row.exclusions),
    delta: await readDelta(tx, batch, lines),
  };
  const { revision } = batch.row;
  await tx
    .db<PaymentsTables>()
    .insertInto('payments.checkReport')
    .values({ batchId, revision, at: tx.now, who: tx.actor.loginName, report: toJson(report) })
    .onConflict((clash) => clash.doNothing())
    .execute();
  const body = { passed, findings: findings.length };
  tx.audit({ stream: `batch:${batchId}`, action: 'payments.check-batch', subject: batchId, body });
  if (passed) await addFact(tx, batchId, 'validated');
  return report;
}

function termsOf(context: PaymentsContext, { row }: LoadedBatch) {
  const { platform, settings, calendar } = context;
  const now = platform.clock.now();
  const { budgetMinor } = row.debtor;
  const { accountFreshDays, lifeFreshDays, maxPerAccount } = settings;
  return {
    programme: row.programme,
    period: periodOf(row),
    currency: row.currency,
    executionDate: row.executionDate,
    now: now.toISOString(),
    earliest: earliestExecution(context, row.channel),
    isBankDay: isBankDay(row.executionDate, calendar),
    ...(budgetMinor !== undefined && { budgetMinor }),
    accountFreshDays,
    lifeFreshDays,
    maxPerAccount,
  };
}

/** What the operator of the batch's channel takes and allows; nothing when the channel has no such terms. */
function walletTerms(context: PaymentsContext, { row }: LoadedBatch, lines: readonly CheckedLine[]) {
  const { id, definition } = formatOf(context, row.channel);
  const wallet = id === formatOfStatement(row) ? definition?.wallet : undefined;
  if (!wallet) return {};
  const amounts = lines.map(({ amountMinor }) => amountMinor);
  const walletLimits = { dayMinor: wallet.maxDayMinor, balanceMinor: wallet.maxBalanceMinor };
  return { fees: feesOf(amounts, wallet), walletLimits };
}

async function readLines(
  context: PaymentsContext,
  tx: Tx,
  { row: batch }: LoadedBatch,
): Promise<readonly CheckedLine[]> {
  const lines: CheckedLine[] = [];
  for await (const rows of pagesOfRows(tx, batch.id)) {
    const decided = await tx
      .db<PaymentsTables>()
      .selectFrom('payments.decided')
      .selectAll()
      .where('batchId', '=', batch.id)
      .where(
        'benefitId',
        'in',
        rows.map(({ benefitId }) => benefitId),
      )
      .execute();
    const known = new Map(decided.map((one) => [one.benefitId, one]));
    for (const row of rows) {
      const kept = known.get(row.benefitId);
      const inputs = kept && (await openInputs(context.platform.vault, tx, kept));
      const findings = inputs ? decideBenefit(inputs).findings : [];
      lines.push({ ...toChecked(row), findings, ...whenChecked(inputs) });
    }
  }
  return lines;
}

function toChecked({ instrId, benefitCode, individualId, amountMinor, currency, accountIndex: account }: LineRow) {
  return { instrId, benefitCode, individualId, amountMinor, currency, account };
}

function whenChecked(inputs: Awaited<ReturnType<typeof openInputs>>) {
  const accountCheckedAt = inputs?.account?.checkedAt;
  const answered = inputs?.life && inputs.life.outcome !== 'unavailable' ? inputs.life.checkedAt : undefined;
  return { ...(accountCheckedAt && { accountCheckedAt }), ...(answered && { lifeCheckedAt: answered }) };
}

function countReasons(exclusions: LoadedBatch['row']['exclusions']): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { reason } of exclusions) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}

/** Compared with the last batch of the programme that was not taken back. */
async function readDelta(handle: DbHandle, { row }: LoadedBatch, lines: readonly CheckedLine[]): Promise<BatchDelta> {
  const previous = await handle
    .db<PaymentsTables>()
    .selectFrom('payments.batch')
    .select('id')
    .where('programme', '=', row.programme)
    .where('id', '<', row.id)
    .where('state', 'not in', ['CANCELLED', 'VOIDED', 'DRAFT'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const before: PaidPerson[] = [];
  if (previous) {
    for await (const rows of pagesOfRows(handle, previous.id)) {
      before.push(
        ...rows.map(({ individualId, amountMinor, accountIndex }) => ({
          individualId,
          amountMinor,
          account: accountIndex,
        })),
      );
    }
  }
  const { added, changed, ended, unchanged, hash } = deltaOf(before, lines, sha256);
  const counts = { added: added.length, changed: changed.length, ended: ended.length, unchanged, hash };
  return { ...counts, ...(previous && { previousBatchId: previous.id }) };
}
