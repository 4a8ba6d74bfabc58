import { randomUUID } from 'node:crypto';
import { partnerDesk, type HeardMessage, type Sent } from './consumer-journey';

type Json = Readonly<Record<string, unknown>>;

interface SearchItem {
  readonly status: string;
  readonly status_reason_code?: string;
  readonly data?: { readonly reg_records: readonly Readonly<Record<string, unknown>>[] };
}

export const now = () => new Date().toISOString();

/** One request of a search, by these criteria. */
export const searchMessage = (transaction: string, criteria: Json) => ({
  transaction_id: transaction,
  search_request: [{ ...{ reference_id: `r-${transaction}`, timestamp: now() }, search_criteria: criteria }],
});
export const itemsOf = (message: Readonly<Record<string, unknown>>) =>
  message['search_response'] as readonly SearchItem[];
export const recordsIn = ({ body }: Sent) => itemsOf(body.message)[0]?.data?.reg_records ?? [];
export const surnameIn = (record: unknown) =>
  (record as { demographic_info?: { name?: { surname?: string } } }).demographic_info?.name?.surname;

interface Programme {
  readonly programme_identifier: string;
  readonly programme_name: string;
}
export function programmeOf(record: Readonly<Record<string, unknown>>): Programme {
  const [programme] = record['programme_identifier'] as readonly Programme[];
  if (!programme) throw new Error('a beneficiary without a programme');
  return programme;
}

export async function subscribeTo(role: string, event: string, record: string, nid: Json): Promise<string> {
  const transaction = `sub-${randomUUID()}`;
  const ack = await partnerDesk.send(role, 'subscribe', {
    transaction_id: transaction,
    subscribe_request: [
      {
        ...{ reference_id: 'r-1', timestamp: now() },
        subscribe_criteria: {
          ...{ reg_event_type: event, notify_record_type: record },
          ...{ filter_type: 'idtype-value', filter: nid },
        },
      },
    ],
  });
  expect(ack.body.message.ack_status).toBe('ACK');
  const told = await partnerDesk.hears('on-subscribe', ({ message }) => message.transaction_id === transaction);
  expect(told).toMatchObject({ verified: true, problem: null });
  expect(told.message.correlation_id).toBe(ack.body.message.correlation_id);
  const [item] = told.message['subscribe_response'] as readonly { subscriptions: readonly { code: string }[] }[];
  return item?.subscriptions[0]?.code ?? '';
}

export async function unsubscribe(role: string, code: string): Promise<HeardMessage> {
  const transaction = `unsub-${randomUUID()}`;
  await partnerDesk.send(role, 'unsubscribe', {
    ...{ transaction_id: transaction, timestamp: now(), subscription_codes: [code] },
  });
  return partnerDesk.hears('on-unsubscribe', ({ message }) => message.transaction_id === transaction);
}

export const noticesOf = async (code: string) =>
  (await partnerDesk.heard()).filter((one) => one.operation === 'notify' && one.subscriptionCode === code);

interface KeyOrAddress {
  readonly proposedBy: string;
  readonly confirmedBy?: string;
}
/** As the operators' API shows a partner and what waits for a second person. */
export interface PartnerSeen {
  readonly partner: {
    readonly status: string;
    readonly keys: readonly KeyOrAddress[];
    readonly addresses: readonly KeyOrAddress[];
  };
}
