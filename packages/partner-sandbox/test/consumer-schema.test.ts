import type { HeardOperation } from '../src/consumer/messages';
import { problemOf } from '../src/consumer/schema';

type Json = Record<string, unknown>;
const AT = '2026-11-28T10:00:00Z';
const item = { reference_id: 'r', timestamp: AT, status: 'succ' };

/** What each kind tells when it is right. */
const told: Readonly<Record<HeardOperation, Json>> = {
  'on-search': { search_response: [item] },
  'on-subscribe': {
    subscribe_response: [{ ...item, subscriptions: [{ code: 's', status: 'subscribe', timestamp: AT }] }],
  },
  'on-unsubscribe': { timestamp: AT, status: 'succ', subscription_status: [{ code: 's', status: 'unsubscribe' }] },
  'txn-on-status': { txnstatus_response: { txn_type: 'search', txn_status: { transaction_id: 't' } } },
  notify: {
    notify_event: [{ reference_id: 'r', timestamp: AT, data: { reg_record_type: 'Member', reg_records: {} } }],
  },
};
const kinds = Object.keys(told) as readonly HeardOperation[];

/** A message of the kind as its receiver reads it, with members replaced. */
const read = (kind: HeardOperation, message: Json = {}, header: Json = {}): unknown =>
  JSON.parse(
    JSON.stringify({
      signature: 's',
      header: {
        ...{ version: '1.0.0', message_id: 'm', message_ts: AT, action: kind, status: 'succ' },
        ...{ sender_id: 'interlink', total_count: 1, meta: {}, ...header },
      },
      message: { transaction_id: 't-9', correlation_id: 'c-1', ...told[kind], ...message },
    }),
  );
const searched = (over: Json) => read('on-search', { search_response: [{ ...item, ...over }] });
const subscribed = (over: Json) =>
  read('on-subscribe', {
    subscribe_response: [{ ...item, subscriptions: [{ code: 's', status: 'subscribe', timestamp: AT, ...over }] }],
  });
const ended = (over: Json) => read('on-unsubscribe', over);
const status = (over: Json) =>
  read('txn-on-status', { txnstatus_response: { txn_type: 'search', txn_status: { transaction_id: 't' }, ...over } });
const notified = (data: Json) => read('notify', { notify_event: [{ reference_id: 'r', timestamp: AT, data }] });

describe('The consumer holds what it is told against the standard, by schemas of its own', () => {
  it.each(kinds)('SR-025: takes a right %s, and no other kind in its place', (kind) => {
    expect(problemOf(kind, read(kind))).toBeUndefined();
    for (const other of kinds) if (other !== kind) expect(problemOf(other, read(kind))).toMatch(/^body/);
  });

  const wrong: readonly (readonly [what: string, message: Json, header: Json])[] = [
    ['no transaction', { transaction_id: undefined }, {}],
    ['a transaction of a hundred letters', { transaction_id: 'x'.repeat(100) }, {}],
    ['no id', {}, { message_id: undefined }],
    ['an id of 256 letters', {}, { message_id: 'x'.repeat(256) }],
    ['the action of a request', {}, { action: 'search' }],
    ['no status', {}, { status: undefined }],
    ['a status in other words', {}, { status: 'ok' }],
    ['a reason of a thousand letters', {}, { status_reason_message: 'x'.repeat(1000) }],
    ['another version', {}, { version: '2.0.0' }],
    ['a time of the 41st', {}, { message_ts: '2026-11-41T10:00:00Z' }],
    ['a time with a space in it', {}, { message_ts: '2026-11-28 10:00:00Z' }],
    ['a time of no zone', {}, { message_ts: '2026-11-28T10:00:00' }],
    ['half an item', {}, { total_count: 0.5 }],
    ['a count that is text', {}, { total_count: '1' }],
    ['an encryption that is text', {}, { is_msg_encrypted: 'no' }],
    ['notes that are a list', {}, { meta: [] }],
  ];
  it.each(kinds.flatMap((kind) => wrong.map(([what, ...over]) => [kind, what, ...over] as const)))(
    'SR-025: refuses %s with %s',
    (kind, _what, message, header) => expect(problemOf(kind, read(kind, message, header))).toMatch(/^body/),
  );

  it.each<[HeardOperation, string, unknown]>([
    ['on-search', 'no correlation', read('on-search', { correlation_id: undefined })],
    ['on-search', 'records that are no list', searched({ data: { reg_records: {} } })],
    ['on-search', 'data without records', searched({ data: {} })],
    ['on-search', 'a page without its count', searched({ pagination: { page_size: 1, page_number: 1 } })],
    ['on-search', 'a page of nothing', searched({ pagination: { page_size: 0, page_number: 1, total_count: 0 } })],
    ['on-search', 'a language of two letters', searched({ locale: 'en' })],
    ['on-search', 'an item of no reference', searched({ reference_id: '' })],
    ['on-subscribe', 'a subscription without its code', subscribed({ code: undefined })],
    ['on-subscribe', 'a code of a hundred letters', subscribed({ code: 'x'.repeat(100) })],
    ['on-subscribe', 'a subscription that is on', subscribed({ status: 'on' })],
    // These two come under the header of a request (dci.md 3).
    ['on-subscribe', 'nobody who sends it', read('on-subscribe', {}, { sender_id: undefined })],
    ['on-subscribe', 'no count of its items', read('on-subscribe', {}, { total_count: undefined })],
    ['on-unsubscribe', 'nobody who sends it', read('on-unsubscribe', {}, { sender_id: undefined })],
    ['on-unsubscribe', 'no status', ended({ status: undefined })],
    ['on-unsubscribe', 'no time', ended({ timestamp: undefined })],
    ['on-unsubscribe', 'a code that has no status', ended({ subscription_status: [{ code: 's' }] })],
    ['txn-on-status', 'a kind of transaction that nobody knows', status({ txn_type: 'dance' })],
    ['txn-on-status', 'a status of no transaction', status({ txn_status: {} })],
    ['notify', 'a list where the standard has one record', notified({ reg_record_type: 'Member', reg_records: [] })],
    ['notify', 'a record of no type', notified({ reg_records: {} })],
    ['notify', 'no event', read('notify', { notify_event: [] })],
  ])('SR-025: refuses %s with %s', (kind, _what, body) => {
    expect(problemOf(kind, body)).toMatch(/^body/);
  });

  it('SR-025: takes an answer to a search without who sends it, and a notice without a correlation', () => {
    expect(
      problemOf('on-search', read('on-search', {}, { sender_id: undefined, total_count: undefined })),
    ).toBeUndefined();
    expect(problemOf('notify', read('notify', { correlation_id: undefined }))).toBeUndefined();
    expect(problemOf('on-unsubscribe', ended({ subscription_status: undefined }))).toBeUndefined();
  });

  it.each([undefined, null, 'hello', [], 7])('SR-025: refuses what is no message: %j', (body) => {
    for (const kind of kinds) expect(problemOf(kind, body)).toMatch(/^body/);
  });
});
