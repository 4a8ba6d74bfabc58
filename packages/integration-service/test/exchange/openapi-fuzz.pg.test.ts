import fc from 'fast-check';
import { operations, type DciOperation, type DciRole } from '@interlink/contracts/exchange/dci/role';
import { bulkPartner } from './bulk-kit.js';
import { newId, openExchangeKit, send, type ExchangeKit, type Joined } from './exchange-kit.js';

interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly format?: string;
}

const FORMATS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  date: fc.constant('2026-03-01'),
  'date-time': fc.constantFrom('2026-11-24T08:00:00Z', '2026-11-24T08:00:00.000+03:00'),
  uri: fc.constant('https://nobody.example.org/on-search'),
};

/** Words that mean something here: at random, nothing but nonsense would be asked. */
const words = fc.constantFrom(
  'UIN',
  '880012',
  'birth_date',
  'surname',
  'Member',
  'CG-01',
  'x',
  "'; drop table x",
  'ع',
  '',
);

/** Values of a schema as it is published; deeper than four levels only what must be there. */
function valuesOf(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => valuesOf(one, depth)));
  switch (schema.type) {
    case 'object':
      return objectsOf(schema, depth);
    case 'array': {
      const minLength = schema.minItems ?? 0;
      return fc.array(schema.items ? valuesOf(schema.items, depth + 1) : fc.jsonValue({ maxDepth: 1 }), {
        ...{ minLength, maxLength: Math.max(minLength, 2) },
      });
    }
    case 'string':
      return textsOf(schema);
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -3, max: Math.min(schema.maximum ?? 9, 9) });
    case 'number':
      return fc.double({ noNaN: true, min: -9, max: 9 });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.oneof(words, fc.jsonValue({ maxDepth: 2 }));
  }
}

function objectsOf({ properties = {}, required = [] }: Schema, depth: number): fc.Arbitrary<object> {
  const kept = Object.entries(properties).filter(([name]) => depth < 4 || required.includes(name));
  if (kept.length === 0) return fc.dictionary(words, fc.oneof(words, fc.jsonValue({ maxDepth: 1 })), { maxKeys: 2 });
  const model = Object.fromEntries(kept.map(([name, one]) => [name, valuesOf(one, depth + 1)]));
  return fc.record(model, { requiredKeys: [...required] });
}

function textsOf({ format, pattern, minLength = 0, maxLength = 40 }: Schema): fc.Arbitrary<string> {
  const known = format === undefined ? undefined : FORMATS[format];
  if (known) return known;
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  return words.map((word) => word.padEnd(minLength, 'x').slice(0, maxLength));
}

let kit: ExchangeKit;
let partner: Joined;
beforeAll(async () => {
  kit = await openExchangeKit();
  partner = await kit.join('mis');
  await kit.agree('mis');
});
afterAll(() => kit.close());

/** The message of each endpoint, generated from the document that the service itself publishes. */
async function published(role: DciRole) {
  const response = await kit.app.inject({ method: 'GET', url: `/interlink/dci/${role}/openapi.json` });
  const { paths } = response.json<{
    paths: Record<string, { post?: { operationId: string; requestBody: unknown } }>;
  }>();
  // Parts of a file are bytes, and the rest has no body: what begins one is a message like the others.
  const posts = Object.values(paths).flatMap(({ post }) => post ?? []);
  return posts.map(({ operationId, requestBody }) => {
    const body = requestBody as { content: { 'application/json': { schema: Schema } } };
    const envelope = body.content['application/json'].schema;
    const message = (envelope.anyOf?.[0] ?? envelope).properties?.['message'] ?? {};
    // The first form of a message is the plain one; the other is for what was encrypted.
    return { operation: operationId as DciOperation | 'begin-file', message: valuesOf(message.anyOf?.[0] ?? message) };
  });
}

/** Entries about this correlation: each answer has its own. */
const audited = async () => {
  const { rows } = await kit.superuser.query<{ n: string }>(
    `select count(*) n from platform.audit_entry where header->>'action' ~ '^(exchange|interconnection|registry)[.]'`,
  );
  return Number(rows[0]?.n);
};

describe('messages that are generated from the published document', () => {
  it.each(['crvs', 'dr', 'fr', 'ibr', 'sr'] as const)(
    'SR-025, S6: of role %s are answered by no 5xx, and none without its row in the audit',
    async (role) => {
      const endpoints = await published(role);
      expect(endpoints.length).toBeGreaterThan(5);
      const cases = fc.oneof(...endpoints.map(({ operation, message }) => fc.tuple(fc.constant(operation), message)));
      const statuses = new Set<string>();
      await fc.assert(
        fc.asyncProperty(cases, fc.integer({ min: 0, max: 3 }), async ([operation, message], bad) => {
          const before = await audited();
          if (operation === 'begin-file') {
            const { bulk_request: asked } = message as { bulk_request: Record<string, unknown> };
            expect((await bulkPartner(kit, partner, role).begin(asked)).status).toBeLessThan(500);
            expect(await audited()).not.toBe(before);
            return;
          }
          const { items } = operations[operation];
          const listed = items === undefined ? undefined : (message as Record<string, unknown>)[items];
          const header = { message_id: newId(), ...(bad === 3 && { total_count: 'many' }) };
          const count = Array.isArray(listed) ? Math.max(listed.length, 1) : 1;
          const sent = { role, message: message as Record<string, unknown>, header, items: count };
          const { status, body } = await send(kit, partner, operation, sent);
          expect([operation, status < 500]).toEqual([operation, true]);
          expect([operation, await audited()]).not.toEqual([operation, before]);
          statuses.add(String(body.header?.['status'] ?? body.message.ack_status));
        }),
        { numRuns: 40 },
      );
      // A service that refused everything would pass too.
      expect(statuses.size).toBeGreaterThan(1);
    },
  );
});
