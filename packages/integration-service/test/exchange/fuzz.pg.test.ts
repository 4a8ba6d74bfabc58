import fc from 'fast-check';
import { operations, type DciOperation, type DciRole } from '@interlink/contracts/exchange/dci/role';
import { openApiOf } from '../../src/exchange/server/open-api.js';
import { newId, openExchangeKit, searchItem, send, type ExchangeKit, type Joined } from './exchange-kit.js';

let kit: ExchangeKit;
let partner: Joined;
beforeAll(async () => {
  kit = await openExchangeKit();
  partner = await kit.join('mis');
  await kit.agree('mis');
});
afterAll(() => kit.close());

const endpoints = Object.entries(operations).flatMap(([operation, { roles }]) =>
  roles.map((role) => ({ role, operation: operation as DciOperation })),
);
const item = searchItem();
const valid: readonly Record<string, unknown>[] = [
  { transaction_id: 't', search_request: [item] },
  { transaction_id: 't', timestamp: '2026-11-24T08:00:00Z', subscription_codes: ['x'] },
  { transaction_id: 't', enrolled_criteria: { query: { person_identifier: '1' } } },
  {
    transaction_id: 't',
    txnstatus_request: {
      reference_id: 'r',
      txn_type: 'search',
      attribute_type: 'transaction_id',
      attribute_value: 't',
    },
  },
];
/** A message of some endpoint with one of its members replaced by anything. */
const message = fc
  .tuple(fc.constantFrom(...valid), fc.integer({ min: 0, max: 30 }), fc.jsonValue())
  .map(([whole, at, other]) => {
    const text = JSON.stringify(whole);
    const places = [...text.matchAll(/(?<=[:[,])"[^"]*"(?=[,}\]])/g)];
    const place = places[at % places.length];
    if (!place) return whole;
    return JSON.parse(
      `${text.slice(0, place.index)}${JSON.stringify(other)}${text.slice(place.index + place[0].length)}`,
    ) as Record<string, unknown>;
  });
const countAudits = async () => {
  const { rows } = await kit.superuser.query<{ n: string }>(
    `select count(*) n from platform.audit_entry where header->>'action' like 'exchange.%' or header->>'action' like 'interconnection.%'`,
  );
  return Number(rows[0]?.n);
};

describe('whatever comes', () => {
  it('SR-025: is answered by no 5xx, and never without a row in the audit', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...endpoints),
        message,
        fc.dictionary(
          fc.constantFrom('version', 'action', 'total_count', 'meta', 'sender_uri', 'status'),
          fc.jsonValue({ maxDepth: 1 }),
        ),
        fc.boolean(),
        async ({ role, operation }, body, header, unsigned) => {
          const before = await countAudits();
          const sent = { role, message: body, header: { ...header, message_id: newId() }, unsigned };
          const { status, body: answer } = await send(kit, partner, operation, sent);
          expect(status).toBeLessThan(500);
          expect(typeof answer).toBe('object');
          expect(await countAudits()).toBeGreaterThan(before);
        },
      ),
      { numRuns: 250 },
    );
  }, 180_000);

  it('SR-025: bytes that are no message are answered by no 5xx either', async () => {
    const token = await kit.tokenOf('mis');
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom(...endpoints),
        async (bytes, { role, operation }) => {
          const response = await kit.app.inject({
            method: 'POST',
            url: `/interlink/dci/${role}/registry${operations[operation].path}`,
            headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
            payload: Buffer.from(bytes),
          });
          expect(response.statusCode).toBeGreaterThanOrEqual(200);
          expect(response.statusCode).toBeLessThan(500);
        },
      ),
      { numRuns: 100 },
    );
  }, 120_000);

  it.each(['crvs', 'dr', 'fr', 'ibr', 'sr'] as const)(
    'SR-025: role %s publishes a document with all its endpoints',
    async (role: DciRole) => {
      const response = await kit.app.inject({ method: 'GET', url: `/interlink/dci/${role}/openapi.json` });
      const document = response.json<{ openapi: string; paths: Record<string, unknown> }>();
      expect(document).toEqual(JSON.parse(JSON.stringify(openApiOf(role, kit.server.context.ownUrl))));
      const served = endpoints
        .filter((one) => one.role === role)
        .map(({ operation }) => `/registry${operations[operation].path}`);
      const files = ['/files', '/files/{id}', '/files/{id}/content', '/files/{id}/content/{offset}'];
      expect(Object.keys(document.paths).sort()).toEqual([...served, ...files].sort());
    },
  );
});
