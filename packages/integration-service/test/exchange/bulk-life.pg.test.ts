import { exchangeJobs } from '../../src/exchange/jobs.js';
import { runFile } from '../../src/exchange/bulk/run.js';
import { bulkPartner } from './bulk-kit.js';
import { agreed, openExchangeKit, searchItem, type ExchangeKit, type Joined } from './exchange-kit.js';
import { inProcess } from './mortal-exchange.js';

jest.setTimeout(120_000);

let kit: ExchangeKit;
let partner: Joined;
beforeEach(async () => {
  kit = await openExchangeKit();
  partner = await kit.join('mis', { quotas: { 'sync-search': { perSecond: 1, perDay: 100 } } });
  await kit.addAgreement('mis', agreed({ mode: 'file' }));
});
afterEach(() => kit.close());

const logged = async (operation: string) =>
  Number(
    (
      await kit.superuser.query<{ n: string }>(
        `select count(*) n from interconnection.exchange_log where operation = $1 and result <> 'accepted'`,
        [operation],
      )
    ).rows[0]?.n,
  );
const line = (at: number) => `${JSON.stringify(searchItem({}, { reference_id: `r-${at}` }))}\n`;
const files = () => bulkPartner(kit, partner);
const DAY = 86_400_000;

describe('kill -9 of the process that works on files', () => {
  it('S4: in the middle of a file that was sent repeats no line and leaves none out', async () => {
    const { file } = await files().push('sync-search', 'jsonl', [1, 2, 3].map(line).join(''));
    expect(file).toMatchObject({ state: 'working', lines: 1 });
    kit.clock.advance(2000);
    expect(await inProcess(kit, { failpoint: 'exchange.after-bulk-line' })).toBe('SIGKILL');
    expect((await files().status(file.file_id)).file.lines).toBe(1);
    for (const lines of [2, 3]) {
      kit.clock.advance(2000);
      expect(await inProcess(kit)).toBeNull();
      expect((await files().status(file.file_id)).file.lines).toBe(lines);
    }
    const results = await files().lines(file.file_id);
    expect(results.map(({ line: number, reference_id: id }) => [number, id])).toEqual([
      ...([1, 2, 3] as const).map((at) => [at, `r-${at}`]),
    ]);
    expect(await logged('sr-bulk-sync-search')).toBe(3);
  });

  it('S4: in the middle of a file that is fetched writes no record twice, and logs it once', async () => {
    const { file } = await files().begin({ kind: 'pull', format: 'jsonl', search: searchItem() });
    kit.clock.advance(2000);
    expect(await inProcess(kit, { failpoint: 'exchange.after-bulk-page' })).toBe('SIGKILL');
    expect((await files().status(file.file_id)).file).toMatchObject({ state: 'working', lines: 0 });
    kit.clock.advance(2000);
    expect(await inProcess(kit)).toBeNull();
    expect(await files().lines(file.file_id)).toHaveLength(1);
    expect(await logged('sr-bulk-pull')).toBe(1);
  });
});

describe('the life of a file', () => {
  it('S15: ends after its days: its bytes and their key are gone, and nobody finds it', async () => {
    const request = { kind: 'synchronise', format: 'jsonl', search: searchItem() };
    const { file } = await files().make(request);
    kit.clock.advance(8 * DAY);
    const jobs = exchangeJobs(kit.server.context);
    await jobs.find(({ name }) => name === 'exchange.forget-expired')?.run({});
    const parts = await kit.superuser.query(`select 1 from exchange.bulk_part`);
    const keys = await kit.superuser.query(`select 1 from platform.subject_key where subject_id like 'bulk-file:%'`);
    expect([parts.rowCount, keys.rowCount]).toEqual([0, 0]);
    expect((await files().status(file.file_id)).status).toBe(404);
    // What the next one differs from is known longer, as hashes.
    const next = await files().make({ ...request, since: file.file_id });
    expect(next.file).toMatchObject({ state: 'ready', lines: 0 });
    kit.clock.advance(91 * DAY);
    await jobs.find(({ name }) => name === 'exchange.forget-expired')?.run({});
    expect((await kit.superuser.query(`select 1 from exchange.bulk_key`)).rowCount).toBe(0);
  });

  it('IBR-041: is remembered, however old, while one that differs from it is being written', async () => {
    const request = { kind: 'synchronise', format: 'jsonl', search: searchItem() };
    const { file } = await files().make(request);
    await kit.superuser.query(`insert into exchange.bulk_key (file_id, key) values ($1, sha256('left'))`, [
      file.file_id,
    ]);
    const forget = exchangeJobs(kit.server.context).find(({ name }) => name === 'exchange.forget-expired');
    await kit.superuser.query(
      `update exchange.bulk_file set created_at = created_at - interval '89 days', expires_at = expires_at - interval '89 days'`,
    );
    kit.clock.advance(2000);
    const next = await files().begin({ ...request, since: file.file_id });
    kit.clock.advance(2 * DAY);
    await forget?.run({});
    await runFile(kit.server.context, next.file.file_id);
    expect(await files().lines(next.file.file_id)).toMatchObject([{ change: 'drop' }]);
    await forget?.run({});
    const { rows } = await kit.superuser.query(`select id from exchange.bulk_file`);
    expect(rows).toEqual([{ id: next.file.file_id }]);
  });

  it('S4: of a message is one only while its id is known: a file that is kept for longer turns no other away', async () => {
    const request = { kind: 'pull', format: 'csv', search: searchItem() };
    const begin = () => files().begin(request, { message_id: 'm-1' });
    const first = await begin();
    expect((await begin()).file.file_id).toBe(first.file.file_id);
    await kit.superuser.query(`delete from platform.inbox`);
    kit.clock.advance(2000);
    const second = await begin();
    expect(second).toMatchObject({ status: 200, file: { state: 'working' } });
    expect(second.file.file_id).not.toBe(first.file.file_id);
    expect((await begin()).file.file_id).toBe(second.file.file_id);
  });

  it('S9: is taken up again when the wake-up was lost, and comes to nothing when the partner was suspended', async () => {
    const begin = () => files().begin({ kind: 'pull', format: 'csv', search: searchItem() });
    const lost = await begin();
    kit.clock.advance(60_000);
    const run = exchangeJobs(kit.server.context).find(({ name }) => name === 'exchange.run-forgotten-files');
    await run?.run({});
    expect((await files().status(lost.file.file_id)).file.state).toBe('ready');
    const { file } = await begin();
    await kit.superuser.query(`update interconnection.partner set status = 'suspended'`);
    kit.clock.advance(10_000);
    await runFile(kit.server.context, file.file_id);
    const { rows } = await kit.superuser.query(`select state, refusal from exchange.bulk_file where id = $1`, [
      file.file_id,
    ]);
    expect(rows).toEqual([{ state: 'refused', refusal: 'partner-suspended' }]);
  });

  it('S12: no partner has more files unfinished than the policy says', async () => {
    const begin = () => files().begin({ kind: 'pull', format: 'csv', search: searchItem() });
    const all = await Promise.all(Array.from({ length: 12 }, begin));
    expect(all.filter(({ status }) => status === 429)).toHaveLength(2);
  });
});
