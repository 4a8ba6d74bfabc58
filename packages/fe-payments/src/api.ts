import type {
  Approvers,
  AskJudgement,
  AssertionRequest,
  EnrolCredential,
  EnrolmentRequest,
  JudgeCredential,
  PaymentsOpenWork,
} from '@interlink/contracts/payments/approvers';
import type {
  ApproveBatch,
  Batch,
  BatchState,
  BatchWithoutLines,
  EditBatch,
  LineState,
} from '@interlink/contracts/payments/batch';
import type { ProposeDecision } from '@interlink/contracts/payments/decision';
import type { Making } from '@interlink/contracts/payments/making';
import type { CashCount, CountCash, KeptMark, PayList, PayMark } from '@interlink/contracts/payments/pay-point';
import type { AnsweredSample, AnswerSample, DrawSample, PaymentSample } from '@interlink/contracts/payments/sample';
import type {
  BatchHead,
  BatchPage,
  DecisionView,
  IncidentPage,
  LeafPage,
  LinePage,
  MoneyByState,
  PaymentChannels,
  StatementPage,
  SuspenseMatches,
  SuspensePage,
} from '@interlink/contracts/payments/reads';
import type { ApiClient } from '@interlink/fe-kit/api-client';

export interface BatchFilter {
  readonly cursor?: string | undefined;
  readonly state?: BatchState | undefined;
  readonly payrollId?: string | undefined;
}
export interface LineFilter {
  readonly id: string;
  readonly cursor?: string | undefined;
  readonly state?: LineState | undefined;
}
export type LineQueue = 'exceptions' | 'failed';

/** Interlink's payments API. */
export interface PaymentsApi {
  batches(filter: BatchFilter): Promise<BatchPage>;
  /** With the same key it makes one batch, however often it is sent. */
  make(payrollId: string, key: string): Promise<Batch | Making>;
  /** How far a batch is that is still being made. */
  making(id: string): Promise<Making>;
  batch(id: string): Promise<Batch>;
  cancel(id: string, key: string): Promise<Batch>;
  edit(id: string, body: EditBatch, key: string): Promise<Batch>;
  /** Names of people; a refusal `no-list` before one was issued. */
  payList(id: string): Promise<PayList>;
  issuePayList(id: string, point: string): Promise<Batch>;
  marks(id: string): Promise<KeptMark[]>;
  handIn(id: string, marks: readonly PayMark[], key: string): Promise<Batch>;
  cashCounts(id: string): Promise<CashCount[]>;
  countCash(id: string, count: CountCash, key: string): Promise<{ readonly id: string }>;
  witness(countId: string, key: string): Promise<{ readonly batchId: string }>;
  /** Names of people; a refusal `payments.sample-not-found` before one was drawn. */
  sample(id: string): Promise<PaymentSample>;
  drawSample(id: string, body: DrawSample, key: string): Promise<unknown>;
  answerSample(id: string, instrId: string, body: AnswerSample, key: string): Promise<AnsweredSample>;
  head(id: string): Promise<BatchHead>;
  lines(filter: LineFilter): Promise<LinePage>;
  leaves(id: string, cursor: string | undefined): Promise<LeafPage>;
  askApproval(id: string, statementHash: string): Promise<AssertionRequest>;
  approve(id: string, body: ApproveBatch, key: string): Promise<BatchWithoutLines>;
  queue(queue: LineQueue, cursor: string | undefined): Promise<LinePage>;
  ofPerson(individualId: string): Promise<LinePage>;
  /** What was paid too much, of all batches. */
  incidents(cursor: string | undefined): Promise<IncidentPage>;
  suspense(cursor: string | undefined): Promise<SuspensePage>;
  /** Lines that an entry in suspense may belong to. */
  matches(receivedId: string, key: string): Promise<SuspenseMatches>;
  decisions(batchId: string | undefined): Promise<DecisionView[]>;
  propose(body: ProposeDecision, key: string): Promise<{ readonly id: string }>;
  confirm(id: string, key: string): Promise<{ readonly id: string }>;
  statements(cursor: string | undefined): Promise<StatementPage>;
  money(): Promise<MoneyByState>;
  openWork(): Promise<PaymentsOpenWork>;
  channels(): Promise<PaymentChannels>;
  approvers(): Promise<Approvers>;
  askEnrolment(): Promise<EnrolmentRequest>;
  enrol(body: EnrolCredential): Promise<Approvers>;
  askJudgement(asked: AskJudgement): Promise<AssertionRequest>;
  judge(body: JudgeCredential): Promise<Approvers>;
}

const FILES = '/interlink/api/v1/payments/batches';

/** Where the browser saves the list of a payment point as PDF. */
export const payListAddress = (id: string, language: string) =>
  `${FILES}/${encodeURIComponent(id)}/pay-list/pdf?language=${language}`;

/** Where the browser saves the receipt of a payment that arrived. */
export const receiptAddress = (id: string, instrId: string, language: string) =>
  `${FILES}/${encodeURIComponent(id)}/lines/${encodeURIComponent(instrId)}/receipt?language=${language}`;

/** All that proves a batch: a record a line, without names. */
export const evidenceAddress = (id: string) => `${FILES}/${encodeURIComponent(id)}/evidence-pack`;

/** A batch as XLSX; a link, so that the browser saves what the service streams. */
export const spreadsheetAddress = (id: string) => `${FILES}/${encodeURIComponent(id)}/spreadsheet`;

export function paymentsApi(client: ApiClient): PaymentsApi {
  const at = (id: string, rest = '') => `/payments/batches/${encodeURIComponent(id)}${rest}`;
  return {
    batches: ({ cursor, state, payrollId }) => client.get('/payments/batches', { cursor, state, payrollId }),
    make: (payrollId, key) => client.post('/payments/batches', { payrollId }, { key }),
    making: (id) => client.get(`/payments/makings/${encodeURIComponent(id)}`),
    batch: (id) => client.get(at(id)),
    cancel: (id, key) => client.post(at(id, '/cancel'), {}, { key }),
    // Without a change it is checked anew.
    edit: (id, body, key) => client.post(at(id, Object.keys(body).length > 0 ? '/edit' : '/check'), body, { key }),
    payList: (id) => client.get(at(id, '/pay-list')),
    issuePayList: (id, point) => client.post(at(id, '/pay-list'), { point }),
    marks: (id) => client.get(at(id, '/marks')),
    handIn: (id, marks, key) => client.post(at(id, '/marks'), { marks }, { key }),
    cashCounts: (id) => client.get(at(id, '/cash-counts')),
    countCash: (id, count, key) => client.post(at(id, '/cash-counts'), count, { key }),
    witness: (countId, key) => client.post(`/payments/cash-counts/${encodeURIComponent(countId)}/witness`, {}, { key }),
    sample: (id) => client.get(at(id, '/sample')),
    drawSample: (id, body, key) => client.post(at(id, '/sample'), body, { key }),
    answerSample: (id, instrId, body, key) =>
      client.post(at(id, `/sample/${encodeURIComponent(instrId)}`), body, { key }),
    head: (id) => client.get(at(id, '/head')),
    lines: ({ id, cursor, state }) => client.get(at(id, '/lines'), { cursor, state }),
    leaves: (id, cursor) => client.get(at(id, '/leaves'), { cursor }),
    askApproval: (id, statementHash) => client.post(at(id, '/approvals/challenge'), { statementHash }),
    approve: (id, body, key) => client.post(at(id, '/approvals'), body, { key }),
    queue: (queue, cursor) => client.get(`/payments/${queue}-lines`, { cursor }),
    ofPerson: (individualId) => client.get(`/payments/individuals/${encodeURIComponent(individualId)}/lines`),
    incidents: (cursor) => client.get('/payments/incidents', { cursor }),
    suspense: (cursor) => client.get('/payments/suspense', { cursor }),
    matches: (receivedId, key) => client.get(`/payments/suspense/${encodeURIComponent(receivedId)}/matches`, { key }),
    decisions: (batchId) => client.get('/payments/decisions', { batchId }),
    propose: (body, key) => client.post('/payments/decisions', body, { key }),
    confirm: (id, key) => client.post(`/payments/decisions/${encodeURIComponent(id)}/confirmations`, {}, { key }),
    statements: (cursor) => client.get('/payments/statements', { cursor }),
    money: () => client.get('/payments/money'),
    openWork: () => client.get('/payments/open-work'),
    channels: () => client.get('/payments/channels'),
    approvers: () => client.get('/payments/approvers'),
    askEnrolment: () => client.post('/payments/approvers/credentials/challenge', {}),
    enrol: (body) => client.post('/payments/approvers/credentials', body),
    askJudgement: (asked) => client.post('/payments/approvers/judgements/challenge', asked),
    judge: (body) => client.post('/payments/approvers/judgements', body),
  };
}
