import { randomUUID } from 'node:crypto';
import { exchangeJobs } from '../../src/exchange/jobs.js';
import { listSubscriptions } from '../../src/exchange/store/subscription-views.js';
import { lookedAt } from '../support/looked-at.js';
import { openExchangeKit, send, type ExchangeKit, type Joined } from './exchange-kit.js';

const DAY_MS = 86_400_000;
const HOURLY = { start_time: '2026-11-24T08:00:00Z', end_time: '2027-11-24T08:00:00Z', frequency: '0 0 * * * ?' };

describe('what was told of a subscription', () => {
  let kit: ExchangeKit;
  let partner: Joined;
  beforeEach(async () => {
    kit = await openExchangeKit();
    partner = await kit.join('mis');
    await kit.agree('mis', { validUntil: '2030-01-01' });
  });
  afterEach(() => kit.close());

  async function subscribe(over: Record<string, unknown> = {}): Promise<string> {
    const filter = { filter_type: 'idtype-value', filter: { type: 'UIN', value: '880012' } };
    const subscribe_criteria = { reg_event_type: 'UPDATE', notify_record_type: 'Member', ...filter, ...over };
    const item = { reference_id: 'r-1', timestamp: '2026-11-24T08:00:00Z', subscribe_criteria };
    const message = { transaction_id: randomUUID(), subscribe_request: [item] };
    await send(kit, partner, 'subscribe', { message });
    await kit.work();
    const { rows } = await kit.superuser.query('select code from exchange.subscription order by created_at desc');
    return rows[0].code as string;
  }
  async function unsubscribe(code: string): Promise<void> {
    const timestamp = '2026-11-24T08:00:00Z';
    const message = { transaction_id: randomUUID(), timestamp, subscription_codes: [code] };
    await send(kit, partner, 'unsubscribe', { message });
    await kit.work();
  }
  const forget = async () =>
    exchangeJobs(kit.server.context)
      .find(({ name }) => name === 'exchange.forget-expired')
      ?.run({});
  const shown = async () => {
    const { items } = await listSubscriptions(kit.platform, {}, kit.clock.now());
    return items.map(({ state, told, waiting }) => ({ state, told, waiting }));
  };
  const rows = async (table: string) => (await kit.superuser.query(`select 1 from exchange.${table}`)).rowCount;

  it('is forgotten after its days, and counted for ever', async () => {
    await subscribe();
    await kit.change();
    await kit.change();
    kit.clock.advance(30 * DAY_MS);
    await kit.change();
    await forget();
    expect([await rows('notice'), await shown()]).toEqual([3, [{ state: 'active', told: 3, waiting: 0 }]]);
    kit.clock.advance(1);
    await forget();
    expect([await rows('notice'), await shown()]).toEqual([1, [{ state: 'active', told: 3, waiting: 0 }]]);
  });

  it('S3: is known while its event may come again: one that is parked is told of once, however late it is replayed', async () => {
    await subscribe();
    const event = randomUUID();
    await kit.change({}, event);
    await kit.superuser.query(
      `insert into platform.outbox select 'events:exchange', 1, $1, 'registry.person-changed', '{}', null, null, 'c', 'ina',
         'parked', 10, 'no', now(), now(), null`,
      [event],
    );
    await kit.deliver();
    partner.listener.got.splice(0);
    kit.clock.advance(31 * DAY_MS);
    await forget();
    await kit.change({}, event);
    await kit.deliver();
    expect(partner.listener.got).toEqual([]);
    await kit.superuser.query(`update platform.outbox set state = 'delivered' where id = $1`, [event]);
    await forget();
    expect(await rows('notice')).toBe(0);
  });

  it('waits for its time however long; once the subscription has ended it is told to nobody, and goes with it', async () => {
    const code = await subscribe({ frequency: HOURLY });
    await kit.change();
    kit.clock.advance(31 * DAY_MS);
    await forget();
    expect(await shown()).toEqual([{ state: 'active', told: 0, waiting: 1 }]);
    await unsubscribe(code);
    kit.clock.advance(730 * DAY_MS);
    await forget();
    expect(await shown()).toEqual([{ state: 'ended', told: 0, waiting: 1 }]);
    kit.clock.advance(1);
    await forget();
    expect([await shown(), await rows('notice'), await rows('subscription')]).toEqual([[], 0, 0]);
  });

  it('keeps its subscription while a message about it is parked', async () => {
    const code = await subscribe();
    await unsubscribe(code);
    await kit.superuser.query(
      `insert into platform.outbox select 'dci:mis', 1000, gen_random_uuid(), 'exchange.notice', jsonb_build_object('code', $1::text),
         null, null, 'c', 'ina', 'parked', 10, 'no', now(), now(), null`,
      [code],
    );
    kit.clock.advance(731 * DAY_MS);
    await forget();
    expect(await rows('subscription')).toBe(1);
    await kit.superuser.query(`update platform.outbox set state = 'delivered'`);
    await forget();
    expect(await rows('subscription')).toBe(0);
  });

  it('is found by its time, whatever was told since', async () => {
    await subscribe();
    await kit.change();
    kit.clock.advance(31 * DAY_MS);
    await kit.change();
    await kit.superuser.query(
      `insert into exchange.notice select code, gen_random_uuid(), person_id, event, state, $1
       from exchange.notice, generate_series(1, 20000) where created_at = $1`,
      [kit.clock.now()],
    );
    await kit.superuser.query('analyze exchange.notice');
    expect(Math.max(...(await lookedAt(kit.superuser, 'exchange.notice', forget)))).toBeLessThan(10);
    expect(await rows('notice')).toBe(20_001);
  });
});

describe('when we sent what to whom', () => {
  let kit: ExchangeKit;
  beforeAll(async () => {
    kit = await openExchangeKit();
  });
  afterAll(() => kit.close());

  it('is known longer than anybody remembers the id of a message', async () => {
    const daysAgo = (days: number) => new Date(kit.clock.now().getTime() - days * DAY_MS);
    await kit.superuser.query(
      `insert into exchange.sent_message values ('mis', 'kept', 1, $1), ('mis', 'gone', 1, $2)`,
      [daysAgo(399), daysAgo(401)],
    );
    for (const { name, run } of exchangeJobs(kit.server.context)) if (name.endsWith('forget-expired')) await run({});
    const { rows } = await kit.superuser.query('select request_id from exchange.sent_message');
    expect(rows).toEqual([{ request_id: 'kept' }]);
  });
});
