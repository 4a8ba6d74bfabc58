import { readLines } from '../../src/exchange/bulk/read-lines.js';
import { runFile } from '../../src/exchange/bulk/run.js';
import { bulkPartner, sha256 } from './bulk-kit.js';
import {
  ALL,
  agreed,
  openExchangeKit,
  searchItem,
  searchOf,
  send,
  type ExchangeKit,
  type Joined,
} from './exchange-kit.js';
import { ada } from './fake-registry.js';

let kit: ExchangeKit;
let partner: Joined;
let shy: Joined;
const SHY = ['member_identifier', 'demographic_info.name.surname'];
beforeAll(async () => {
  kit = await openExchangeKit();
  partner = await kit.join('mis');
  shy = await kit.join('shy');
  for (const [id, elements] of [
    ['mis', ALL],
    ['shy', SHY],
  ] as const) {
    for (const mode of ['query', 'file'] as const)
      await kit.addAgreement(id, agreed({ mode, elements: [...elements] }));
    for (const mode of ['event', 'file'] as const) {
      await kit.addAgreement(id, agreed({ mode, direction: 'in', elements: [...elements] }));
    }
  }
  for (let at = 1; at <= 3; at += 1) {
    const personId = `0190a000-0000-7000-8000-00000000010${at}`;
    const data = {
      identifiers: [{ type: 'UIN', value: `10${at}` }],
      name: { surname: `=cmd|${at}`, givenName: 'Zoë "Q"' },
    };
    kit.registry.people.set(personId, ada({ personId, data }));
  }
});
afterAll(() => kit.close());

const bySurname = (surname: string) => ({ query_type: 'expression', query: { surname: { eq: surname } } });
const everybody = { query_type: 'expression', query: { programme_identifier: { eq: 'CG-01' } } };
const beneficiary = (uin: string) => ({
  assistance_unit: '1',
  member: { member_identifier: [{ identifier_type: 'UIN', identifier_value: uin }] },
  programme_identifier: [{ programme_name: 'Food basket', programme_identifier: 'FOOD' }],
  enrollment_date: '2026-03-01T00:00:00Z',
  enrollment_status: '1',
  benefits: [],
});
async function recordsOf(format: 'csv' | 'jsonl' | 'xml', bytes: Buffer): Promise<unknown[]> {
  const values: unknown[] = [];
  for await (const { value } of readLines(format, [bytes] as unknown as AsyncIterable<Buffer>)) values.push(value);
  return values;
}
const stated = () => kit.registry.stated.length;

describe('a file that is fetched', () => {
  it.each(['csv', 'jsonl', 'xml'] as const)(
    'IBR-041 S2: holds in %s what the API answers to the same partner and question, whoever asks',
    async (format) => {
      const questions = [
        bySurname('=cmd|1'),
        bySurname('nobody'),
        { query_type: 'idtype-value', query: { type: 'UIN', value: '102' } },
      ];
      for (const who of [partner, shy]) {
        for (const criteria of questions) {
          const { body } = await send(kit, who, 'sync-search', { message: searchOf(searchItem(criteria)) });
          const files = bulkPartner(kit, who);
          const { file } = await files.make({ kind: 'pull', format, search: searchItem(criteria) });
          expect(file).toMatchObject({ state: 'ready', kind: 'pull' });
          const { bytes } = await files.fetch(file.file_id);
          expect([sha256(bytes), bytes.length]).toEqual([file.result?.sha256, file.result?.size]);
          const records = body.message.search_response?.[0]?.data?.reg_records ?? [];
          if (records.length > 0) expect(await recordsOf(format, bytes)).toEqual(records);
          expect(file.lines).toBe(records.length);
        }
      }
    },
  );

  it('S6: is in the log with whom it is about before it can be fetched, and each fetching is in the audit', async () => {
    const files = bulkPartner(kit, partner);
    const { file, signature } = await files.make({ kind: 'pull', format: 'jsonl', search: searchItem() });
    expect(signature).toMatch(/^eyJ/);
    const { rows } = await kit.superuser.query<{ operation: string; subjects: string[]; records: number }>(
      `select operation, subjects, records from interconnection.exchange_log where operation = 'sr-bulk-pull'
       and result = 'succ' order by id desc limit 1`,
    );
    expect(rows).toEqual([
      { operation: 'sr-bulk-pull', subjects: ['0190a000-0000-7000-8000-000000000001'], records: 1 },
    ]);
    await files.fetch(file.file_id);
    expect((await kit.audits('exchange.fetch-file')).at(-1)?.body).toContain(file.file_id);
    const kept = await kit.superuser.query<{ all: string }>(`select p::text as all from exchange.bulk_part p`);
    expect(JSON.stringify(kept.rows)).not.toMatch(/880012|Okoro/);
  });

  it('IBR-041: goes on from any byte', async () => {
    const files = bulkPartner(kit, partner);
    const { file } = await files.make({ kind: 'pull', format: 'xml', search: searchItem() });
    const whole = await files.fetch(file.file_id);
    const size = file.result?.size ?? 0;
    const rest = await files.fetch(file.file_id, 'bytes=20-');
    expect([rest.status, rest.headers['content-range']]).toEqual([206, `bytes 20-${size - 1}/${size}`]);
    expect(rest.bytes).toEqual(whole.bytes.subarray(20));
    for (const from of [size, size + 1]) {
      expect((await files.fetch(file.file_id, `bytes=${from}-`)).status).toBe(416);
    }
  });

  it('IBR-041: is given whole when it is empty: of nothing there is no part', async () => {
    const files = bulkPartner(kit, partner);
    const { file } = await files.make({ kind: 'pull', format: 'jsonl', search: searchItem(bySurname('nobody')) });
    const { status, headers, bytes } = await files.fetch(file.file_id, 'bytes=0-');
    expect([status, headers['content-range'], bytes.length, file.result?.size]).toEqual([200, undefined, 0, 0]);
  });

  it.each([
    ['another partner', (id: string) => bulkPartner(kit, shy).fetch(id)],
    ['another role', (id: string) => bulkPartner(kit, partner, 'ibr').fetch(id)],
  ])('S2: is not there for %s', async (_who, fetch) => {
    const { file } = await bulkPartner(kit, partner).make({ kind: 'pull', format: 'csv', search: searchItem() });
    expect((await fetch(file.file_id)).status).toBe(404);
  });

  it('F2: needs an agreement for files, and stays here when that ended', async () => {
    const asks = await kit.join('asks');
    await kit.addAgreement('asks', agreed());
    const { file } = await bulkPartner(kit, asks).make({ kind: 'pull', format: 'csv', search: searchItem() });
    expect(file).toMatchObject({ state: 'refused', refusal: 'err.request.forbidden' });
    const ended = await kit.join('ended');
    const id = await kit.addAgreement('ended', agreed({ mode: 'file' }));
    const made = await bulkPartner(kit, ended).make({ kind: 'pull', format: 'csv', search: searchItem() });
    await kit.superuser.query(`update interconnection.agreement set status = 'terminated' where id = $1`, [id]);
    kit.clock.advance(10_000);
    expect((await bulkPartner(kit, ended).fetch(made.file.file_id)).status).toBe(403);
  });

  it('IBR-041: of what differs since the last one puts what is new, drops what is not told any more, and no more', async () => {
    const files = bulkPartner(kit, partner, 'ibr');
    const search = searchItem(everybody);
    const first = await files.make({ kind: 'synchronise', format: 'jsonl', search });
    const all = await files.lines(first.file.file_id);
    expect(new Set(all.map(({ change }) => change))).toEqual(new Set(['put']));
    const person = ada({ personId: '0190a000-0000-7000-8000-000000000101', data: { name: { surname: 'Married' } } });
    kit.registry.people.set(person.personId, person);
    const again = { kind: 'synchronise', format: 'jsonl', search, since: first.file.file_id };
    const second = await files.make(again);
    const changes = await files.lines(second.file.file_id);
    expect(changes).toMatchObject([
      { change: 'put', record: { member: { demographic_info: { name: { surname: 'Married' } } } } },
      { change: 'drop', key: all[1]?.['key'] },
    ]);
    const third = await files.make({ ...again, since: second.file.file_id });
    expect(third.file).toMatchObject({ state: 'ready', lines: 0 });
    const other = await files.begin({ ...again, search: searchItem() });
    expect(other.error?.message).toContain('since is no file of this search');
  });

  it('IBR-041: drops each of very many once, however many are read together', async () => {
    const files = bulkPartner(kit, partner, 'ibr');
    const search = searchItem(everybody);
    const first = await files.make({ kind: 'synchronise', format: 'xml', search });
    await kit.superuser.query(
      `insert into exchange.bulk_key (file_id, key) select $1, sha256(n::text::bytea) from generate_series(1, 10000) n`,
      [first.file.file_id],
    );
    const { file } = await files.make({ kind: 'synchronise', format: 'xml', search, since: first.file.file_id });
    expect(file).toMatchObject({ state: 'ready', lines: 10_000 });
    const { bytes } = await files.fetch(file.file_id);
    const told = (await recordsOf('xml', bytes)) as { readonly change: string; readonly key: string }[];
    expect(new Set(told.map(({ change }) => change))).toEqual(new Set(['drop']));
    expect(new Set(told.map(({ key }) => key)).size).toBe(10_000);
    expect(sha256(bytes)).toBe(file.result?.sha256);
  });

  it('refuses a search that it does not understand when it is begun', async () => {
    const search = searchItem({ query_type: 'expression', query: { shoe_size: { eq: 44 } } });
    const { error } = await bulkPartner(kit, partner).begin({ kind: 'pull', format: 'csv', search });
    expect(error).toMatchObject({ code: 'err.request.bad', message: expect.stringContaining('rjct.filter.invalid') });
  });
});

describe('a file that is sent', () => {
  it('IBR-041: is handled line by line as messages are, and each line has its result', async () => {
    const before = stated();
    const files = bulkPartner(kit, partner, 'ibr');
    const lines = [
      beneficiary('1'),
      { ...beneficiary('2'), enrollment_status: '9' },
      { ...beneficiary('3'), surprise: 1 },
    ];
    const content = `${JSON.stringify(lines[0])}\n{broken\n${JSON.stringify(lines[1])}\n${JSON.stringify(lines[2])}\n`;
    const { file } = await files.push('enrollment-updates', 'jsonl', content);
    expect(file).toMatchObject({ state: 'ready', lines: 4, rejected: 3 });
    expect(await files.lines(file.file_id)).toMatchObject([
      { line: 1, status: 'succ' },
      { line: 2, status: 'rjct', status_reason_code: 'err.request.bad' },
      { line: 3, status: 'rjct', status_reason_code: 'err.request.bad' },
      // F2: as by message, an element beyond the agreement refuses it.
      { line: 4, status: 'rjct', status_reason_code: 'err.request.forbidden' },
    ]);
    expect(stated() - before).toBe(1);
    expect(kit.registry.stated.at(-1)?.source).toBe('mis');
  });

  it('IBR-041: asks for many at once, and is answered per line what the API answers', async () => {
    const items = [
      searchItem(),
      searchItem({ query: { type: 'UIN', value: 'none' } }),
      searchItem({ page: 1 }, { timestamp: 'x' }),
    ];
    const answers: unknown[] = [];
    for (const item of items) {
      const { body } = await send(kit, partner, 'sync-search', { message: searchOf(item) });
      answers.push({ ...body.message.search_response?.[0], timestamp: expect.any(String) as string });
    }
    const files = bulkPartner(kit, partner);
    const { file } = await files.push('sync-search', 'jsonl', items.map((item) => JSON.stringify(item)).join('\n'));
    const results = await files.lines(file.file_id);
    expect(results).toEqual(answers.map((answer, at) => ({ line: at + 1, ...(answer as object) })));
  });

  it('IBR-041: takes CSV with lists by number', async () => {
    const csv =
      'assistance_unit,member.member_identifier.0.identifier_type,member.member_identifier.0.identifier_value,' +
      'programme_identifier.0.programme_name,programme_identifier.0.programme_identifier,enrollment_date,enrollment_status,benefits:json\r\n' +
      '1,UIN,77,Food basket,FOOD,2026-03-01T00:00:00Z,1,[]\r\n';
    const { file } = await bulkPartner(kit, partner, 'ibr').push('enrollment-updates', 'csv', csv);
    expect(file).toMatchObject({ state: 'ready', lines: 1, rejected: 0 });
  });

  const content = Buffer.from(`${JSON.stringify(beneficiary('5'))}\n`);
  const request = (over: Record<string, unknown> = {}) => ({
    ...{
      kind: 'push',
      operation: 'enrollment-updates',
      format: 'jsonl',
      size: content.length,
      sha256: sha256(content),
    },
    ...over,
  });

  it('IBR-041: goes on after a break where it stopped, and a part that comes twice is taken once', async () => {
    const files = bulkPartner(kit, partner, 'ibr');
    const { file } = await files.begin(request());
    await files.put(file.file_id, 0, content.subarray(0, 10));
    expect((await files.put(file.file_id, 0, content.subarray(0, 10))).file.received).toBe(10);
    const gap = await files.put(file.file_id, 20, content.subarray(20));
    expect([gap.status, gap.error?.message]).toEqual([409, 'the next part begins at 10']);
    const { received } = (await files.status(file.file_id)).file;
    const both = await Promise.all(
      [0, 1].map(() => files.put(file.file_id, received ?? 0, content.subarray(received))),
    );
    expect(both.map(({ file: { state } }) => state)).toEqual(['working', 'working']);
    await Promise.all([runFile(kit.server.context, file.file_id), runFile(kit.server.context, file.file_id)]);
    expect((await files.status(file.file_id)).file).toMatchObject({ state: 'ready', lines: 1, rejected: 0 });
  });

  it('S4: that is begun twice by the same message is one file', async () => {
    const files = bulkPartner(kit, partner, 'ibr');
    const header = { message_id: 'begun-once' };
    const [first, second] = [await files.begin(request(), header), await files.begin(request(), header)];
    expect(second.file.file_id).toBe(first.file.file_id);
  });

  it.each([
    ['bytes that are not those that were signed', 'bytes-differ', request({ sha256: '0'.repeat(64) }), content],
    ['another encoding', 'not-utf8', undefined, Buffer.from('{"a":"é"}\n', 'latin1')],
    ['a document type', 'not-xml', undefined, Buffer.from('<!DOCTYPE records><records/>')],
  ] as const)('S17: with %s leaves nothing behind', async (_what, refusal, given, bytes) => {
    const before = stated();
    const files = bulkPartner(kit, partner, 'ibr');
    const format = refusal === 'not-xml' ? 'xml' : 'jsonl';
    const { file } = await files.begin(given ?? request({ format, size: bytes.length, sha256: sha256(bytes) }));
    await files.put(file.file_id, 0, bytes);
    await runFile(kit.server.context, file.file_id);
    expect((await files.status(file.file_id)).file).toMatchObject({ state: 'refused', refusal });
    expect(stated()).toBe(before);
    expect((await files.fetch(file.file_id)).status).toBe(409);
  });

  it('S12: costs a line what a message costs, and waits when the quota is used up', async () => {
    const slow = await kit.join('slow', { quotas: { 'sync-search': { perSecond: 2, perDay: 3 } } });
    await kit.addAgreement('slow', agreed({ mode: 'file' }));
    const files = bulkPartner(kit, slow);
    const lines = Array.from({ length: 4 }, (_, at) => JSON.stringify(searchItem({}, { reference_id: `r-${at}` })));
    const { file } = await files.push('sync-search', 'jsonl', lines.join('\n'));
    expect(file).toMatchObject({ state: 'working', lines: 2 });
    kit.clock.advance(1000);
    await runFile(kit.server.context, file.file_id);
    expect((await files.status(file.file_id)).file).toMatchObject({ state: 'working', lines: 3 });
    kit.clock.advance(86_400_000);
    await runFile(kit.server.context, file.file_id);
    expect((await files.status(file.file_id)).file).toMatchObject({ state: 'ready', lines: 4, rejected: 0 });
  });

  it.each([
    [
      'an unsigned size that is too large',
      'sr',
      request({ operation: 'sync-search', size: 1e12 }),
      'the file is too large',
    ],
    ['enrolments over a role that has none', 'sr', request(), 'this role takes no enrolments'],
    ['a kind that is none', 'ibr', request({ kind: 'steal' }), 'the message is not of the form of this endpoint'],
  ] as const)('is not begun: %s', async (_what, role, given, message) => {
    const { error } = await bulkPartner(kit, partner, role).begin(given);
    expect(error).toMatchObject({ code: 'err.request.bad', message });
  });
});
