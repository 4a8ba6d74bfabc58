import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import formats from 'ajv-formats';
import { Value } from 'typebox/value';
import { parse } from 'yaml';
import { closed } from '../../src/exchange/dci/closed';
import { requestEnvelopeOf } from '../../src/exchange/dci/messages';
import { operations, type DciOperation, type DciRole } from '../../src/exchange/dci/role';
import { changed, examples, readExample, type Json } from './examples';

const root = path.resolve(__dirname, '../../../..');
const published = path.join(process.env['INTERLINK_SHARED'] ?? path.join(root, '../shared'), 'dci/openapi-2025-12');
const isThere = existsSync(published);

const files: Readonly<Record<DciRole, string>> = {
  crvs: 'crvs_api_v1.0.0.yaml',
  dr: 'dr_api_v1.0.0.yaml',
  fr: 'fr_api_v1.0.0.yaml',
  ibr: 'ibr_api_v1.0.0.yaml',
  sr: 'social_api_v1.0.0.yaml',
};
const compilers = new Map<DciRole, Ajv>();

/** The published request schema of an endpoint. */
function publishedCheck(role: DciRole, operation: DciOperation): (value: unknown) => boolean {
  let ajv = compilers.get(role);
  if (!ajv) {
    ajv = new Ajv({ strict: false });
    formats(ajv);
    ajv.addSchema({ $id: role, ...(parse(readFileSync(path.join(published, files[role]), 'utf8')) as object) });
    compilers.set(role, ajv);
  }
  const address = `/registry${operations[operation].path}`.replaceAll('/', '~1');
  return ajv.compile({
    $ref: `${role}#/paths/${address}/post/requestBody/content/application~1json/schema`,
  }) as (value: unknown) => boolean;
}

const accepts = (operation: DciOperation, value: unknown) => Value.Check(requestEnvelopeOf(operation), value);

describe('the schemas of the DCI messages', () => {
  it.each(examples)('SR-025: accept our example %s of role %s at %s', (file, _role, operation) => {
    expect(accepts(operation, readExample(file))).toBe(true);
  });

  it.each(examples)(
    'also closed to other members they hold all that %s of role %s at %s brings',
    (file, _r, operation) => {
      expect(Value.Check(closed(requestEnvelopeOf(operation)), readExample(file))).toBe(true);
      const withMore = changed(readExample(file), 'header.extra', 'x');
      expect(Value.Check(closed(requestEnvelopeOf(operation)), withMore)).toBe(false);
      expect(accepts(operation, withMore)).toBe(true);
    },
  );

  const needed = [
    'header',
    'header.message_id',
    'header.message_ts',
    'header.action',
    'message',
    'message.transaction_id',
  ];
  it.each(examples.flatMap(([file, , operation]) => needed.map((at) => [file, operation, at] as const)))(
    'refuse %s at %s without %s',
    (file, operation, at) => {
      expect(accepts(operation, changed(readExample(file), at))).toBe(false);
    },
  );

  const wrongHeader: readonly (readonly [string, Json])[] = [
    ['header.message_id', ''],
    ['header.message_id', 'x'.repeat(256)],
    ['header.message_ts', '2026-03-01T09:30:00'],
    ['header.message_ts', '2026-13-41T09:30:00Z'],
    ['header.action', 'dance'],
    ['header.total_count', '1'],
    ['header.total_count', 1.5],
    ['header.meta', ''],
    ['header.is_msg_encrypted', 'no'],
    ['header.sender_uri', ''],
    ['header.sender_id', 7],
    ['signature', 7],
    ['message', 'text'],
    ['message.transaction_id', 'x'.repeat(100)],
  ];
  it.each(examples.flatMap(([file, , operation]) => wrongHeader.map(([at, to]) => [file, operation, at, to] as const)))(
    'refuse %s at %s when %s is %j',
    (file, operation, at, to) => {
      expect(accepts(operation, changed(readExample(file), at, to))).toBe(false);
    },
  );

  it.each([
    ['sr-search-idtype', 'search', 'message.search_request', []],
    ['sr-search-idtype', 'search', 'message.search_request.0.reference_id', null],
    ['sr-search-idtype', 'search', 'message.search_request.0.timestamp', 'yesterday'],
    ['sr-search-idtype', 'search', 'message.search_request.0.locale', 'en'],
    ['sr-search-idtype', 'search', 'message.search_request.0.search_criteria.query_type', 'sql'],
    ['sr-search-idtype', 'search', 'message.search_request.0.search_criteria.query', 'all'],
    ['sr-search-idtype', 'search', 'message.search_request.0.search_criteria.response_entity', 'Person'],
    ['sr-search-idtype', 'search', 'message.search_request.0.search_criteria.consent', ''],
    ['sr-search-expression', 'search', 'message.search_request.0.search_criteria.sort.0.sort_order', 'up'],
    ['sr-search-expression', 'search', 'message.search_request.0.search_criteria.pagination.page_size', 0],
    ['sr-search-expression', 'search', 'message.search_request.0.search_criteria.pagination.page_size', 100_000],
    ['sr-on-search', 'on-search', 'message.search_response.0.status', 'success'],
    ['sr-on-search', 'on-search', 'message.search_response.0.data.reg_records', {}],
    ['sr-on-search', 'on-search', 'header.status', 'ok'],
    ['sr-subscribe', 'subscribe', 'message.subscribe_request.0.subscribe_criteria.filter_type', 'sql'],
    ['sr-subscribe', 'subscribe', 'message.subscribe_request.0.subscribe_criteria.frequency.start_time', 'now'],
    ['sr-on-subscribe', 'on-subscribe', 'message.subscribe_response.0.subscriptions.0.code', 'x'.repeat(100)],
    ['sr-on-subscribe', 'on-subscribe', 'message.subscribe_response.0.subscriptions.0.status', 'on'],
    ['sr-unsubscribe', 'unsubscribe', 'message.subscription_codes', 'sub-3f'],
    ['sr-on-unsubscribe', 'on-unsubscribe', 'message.status', 'done'],
    ['sr-notify', 'notify', 'message.notify_event.0.data.reg_records', []],
    ['sr-txn-status', 'txn-status', 'message.txnstatus_request.txn_type', 'dance'],
    ['sr-txn-status', 'txn-status', 'message.txnstatus_request.attribute_type', 'name'],
    ['ibr-enrolled', 'enrolled', 'message.enrolled_criteria', []],
    [
      'ibr-enrollment-updates',
      'enrollment-updates',
      'message.enrolled_updates.beneficiaries.0.enrollment_status',
      'active',
    ],
    ['ibr-enrollment-updates', 'enrollment-updates', 'message.enrolled_updates.beneficiaries.0.assistance_unit', '9'],
    [
      'ibr-enrollment-updates',
      'enrollment-updates',
      'message.enrolled_updates.beneficiaries.0.programme_identifier',
      [],
    ],
    ['dr-disabled', 'disabled', 'message.disabled_criteria.query', 'all'],
  ] as const)('refuse %s at %s when %s is %j', (file, operation, at, to) => {
    expect(accepts(operation, changed(readExample(file), at, to as unknown as Json))).toBe(false);
  });

  it('take an encrypted message in place of a plain one', () => {
    const header = { alg: 'RSA-OAEP-256', enc: 'A256GCM', kid: 'k' };
    const message = { header, encrypted_key: 'a', iv: 'b', ciphertext: 'c', tag: 'd' };
    expect(accepts('search', changed(readExample('sr-search-idtype'), 'message', message))).toBe(true);
  });
});

const compared = isThere ? 'compared with the published text' : 'the published text is absent: nothing compared';
describe(`the published schemas (${compared})`, () => {
  it.each(examples)('take our example %s of role %s at %s as ours do', (file, role, operation) => {
    if (!isThere) return expect(accepts(operation, readExample(file))).toBe(true);
    expect(publishedCheck(role, operation)(readExample(file))).toBe(true);
  });

  const refused = ['header.message_id', 'header.message_ts', 'header.action'];
  it.each(examples.flatMap(([file, role, operation]) => refused.map((at) => [file, role, operation, at] as const)))(
    'refuse %s of role %s at %s without %s as ours do',
    (file, role, operation, at) => {
      const broken = changed(readExample(file), at);
      expect(accepts(operation, broken)).toBe(false);
      if (isThere) expect(publishedCheck(role, operation)(broken)).toBe(false);
    },
  );
});
