import { Value } from 'typebox/value';
import { DciAnswerEnvelope, DciRefusal } from '../../src/exchange/dci-answer';
import { DciSearchEnvelope } from '../../src/exchange/dci-search';
import { aTime, describeBody, longer } from '../support/bodies';
import { changed } from './examples';

const answer = {
  signature: null,
  header: {
    message_id: 'm',
    message_ts: aTime,
    action: 'on-search',
    status: 'succ',
    status_reason_code: null,
    status_reason_message: null,
    sender_id: 'crvs',
    receiver_id: 'spmis',
    total_count: '1',
    is_msg_encrypted: false,
  },
  message: {
    transaction_id: 't',
    correlation_id: 'c',
    search_response: [
      { reference_id: 'r', status: 'succ', data: { reg_records: [{}] }, pagination: { total_count: 1 } },
    ],
  },
};

describeBody('an answer of a civil registry, as tolerant as the field needs', DciAnswerEnvelope, {
  good: answer,
  closed: false,
  optional: ['signature'],
  also: [
    ['header.total_count', 1],
    ['header.somethingElse', { x: 1 }],
    ['message.search_response.0.data', null],
    ['message.search_response.0.data', { reg_records: null }],
    ['message.search_response.0.data', { reg_records: { single: 'record' } }],
    ['message.search_response.0.pagination', null],
    ['message.search_response', []],
  ],
  bad: [
    ['header.message_id', ''],
    ['header.message_id', longer(255)],
    ['header.total_count', 'one'],
    ['header.is_msg_encrypted', 'false'],
    ['message.transaction_id', ''],
    ['message.search_response.0.reference_id', undefined],
    ['message.search_response.0.data', 'x'],
    ['message.search_response', Array.from({ length: 1001 }, () => ({ reference_id: 'r' }))],
    ['message.search_response.0.data', { reg_records: Array.from({ length: 1001 }, () => ({})) }],
  ],
});

describe('a refusal of a whole message', () => {
  it.each([
    { message: { ack_status: 'NACK' } },
    { message: { ack_status: 'ERR', error: { code: 'err.request.bad', message: null } } },
    { errors: [{ code: 'err.request.bad' }] },
    { error: { code: 'err.request.bad', message: 'no' } },
  ])('is met as %j', (body) => {
    expect(Value.Check(DciRefusal, body)).toBe(true);
  });

  it.each([{}, { message: { ack_status: 'ACK' } }, { errors: [] }, { error: 'no' }, { error: {} }, null])(
    'is not %j',
    (body) => {
      expect(Value.Check(DciRefusal, body)).toBe(false);
    },
  );
});

const header = {
  version: '1.0.0',
  message_id: 'm',
  message_ts: '2026-11-24T08:00:00Z',
  action: 'search',
  sender_id: 'spmis',
  sender_uri: 'https://spmis.example.org',
  receiver_id: 'crvs',
  total_count: 1,
  status: 'rcvd',
  is_msg_encrypted: false,
  meta: {},
};
const criteria = {
  version: '1.0.0',
  reg_type: 'ns:org:RegistryType:Civil',
  reg_record_type: 'spdci-extensions-dci:Person',
  pagination: { page_size: 5, page_number: 1 },
  query_type: 'idtype-value',
  query: { type: 'UIN', value: '12345678' },
};
const request = { reference_id: 'r', timestamp: '2026-11-24T08:00:00+03:00', search_criteria: criteria, locale: 'eng' };

describeBody('a search as it leaves us', DciSearchEnvelope, {
  good: { signature: 's', header, message: { transaction_id: 't', search_request: [request] } },
  closed: true,
  // Of a message that is encrypted on its way.
  also: [['header.is_msg_encrypted', true]],
  bad: [
    ['signature', ''],
    ['header.message_ts', '2026-11-24T08:00:00'],
    ['header.message_ts', '2026-11-24'],
    ['header.version', '2.0.0'],
    ['header.is_msg_encrypted', 'true'],
    ['header.meta', { x: 1 }],
    ['header.total_count', 0],
    ['message.transaction_id', longer(99)],
    ['message.search_request', []],
    ['message.search_request.0.locale', 'en'],
    ['message.search_request.0.search_criteria.reg_type', 'Civil'],
    ['message.search_request.0.search_criteria.pagination', { page_size: 0, page_number: 1 }],
    ['message.search_request.0.search_criteria.query', {}],
    ['message.search_request.0.search_criteria.query_type', 'predicate'],
    ['message.search_request.0.search_criteria.query', { type: 'UIN', value: 12_345_678 }],
  ],
});

describe('the rows of a predicate search', () => {
  const row = { seq_num: 1, expression1: { attribute_name: 'surname', operator: 'eq', attribute_value: 'Omondi' } };
  const withRows = (rows: unknown) => ({
    signature: 's',
    header,
    message: {
      transaction_id: 't',
      search_request: [{ ...request, search_criteria: { ...criteria, query_type: 'predicate', query: rows } }],
    },
  });
  const takes = (rows: unknown) => Value.Check(DciSearchEnvelope, withRows(rows));

  it('are one or more, joined by and, or, not', () => {
    expect(takes([row])).toBe(true);
    expect(takes([{ ...row, condition: 'and', expression2: row.expression1 }])).toBe(true);
    expect(takes([])).toBe(false);
    expect(takes([{ ...row, condition: 'xor' }])).toBe(false);
  });

  it('have values as text only: the published schema refuses numbers', () => {
    expect(takes([changed(row, 'expression1.attribute_value', 5)])).toBe(false);
    expect(takes([changed(row, 'expression1.attribute_value', '')])).toBe(false);
  });

  it.each(['like', 'ne', 'contains', ''])('have no operator %j', (operator) => {
    expect(takes([changed(row, 'expression1.operator', operator)])).toBe(false);
  });
});
