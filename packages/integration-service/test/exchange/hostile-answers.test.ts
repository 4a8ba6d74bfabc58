import fc from 'fast-check';
import type { ConnectorDeps } from '@interlink/contracts/exchange/connector';
import { civilRegistry } from '../../src/exchange/connectors/civil-registry.js';
import { mapper } from '../../src/exchange/connectors/mapper.js';
import { vitalEvents } from '../../src/exchange/connectors/vital-events.js';

const cause = {
  actor: { kind: 'system', id: 'interlink', loginName: 'interlink', correlationId: 'c' },
  subjectId: 's',
} as const;

interface Sent {
  readonly header: Readonly<Record<string, unknown>>;
  readonly message: { readonly transaction_id: string; readonly search_request?: readonly { reference_id: string }[] };
}
type Answer = (sent: Sent) => { readonly status?: number; readonly bytes: Uint8Array };

/** A partner that everybody believes, so that nothing but the form of what it says is judged. */
function believed(answer: Answer): ConnectorDeps {
  return {
    partner: {
      ...{ id: 'peer', settings: { url: 'https://peer.example', clientId: 'interlink', dciId: 'peer' } },
      post: async ({ body }) => ({ status: 200, headers: {}, ...answer(JSON.parse(body) as Sent) }),
      get: () => Promise.reject(new Error('is not asked so')),
      sign: () => Promise.resolve('signed'),
      encrypt: () => Promise.resolve(undefined),
      decrypt: (parts) => Promise.resolve(parts),
      verify: () => Promise.resolve('verified'),
    },
    sent: { remember: () => Promise.resolve({ attempt: 1, at: new Date(0) }) },
    callbackBase: 'https://own.example/interlink/dci',
  };
}
const ada = { givenName: 'Ada', surname: 'Okoro', birthDate: { date: '1950-04-03', precision: 'day' } } as const;
const search = (answer: Answer) =>
  civilRegistry.open(believed(answer)).search({ search: { ...ada, nationalId: '1' }, requestId: 'r', cause });

/** A right answer about one living person. */
const rightly = ({ header, message }: Sent) => ({
  header: {
    message_id: 'a-1',
    action: 'on-search',
    status: 'succ',
    sender_id: 'peer',
    receiver_id: header['sender_id'],
  },
  message: {
    transaction_id: message.transaction_id,
    correlation_id: 'c-1',
    search_response: [
      {
        ...{ reference_id: message.search_request?.[0]?.reference_id, status: 'succ' },
        data: {
          reg_records: [
            {
              identifier: [{ identifier_type: 'UIN', identifier_value: '1' }],
              name: { given_name: 'Ada', surname: 'Okoro' },
              ...{ birth_date: '1950-04-03', death_date: '' },
            },
          ],
        },
        pagination: { page_size: 1, page_number: 1, total_count: 1 },
      },
    ],
  },
});
const bytesOf = (value: unknown) => Buffer.from(JSON.stringify(value));

/** Every place of a JSON value, so that something else can be put there. */
function placesOf(value: unknown, place: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [place];
  return [place, ...Object.entries(value).flatMap(([name, inner]) => placesOf(inner, [...place, name]))];
}
function put(value: unknown, [first, ...rest]: readonly (string | number)[], other: unknown): unknown {
  if (first === undefined) return other;
  const changed = put((value as Record<string | number, unknown>)[first], rest, other);
  return Array.isArray(value)
    ? value.map((item, at) => (at === Number(first) ? changed : item))
    : { ...(value as object), [first]: changed };
}

describe('IBR-035: what a registry answers that everybody believes', () => {
  it('is read when it is right', async () => {
    expect(await search((sent) => ({ bytes: bytesOf(rightly(sent)) }))).toMatchObject({
      ...{ kind: 'records', total: 1 },
      records: [{ fullName: 'Ada Okoro', deceased: false }],
    });
  });

  it('fails nobody with anything else in any place of it, and makes of nobody two people or a living one', async () => {
    const places = placesOf(
      rightly({ header: {}, message: { transaction_id: 't', search_request: [{ reference_id: 'r' }] } }),
    );
    const odd = fc.oneof(
      fc.constantFrom<unknown>(null, '', 'rjct', 'pdng', 0, -1, 1e300, true, [], {}, [null], [[]], 'x'.repeat(2000)),
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom<unknown>({ toString: 1 }, { valueOf: null, toString: null }, { constructor: 'x', length: -1 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), odd, async (place, other) => {
        const found = await search((sent) => ({ bytes: bytesOf(put(rightly(sent), place, other)) }));
        expect(['records', 'refused', 'rejected', 'unavailable']).toContain(found.kind);
        if (found.kind !== 'records') return;
        const [person] = found.records;
        const isDeath = place.at(-1) === 'death_date' && place.includes('reg_records');
        if (person && isDeath && typeof other === 'string' && other.trim() !== '') expect(person.deceased).toBe(true);
        expect(found.total).toBeGreaterThanOrEqual(found.records.length);
      }),
      { numRuns: 400 },
    );
  });

  it.each<[string, (text: string) => Uint8Array]>([
    ['cut off', (text) => Buffer.from(text.slice(0, -20))],
    ['in another encoding', (text) => Buffer.from(text.replace('Ada', 'Adé'), 'latin1')],
    ['in UTF-16', (text) => Buffer.from(text, 'utf16le')],
    ['with NUL in a name', (text) => Buffer.from(text.replace('Ada', 'Ad\\u0000a'))],
    ['with half a character', (text) => Buffer.from(text.replace('Ada', 'Ad\\ud83d'))],
    ['two answers in one', (text) => Buffer.from(text + text)],
    ['nested beyond measure', (text) => Buffer.from(text.replace('"Ada"', `${'['.repeat(40)}${']'.repeat(40)}`))],
    ['nothing', () => Buffer.alloc(0)],
  ])('is refused as malformed when it is %s, with what came as evidence', async (_what, spoil) => {
    const found = await search((sent) => ({ bytes: spoil(JSON.stringify(rightly(sent))) }));
    expect(found).toMatchObject({ kind: 'refused', why: 'malformed', evidence: { raw: expect.anything() } });
  });

  it.each([429, 500, 503, 599])('is no answer under the status %i, whatever it says', async (status) => {
    const found = await search((sent) => ({ status, bytes: bytesOf(rightly(sent)) }));
    expect(found).toMatchObject({ kind: 'unavailable', why: 'unreachable' });
  });

  it('is about another person as soon as one of two items is', async () => {
    const found = await search((sent) => {
      const right = rightly(sent);
      const [item] = right.message.search_response;
      const both = [item, { ...item, reference_id: 'of-another' }];
      return { bytes: bytesOf({ ...right, message: { ...right.message, search_response: both } }) };
    });
    expect(found).toMatchObject({ kind: 'refused', why: 'foreign' });
  });
});

describe('IBR-036: what a registry acknowledges', () => {
  const begin = (body: unknown, status = 200) =>
    vitalEvents
      .open(believed(() => ({ status, bytes: typeof body === 'string' ? Buffer.from(body) : bytesOf(body) })))
      .begin({
        request: { kind: 'search', question: { query: { by: 'identifier', type: 'UIN', value: '1' } } },
        ...{ requestId: 'r', cause },
      });
  const ack = (over: object = {}) => ({ message: { ack_status: 'ACK', correlation_id: 'c-1', ...over } });

  it('is acknowledged, noted or rejected in its own words', async () => {
    expect(await begin(ack())).toMatchObject({ kind: 'acknowledged', correlationId: 'c-1' });
    expect(await begin(ack({ ack_status: 'NACK' }))).toMatchObject({ kind: 'noted' });
    const refused = ack({ ack_status: 'ERR', correlation_id: undefined, error: { code: 'err.request.bad' } });
    expect(await begin(refused)).toMatchObject({ kind: 'rejected', code: 'err.request.bad' });
  });

  it.each<[string, unknown]>([
    ['NUL in its correlation id', '{"message":{"ack_status":"ACK","correlation_id":"a\\u0000"}}'],
    ['half a character in the code of a refusal', '{"error":{"code":"\\ud83d"}}'],
    ['an id longer than the standard has', ack({ correlation_id: 'x'.repeat(100) })],
    ['an empty id', ack({ correlation_id: '' })],
    ['a word that is none', ack({ ack_status: 'OK' })],
    ['nothing to act on', {}],
    ['a page', '<html>'],
  ])('S3: is asked again later, and stops nothing, when it says %s', async (_what, body) => {
    expect(await begin(body)).toMatchObject({ kind: 'refused', why: 'malformed' });
  });
});

describe('IBR-035: what a mapper answers that everybody believes', () => {
  it('fails nobody, and never finds an account that it did not tell', async () => {
    const word = fc.constantFrom(
      'status',
      'status_reason_code',
      'account_provider_info',
      'fa',
      'id',
      'reference_id',
      'name',
    );
    const item = fc.dictionary(
      word,
      fc.oneof(
        fc.jsonValue({ maxDepth: 1 }),
        fc.constantFrom('succ', 'succ.fa.active', 'succ.id.active', 'rjct.fa.invalid'),
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(item, { maxLength: 2 }), async (items) => {
        const deps = believed(({ header, message }) => ({
          bytes: bytesOf({
            header: { message_id: 'm', sender_id: 'peer', receiver_id: header['sender_id'] },
            message: { transaction_id: message.transaction_id, resolve_response: items },
          }),
        }));
        const question = { scope: 'details', id: 'uin:1@nid' } as const;
        const found = await mapper.open(deps).resolve({ question, requestId: 'r', cause });
        if (found.kind !== 'resolved' || found.fa === undefined) return;
        expect(items.some(({ fa }) => fa === found.fa)).toBe(true);
      }),
    );
  });
});
