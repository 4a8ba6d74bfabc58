import { subscriptionRoutes } from '../../src/exchange/operator-routes.js';
import type { Api } from '../../src/platform/http/api.js';
import { fakeDirectory, openTestServer } from '../support/server.js';
import { openExchangeKit, send, type ExchangeKit, type Joined } from './exchange-kit.js';
import { inClear } from '../support/in-clear';

const subscription = (value: string, over: Record<string, unknown> = {}) => ({
  reference_id: 'r-1',
  timestamp: '2026-11-24T08:00:00Z',
  subscribe_criteria: {
    ...{ reg_event_type: 'UPDATE', filter_type: 'idtype-value', filter: { type: 'UIN', value } },
    ...{ notify_record_type: 'Member', ...over },
  },
});

describe('what operators see of subscriptions', () => {
  let kit: ExchangeKit;
  let app: Api;
  let partner: Joined;

  beforeAll(async () => {
    kit = await openExchangeKit();
    partner = await kit.join('mis');
    await kit.agree('mis');
    const directory = fakeDirectory({ ian: { rights: [990140] }, ina: { rights: [990100] } });
    const { context } = kit.server;
    app = await openTestServer(kit.platform, directory, {
      api: [(api, http) => subscriptionRoutes(api, http, context)],
      root: [],
    });
    await subscribe(subscription('880012'));
  });
  afterAll(async () => {
    await app.close();
    await kit.close();
  });

  async function subscribe(item: object) {
    await send(kit, partner, 'subscribe', { message: { transaction_id: 't-2', subscribe_request: [item] } });
    await kit.work();
  }
  const list = async (query = '', login = 'ian') => {
    const url = `/interlink/api/v1/subscriptions${query}`;
    return (await app.inject({ url, headers: { authorization: `Bearer ${login}` } })).json() as {
      items: { code: string; state: string; told: number; waiting: number }[];
      next?: string;
    };
  };

  it('IBR-036: is who is told of what, and how much was told', async () => {
    await kit.change();
    await kit.deliver();
    expect((await list()).items).toEqual([
      expect.objectContaining({
        ...{ partner: 'mis', role: 'sr', eventType: 'UPDATE', recordType: 'Member', state: 'active' },
        ...{ told: 1, waiting: 0 },
      }),
    ]);
  });

  it('S15: is never whom a filter names', async () => {
    expect(JSON.stringify(await list())).not.toMatch(inClear('880012'));
  });

  it('is what a filter of partner and state leaves', async () => {
    expect((await list('?partner=other')).items).toEqual([]);
    expect((await list('?state=ended')).items).toEqual([]);
    const [only] = (await list('?partner=mis&state=active')).items;
    const message = { transaction_id: 't-3', timestamp: '2026-11-24T08:00:00Z', subscription_codes: [only?.code] };
    await send(kit, partner, 'unsubscribe', { message });
    await kit.work();
    expect((await list('?state=ended')).items).toEqual([
      expect.objectContaining({ state: 'ended', endsAt: kit.clock.now().toISOString() }),
    ]);
    expect((await list('?state=active')).items).toEqual([]);
  });

  it('comes in pages', async () => {
    for (let at = 0; at < 51; at += 1) await subscribe(subscription(`77${at}`));
    const first = await list('?state=active');
    const second = await list(`?state=active&after=${first.next}`);
    expect([first.items.length, second.items.length, second.next]).toEqual([50, 1, undefined]);
    expect(new Set([...first.items, ...second.items].map(({ code }) => code)).size).toBe(51);
  });

  it('S8: is for those who hold the right', async () => {
    expect(await list('', 'ina')).toMatchObject({ code: 'platform.forbidden' });
  });
});
