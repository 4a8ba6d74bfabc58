import { readExample, type Json } from './examples';
import {
  AT,
  describeFields,
  locale,
  longId,
  purposes,
  shortId,
  status,
  text,
  time,
  times,
  word,
} from '../support/dci-fields';

describeFields('sr-subscribe', 'subscribe', 'message.subscribe_request.0.', [
  longId('reference_id'),
  time('timestamp'),
  locale('locale'),
]);
describeFields('sr-subscribe', 'subscribe', 'message.subscribe_request.0.subscribe_criteria.', [
  ['reg_event_type', ['REGISTER', text(99)], ['', text(100), null, undefined]],
  ['notify_record_type', ['Member', text(99)], ['', text(100), null, undefined]],
  ['filter_type', [undefined, 'idtype-value', 'expression', 'predicate', 'graphql'], ['sql', '', null]],
  [
    'filter',
    [{}, [{ expression1: { attribute_name: 'a', operator: 'eq', attribute_value: 'b' } }]],
    ['all', null, undefined, []],
  ],
  ['frequency', [undefined], [{}, { start_time: AT, end_time: AT }, 'daily', null]],
  time('frequency.start_time'),
  time('frequency.end_time'),
  ['frequency.frequency', ['0 0 0 5,15 * ? *', text(120)], ['', text(121), null, undefined]],
  ['authorize', ...purposes],
]);

describeFields('sr-on-subscribe', 'on-subscribe', 'message.subscribe_response.0.', [
  longId('reference_id'),
  status('status'),
  ['subscriptions', [undefined, []], [{}, null, [{}]]],
  shortId('subscriptions.0.code'),
  time('subscriptions.0.timestamp'),
  ['subscriptions.0.status', ['subscribe', 'unsubscribe'], ['active', 'Subscribe', '', null, undefined]],
]);

describeFields('sr-unsubscribe', 'unsubscribe', 'message.', [
  shortId('transaction_id'),
  time('timestamp'),
  [
    'subscription_codes',
    [['s'], times(100, text(99))],
    [[], [''], [text(100)], [7], times(101, 's'), 's', null, undefined],
  ],
]);
describeFields('sr-on-unsubscribe', 'on-unsubscribe', 'message.', [
  shortId('correlation_id'),
  time('timestamp'),
  status('status'),
  [
    'subscription_status',
    [undefined, [], [{ code: 's', status: 'unsubscribe' }]],
    [{}, [{ code: 's' }], [{ code: '', status: 'subscribe' }], null],
  ],
]);

describeFields('sr-notify', 'notify', 'message.', [['notify_event', [], [[], {}, null, undefined]]]);
describeFields('sr-notify', 'notify', 'message.notify_event.0.', [
  longId('reference_id'),
  time('timestamp'),
  // One record, where an answer to a search has a list of them (dci.md 7).
  ['data.reg_records', [{}], [[], [{}], 'x', null, undefined]],
  ['data.reg_record_type', [text(99)], ['', text(100), null, undefined]],
  word('data.reg_event_type'),
  ['subscription_code', [undefined, text(99)], ['', text(100), null]],
]);

describeFields('sr-txn-status', 'txn-status', 'message.txnstatus_request.', [
  longId('reference_id'),
  ['txn_type', ['search', 'subscribe', 'unsubscribe', 'receipt'], ['notify', 'Search', '', null, undefined]],
  [
    'attribute_type',
    ['transaction_id', 'reference_id_list', 'correlation_id', 'subscription_code_list'],
    ['reference_id', 'message_id', '', null, undefined],
  ],
  [
    'attribute_value',
    ['t', text(255), ['r'], times(100, text(255))],
    ['', text(256), [], [''], [7], 7, {}, null, times(101, 'r'), undefined],
  ],
]);
describeFields('sr-txn-on-status', 'txn-on-status', 'message.txnstatus_response.', [
  ['txn_type', ['search', 'receipt'], ['notify', '', null, undefined]],
  [
    'txn_status',
    [
      { transaction_id: 't', correlation_id: 'c', search_response: [] },
      { transaction_id: 't', correlation_id: 'c', subscribe_response: [] },
      { transaction_id: 't', correlation_id: 'c', timestamp: AT, status: 'succ' },
      { transaction_id: 't', receipt_information: {} },
    ],
    [{}, [], 'succ', null, undefined, { transaction_id: 't' }, { transaction_id: text(100), receipt_information: {} }],
  ],
]);

describeFields('ibr-enrolled', 'enrolled', 'message.enrolled_criteria.', [
  ['query_type', [undefined, 'idtype-value', 'expression', 'predicate'], ['graphql', '', null]],
  ['response_entity', [undefined, 'Group', 'Member'], ['member', '', null]],
  ['query', [{}], [[], 'x', null, undefined]],
]);

const BENEFICIARY = 'message.enrolled_updates.beneficiaries.0.';
const [beneficiary] = (
  readExample('ibr-enrollment-updates') as { message: { enrolled_updates: { beneficiaries: Json[] } } }
).message.enrolled_updates.beneficiaries;
describeFields('ibr-enrollment-updates', 'enrollment-updates', 'message.enrolled_updates.', [
  ['beneficiaries', [times(100, beneficiary as Json)], [[], times(101, beneficiary as Json), {}, null, undefined]],
]);
describeFields('ibr-enrollment-updates', 'enrollment-updates', BENEFICIARY, [
  ['assistance_unit', ['1', '2', '3'], ['0', '4', 1, 'Member', null, undefined]],
  // Codes of the list: 1 active, 2 deceased, 3 graduated, 4 suspended.
  ['enrollment_status', ['1', '2', '3', '4'], ['0', '5', 1, 'active', null, undefined]],
  time('enrollment_date'),
  [
    'programme_identifier',
    [times(20, { programme_name: text(255), programme_identifier: text(99) })],
    [
      [],
      times(21, { programme_name: 'p', programme_identifier: 'p' }),
      [{ programme_name: 'p' }],
      [{ programme_name: '', programme_identifier: 'p' }],
      [{ programme_name: 'p', programme_identifier: text(100) }],
      undefined,
    ],
  ],
  [
    'benefits',
    [[], times(500, { benefit_type: '1', benefit_date: AT })],
    [
      times(501, { benefit_type: '1', benefit_date: AT }),
      [{ benefit_type: '1' }],
      [{ benefit_date: AT }],
      null,
      undefined,
    ],
  ],
  time('benefits.0.benefit_date'),
  [
    'benefits.0.benefit_value',
    [
      undefined,
      ...['0', '50', '50.00', '0.0001', '1234567890123', 12.5, 0].map((amount) => ({ amount, currency: 'KES' })),
    ],
    [
      ...['', '-1', '1,00', '1e3', '.5', '5.', '0.00001', '12345678901234', -1, null].map((amount) => ({
        amount,
        currency: 'KES',
      })),
      { amount: '1' },
      { amount: '1', currency: 'kes' },
      { amount: '1', currency: 'KESX' },
      50,
    ],
  ],
  ['member.demographic_info.sex', [undefined, 'male', 'female', 'other', 'unknown'], ['M', 'others', '', null]],
  [
    'member.demographic_info.birth_date',
    [undefined, '1950-01-01T00:00:00Z'],
    ['1950-01-01', '1950-01-01T00:00:00', '1950', null],
  ],
  [
    'member.member_identifier',
    [undefined, [], times(50, { identifier_type: text(99), identifier_value: text(255) })],
    [
      times(51, { identifier_type: 'UIN', identifier_value: '1' }),
      [{ identifier_type: 'UIN' }],
      [{ identifier_type: 'UIN', identifier_value: '' }],
      {},
    ],
  ],
  [
    'member.disability_info',
    [undefined, times(6, { disability_limitation_type: 'VIS_SS', functional_severity: '3' })],
    [
      times(7, { disability_limitation_type: 'VIS_SS', functional_severity: '3' }),
      [{ disability_limitation_type: 'VIS_SS' }],
    ],
  ],
  ['member.is_disabled', [undefined, true, false], ['no', 0, null]],
]);
