import { operations, type DciRole } from '@interlink/contracts/exchange/dci/role';
import type { TxnStatusRequest } from '@interlink/contracts/exchange/dci/txn-status';
import type { Anything } from '@interlink/contracts/exchange/dci/values';
import { isServiceError } from '@interlink/contracts/errors';
import { overallStatus } from '@interlink/domain/exchange/message/emit';
import type { InboundPartner } from '@interlink/contracts/interconnection/inbound';
import { systemActor } from '../../platform/actor.js';
import type { Tx } from '../../platform/transaction.js';
import { prepareAnswers, type Asked, type Told } from '../answers/search.js';
import { answerTxnStatus } from '../answers/txn-status.js';
import { withinVolume } from '../answers/within-volume.js';
import type { ExchangeContext } from '../context.js';
import { ifAgreed } from '../server/fault.js';
import {
  findTransaction,
  finishTransaction,
  openRequest,
  setState,
  type TransactionResult,
  type TransactionRow,
} from '../store/transactions.js';
import { partnerStream } from '../subscriptions/notices.js';
import { keepSubscriptions, prepareSubscriptions } from '../subscriptions/subscribe.js';
import { unsubscribe } from '../subscriptions/unsubscribe.js';
import type { TransactionKind } from '../tables.js';
import { recordTold } from './record.js';

export const WORK = 'exchange.work';
export const CALLBACK = 'exchange.callback';

interface Finished {
  readonly result: TransactionResult;
  readonly told: readonly Told[];
  readonly codes?: readonly string[];
}
/** What is read and written belongs to the transaction that finishes the row. */
type Finish = (tx: Tx) => Promise<Finished>;

/** Answers an asynchronous request, keeps the answer and puts the callback by. Repetition changes nothing. */
export function workOn(context: ExchangeContext, id: string): Promise<void> {
  return withinVolume(() => work(context, id));
}

async function work(context: ExchangeContext, id: string): Promise<void> {
  const { platform } = context;
  const row = await findTransaction(platform, id);
  const message = row?.state === 'waiting' ? await openRequest(platform, row) : undefined;
  if (!row || !message) return;
  const partner = await findActive(context, row.partner);
  if (!partner) return withhold(context, row.id);
  const at = platform.clock.now().toISOString();
  const asked: Asked = { role: row.role as DciRole, partner, operation: row.kind, at };
  const finish = await ifAgreed(() => prepare[row.kind](context, asked, row, message));
  await platform.inTransaction(partner.actor, async (tx) => {
    const finished = await finish?.(tx);
    if (!finished) return setState(tx, row.id, 'withheld');
    if (!(await finishTransaction(tx, platform, row, finished.result, finished.codes))) return;
    await recordTold(tx, context, partner, {
      ...{ row, told: finished.told, result: finished.result.status },
      since: row.receivedAt,
    });
    if (row.callbackUrl !== null) tx.send({ stream: partnerStream(row.partner), kind: CALLBACK, body: { id: row.id } });
    platform.failpoint('exchange.after-work');
  });
}

type Prepare = (context: ExchangeContext, asked: Asked, row: TransactionRow, message: Anything) => Promise<Finish>;

const prepare: Readonly<Record<TransactionKind, Prepare>> = {
  search: async (context, asked, row, message) => {
    const answerWithin = await prepareAnswers(context, asked, message['search_request'] as readonly unknown[]);
    return async (tx) => {
      const { items, told, grounds } = await answerWithin(tx);
      const found = { ...overallStatus(items), items: items.length, grounds };
      return { result: resultOf(row, { search_response: items }, found), told };
    };
  },
  subscribe: async (context, asked, row, message) => {
    const given = message['subscribe_request'] as readonly unknown[];
    const prepared = await prepareSubscriptions(context, asked, given);
    return async (tx) => {
      const { items, codes } = await keepSubscriptions(tx, context, asked, given, prepared);
      const result = resultOf(row, { subscribe_response: items }, { ...overallStatus(items), items: items.length });
      return { result, codes, told: [] };
    };
  },
  unsubscribe: (_context, asked, row, message) => {
    const { subscription_codes: codes } = message as { readonly subscription_codes: readonly unknown[] };
    return Promise.resolve(async (tx: Tx) => {
      const common = { transactionId: row.transactionId, correlationId: row.correlationId };
      const answer = await unsubscribe(tx, asked, message, common);
      const status = answer.status === 'succ' ? 'succ' : 'rjct';
      const known = codes.filter((code) => typeof code === 'string');
      return { result: resultOf(row, answer, { status, items: codes.length }), told: [], codes: known };
    });
  },
  'txn-status': async (context, asked, row, message) => {
    const { txnstatus_request: question } = message as TxnStatusRequest;
    const {
      message: answer,
      told,
      grounds,
    } = await answerTxnStatus(context, {
      ...{ partner: asked.partner, role: asked.role, transactionId: row.transactionId, at: asked.at, question },
      correlationId: row.correlationId,
    });
    const result = resultOf(row, answer, { status: 'succ', items: 1, grounds });
    return () => Promise.resolve({ result, told });
  },
};

function resultOf(
  row: TransactionRow,
  message: object,
  over: Pick<TransactionResult, 'grounds' | 'items' | 'status'>,
): TransactionResult {
  return {
    ...over,
    action: operations[row.kind].replyAction ?? '',
    message: { transaction_id: row.transactionId, correlation_id: row.correlationId, ...message },
  };
}

/** Undefined when it was suspended since: what it asked is not answered any more. */
export async function findActive(
  { inbound, platform }: ExchangeContext,
  id: string,
): Promise<InboundPartner | undefined> {
  try {
    return await inbound.activePartner(id, platform.ids.next());
  } catch (thrown) {
    if (isServiceError(thrown) && thrown.code === 'interconnection.partner-unauthenticated') return undefined;
    throw thrown;
  }
}

function withhold({ platform }: ExchangeContext, id: string): Promise<void> {
  return platform.inTransaction(systemActor(platform.ids.next()), (tx) => setState(tx, id, 'withheld'));
}
