import { openFakeService } from './fake-service.js';
import { inClear } from '../support/in-clear';

const followed = {
  ...{ id: 'f-1', partner: 'civil-registry', connector: 'vital-events', role: 'crvs', eventType: 'Death' },
  ...{ about: 'everybody' },
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
    expect([code, out]).toEqual([0, 'f-1  civil-registry (crvs)  Death of everybody  answered  \n']);
    expect(service.seen).toMatchObject([
      { body: { partner: 'civil-registry', connector: 'vital-events', eventType: 'Death' }, key: expect.any(String) },
    ]);
    await service.type('exchange follow sr --connector social-registry --event UPDATE --record Group');
    expect(service.seen.at(-1)?.body).toMatchObject({ recordType: 'Group' });
  });

  it.each([
    ['--person UIN:880012', { by: 'identifier', type: 'UIN', value: '880012' }],
    ['--person NID:12:34', { by: 'identifier', type: 'NID', value: '12:34' }],
    ['--place birth_place=R1', { by: 'place', attribute: 'birth_place', value: 'R1' }],
    ['--place address.region_code=A=B', { by: 'place', attribute: 'address.region_code', value: 'A=B' }],
  ])('asks of one alone by %s', async (option, whom) => {
    service.answers({ 'POST /followed-registries': { ...followed, about: 'person' } });
    const { out } = await service.type(`exchange follow civil-registry --connector vital-events --event Death ${option}`); // prettier-ignore
    expect(service.seen.at(-1)?.body).toMatchObject({ whom });
    expect(out).toContain('Death of person');
    expect(out).not.toMatch(inClear('880012'));
  });

  it.each([
    '--person UIN',
    '--person :1',
    '--person UIN:',
    '--place R1',
    '--place =R1',
    '--place sex=1',
    '--person A:1 --place birth_place=2',
  ])('asks nobody when it is told %s', async (option) => {
    service.answers({ 'POST /followed-registries': followed });
    const before = service.seen.length;
    const { code } = await service.type(`exchange follow civil-registry --connector vital-events --event Death ${option}`); // prettier-ignore
    expect(code).toBe(2);
    expect(service.seen).toHaveLength(before);
  });

  it('says of which place we are told', async () => {
    const item = { ...followed, about: 'place', place: 'birth_place = R1' };
    service.answers({ 'GET /followed-registries': { items: [item] } });
    expect((await service.type('exchange followed')).out).toContain('Death of birth_place = R1');
  });

  it('lists what is followed, and says so when nothing is', async () => {
    service.answers({ 'GET /followed-registries': { items: [{ ...followed, state: 'refused', code: 'rjct.x' }] } });
    expect((await service.type('exchange followed')).out).toContain('Death of everybody  refused  rjct.x');
    service.answers({ 'GET /followed-registries': { items: [] } });
    expect((await service.type('exchange followed')).out).toBe('No registry is followed.\n');
  });

  it('ends it', async () => {
    service.answers({ 'POST /followed-registries/f-1/end': { ...followed, ending: 'acknowledged' } });
    expect((await service.type('exchange unfollow f-1')).out).toContain('ending: acknowledged');
    expect((await service.type('exchange unfollow f-2')).code).not.toBe(0);
  });
});
