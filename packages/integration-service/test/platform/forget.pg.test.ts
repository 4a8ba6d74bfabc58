import { join } from 'node:path';
import pg from 'pg';
import { maintenanceJob } from '../../src/platform/jobs/maintenance.js';
import { lookedAt } from '../support/looked-at.js';
import { liveInProcess } from '../support/mortal.js';
import { openTestPlatform, testConfig, type TestPlatform } from '../support/platform.js';

const DAY_MS = 86_400_000;

describe('what the platform keeps no longer than it must', () => {
  let test: TestPlatform;
  beforeEach(async () => {
    const { settings } = testConfig();
    const policies = { ...settings.policies, platform: { deliveredDays: 30 } };
    test = await openTestPlatform({ settings: { ...settings, policies } });
  });
  afterEach(() => test.close());

  const forget = () => maintenanceJob(test.platform).run({});
  const daysAgo = (days: number) => new Date(test.clock.now().getTime() - days * DAY_MS);
  let seq = 0;
  /** Rows of the outbox from that day; their ids bear its time, as all do. */
  async function add(count: number, created: number, state = 'delivered', delivered = created): Promise<void> {
    await test.superuser.query(
      `insert into platform.outbox
         select 'events:x', $1::int + n, (lpad(to_hex($2::bigint), 12, '0') || '70008000' || lpad(to_hex($1::int + n), 12, '0'))::uuid,
           $3, '{}', null, null, 'c', 'ina', $4, 0, null, $5, $5, case when $4 = 'delivered' then $6::timestamptz end
         from generate_series(1, $7::int) n`,
      [seq, daysAgo(created).getTime(), `${state}-${delivered}`, state, daysAgo(created), daysAgo(delivered), count],
    );
    seq += count;
  }
  const left = async () =>
    (
      await test.superuser.query(`select kind, count(*)::int from platform.outbox group by kind order by kind`)
    ).rows.map(({ kind, count }) => [kind, count] as const);

  it('S3: is what was delivered; what waits or is parked stays, however old', async () => {
    await add(2, 31);
    await add(3, 40, 'delivered', 29);
    await add(1, 40, 'parked');
    await add(1, 40, 'waiting');
    await forget();
    expect(await left()).toEqual([
      ['delivered-29', 3],
      ['parked-40', 1],
      ['waiting-40', 1],
    ]);
  });

  it('is what became of an SMS', async () => {
    await test.superuser.query(
      `insert into platform.sms_delivery values (gen_random_uuid(), 'old', 'DELIVERED', 1, $1), (gen_random_uuid(), 'new', 'FAILED', 1, $2)`,
      [daysAgo(31), daysAgo(29)],
    );
    await forget();
    const { rows } = await test.superuser.query('select message_id from platform.sms_delivery');
    expect(rows).toEqual([{ message_id: 'new' }]);
  });

  it('goes in portions that an index finds, and is counted', async () => {
    await add(1500, 31);
    await add(20_000, 1);
    await test.superuser.query('analyze platform.outbox');
    const rows = await lookedAt(test.superuser, 'platform.outbox', forget);
    // A portion is found, and then taken away.
    expect(rows).toEqual([2000, 1000, 0]);
    expect(await left()).toEqual([['delivered-1', 20_000]]);
    const metric = await test.platform.metrics.registry.getSingleMetricAsString('interlink_forgotten_total');
    expect(metric).toContain('interlink_forgotten_total{table="platform.outbox"} 1500');
  });

  it('S4: is an Idempotency-Key, found by its end, and its answer before, found by those that have one', async () => {
    const keys = `insert into platform.idempotency_key select 'ina', 'POST', '/x', $1 || n, '', 201, $2, null, $3, $4`;
    const ended = [daysAgo(61), daysAgo(31)];
    await test.superuser.query(`${keys} from generate_series(1, 3) n`, ['gone', null, ...ended]);
    await test.superuser.query(`${keys} from generate_series(1, 3) n`, ['empty', 'x', daysAgo(40), daysAgo(10)]);
    const fresh = ['kept', 'x', daysAgo(1), daysAgo(-29)];
    await test.superuser.query(`${keys} from generate_series(1, 20000) n`, fresh);
    await test.superuser.query('analyze platform.idempotency_key');
    const rows = await lookedAt(test.superuser, 'platform.idempotency_key', forget);
    expect(Math.max(...rows)).toBeLessThan(20);
    const { rows: left } = await test.superuser.query(
      `select left(key, 4) as key, count(response)::int from platform.idempotency_key group by 1 order by 1`,
    );
    expect(left).toEqual([
      { key: 'empt', count: 0 },
      { key: 'kept', count: 20_000 },
    ]);
  });

  it('goes also while of another table nothing can go', async () => {
    await add(1, 31);
    await test.superuser.query('revoke update, delete on platform.idempotency_key from interlink_app');
    await forget();
    expect(await left()).toEqual([]);
  });

  it('goes on after a kill where the portion before ended', async () => {
    await add(1500, 31);
    const clear = (failpoint?: 'transaction.after-commit') =>
      liveInProcess(test, join(__dirname, 'forget-life.ts'), { days: 30 }, failpoint);
    expect(await clear('transaction.after-commit')).toBe('SIGKILL');
    expect(await left()).toEqual([['delivered-31', 500]]);
    expect(await clear()).toBeNull();
    expect(await left()).toEqual([]);
  });

  it('waits for nobody: what somebody holds just now is left to the next turn', async () => {
    await add(2, 31);
    const other = new pg.Client({ connectionString: test.url('superuser') });
    await other.connect();
    await other.query('begin');
    await other.query(`select from platform.outbox where seq = $1 for update`, [seq]);
    await forget();
    await other.query('rollback');
    await other.end();
    expect(await left()).toEqual([['delivered-31', 1]]);
    await forget();
    expect(await left()).toEqual([]);
  });
});
