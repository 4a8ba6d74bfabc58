import type { EditBatch } from '@interlink/contracts/payments/batch';
import type { CheckReport } from '@interlink/contracts/payments/check-report';
import type { ProposeDecision } from '@interlink/contracts/payments/decision';
import type { Fence } from '@interlink/contracts/payments/fence';
import type { WhyAnswer } from '@interlink/contracts/payments/why';
import { ServiceError } from '@interlink/contracts/errors';
import type { DbHandle } from '../platform/database.js';
import type { Operator } from '../platform/http/api.js';
import type { Tx } from '../platform/transaction.js';
import { adoptPayrolls, type Adopted } from './adopt.js';
import { confirmDecision, proposeDecision } from './decisions/decide.js';
import { editBatch, recheckBatch } from './edit.js';
import { exportPack, type PackOptions } from './evidence-pack.js';
import { checkFence, fenceFingerprint, listGap } from './fence.js';
import { importGap } from './import-gap.js';
import type { PaymentsContext } from './policy.js';
import type { PaymentsTables } from './tables.js';
import { voidBatch } from './void.js';
import { explainPayment } from './why.js';

/** What a payment officer and a second person do about batches, beside making and approving them. */
export interface PaymentDesk {
  /** Throws `payments.decision-refused` with a reason. */
  propose(tx: Tx, operator: Operator, body: ProposeDecision): Promise<string>;
  confirm(tx: Tx, operator: Operator, id: string): Promise<void>;
  edit(tx: Tx, id: string, body: EditBatch): Promise<void>;
  check(tx: Tx, id: string): Promise<void>;
  /** The last checks of the batch as it is now. */
  report(operator: Operator, id: string): Promise<CheckReport>;
  /** Takes back a sealed batch of which no byte left. */
  voidBatch(tx: Tx, id: string): Promise<void>;
  why(operator: Operator, individualId: string, date: string): Promise<readonly WhyAnswer[]>;
  /** Lines of text; see contracts/payments/evidence-pack. */
  evidencePack(operator: Operator, id: string, options: PackOptions): Promise<AsyncGenerator<string>>;
  /** What keeps payments from leaving, if anything does (R7). */
  fence(): Promise<Fence>;
  importGap(operator: Operator): Promise<Fence>;
  /** Benefits of payrolls from before go-live, recorded as what openIMIS says of them. */
  adopt(operator: Operator, payrollIds: readonly string[], until: string): Promise<Adopted>;
}

export function openDesk(context: PaymentsContext): PaymentDesk {
  const { platform } = context;
  return {
    propose: (tx, operator, body) => {
      const { permissions } = operator.session;
      if (!permissions.includes('payments.make') && !permissions.includes('payments.approve')) {
        throw new ServiceError('platform.forbidden');
      }
      return proposeDecision(context, tx, operator, body);
    },
    confirm: (tx, operator, id) => confirmDecision(context, tx, operator, id),
    edit: (tx, id, body) => editBatch(context, tx, id, body),
    check: (tx, id) => recheckBatch(context, tx, id),
    report: ({ session }, id) => lastReport(platform, session.institution, id),
    voidBatch: (tx, id) => voidBatch(context, tx, id),
    why: (operator, individualId, date) => {
      const read = { action: 'payments.why', stream: `person:${individualId}`, subjects: [individualId] };
      return platform.auditedRead(operator.actor, read, () =>
        explainPayment(context, operator.session.institution, individualId, date),
      );
    },
    evidencePack: (operator, id, options) => {
      const read = { action: 'payments.evidence-pack', stream: `batch:${id}`, subjects: [id] };
      return platform.auditedRead(operator.actor, read, async () => exportPack(context, id, options));
    },
    fence: () => describeFence(context),
    async importGap(operator) {
      await importGap(context, operator.actor);
      return describeFence(context);
    },
    adopt: (operator, payrollIds, until) => adoptPayrolls(context, operator, payrollIds, until),
  };
}

async function describeFence(context: PaymentsContext): Promise<Fence> {
  const reason = await checkFence(context);
  if (reason === undefined) return { fenced: false, gap: [] };
  const gap = (await listGap(context)).map(({ messageId, at }) => ({ messageId, at }));
  const fingerprint = await fenceFingerprint(context);
  return { fenced: true, reason, gap, ...(fingerprint && { fingerprint }) };
}

async function lastReport(handle: DbHandle, institution: string | undefined, batchId: string): Promise<CheckReport> {
  const row = await handle
    .db<PaymentsTables>()
    .selectFrom('payments.checkReport')
    .innerJoin('payments.batch', 'payments.batch.id', 'batchId')
    .select('report')
    .where('batchId', '=', batchId)
    .where('institution', '=', institution ?? '')
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) throw new ServiceError('payments.batch-not-found');
  return row.report;
}
