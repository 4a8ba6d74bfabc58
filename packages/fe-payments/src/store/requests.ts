import type { Approvers, JudgeCredential, PaymentsOpenWork } from '@interlink/contracts/payments/approvers';
import type { Batch, BatchWithoutLines, EditBatch } from '@interlink/contracts/payments/batch';
import type { ProposeDecision } from '@interlink/contracts/payments/decision';
import type { Making } from '@interlink/contracts/payments/making';
import type { CashCount, CountCash, KeptMark, PayList, PayMark } from '@interlink/contracts/payments/pay-point';
import type * as Reads from '@interlink/contracts/payments/reads';
import type { AnsweredSample, AnswerSample, DrawSample, PaymentSample } from '@interlink/contracts/payments/sample';
import { defineRequest } from '@interlink/fe-kit/store/request';
import type { BatchFilter, LineFilter, LineQueue } from '../api.js';
import type { Recomputed } from '../recompute.js';

const named = (name: string) => `INTERLINK_PAYMENTS_${name}`;

export interface Paged {
  readonly cursor?: string | undefined;
}

export const loadBatches = defineRequest<BatchFilter, Reads.BatchPage>(named('BATCHES'));
export const makeBatch = defineRequest<{ readonly payrollId: string; readonly key: string }, Batch>(named('MAKE'));
export const cancelBatch = defineRequest<{ readonly id: string; readonly key: string }, Batch>(named('CANCEL'));
/** Without lines and without a day it only checks the batch again. */
export const editBatch = defineRequest<
  { readonly id: string; readonly body: EditBatch; readonly key: string },
  Pick<Batch, 'state'>
>(named('EDIT'));
export const loadHead = defineRequest<{ readonly id: string }, Reads.BatchHead>(named('HEAD'));
export const loadLines = defineRequest<LineFilter, Reads.LinePage>(named('LINES'));
export const recomputeRoot = defineRequest<{ readonly head: Reads.BatchHead }, Recomputed>(named('RECOMPUTE'));
export const approveBatch = defineRequest<
  { readonly head: Reads.BatchHead; readonly assurance: Approvers['assurance']; readonly key: string },
  BatchWithoutLines
>(named('APPROVE'));
export const loadQueue = defineRequest<{ readonly queue: LineQueue } & Paged, Reads.LinePage>(named('QUEUE'));
export const loadPerson = defineRequest<{ readonly individualId: string }, Reads.LinePage>(named('PERSON'));
export const loadIncidents = defineRequest<Paged, Reads.IncidentPage>(named('INCIDENTS'));
export const loadSuspense = defineRequest<Paged, Reads.SuspensePage>(named('SUSPENSE'));
export const loadStatements = defineRequest<Paged, Reads.StatementPage>(named('STATEMENTS'));
export const loadMoney = defineRequest<undefined, Reads.MoneyByState>(named('MONEY'));
export const loadOpenWork = defineRequest<undefined, PaymentsOpenWork>(named('OPEN_WORK'));
export const loadChannels = defineRequest<undefined, Reads.PaymentChannels>(named('CHANNELS'));
export const loadApprovers = defineRequest<undefined, Approvers>(named('APPROVERS'));

export const loadMatches = defineRequest<{ readonly receivedId: string; readonly key: string }, Reads.SuspenseMatches>(
  named('MATCHES'),
);
export const loadDecisions = defineRequest<{ readonly batchId?: string }, Reads.DecisionView[]>(named('DECISIONS'));
/** Answered by what was proposed, so that the page knows beside which thing to say so. */
export const proposeDecision = defineRequest<
  { readonly body: ProposeDecision; readonly key: string },
  Pick<ProposeDecision, 'kind' | 'line' | 'target'>
>(named('PROPOSE'));
export const confirmDecision = defineRequest<{ readonly id: string; readonly key: string }, { readonly id: string }>(
  named('CONFIRM'),
);

/** The list of a payment point with what was marked on it. */
export interface MarkedList {
  readonly list: PayList;
  readonly marks: readonly KeptMark[];
}
export const loadPayList = defineRequest<{ readonly id: string }, MarkedList>(named('PAY_LIST'));
export const issuePayList = defineRequest<{ readonly id: string; readonly point: string }, MarkedList>(
  named('ISSUE_PAY_LIST'),
);
export const handInMarks = defineRequest<
  { readonly id: string; readonly marks: readonly PayMark[]; readonly key: string },
  { readonly count: number }
>(named('HAND_IN_MARKS'));
export const loadCounts = defineRequest<{ readonly id: string }, CashCount[]>(named('CASH_COUNTS'));
export const countCash = defineRequest<
  { readonly id: string; readonly count: CountCash; readonly key: string },
  { readonly id: string }
>(named('COUNT_CASH'));
export const witnessCount = defineRequest<
  { readonly id: string; readonly countId: string; readonly key: string },
  { readonly batchId: string }
>(named('WITNESS'));

/** What a person says who enrols a key of his own. */
export interface Enrolling {
  readonly label: string;
  readonly ceremonyCode?: string;
  readonly relatedIndividualIds: string[];
}
export const enrolCredential = defineRequest<Enrolling, Approvers>(named('ENROL'));
export const judgeCredential = defineRequest<Omit<JudgeCredential, 'assertion'>, Approvers>(named('JUDGE'));

/** Lines downloaded so far while the root is recomputed. */
export const PROGRESS = named('PROGRESS');
export const madeProgress = (lines: number) => ({ type: PROGRESS, payload: lines });
/** How many people of a payroll have been looked up for the batch that is being made. */
export const MAKING = named('MAKING');
export const toldMaking = ({ payrollId, done, total }: Pick<Making, 'done' | 'payrollId' | 'total'>) => ({
  type: MAKING,
  payload: { payrollId, done, total },
});
export const loadSample = defineRequest<{ readonly id: string }, PaymentSample>(named('SAMPLE'));
export const drawSample = defineRequest<
  { readonly id: string; readonly body: DrawSample; readonly key: string },
  PaymentSample
>(named('DRAW_SAMPLE'));
export const answerSample = defineRequest<
  { readonly id: string; readonly instrId: string; readonly body: AnswerSample; readonly key: string },
  AnsweredSample
>(named('ANSWER_SAMPLE'));
/** A sampled line, of whichever batch. */
export const sampledLine = ({ id, instrId }: { readonly id: string; readonly instrId: string }) =>
  JSON.stringify([id, instrId]);

/** Forgets what the page before asked and was told. */
export const LEAVE = named('LEAVE');
export const leavePage = () => ({ type: LEAVE });
