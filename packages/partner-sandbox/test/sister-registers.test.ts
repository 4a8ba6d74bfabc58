import { compactVerify, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { openCivilRegistry } from '../src/civil-registry/registry';
import { predicate, search, sign, type Envelope } from './support/dci';
import { client, NOW, ownTools, tokenOf } from './support/partner-tools';

type Json = Record<string, unknown>;
interface Item {
  readonly reference_id: string;
  readonly status: string;
  readonly status_reason_code?: string;
  readonly data?: { readonly reg_records: readonly Json[] };
  readonly pagination?: Json;
}

const member = (uin: string, surname: string, birth_date: string) => ({
  member_identifier: [{ identifier_type: 'UIN', identifier_value: uin }],
  demographic_info: { name: { surname }, birth_date },
});
const records = [
  member('1', 'Okoro', '1950-04-03'),
  member('2', 'Okoro', '1960-01-01'),
  member('3', 'Kombo', '1970-12-31'),
];
const SR = 'ns:org:RegistryType:Social';

async function newKey(): Promise<JWK & { kid: string }> {
  const jwk = await exportJWK((await generateKeyPair('EdDSA', { extractable: true })).privateKey);
  return { ...jwk, alg: 'EdDSA', kid: crypto.randomUUID() };
}
const publicOf = ({ d: _private, ...jwk }: JWK) => jwk;

async function openOffice() {
  const [ours, theirs] = [await newKey(), await newKey()];
  const own = ownTools();
  const app = openCivilRegistry(own.tools, {
    ...{ client, people: [], signingKey: theirs, interlinkUrl: 'http://127.0.0.1:1' },
    registeredJwks: own.write('jwks.json', { keys: [publicOf(ours)] }),
    sisters: [
      { role: 'sr', records },
      { role: 'dr', records: [] },
    ],
  });
  const post = async (url: string, envelope: Envelope, role = 'sr', tokenOfRole = role) => {
    const authorization = `Bearer ${await tokenOf(app, `/${tokenOfRole}/oauth2/client/token`)}`;
    const payload = JSON.stringify(await sign(envelope, ours));
    const headers = { 'content-type': 'application/json', authorization };
    return app.inject({ method: 'POST', url: `/${role}/registry${url}`, headers, payload });
  };
  const close = async () => {
    await app.close();
    own.remove();
  };
  return { own, theirs, post, close };
}

describe('A register that the civil registry keeps besides', () => {
  let office: Awaited<ReturnType<typeof openOffice>>;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  const asked = (criteria: Json = {}, over: Parameters<typeof search>[1] = {}) =>
    search(NOW, {
      ...over,
      criteria: { reg_type: SR, reg_record_type: 'Member', query: { type: 'UIN', value: '1' }, ...criteria },
    });
  const itemsOf = async (envelope: Envelope) =>
    (await office.post('/sync/search', envelope)).json<{ message: { search_response: Item[] } }>().message
      .search_response;
  const itemOf = async (criteria: Json) => (await itemsOf(asked(criteria)))[0];
  const surnames = (rows: readonly Json[], pagination: Json = { page_size: 100 }) =>
    itemOf({ query_type: 'predicate', query: rows, pagination }).then((item) =>
      (item?.data?.reg_records ?? []).map((one) => (one as (typeof records)[number]).demographic_info.name.surname),
    );

  it('SR-025: finds by an identifier wherever it stands in the record, of that kind and no other', async () => {
    expect((await itemOf({}))?.data?.reg_records).toEqual([records[0]]);
    expect((await itemOf({ query: { type: 'UIN', value: '9' } }))?.data?.reg_records).toEqual([]);
    expect((await itemOf({ query: { type: 'BRN', value: '1' } }))?.data?.reg_records).toEqual([]);
  });

  it('SR-025: finds by members of the record, all of which must fit', async () => {
    const okoro = predicate('demographic_info.name.surname', 'eq', 'Okoro');
    const born = (operator: string, day: string) => predicate('demographic_info.birth_date', operator, day);
    expect(await surnames([okoro])).toEqual(['Okoro', 'Okoro']);
    expect(await surnames([okoro, born('ge', '1955-01-01')])).toEqual(['Okoro']);
    expect(await surnames([born('ge', '1960-01-01'), born('le', '1960-01-01')])).toEqual(['Okoro']);
    expect(await surnames([predicate('demographic_info.shoe.size', 'eq', '41')])).toEqual([]);
  });

  it('SR-025: tells page by page, each record once, and of how many', async () => {
    const all = [predicate('demographic_info.birth_date', 'ge', '1900-01-01')];
    const pages = [1, 2, 3].map((page_number) => surnames(all, { page_size: 2, page_number }));
    expect(await Promise.all(pages)).toEqual([['Okoro', 'Okoro'], ['Kombo'], []]);
    const item = await itemOf({ query_type: 'predicate', query: all, pagination: { page_size: 2, page_number: 2 } });
    expect(item?.pagination).toEqual({ page_size: 2, page_number: 2, total_count: 3 });
  });

  it.each<[string, string, Json]>([
    ['another registry', 'rjct.search_criteria.invalid', { reg_type: 'ns:org:RegistryType:FR' }],
    ['another record', 'rjct.search_criteria.invalid', { reg_record_type: 'Farmer' }],
    ['an order', 'rjct.sort.invalid', { sort: [{ attribute_name: 'surname' }] }],
    ['a page of a hundred and one', 'rjct.pagination.invalid', { pagination: { page_size: 101 } }],
    [
      'an operator that it has not',
      'rjct.filter.invalid',
      { query_type: 'predicate', query: [predicate('a', 'gt', 'b')] },
    ],
    [
      'a negation',
      'rjct.filter.invalid',
      { query_type: 'predicate', query: [{ ...predicate('a', 'eq', 'b'), condition: 'not' }] },
    ],
    [
      'a value that is no text',
      'rjct.filter.invalid',
      { query_type: 'predicate', query: [predicate('a', 'eq', true)] },
    ],
    ['an expression', 'rjct.filter.invalid', { query_type: 'expression', query: {} }],
    ['a number that is none', 'rjct.filter.invalid', { query: { type: 'UIN', value: 1.5 } }],
  ])('refuses %s by %s: what is not understood is never ignored', async (_what, code, criteria) => {
    expect(await itemOf(criteria)).toMatchObject({ status: 'rjct', status_reason_code: code });
  });

  it('answers the first of two items of one reference, and refuses the second', async () => {
    const envelope = asked({}, { header: { total_count: 2 } });
    envelope.message.search_request.push({ ...envelope.message.search_request[0] });
    expect(await itemsOf(envelope)).toMatchObject([
      { status: 'succ' },
      { status: 'rjct', status_reason_code: 'rjct.reference_id.duplicate' },
    ]);
  });

  it('S4: answers the same bytes as before, and other bytes under their id not at all', async () => {
    const envelope = asked();
    const [first, again] = [await office.post('/sync/search', envelope), await office.post('/sync/search', envelope)];
    expect(again.body).toBe(first.body);
    const other = { ...envelope, message: asked({ query: { type: 'UIN', value: '2' } }).message };
    const refused = await office.post('/sync/search', other);
    expect(refused.json()).toMatchObject({ errors: [{ message: 'rjct.message_id.duplicate' }] });
    expect(refused.body).not.toContain('Okoro');
  });

  it('signs with the key of the office, and forges once when it was told to', async () => {
    const verified = async () => {
      const { signature } = (await office.post('/sync/search', asked())).json<{ signature: string }>();
      const key = await importJWK(publicOf(office.theirs), 'EdDSA');
      return compactVerify(signature, key).then(
        () => true,
        () => false,
      );
    };
    const fault = {
      partner: 'civil-registry',
      operation: 'search',
      kind: 'wrong-signature',
      times: 1,
      delayMs: 1,
    } as const;
    office.own.tools.faults.add(fault);
    expect([await verified(), await verified()]).toEqual([false, true]);
  });

  it('has no transaction status where the standard gives it none, and takes no token of its sister', async () => {
    expect((await office.post('/sync/txn/status', asked(), 'dr')).statusCode).toBe(404);
    expect((await office.post('/txn/status', asked(), 'dr')).statusCode).toBe(404);
    expect((await office.post('/sync/txn/status', asked(), 'sr')).statusCode).toBe(200);
    expect((await office.post('/sync/search', asked(), 'sr', 'dr')).statusCode).toBe(401);
  });
});
