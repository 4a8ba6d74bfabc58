import { Type, type Static } from 'typebox';
import { closed } from './dci/closed.js';
import { SubscribeRequest, UnsubscribeRequest } from './dci/subscription.js';
import { TxnStatusRequest } from './dci/txn-status.js';
import { sentHeader } from './dci-search.js';

const sent = <Action extends string, Message extends Parameters<typeof closed>[0]>(action: Action, message: Message) =>
  Type.Object(
    { signature: Type.String({ minLength: 1 }), header: sentHeader(action), message: closed(message) },
    { additionalProperties: false },
  );

// Strict: what we send is checked against these before it leaves.
export const SentSubscribe = sent('subscribe', SubscribeRequest);
export type SentSubscribe = Static<typeof SentSubscribe>;
export const SentUnsubscribe = sent('unsubscribe', UnsubscribeRequest);
export type SentUnsubscribe = Static<typeof SentUnsubscribe>;
export const SentTxnStatus = sent('txn-status', TxnStatusRequest);
export type SentTxnStatus = Static<typeof SentTxnStatus>;
