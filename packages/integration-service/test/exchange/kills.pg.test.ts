import { publisher } from '../../src/platform/outbox/subscriber.js';
import type { Platform } from '../../src/platform/platform.js';
import { failpoints, type FailpointName } from '../../src/platform/failpoints.js';
import { createRegistry } from '../../src/registry/service.js';
import { openExchangeKit, searchItem, searchOf, send, type ExchangeKit, type Joined } from './exchange-kit.js';
import { inProcess } from './mortal-exchange.js';

jest.setTimeout(240_000);

const MINUTE = 60_000;
/** On the way of what answers at once, of what we ask of others, and of files: killed in tests of their own. */
const notHere: readonly FailpointName[] = [
  'exchange.after-answer',
  'exchange.after-asked',
  'exchange.after-bulk-line',
  'exchange.after-bulk-page',
];
/**
 * Every point by INTERLINK_EXCHANGE_KILLS=all; each is two processes; those of a transaction are killed in other tests
 * too.
 */
const isShort = process.env['INTERLINK_EXCHANGE_KILLS'] !== 'all';
const elsewhere = failpoints.filter((name) => name.startsWith('relay.') || name.startsWith('transaction.'));
const points: readonly FailpointName[] = [
  ...failpoints.filter((name) => name.startsWith('exchange.') && !notHere.includes(name)),
  ...(isShort ? (['relay.after-claim', 'relay.after-delivery', 'relay.before-delivery'] as const) : elsewhere),
];

describe('kill -9 of the process that calls partners back', () => {
  let kit: ExchangeKit;
  let partner: Joined;
  beforeEach(async () => {
    kit = await openExchangeKit();
    partner = await kit.join('mis');
    await kit.agree('mis');
  });
  afterEach(() => kit.close());

  const subscribe = async () => {
    const subscribe_criteria = {
      ...{ reg_event_type: 'UPDATE', filter_type: 'idtype-value', filter: { type: 'UIN', value: '880012' } },
      notify_record_type: 'Member',
    };
    const subscribe_request = [{ reference_id: 'r-1', timestamp: '2026-11-24T08:00:00Z', subscribe_criteria }];
    await send(kit, partner, 'subscribe', { message: { transaction_id: 't-2', subscribe_request } });
    await kit.work();
    partner.listener.got.length = 0;
  };
  const heard = () =>
    partner.listener.got.map(({ path, body: { header } }) => ({ path, id: String(header['message_id']) }));

  it.each(points)(
    'SR-029: at %s loses nothing, keeps the order, and repeats nothing but the very same message',
    async (point) => {
      await subscribe();
      await kit.change({ version: 2 });
      await kit.change({ version: 3 });
      await send(kit, partner, 'search', { message: searchOf(searchItem()) });
      expect(await inProcess(kit, { failpoint: point })).toBe('SIGKILL');
      // Whatever the killed process had claimed is free again by then.
      kit.clock.advance(30 * MINUTE);
      expect(await inProcess(kit)).toBeNull();

      const all = heard();
      const once = [...new Map(all.map((one) => [one.id, one])).values()];
      expect(once.map(({ path }) => path)).toEqual(['/registry/notify', '/registry/notify', '/registry/on-search']);
      const { rows } = await kit.superuser.query<{ state: string }>(
        `select state from exchange.transaction where kind = 'search'`,
      );
      expect(rows).toEqual([{ state: 'delivered' }]);
      const waiting = await kit.superuser.query(
        `select 1 from platform.outbox where state = 'waiting' and stream like 'dci:%'`,
      );
      expect(waiting.rowCount).toBe(0);
      await kit.deliver();
      expect(heard()).toHaveLength(all.length);
    },
  );

  it('SR-029: a partner that was down for a day gets everything, in order, each message once', async () => {
    await subscribe();
    partner.listener.answers = { status: 503, body: '' };
    for (const version of [2, 3, 4]) await kit.change({ version });
    await send(kit, partner, 'search', { message: searchOf(searchItem()) });
    for (let hour = 0; hour < 24; hour += 6) {
      await kit.work();
      kit.clock.advance(6 * 60 * MINUTE);
    }
    expect(new Set(heard().map(({ id }) => id)).size).toBe(1);
    partner.listener.got.length = 0;
    partner.listener.answers = { status: 200, body: '{"message":{"ack_status":"ACK"}}' };
    kit.clock.advance(60 * MINUTE);
    await kit.work();
    expect(heard().map(({ path }) => path)).toEqual([
      ...['/registry/notify', '/registry/notify', '/registry/notify', '/registry/on-search'],
    ]);
    expect(new Set(heard().map(({ id }) => id)).size).toBe(4);
  });
});

const sources = { mis: { name: 'Another ministry', kind: 'dci' } };
function realRegistry(platform: Platform) {
  Object.assign(platform.config.settings.policies, { registry: { sources } });
  Object.assign(platform, { publish: publisher({}) });
  return createRegistry(platform);
}

describe('kill -9 of the process that answers', () => {
  let kit: ExchangeKit;
  let partner: Joined;
  beforeEach(async () => {
    kit = await openExchangeKit(realRegistry);
    partner = await kit.join('mis');
    await kit.addAgreement('mis', {
      ...{ purpose: 'enrolment', direction: 'in', mode: 'event', recordTypes: [] },
      elements: [
        'assistance_unit',
        'member',
        'programme_identifier',
        'enrollment_date',
        'enrollment_status',
        'benefits',
      ],
    });
  });
  afterEach(() => kit.close());

  const beneficiary = {
    assistance_unit: '1',
    member: { member_identifier: [{ identifier_type: 'UIN', identifier_value: '880012' }] },
    programme_identifier: [{ programme_name: 'Food basket', programme_identifier: 'FOOD' }],
    enrollment_date: '2026-03-01T00:00:00Z',
    enrollment_status: '1',
    benefits: [],
  };
  const message = { transaction_id: 't-6', enrolled_updates: { beneficiaries: [beneficiary] } };
  const header = { status: 'succ', message_id: 'pushed-once', message_ts: '2026-11-24T08:00:00Z' };
  const push = () => send(kit, partner, 'enrollment-updates', { role: 'ibr', message, header });
  const count = async (table: string) =>
    Number((await kit.superuser.query<{ n: string }>(`select count(*) n from ${table}`)).rows[0]?.n);

  async function pushAndDie(failpoint: FailpointName): Promise<void> {
    // The very bytes that are sent again afterwards: signing is deterministic.
    const { inject } = kit.app;
    const caught: { url: string; headers: Record<string, string>; payload: string }[] = [];
    Object.assign(kit.app, {
      inject: (request: never) => {
        caught.push(request);
        return Promise.resolve({ statusCode: 0, headers: {}, json: () => ({}) });
      },
    });
    await push();
    Object.assign(kit.app, { inject });
    const [request] = caught;
    if (!request) throw new Error('nothing was sent');
    expect(await inProcess(kit, { failpoint, request })).toBe('SIGKILL');
  }

  it('S4: before the end of the transaction it took neither the message nor what it states: it may come again', async () => {
    await pushAndDie('exchange.after-answer');
    expect(await count('registry.source_record')).toBe(0);
    const { body } = await push();
    expect(body.message.enrolled_response).toMatchObject([{ status: 'succ' }]);
    expect(await count(`registry.source_record where kind = 'enrolment'`)).toBe(1);
  });
});
