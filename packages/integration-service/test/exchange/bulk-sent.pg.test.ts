import { runFile } from '../../src/exchange/bulk/run.js';
import { beneficiary, bulkExchange } from './bulk-exchange.js';
import { bulkPartner, sha256 } from './bulk-kit.js';
import { agreed, searchItem, searchOf, send } from './exchange-kit.js';

const exchange = bulkExchange();

describe('a file that is sent', () => {
  it('IBR-041: is handled line by line as messages are, and each line has its result', async () => {
    const before = exchange.kit.registry.stated.length;
    const files = bulkPartner(exchange.kit, exchange.partner, 'ibr');
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
    expect(exchange.kit.registry.stated.length - before).toBe(1);
    expect(exchange.kit.registry.stated.at(-1)?.source).toBe('mis');
  });

  it('IBR-041: asks for many at once, and is answered per line what the API answers', async () => {
    const items = [
      searchItem(),
      searchItem({ query: { type: 'UIN', value: 'none' } }),
      searchItem({ page: 1 }, { timestamp: 'x' }),
    ];
    const answers: unknown[] = [];
    for (const item of items) {
      const { body } = await send(exchange.kit, exchange.partner, 'sync-search', { message: searchOf(item) });
      answers.push({ ...body.message.search_response?.[0], timestamp: expect.any(String) as string });
    }
    const files = bulkPartner(exchange.kit, exchange.partner);
    const { file } = await files.push('sync-search', 'jsonl', items.map((item) => JSON.stringify(item)).join('\n'));
    const results = await files.lines(file.file_id);
    expect(results).toEqual(answers.map((answer, at) => ({ line: at + 1, ...(answer as object) })));
  });

  it.each(['\u0000', '\ud83d'])(
    'S17: tells of a line with %j, which no database keeps, and goes on',
    async (letter) => {
      const byName = (surname: string) =>
        JSON.stringify(searchItem({ query_type: 'expression', query: { surname: { eq: surname } } }));
      const files = bulkPartner(exchange.kit, exchange.partner);
      const { file } = await files.push('sync-search', 'jsonl', [byName(`Oko${letter}ro`), byName('Okoro')].join('\n'));
      expect(file).toMatchObject({ state: 'ready', lines: 2, rejected: 1 });
      expect(await files.lines(file.file_id)).toMatchObject([
        { line: 1, status: 'rjct', status_reason_code: 'err.request.bad' },
        { line: 2, status: 'succ' },
      ]);
    },
  );

  it('IBR-041: takes CSV with lists by number', async () => {
    const csv =
      'assistance_unit,member.member_identifier.0.identifier_type,member.member_identifier.0.identifier_value,' +
      'programme_identifier.0.programme_name,programme_identifier.0.programme_identifier,enrollment_date,enrollment_status,benefits:json\r\n' +
      '1,UIN,77,Food basket,FOOD,2026-03-01T00:00:00Z,1,[]\r\n';
    const { file } = await bulkPartner(exchange.kit, exchange.partner, 'ibr').push('enrollment-updates', 'csv', csv);
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
    const files = bulkPartner(exchange.kit, exchange.partner, 'ibr');
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
    await Promise.all([
      runFile(exchange.kit.server.context, file.file_id),
      runFile(exchange.kit.server.context, file.file_id),
    ]);
    expect((await files.status(file.file_id)).file).toMatchObject({ state: 'ready', lines: 1, rejected: 0 });
  });

  it('S4: that is begun twice by the same message is one file', async () => {
    const files = bulkPartner(exchange.kit, exchange.partner, 'ibr');
    const header = { message_id: 'begun-once' };
    const [first, second] = [await files.begin(request(), header), await files.begin(request(), header)];
    expect(second.file.file_id).toBe(first.file.file_id);
  });

  it.each([
    ['bytes that are not those that were signed', 'bytes-differ', request({ sha256: '0'.repeat(64) }), content],
    ['another encoding', 'not-utf8', undefined, Buffer.from('{"a":"é"}\n', 'latin1')],
    ['a document type', 'not-xml', undefined, Buffer.from('<!DOCTYPE records><records/>')],
  ] as const)('S17: with %s leaves nothing behind', async (_what, refusal, given, bytes) => {
    const before = exchange.kit.registry.stated.length;
    const files = bulkPartner(exchange.kit, exchange.partner, 'ibr');
    const format = refusal === 'not-xml' ? 'xml' : 'jsonl';
    const { file } = await files.begin(given ?? request({ format, size: bytes.length, sha256: sha256(bytes) }));
    await files.put(file.file_id, 0, bytes);
    await runFile(exchange.kit.server.context, file.file_id);
    expect((await files.status(file.file_id)).file).toMatchObject({ state: 'refused', refusal });
    expect(exchange.kit.registry.stated.length).toBe(before);
    expect((await files.fetch(file.file_id)).status).toBe(409);
  });

  it('S12: costs a line what a message costs, and waits when the quota is used up', async () => {
    const slow = await exchange.kit.join('slow', { quotas: { 'sync-search': { perSecond: 2, perDay: 3 } } });
    await exchange.kit.addAgreement('slow', agreed({ mode: 'file' }));
    const files = bulkPartner(exchange.kit, slow);
    const lines = Array.from({ length: 4 }, (_, at) => JSON.stringify(searchItem({}, { reference_id: `r-${at}` })));
    const { file } = await files.push('sync-search', 'jsonl', lines.join('\n'));
    expect(file).toMatchObject({ state: 'working', lines: 2 });
    exchange.kit.clock.advance(1000);
    await runFile(exchange.kit.server.context, file.file_id);
    expect((await files.status(file.file_id)).file).toMatchObject({ state: 'working', lines: 3 });
    exchange.kit.clock.advance(86_400_000);
    await runFile(exchange.kit.server.context, file.file_id);
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
    const { error } = await bulkPartner(exchange.kit, exchange.partner, role).begin(given);
    expect(error).toMatchObject({ code: 'err.request.bad', message });
  });
});
