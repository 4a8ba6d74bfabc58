import { BulkFile, BulkRequest } from '../../src/exchange/bulk';
import { aHash, anId, aTime, describeBody, longer } from '../support/bodies';

const search = { reference_id: 'r-1', timestamp: aTime, search_criteria: { query_type: 'expression', query: {} } };

describeBody('the message that begins a pushed file (IBR-041)', BulkRequest, {
  good: {
    transaction_id: 't-1',
    bulk_request: { kind: 'push', operation: 'enrollment-updates', format: 'csv', size: 1, sha256: aHash },
  },
  closed: false,
  also: [['bulk_request.operation', 'sync-search']],
  bad: [
    ['transaction_id', longer(99)],
    ['bulk_request.kind', 'steal'],
    ['bulk_request.operation', 'subscribe'],
    ['bulk_request.format', 'xlsx'],
    ['bulk_request.size', 0],
    ['bulk_request.size', 1.5],
    ['bulk_request.sha256', 'x'],
    ['bulk_request.path', '/etc/passwd'],
  ],
});

describeBody('the message that begins a file of what differs (IBR-041)', BulkRequest, {
  good: { transaction_id: 't-1', bulk_request: { kind: 'synchronise', format: 'xml', search, since: anId } },
  closed: false,
  also: [
    ['bulk_request.since', undefined],
    ['bulk_request.search.locale', 'eng'],
  ],
  bad: [
    ['bulk_request.since', 'yesterday'],
    ['bulk_request.search', undefined],
    ['bulk_request.search.reference_id', ''],
    ['bulk_request.search.timestamp', '2026-11-29'],
    // A whole file has no use for it.
    ['bulk_request.kind', 'pull'],
  ],
});

describeBody('a file as it is told', BulkFile, {
  good: {
    ...{ file_id: anId, kind: 'push', operation: 'sync-search', format: 'jsonl', state: 'ready', received: 1, size: 1 },
    ...{ lines: 1, rejected: 0, refusal: 'not-utf8', result: { size: 1, sha256: aHash }, expires_at: aTime },
  },
  closed: false,
  optional: ['received', 'size', 'refusal', 'result'],
  bad: [
    ['state', 'lost'],
    ['lines', -1],
    ['result.sha256', 'x'],
    ['expires_at', '2026-11-29'],
  ],
});
