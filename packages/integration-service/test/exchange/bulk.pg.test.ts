import { bulkExchange, bySurname, everybody, recordsOf } from './bulk-exchange.js';
import { bulkPartner, sha256 } from './bulk-kit.js';
import { agreed, searchItem, searchOf, send } from './exchange-kit.js';
import { ada } from './fake-registry.js';
import { inClear } from '../support/in-clear';

const exchange = bulkExchange();

describe('a file that is fetched', () => {
  it.each(['csv', 'jsonl', 'xml'] as const)(
    'IBR-041 S2: holds in %s what the API answers to the same partner and question, whoever asks',
    async (format) => {
      const questions = [
        bySurname('=cmd|1'),
        bySurname('nobody'),
        { query_type: 'idtype-value', query: { type: 'UIN', value: '102' } },
      ];
      for (const who of [exchange.partner, exchange.shy]) {
        for (const criteria of questions) {
          const { body } = await send(exchange.kit, who, 'sync-search', { message: searchOf(searchItem(criteria)) });
          const files = bulkPartner(exchange.kit, who);
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
    const files = bulkPartner(exchange.kit, exchange.partner);
    const { file, signature } = await files.make({ kind: 'pull', format: 'jsonl', search: searchItem() });
    expect(signature).toMatch(/^eyJ/);
    const { rows } = await exchange.kit.superuser.query<{ operation: string; subjects: string[]; records: number }>(
      `select operation, subjects, records from interconnection.exchange_log where operation = 'sr-bulk-pull'
       and result = 'succ' order by id desc limit 1`,
    );
    expect(rows).toEqual([
      { operation: 'sr-bulk-pull', subjects: ['0190a000-0000-7000-8000-000000000001'], records: 1 },
    ]);
    await files.fetch(file.file_id);
    expect((await exchange.kit.audits('exchange.fetch-file')).at(-1)?.body).toContain(file.file_id);
    const kept = await exchange.kit.superuser.query<{ all: string }>(`select p::text as all from exchange.bulk_part p`);
    expect(JSON.stringify(kept.rows)).not.toMatch(inClear('880012', 'Okoro'));
  });

  it('IBR-041: goes on from any byte', async () => {
    const files = bulkPartner(exchange.kit, exchange.partner);
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
    const files = bulkPartner(exchange.kit, exchange.partner);
    const { file } = await files.make({ kind: 'pull', format: 'jsonl', search: searchItem(bySurname('nobody')) });
    const { status, headers, bytes } = await files.fetch(file.file_id, 'bytes=0-');
    expect([status, headers['content-range'], bytes.length, file.result?.size]).toEqual([200, undefined, 0, 0]);
  });

  it.each([
    ['another partner', (id: string) => bulkPartner(exchange.kit, exchange.shy).fetch(id)],
    ['another role', (id: string) => bulkPartner(exchange.kit, exchange.partner, 'ibr').fetch(id)],
  ])('S2: is not there for %s', async (_who, fetch) => {
    const { file } = await bulkPartner(exchange.kit, exchange.partner).make({
      kind: 'pull',
      format: 'csv',
      search: searchItem(),
    });
    expect((await fetch(file.file_id)).status).toBe(404);
  });

  it('F2: needs an agreement for files, and stays here when that ended', async () => {
    const asks = await exchange.kit.join('asks');
    await exchange.kit.addAgreement('asks', agreed());
    const { file } = await bulkPartner(exchange.kit, asks).make({ kind: 'pull', format: 'csv', search: searchItem() });
    expect(file).toMatchObject({ state: 'refused', refusal: 'err.request.forbidden' });
    const ended = await exchange.kit.join('ended');
    const id = await exchange.kit.addAgreement('ended', agreed({ mode: 'file' }));
    const made = await bulkPartner(exchange.kit, ended).make({ kind: 'pull', format: 'csv', search: searchItem() });
    await exchange.kit.superuser.query(`update interconnection.agreement set status = 'terminated' where id = $1`, [
      id,
    ]);
    exchange.kit.clock.advance(10_000);
    expect((await bulkPartner(exchange.kit, ended).fetch(made.file.file_id)).status).toBe(403);
  });

  it('F2: stays here when the agreement on such records ended, though another for files goes on', async () => {
    const partly = await exchange.kit.join('partly');
    const id = await exchange.kit.addAgreement('partly', agreed({ mode: 'file', recordTypes: ['Member'] }));
    await exchange.kit.addAgreement('partly', agreed({ mode: 'file', recordTypes: ['Group'] }));
    const files = bulkPartner(exchange.kit, partly);
    const { file } = await files.make({ kind: 'pull', format: 'csv', search: searchItem() });
    expect((await files.fetch(file.file_id)).status).toBe(200);
    await exchange.kit.superuser.query(`update interconnection.agreement set status = 'terminated' where id = $1`, [
      id,
    ]);
    exchange.kit.clock.advance(10_000);
    expect((await files.fetch(file.file_id)).status).toBe(403);
  });

  it('IBR-041: of what differs since the last one puts what is new, drops what is not told any more, and no more', async () => {
    const files = bulkPartner(exchange.kit, exchange.partner, 'ibr');
    const search = searchItem(everybody);
    const first = await files.make({ kind: 'synchronise', format: 'jsonl', search });
    const all = await files.lines(first.file.file_id);
    expect(new Set(all.map(({ change }) => change))).toEqual(new Set(['put']));
    const person = ada({ personId: '0190a000-0000-7000-8000-000000000101', data: { name: { surname: 'Married' } } });
    exchange.kit.registry.people.set(person.personId, person);
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
    const files = bulkPartner(exchange.kit, exchange.partner, 'ibr');
    const search = searchItem(everybody);
    const first = await files.make({ kind: 'synchronise', format: 'xml', search });
    await exchange.kit.superuser.query(
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
    const { error } = await bulkPartner(exchange.kit, exchange.partner).begin({ kind: 'pull', format: 'csv', search });
    expect(error).toMatchObject({ code: 'err.request.bad', message: expect.stringContaining('rjct.filter.invalid') });
  });
});
