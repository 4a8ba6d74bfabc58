import { interconnectionJobs } from '../../src/interconnection/jobs.js';
import { lookedAt } from '../support/looked-at.js';
import { openTestPlatform, type TestPlatform } from '../support/platform.js';

const DAY_MS = 86_400_000;
const ADA = '0190a000-0000-7000-8000-0000000000ad';

describe('what interconnection keeps no longer than it must', () => {
  let test: TestPlatform;
  let held: readonly string[] = [];
  beforeAll(async () => {
    test = await openTestPlatform();
  });
  afterAll(() => test.close());

  const daysAgo = (days: number) => new Date(test.clock.now().getTime() - days * DAY_MS);
  const dayAgo = (days: number) => daysAgo(days).toISOString().slice(0, 10);
  async function add(table: string, columns: string, ...rows: readonly (readonly unknown[])[]): Promise<void> {
    for (const row of rows) {
      const places = row.map((_value, at) => `$${at + 1}`).join(', ');
      await test.superuser.query(`insert into ${table} (${columns}) values (${places})`, [...row]);
    }
  }
  const forget = async () => {
    for (const { run } of interconnectionJobs(test.platform, () => Promise.resolve(held))) await run({});
  };
  const left = async (table: string, column: string) =>
    (await test.superuser.query(`select ${column} as what from ${table} order by 1`)).rows.map(({ what }) => what);

  it.each([
    [
      'S12: nonces until they have run out',
      ...(['interconnection.nonce', 'partner, nonce, expires_at', 'nonce'] as const),
      () => [['p', 'kept', daysAgo(-1)], ['p', 'gone', daysAgo(1)]], // prettier-ignore
    ],
    [
      'S12: filters of the day',
      ...(['interconnection.predicate', 'partner, hash, day', 'hash'] as const),
      () => [['p', 'kept', dayAgo(0)], ['p', 'gone', dayAgo(1)]], // prettier-ignore
    ],
    [
      'S4: ids of messages for longer than any replay is taken',
      ...(['platform.inbox', 'partner, message_id, body_hash, received_at', 'message_id'] as const),
      () => [['p', 'kept', '', daysAgo(89)], ['p', 'gone', '', daysAgo(91)]], // prettier-ignore
    ],
    [
      'calls for the week of which the health is shown',
      ...(['interconnection.outgoing_call', 'id, partner, operation, result, took_ms, at', 'partner'] as const),
      () => [
        ['0190a000-0000-7000-8000-000000000001', 'kept', 'o', '200', 1, daysAgo(6)],
        ['0190a000-0000-7000-8000-000000000002', 'gone', 'o', '200', 1, daysAgo(8)],
      ],
    ],
    [
      'F2: the volume of a day as long as the lines that it counts',
      ...(['interconnection.agreement_use', 'agreement_id, records, day', `day::text`] as const),
      () => [[ADA, 7, dayAgo(730)], [ADA, 7, dayAgo(731)]], // prettier-ignore
      () => dayAgo(730),
    ],
  ])('keeps %s', async (_what, table, columns, column, rows, kept: () => string = () => 'kept') => {
    await add(table, columns, ...rows());
    await forget();
    expect(await left(table, column)).toEqual([kept()]);
  });

  const line = (at: number, days: number, subjects: readonly string[]) => [
    ...[`0190a000-0000-7000-8000-${String(at).padStart(12, '0')}`, daysAgo(days), `line-${at}`],
    ...['p', 'out', '200', '[]', JSON.stringify(subjects), 1, 1, 'c', 'ours', 1],
  ];
  const LINE =
    'id, at, operation, partner, direction, result, elements, subjects, records, took_ms, correlation_id, signature, bytes';

  it('F4: keeps a line of the log for two years; one about somebody whom a law holds, until that is lifted', async () => {
    held = [ADA];
    await add('interconnection.exchange_log', LINE, line(1, 731, []), line(2, 731, ['x', ADA]), line(3, 729, ['x']));
    await forget();
    expect(await left('interconnection.exchange_log', 'operation')).toEqual(['line-2', 'line-3']);
    held = [];
    await forget();
    expect(await left('interconnection.exchange_log', 'operation')).toEqual(['line-3']);
  });

  it('finds the lines of the log by their time, whatever was exchanged since', async () => {
    await add('interconnection.exchange_log', LINE, line(4, 731, []), line(5, 1, []));
    await test.superuser.query(
      `insert into interconnection.exchange_log
         select gen_random_uuid(), at, partner, direction, operation, result, null, null, null, elements, subjects, records,
           took_ms, null, null, correlation_id, signature, bytes
         from interconnection.exchange_log, generate_series(1, 20000) where operation = 'line-5'`,
    );
    await test.superuser.query('analyze interconnection.exchange_log');
    expect(await lookedAt(test.superuser, 'interconnection.exchange_log', forget)).toEqual([2, 0]);
  });
});
