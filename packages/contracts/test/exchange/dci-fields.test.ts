import {
  AT,
  describeFields,
  locale,
  longId,
  purposes,
  reason,
  shortId,
  status,
  text,
  time,
  times,
  word,
  type Field,
} from '../support/dci-fields';

const header: readonly Field[] = [
  longId('message_id'),
  time('message_ts'),
  ['version', [undefined, '1.0.0', text(20)], ['', text(21), 1, null]],
  ['receiver_id', [undefined, text(255)], ['', text(256), null]],
  ['is_msg_encrypted', [undefined, true, false], ['false', 0, null]],
  ['meta', [undefined, {}, { subscription_code: 's' }], ['', null, []]],
];
const uri: Field = [
  'sender_uri',
  [undefined, 'https://partner.example.org/on-search', 'http://10.0.0.1:8080/x'],
  ['', 'partner', '/on-search', null, `https://partner.example.org/${text(2000)}`],
];

describeFields('sr-search-idtype', 'search', 'header.', [
  ...header,
  uri,
  longId('sender_id'),
  ['action', ['search'], ['on-search', 'SEARCH', '', null, undefined]],
  ['total_count', [1, 1000], [0, -1, 1.5, '1', null, undefined]],
]);

// These two are answers, and come under the header of a request all the same (dci.md 3).
describeFields('sr-on-subscribe', 'on-subscribe', 'header.', [
  longId('sender_id'),
  ['total_count', [1], [0, undefined]],
]);
describeFields('sr-on-unsubscribe', 'on-unsubscribe', 'header.', [
  longId('sender_id'),
  ['total_count', [1], [0, undefined]],
]);

describeFields('sr-on-search', 'on-search', 'header.', [
  ...header,
  uri,
  status('status'),
  word('status_reason_code'),
  reason('status_reason_message'),
  ['sender_id', [undefined, text(255)], ['', text(256), null]],
  ['action', ['on-search'], ['search', '', undefined]],
  // An answer to nothing counts nothing.
  ['total_count', [undefined, 0, 1], [-1, 0.5, '1', null]],
  ['completed_count', [undefined, 0, 1], [-1, 0.5, '1', null]],
]);

const item = { reference_id: 'r', timestamp: AT, search_criteria: { query_type: 'predicate', query: {} } };

describeFields('sr-search-idtype', 'search', 'message.', [
  shortId('transaction_id'),
  ['search_request', [times(100, item)], [[], times(101, item), {}, null, undefined]],
]);

describeFields('sr-search-idtype', 'search', 'message.search_request.0.', [
  longId('reference_id'),
  time('timestamp'),
  locale('locale'),
  ['search_criteria', [], [null, [], {}, undefined]],
]);

describeFields('sr-search-idtype', 'search', 'message.search_request.0.search_criteria.', [
  [
    'query_type',
    ['idtype-value', 'expression', 'predicate'],
    ['idtype_value', 'Predicate', 'sql', '', null, undefined],
  ],
  // Which of its forms it has is looked at by its type; that it has one is looked at here.
  ['query', [{ type: 'UIN', value: 'x' }, { type: 'UIN', value: 7 }, {}], ['UIN', 7, null, undefined, []]],
  ['response_entity', [undefined, 'Group', 'Member'], ['group', 'Person', '', null]],
  [
    'sort',
    [
      undefined,
      [],
      times(5, { attribute_name: text(255), sort_order: 'asc' }),
      [{ attribute_name: 'a', sort_order: 'desc' }],
      [{ attribute_name: 'a' }],
    ],
    [
      times(6, { attribute_name: 'a' }),
      {},
      [{}],
      [{ attribute_name: '' }],
      [{ attribute_name: text(256) }],
      [{ attribute_name: 'a', sort_order: 'ASC' }],
    ],
  ],
  [
    'pagination',
    [undefined, { page_size: 1 }, { page_size: 500, page_number: 1_000_000 }],
    [
      {},
      { page_size: 0 },
      { page_size: 501 },
      { page_size: '10' },
      { page_size: 2.5 },
      { page_number: 1 },
      { page_size: 1, page_number: 0 },
      { page_size: 1, page_number: 1_000_001 },
      [],
    ],
  ],
  ['consent', ...purposes],
  ['authorize', ...purposes],
  // Older texts have it; what it says is of no use in a search.
  ['reg_event_type', [undefined, 'REGISTER', 7], []],
  word('reg_type'),
  word('reg_record_type'),
]);

const row = { expression1: { attribute_name: 'sex', operator: 'eq', attribute_value: 'x' } };
describeFields('sr-search-predicate', 'search', 'message.search_request.0.search_criteria.', [
  ['query', [[row], times(50, row)], [[], times(51, row), [{}], [null]]],
  ['query.0.seq_num', [undefined, 1, -1], [1.5, '1', null]],
  ['query.0.condition', [undefined, 'and', 'or', 'not'], ['AND', 'xor', '', null]],
  ['query.0.expression1', [], [undefined, null, {}, []]],
  ['query.0.expression1.attribute_name', ['sex', text(255)], ['', text(256), 7, null, undefined]],
  [
    'query.0.expression1.operator',
    ['gt', 'lt', 'eq', 'ge', 'le', 'in'],
    ['ne', 'like', '=', 'EQ', '$eq', '', null, undefined],
  ],
  // The published text refuses whole numbers by mistake (dci.md 3.2): ours are taken as what they are meant to be.
  [
    'query.0.expression1.attribute_value',
    ['', text(4000), 2.5, 7, true, {}, ['a', 1], times(100, 'a')],
    [text(4001), null, [null], [true], [['a']], times(101, 'a'), [text(401)], undefined],
  ],
]);

describeFields('sr-on-search', 'on-search', 'message.', [
  shortId('transaction_id'),
  shortId('correlation_id'),
  ['search_response', [[]], [{}, null, undefined]],
]);
describeFields('sr-on-search', 'on-search', 'message.search_response.0.', [
  longId('reference_id'),
  time('timestamp'),
  status('status'),
  word('status_reason_code'),
  reason('status_reason_message'),
  locale('locale'),
  ['data', [undefined], [null, {}, []]],
  ['data.reg_records', [[], [{}]], [{}, null, ['x'], [null], undefined]],
  [
    'pagination',
    [undefined, { page_size: 1, page_number: 1, total_count: 0 }],
    [
      {},
      { page_size: 1, page_number: 1 },
      { page_size: 1, page_number: 1, total_count: -1 },
      { page_size: 1, page_number: 1, total_count: '1' },
      null,
    ],
  ],
]);
