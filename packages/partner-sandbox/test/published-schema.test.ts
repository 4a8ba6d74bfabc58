import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import formats from 'ajv-formats';
import { parse } from 'yaml';
import { searchRequestEnvelope } from '../src/civil-registry/schemas/search-request';
import { compileSchema } from '../src/common/schema';
import { predicate, search } from './support/dci';
import { dropEach } from './support/mutations';

const root = path.resolve(__dirname, '../../..');
const dci = path.join(process.env['INTERLINK_SHARED'] ?? path.join(root, '../shared'), 'dci');
const isThere = existsSync(dci);

const ours = compileSchema(searchRequestEnvelope);
const NOW = Date.parse('2026-11-24T10:00:00Z');
const own = search(NOW);
const examples: readonly (readonly [string, unknown])[] = [
  ['a search by identifier', own],
  [
    'a search by attributes',
    search(NOW, { criteria: { query_type: 'predicate', query: [predicate('surname', 'eq', 'O')] } }),
  ],
  ['a search in pages', search(NOW, { criteria: { pagination: { page_size: 5, page_number: 1 } } })],
  ...(isThere ? readExamples() : []),
];

function readExamples(): readonly (readonly [string, unknown])[] {
  const folder = path.join(dci, 'examples');
  const files = readdirSync(folder).filter((file) => /^crvs.*search\.json$/.test(file));
  return files.map((file) => [file, JSON.parse(readFileSync(path.join(folder, file), 'utf8'))] as const);
}

/** The published request schema of the synchronous search; without the published text, ours stands alone. */
function openPublished(): (value: unknown) => boolean {
  if (!isThere) return (value) => ours(value) === undefined;
  const file = path.join(dci, 'openapi-2025-12/crvs_api_v1.0.0.yaml');
  const document = parse(readFileSync(file, 'utf8')) as { components: object };
  const ajv = new Ajv({ strict: false });
  formats(ajv);
  ajv.addSchema({ $id: 'crvs', ...document });
  const pointer = '/paths/~1registry~1sync~1search/post/requestBody/content/application~1json/schema';
  return ajv.compile({ $ref: `crvs#${pointer}` }) as (value: unknown) => boolean;
}
const published = openPublished();

describe(`Our schema of a search agrees with the published one (${isThere ? 'compared' : 'the published text is absent'})`, () => {
  it.each(examples)('both accept %s', (_what, example) => {
    expect(ours(example)).toBeUndefined();
    expect(published(example)).toBe(true);
  });

  it('holds at least the examples of ours', () => {
    expect(examples.length).toBeGreaterThanOrEqual(isThere ? 4 : 3);
  });

  it.each(
    dropEach(own, [
      'header',
      'header.message_id',
      'header.message_ts',
      'header.action',
      'header.sender_id',
      'header.total_count',
      'message',
      'message.transaction_id',
      'message.search_request',
      'message.search_request.0.reference_id',
      'message.search_request.0.timestamp',
      'message.search_request.0.search_criteria',
      'message.search_request.0.search_criteria.query_type',
      'message.search_request.0.search_criteria.query',
    ]),
  )('both refuse a search without %s', (_path, broken) => {
    expect(ours(broken)).toBeDefined();
    expect(published(broken)).toBe(false);
  });

  it.each([
    ['another action', search(NOW, { header: { action: 'on-search' } })],
    ['a time without zone', search(NOW, { header: { message_ts: '2026-11-24T10:00:00' } })],
    ['a count as text', search(NOW, { header: { total_count: '1' } })],
    [
      'an integer to compare with',
      search(NOW, { criteria: { query_type: 'predicate', query: [predicate('x', 'eq', 1)] } }),
    ],
    ['another kind of query', search(NOW, { criteria: { query_type: 'sql' } })],
    ['a language of two letters', search(NOW, { item: { locale: 'en' } })],
  ])('both refuse %s', (_what, broken) => {
    expect(ours(broken)).toBeDefined();
    expect(published(broken)).toBe(false);
  });
});
