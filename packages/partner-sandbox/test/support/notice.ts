import type { Envelope } from './dci';

type Json = Record<string, unknown>;

/** A notice of Interlink about one disabled person's record, before it is signed. */
export const notice = (over: { header?: Json; message?: Json } = {}): Envelope =>
  ({
    header: {
      ...{ version: '1.0.0', message_id: crypto.randomUUID(), message_ts: new Date().toISOString() },
      ...{ action: 'notify', status: 'succ', total_count: 1, sender_id: 'interlink' },
      meta: { subscription_code: 'sub-1' },
      ...over.header,
    },
    message: {
      transaction_id: 't-9',
      notify_event: [
        {
          ...{ reference_id: 'r-1', timestamp: new Date().toISOString() },
          data: { reg_record_type: 'Member', reg_records: { is_disabled: false } },
        },
      ],
      ...over.message,
    },
  }) as unknown as Envelope;
