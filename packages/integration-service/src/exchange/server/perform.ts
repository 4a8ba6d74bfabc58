import type { DisabledRequest, EnrolledRequest, EnrollmentUpdates } from '@interlink/contracts/exchange/dci/enrolled';
import type { HeaderReason } from '@interlink/contracts/exchange/dci/codes';
import { operations, type DciOperation } from '@interlink/contracts/exchange/dci/role';
import type { TxnStatusRequest } from '@interlink/contracts/exchange/dci/txn-status';
import type { DciStatus } from '@interlink/contracts/exchange/dci/values';
import { overallStatus } from '@interlink/domain/exchange/message/emit';
import {
  answerDisabled,
  answerEnrolled,
  toDisabledMessage,
  toEnrolledMessage,
  type YesOrNo,
} from '../answers/enrolled.js';
import { permitUpdates, takeUpdates } from '../answers/enrollment-updates.js';
import { prepareAnswers, type Asked, type SearchAnswers, type Told } from '../answers/search.js';
import { answerTxnStatus } from '../answers/txn-status.js';
import type { Tx } from '../../platform/transaction.js';
import type { ExchangeContext } from '../context.js';
import { DciFault } from './fault.js';
import type { Incoming } from './incoming.js';

/** The answer of a synchronous endpoint, before its header and signature. */
export interface Performed {
  readonly message: object;
  readonly items: number;
  readonly status: DciStatus;
  readonly reason?: HeaderReason | undefined;
  readonly told: readonly Told[];
  /** Of a search, by item: its answer is kept. */
  readonly grounds?: SearchAnswers['grounds'];
}
/** What reads or changes something does so in the transaction that takes its message: all of it, or nothing. */
export type Effect = (tx: Tx) => Promise<Performed>;

type Perform = (
  context: ExchangeContext,
  asked: Asked,
  incoming: Incoming,
  correlationId: string,
) => Promise<Effect | Performed>;

const searched = async (
  context: ExchangeContext,
  asked: Asked,
  { message, transactionId }: Pick<Incoming, 'message' | 'transactionId'>,
  correlationId: string,
): Promise<Effect> => {
  const answerWithin = await prepareAnswers(context, asked, message['search_request'] as readonly unknown[]);
  return async (tx) => {
    const { items, told, grounds } = await answerWithin(tx);
    return {
      message: { transaction_id: transactionId, correlation_id: correlationId, search_response: items },
      ...{ items: items.length, told, grounds },
      ...overallStatus(items),
    };
  };
};

const enrolled: Perform = async (context, asked, { message, transactionId }, correlationId) => {
  const { enrolled_criteria: criteria } = message as unknown as EnrolledRequest;
  const answerWithin = await answerEnrolled(context, asked, criteria);
  const common = { transactionId, correlationId, at: asked.at };
  return async (tx) => {
    const answer = await answerWithin(tx);
    return { message: toEnrolledMessage(answer, common), ...saidBy(answer) };
  };
};

const disabled: Perform = async (context, asked, { message, transactionId }, correlationId) => {
  const { disabled_criteria: criteria } = message as unknown as DisabledRequest;
  const answerWithin = await answerDisabled(context, asked, criteria);
  const common = { transactionId, correlationId, at: asked.at };
  return async (tx) => {
    const answer = await answerWithin(tx);
    return { message: toDisabledMessage(answer, common), ...saidBy(answer) };
  };
};

const saidBy = ({ answer, told }: YesOrNo) =>
  ({ items: 1, status: answer === undefined ? 'rjct' : 'succ', told }) as const;

/** Details of disability are records like any other; support is what no source of ours holds. */
const disabilityRecords: Perform = async (context, asked, incoming, correlationId) => {
  const { disabled_criteria: criteria } = incoming.message as unknown as DisabledRequest;
  const item = {
    reference_id: correlationId,
    timestamp: asked.at,
    search_criteria: { query_type: criteria.query_type ?? 'expression', query: criteria.query },
  };
  return searched(context, asked, { ...incoming, message: { search_request: [item] } }, correlationId);
};

/** What it states is written in the transaction that takes the message: repeated, it states nothing again. */
const updates: Perform = async (context, asked, incoming, correlationId) => {
  const { partner, transactionId, message } = incoming;
  const { beneficiaries } = (message as unknown as EnrollmentUpdates).enrolled_updates;
  const permit = await permitUpdates(context, partner, beneficiaries, asked.byFile ? 'file' : 'event');
  return async (tx) => {
    const { answers, subjects, records } = await takeUpdates(tx, context, partner, { beneficiaries, at: asked.at });
    return {
      message: { transaction_id: transactionId, correlation_id: correlationId, enrolled_response: answers },
      ...{ items: answers.length, told: [{ permit, subjects, records }] },
      ...overallStatus(answers),
    };
  };
};

const txnStatus: Perform = async (context, asked, { message, transactionId, partner }, correlationId) => {
  const { txnstatus_request: question } = message as unknown as TxnStatusRequest;
  const status = { partner, role: asked.role, transactionId, question, at: asked.at, correlationId };
  const { message: answer, told } = await answerTxnStatus(context, status);
  return { message: answer, items: 1, status: 'succ', told };
};

const performers: Readonly<Partial<Record<DciOperation, Perform>>> = {
  disabled,
  enrolled,
  'enrollment-updates': updates,
  'get-disability-details': disabilityRecords,
  'get-disability-support': disabilityRecords,
  'sync-search': searched,
  'sync-txn-status': txnStatus,
};

/** Answers a synchronous request. `isWhole`: one of many pages of a file of everything. Throws DciFault. */
export async function perform(
  context: ExchangeContext,
  incoming: Incoming,
  at: string,
  isWhole?: true,
): Promise<Effect | Performed> {
  const { role, partner, operation, byFile } = incoming;
  const work = performers[operation];
  if (!work) throw new Error(`${operations[operation].path} is not synchronous`);
  return work(context, { role, partner, operation, at, byFile, isWhole }, incoming, context.platform.ids.next());
}

export const repeatedMessage = () =>
  new DciFault(
    { code: 'err.request.bad', reason: 'rjct.message_id.duplicate', message: 'this message came before' },
    'message-repeated',
  );
