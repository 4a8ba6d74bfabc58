import { ServiceError } from '@interlink/contracts/errors';
import { openRelay } from '../../src/platform/outbox/relay.js';
import { subscriberDestination, type ReceivedEvent } from '../../src/platform/outbox/subscriber.js';
import { openTestPlatform, testActor, type TestPlatform } from '../support/platform.js';

describe('a subscriber of domain events', () => {
  let test: TestPlatform;
  beforeAll(async () => {
    test = await openTestPlatform(
      {},
      { deaf: [], listening: ['test.happened'], other: ['test.happened', 'test.more'] },
    );
  });
  afterAll(() => test.close());

  const publish = (kind: string, n: number) =>
    test.platform.inTransaction(testActor(), async (tx) => test.platform.publish(tx, { kind, body: { n } }));
  const subscriber = (name: string, handle: (event: ReceivedEvent) => Promise<void>) =>
    openRelay(test.platform, subscriberDestination({ name, kinds: [], handle }), `relay-of-${name}`);

  it('S3: gets the events of its kinds in their order, in the name of whoever caused them', async () => {
    await publish('test.happened', 1);
    await publish('test.more', 2);
    const heard: ReceivedEvent[] = [];
    await subscriber('other', async (event) => void heard.push(event)).drain();
    expect(heard.map(({ kind, body }) => [kind, body['n']])).toEqual([
      ['test.happened', 1],
      ['test.more', 2],
    ]);
    expect(heard[0]?.actor).toMatchObject({ kind: 'system', onBehalfOf: 'ina.intake' });
  });

  it('S3: waits without counting while somebody it needs is away, and is called again', async () => {
    const answers = [
      new ServiceError('platform.openimis-unavailable'),
      new ServiceError('platform.conflict'),
      new Error('a bug'),
    ];
    const relay = subscriber('listening', async () => {
      const failure = answers.shift();
      if (failure) throw failure;
    });
    const tries = async () => {
      const { rows } = await test.superuser.query(
        `select state, tries, last_refusal from platform.outbox where stream = 'events:listening' order by seq`,
      );
      return rows.map((row) => [row.state, row.tries, row.last_refusal]);
    };
    await relay.drain();
    expect(await tries()).toEqual([['waiting', 0, null]]);
    for (const _again of [1, 2]) {
      test.clock.advance(60_000);
      await relay.drain();
    }
    expect(await tries()).toEqual([['waiting', 2, 'delivery-threw']]);
    test.clock.advance(60_000);
    await relay.drain();
    expect(await tries()).toEqual([['delivered', 2, 'delivery-threw']]);
  });

  it('is not written for when it does not want the kind', async () => {
    const { rows } = await test.superuser.query(`select 1 from platform.outbox where stream = 'events:deaf'`);
    expect(rows).toEqual([]);
  });
});
