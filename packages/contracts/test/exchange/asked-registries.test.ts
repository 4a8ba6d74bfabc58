import { Value } from 'typebox/value';
import { BulkFileFilter, BulkLineResult } from '../../src/exchange/bulk';
import { DciAckEnvelope, DciStatusEnvelope } from '../../src/exchange/dci-answer';
import { SentSubscribe, SentTxnStatus, SentUnsubscribe } from '../../src/exchange/dci-request';
import { FollowedRegistry, FollowedWhom, FollowRegistry } from '../../src/exchange/inquiry';
import { SubscriptionFilter, SubscriptionView } from '../../src/exchange/subscription-view';
import { anId, aTime, describeBody, longer } from '../support/bodies';
import { readExample, type Json } from './examples';

const header = (action: string) => ({
  ...{ version: '1.0.0', message_id: 'm', message_ts: aTime, action, sender_id: 'mis', receiver_id: 'crvs' },
  ...{ sender_uri: 'https://mis.example.org/on', total_count: 1, status: 'rcvd', is_msg_encrypted: false, meta: {} },
});
const sent = (action: string, message: object) =>
  ({ signature: 's', header: header(action), message }) as unknown as Json;
const messageOf = (file: string) => (readExample(file) as { readonly message: object }).message;

describeBody('our request to be told of events', SentSubscribe, {
  good: sent('subscribe', messageOf('sr-subscribe')),
  closed: true,
  bad: [
    ['signature', ''],
    ['header.action', 'search'],
    ['header.sender_uri', ''],
    ['header.meta', { internal: 'id' }],
    ['message.subscribe_request', []],
    // What comes may bring more than we know; what leaves us brings what we know and nothing else.
    ['message.extra', 'x'],
    ['message.subscribe_request.0.extra', 'x'],
    ['message.subscribe_request.0.subscribe_criteria.extra', 'x'],
    ['message.subscribe_request.0.subscribe_criteria.frequency.extra', 'x'],
    ['message.subscribe_request.0.subscribe_criteria.notify_record_type', undefined],
  ],
});

describeBody('our request to be told no more', SentUnsubscribe, {
  good: sent('unsubscribe', messageOf('sr-unsubscribe')),
  closed: true,
  bad: [
    ['header.action', 'subscribe'],
    ['message.subscription_codes', []],
    ['message.timestamp', undefined],
    ['message.reason', 'moved away'],
  ],
});

describeBody('our question what became of a request', SentTxnStatus, {
  good: sent('txn-status', messageOf('sr-txn-status')),
  closed: true,
  bad: [
    ['header.action', 'txn-on-status'],
    ['message.txnstatus_request.attribute_value', []],
    ['message.txnstatus_request.person', '880012'],
  ],
});

describeBody('a partner’s answer to that question', DciStatusEnvelope, {
  good: {
    signature: null,
    header: { message_id: 'm', total_count: '1', more: {} },
    message: { transaction_id: 't', txnstatus_response: { txn_type: null, txn_status: { whatever: 1 } } },
  },
  closed: false,
  optional: ['signature'],
  bad: [
    ['message.transaction_id', ''],
    ['message.txnstatus_response.txn_status', undefined],
    ['message.txnstatus_response.txn_status', 'succ'],
    ['header.message_id', undefined],
  ],
});

describeBody('an acknowledgement by a partner', DciAckEnvelope, {
  good: { message: { ack_status: 'ACK', correlation_id: 'c', timestamp: 'any' } },
  closed: false,
  also: [
    ['message.ack_status', 'NACK'],
    ['message.correlation_id', 'x'.repeat(99)],
  ],
  bad: [
    // Nothing of it was taken: there is no answer to wait for.
    ['message.ack_status', 'ERR'],
    ['message.ack_status', 'ack'],
    ['message.correlation_id', ''],
    ['message.correlation_id', longer(99)],
    ['message.correlation_id', undefined],
  ],
});

describeBody('which events of a registry we want to be told of', FollowRegistry, {
  good: {
    ...{ partner: 'civil-registry', connector: 'vital-events', eventType: 'Death', recordType: 'Person' },
    whom: { by: 'identifier', type: 'UIN', value: '880012' },
  },
  closed: true,
  optional: ['recordType', 'whom'],
  bad: [
    ['partner', ''],
    ['partner', longer(40)],
    ['connector', longer(40)],
    ['eventType', ''],
    ['eventType', longer(99)],
    ['recordType', longer(99)],
    ['whom', {}],
    ['whom.type', 'U I N'],
    ['whom.type', longer(40)],
    ['whom.value', ''],
    ['whom.value', longer(99)],
    ['whom.attribute', 'birth_place'],
    ['whom.by', 'name'],
  ],
});

describe('a place whose events are followed', () => {
  const takes = (attribute: string) => Value.Check(FollowedWhom, { by: 'place', attribute, value: 'Kibera' });

  it.each(['birth_place', 'address.region_code', 'death_place.contained_in_place', 'geographical_location'])(
    'is a place by %s',
    (attribute) => expect(takes(attribute)).toBe(true),
  );

  // S13: what is kept of it in clear must say nothing of a person.
  it.each([
    'surname',
    'demographic_info.birth_date',
    'identifier.identifier_value',
    'Address',
    'address; x',
    'address-1',
    '',
  ])('is not one by %j', (attribute) => expect(takes(attribute)).toBe(false));
});

describeBody('what we follow, as it is shown', FollowedRegistry, {
  good: {
    ...{ id: anId, partner: 'crvs', connector: 'vital-events', role: 'crvs', eventType: 'Death', about: 'place' },
    ...{ place: 'birth_place = Kibera', state: 'answered', ending: 'asked', code: 'rjct.person_id.invalid' },
    ...{ subscriptionCodes: ['s'], askedAt: aTime, answeredAt: aTime },
  },
  closed: false,
  optional: ['place', 'ending', 'code', 'answeredAt'],
  also: [
    ['about', 'person'],
    ['state', 'expired'],
  ],
  bad: [
    // About whom: that it is one person, and never which.
    ['about', '880012'],
    ['state', 'lost'],
    ['ending', 'ended'],
    ['askedAt', '2026-11-24'],
  ],
});

describeBody('what a partner is told of, as it is shown', SubscriptionView, {
  good: {
    ...{ code: 's', partner: 'mis', role: 'sr', eventType: 'REGISTER', entity: 'Member', recordType: 'Member' },
    ...{ state: 'not-yet', startsAt: aTime, endsAt: aTime, frequency: '0 0 6 * * ?', waiting: 0, told: 2 },
  },
  closed: false,
  optional: ['endsAt', 'frequency'],
  bad: [
    ['state', 'paused'],
    ['waiting', 0.5],
    ['told', '2'],
  ],
});

describeBody('a filter of subscriptions', SubscriptionFilter, {
  good: { partner: 'mis', state: 'ended', after: 'cursor' },
  closed: true,
  optional: ['partner', 'state', 'after'],
  bad: [
    ['partner', longer(40)],
    // One that has not begun is among the active ones.
    ['state', 'not-yet'],
    ['after', longer(80)],
  ],
});

describeBody('a filter of bulk files', BulkFileFilter, {
  good: { partner: 'mis' },
  closed: true,
  optional: ['partner'],
  bad: [['partner', longer(40)]],
});

describeBody('what came of a line of a bulk file', BulkLineResult, {
  good: { line: 1, status: 'rjct', status_reason_code: 'rjct.filter.invalid', status_reason_message: 'why' },
  closed: false,
  optional: ['status_reason_code', 'status_reason_message'],
  bad: [
    ['line', 0],
    ['status', 'failed'],
    ['status_reason_code', longer(99)],
    ['status_reason_message', longer(999)],
  ],
});
