import { randomUUID } from 'node:crypto';
import { openJournal } from '../common/journal.js';
import type { Asked, SubscribeCriteria, Told } from './messages.js';

interface Noted {
  readonly code: string;
  readonly receiver: string;
  readonly criteria: SubscribeCriteria;
  /** Where answers to its subscriber go; notices go beside it. */
  readonly senderUri: string | null;
}

/** Who wants to be told of what, on disk. */
export function openSubscriptions(folder: string, name: string, events: readonly string[]) {
  const noted = openJournal<Noted>(folder, `${name}-subscriptions`);
  const ended = openJournal<{ readonly code: string }>(folder, `${name}-subscriptions-ended`);
  const isOpen = ({ code }: Noted) => !ended.entries.some((one) => one.code === code);
  const wordOf = ({ reg_event_type: event }: SubscribeCriteria) => event.slice(event.lastIndexOf(':') + 1);
  return {
    /** Of an event, in the order in which they came. */
    about: (event: string): readonly Noted[] =>
      noted.entries.filter((one) => isOpen(one) && wordOf(one.criteria) === event),
    subscribe({ header, message }: Asked, at: string): Told {
      const items = (message.subscribe_request ?? []).map(({ reference_id, subscribe_criteria: criteria }) => {
        const common = { reference_id, timestamp: at, locale: 'eng' };
        const receiver = header.sender_id;
        const reason = refusalOf(criteria, receiver);
        if (reason !== undefined) return { ...common, status: 'rjct', status_reason_code: reason };
        const code = randomUUID();
        noted.append({ code, receiver, criteria, senderUri: header.sender_uri ?? null });
        const { reg_event_type, notify_record_type } = criteria;
        const told = { version: '1.0.0', code, status: 'subscribe', timestamp: at, reg_event_type, notify_record_type };
        return { ...common, status: 'succ', subscriptions: [told] };
      });
      return subscribed(message.transaction_id, items);
    },
    unsubscribe({ header, message }: Asked, at: string): Told {
      const codes = message.subscription_codes ?? [];
      const open = codes.filter((code) =>
        noted.entries.some((one) => one.code === code && one.receiver === header.sender_id && isOpen(one)),
      );
      for (const code of open) ended.append({ code });
      return unsubscribed(message.transaction_id, { codes, open, at });
    },
  };

  function refusalOf(criteria: SubscribeCriteria, receiver: string): string | undefined {
    if (!events.includes(wordOf(criteria))) return 'rjct.notify_types.invalid';
    const same = noted.entries.find(
      (one) => isOpen(one) && one.receiver === receiver && JSON.stringify(one.criteria) === JSON.stringify(criteria),
    );
    return same && 'rjct.event.already_subscribed';
  }
}

function subscribed(transactionId: string, items: readonly { readonly status: string }[]): Told {
  const status = items.some((item) => item.status === 'succ') ? 'succ' : 'rjct';
  return { status, items: items.length, message: { transaction_id: transactionId, subscribe_response: items } };
}

interface Ended {
  readonly codes: readonly string[];
  readonly open: readonly string[];
  readonly at: string;
}

function unsubscribed(transactionId: string, { codes, open, at }: Ended): Told {
  const isDone = open.length === codes.length;
  const status = isDone ? 'succ' : 'rjct';
  return {
    ...{ status, items: codes.length },
    message: {
      ...{ transaction_id: transactionId, timestamp: at, status },
      ...(!isDone && { status_reason_code: 'rjct.subscription_code.invalid' }),
      subscription_status: open.map((code) => ({ code, status: 'unsubscribe' })),
    },
  };
}
