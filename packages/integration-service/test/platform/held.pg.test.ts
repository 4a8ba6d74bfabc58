import { waitingStreams } from '../../src/exchange/callbacks/relays.js';
import type { Destination } from '../../src/platform/outbox/destination.js';
import { openRelay } from '../../src/platform/outbox/relay.js';
import { lookedAt } from '../support/looked-at.js';
import { openTestPlatform, testActor, type TestPlatform } from '../support/platform.js';

const WAITING = 20_000;

describe('a stream in which many wait for tomorrow', () => {
  let test: TestPlatform;
  const told: unknown[] = [];
  const destination: Destination = {
    ...{ stream: 'dci:mis', whenParked: 'go-on' },
    deliver: async ({ body }) => {
      told.push(body['n']);
      return { outcome: 'delivered' };
    },
  };
  const send = (n: number) =>
    test.platform.inTransaction(testActor(), async (tx) =>
      tx.send({ stream: destination.stream, kind: 'test.number', body: { n } }),
    );
  const drain = () => openRelay(test.platform, destination, 'r').drain();
  beforeAll(async () => {
    test = await openTestPlatform();
    await send(0);
    await test.superuser.query(
      `insert into platform.outbox
         select stream, n + 1, gen_random_uuid(), kind, jsonb_build_object('n', n), null, null, correlation_id, on_behalf_of,
           'waiting', 0, 'not-today', created_at, $1, null, true
         from platform.outbox, generate_series(1, ${WAITING}) n`,
      [new Date(test.clock.now().getTime() + 60_000)],
    );
    await test.superuser.query(`update platform.stream_head set seq = ${WAITING + 1}`);
    await test.superuser.query('analyze platform.outbox');
  });
  afterAll(() => test.close());

  it('S3: has what is due found by an index, with no look at any of those', async () => {
    expect(await drain()).toBe(1);
    await send(-1);
    const rows = await lookedAt(test.superuser, 'platform.outbox', drain);
    expect(told.splice(0)).toEqual([0, -1]);
    expect(Math.max(...rows)).toBeLessThan(10);
  });

  it('S3: has its relay started and asked again and again with no look at them either', async () => {
    const look = async () => {
      expect(await waitingStreams(test)).toEqual(['dci:mis']);
      expect(await drain()).toBe(0);
    };
    expect(Math.max(...(await lookedAt(test.superuser, 'platform.outbox', look)))).toBeLessThan(10);
  });

  it('S3: has them all again at their time, in their order before what came later', async () => {
    test.clock.advance(60_000);
    await send(WAITING + 1);
    expect(await drain()).toBe(100);
    expect(told.splice(0)).toEqual(Array.from({ length: 100 }, (_none, at) => at + 1));
  });
});
