import { openFakeService } from './fake-service.js';

const followed = {
  ...{ id: 'f-1', partner: 'civil-registry', connector: 'vital-events', role: 'crvs', eventType: 'Death' },
  ...{ state: 'answered', subscriptionCodes: ['c'], askedAt: '2026-11-28T10:00:00Z' },
};

describe('SR-029: interlink exchange follow, followed, unfollow', () => {
  let service: Awaited<ReturnType<typeof openFakeService>>;
  beforeAll(async () => {
    service = await openFakeService();
  });
  afterAll(() => service.close());

  it('asks a registry to tell us of its events, under a key of its own', async () => {
    service.answers({ 'POST /followed-registries': followed });
    const { code, out } = await service.type('exchange follow civil-registry --connector vital-events --event Death');
    expect([code, out]).toEqual([0, 'f-1  civil-registry (crvs)  Death  answered  \n']);
    expect(service.seen).toMatchObject([
      { body: { partner: 'civil-registry', connector: 'vital-events', eventType: 'Death' }, key: expect.any(String) },
    ]);
    await service.type('exchange follow sr --connector social-registry --event UPDATE --record Group');
    expect(service.seen.at(-1)?.body).toMatchObject({ recordType: 'Group' });
  });

  it('lists what is followed, and says so when nothing is', async () => {
    service.answers({ 'GET /followed-registries': { items: [{ ...followed, state: 'refused', code: 'rjct.x' }] } });
    expect((await service.type('exchange followed')).out).toContain('Death  refused  rjct.x');
    service.answers({ 'GET /followed-registries': { items: [] } });
    expect((await service.type('exchange followed')).out).toBe('No registry is followed.\n');
  });

  it('ends it', async () => {
    service.answers({ 'POST /followed-registries/f-1/end': { ...followed, ending: 'acknowledged' } });
    expect((await service.type('exchange unfollow f-1')).out).toContain('ending: acknowledged');
    expect((await service.type('exchange unfollow f-2')).code).not.toBe(0);
  });
});
