import type { DeliveryOutcome, Destination, OutgoingMessage } from '../../src/platform/outbox/destination.js';
import { openRelay } from '../../src/platform/outbox/relay.js';
import { rearm } from '../../src/platform/outbox/rows.js';
import { openTestPlatform, testActor, type TestPlatform } from '../support/platform.js';
import { countStatements } from '../support/statements-kit.js';

/** A destination that answers as told and remembers what it was given. */
function fakeDestination(stream: string, whenParked: Destination['whenParked'] = 'halt') {
  const received: OutgoingMessage[] = [];
  let answer: (message: OutgoingMessage) => DeliveryOutcome | Promise<DeliveryOutcome> = () => ({
    outcome: 'delivered',
  });
  const destination: Destination = {
    stream,
    whenParked,
    deliver: async (message) => {
      received.push(message);
      return answer(message);
    },
  };
  return {
    destination,
    received,
    numbers: () => received.map(({ body }) => body['n']),
    answers: (next: typeof answer) => {
      answer = next;
    },
  };
}

describe('a relay', () => {
  let test: TestPlatform;
  let streams = 0;
  beforeAll(async () => {
    test = await openTestPlatform();
  });
  afterAll(() => test.close());

  const newStream = () => `events:relay-${(streams += 1)}`;
  const send = (stream: string, ...numbers: number[]) =>
    test.platform.inTransaction(testActor(), async (tx) => {
      for (const n of numbers) tx.send({ stream, kind: 'test.number', body: { n } });
    });
  const stateOf = async (stream: string) => {
    const { rows } = await test.superuser.query(
      'select seq::int, state, tries, last_refusal from platform.outbox where stream = $1 order by seq',
      [stream],
    );
    return rows.map(({ state, tries }) => `${state}/${tries}`);
  };

  it('S3: delivers in order, each once, with who caused it and the correlation id', async () => {
    const { destination, received, numbers } = fakeDestination(newStream());
    await send(destination.stream, 1, 2);
    await send(destination.stream, 3);
    expect(await openRelay(test.platform, destination, 'relay-1').drain()).toBe(3);
    expect(await openRelay(test.platform, destination, 'relay-2').drain()).toBe(0);
    expect(numbers()).toEqual([1, 2, 3]);
    expect(received[0]).toMatchObject({ seq: 1, onBehalfOf: 'ina.intake', kind: 'test.number' });
    expect(await stateOf(destination.stream)).toEqual(['delivered/0', 'delivered/0', 'delivered/0']);
  });

  it('S3: delivers each once though eight relays try while eight writers write', async () => {
    const { destination, numbers } = fakeDestination(newStream());
    const relays = Array.from({ length: 8 }, (_, at) => openRelay(test.platform, destination, `relay-${at}`));
    let writing = true;
    const drain = async (relay: (typeof relays)[number]) => {
      while (writing) await relay.drain(5);
      await relay.drain();
    };
    const draining = relays.map(drain);
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let at = 0; at < 10; at += 1) await send(destination.stream, writer * 100 + at);
    });
    await Promise.all(writers);
    writing = false;
    await Promise.all(draining);
    await relays[0]?.drain();
    const { rows } = await test.superuser.query(
      `select (body ->> 'n')::int as n from platform.outbox where stream = $1 order by seq`,
      [destination.stream],
    );
    expect(numbers()).toEqual(rows.map(({ n }) => n));
    expect(numbers()).toHaveLength(80);
  });

  it('S3: settles together what it delivered before a refusal, and nothing behind it', async () => {
    const { destination, numbers, answers } = fakeDestination(newStream());
    await send(destination.stream, 1, 2, 3, 4);
    answers(({ body }) => (body['n'] === 3 ? { outcome: 'refused', reason: 'status-400' } : { outcome: 'delivered' }));
    expect(await openRelay(test.platform, destination, 'r').drain()).toBe(3);
    expect(numbers()).toEqual([1, 2, 3]);
    expect(await stateOf(destination.stream)).toEqual(['delivered/0', 'delivered/0', 'waiting/1', 'waiting/0']);
  });

  it('S3: settles what a slow destination has message by message, and reads once what is due', async () => {
    const { destination, numbers, answers } = fakeDestination(newStream());
    await send(destination.stream, 1, 2, 3);
    const states: string[][] = [];
    answers(async () => {
      states.push(await stateOf(destination.stream));
      await new Promise((resolve) => setTimeout(resolve, 210));
      return { outcome: 'delivered' };
    });
    const { statements } = await countStatements(() => openRelay(test.platform, destination, 'r').drain(3));
    expect(numbers()).toEqual([1, 2, 3]);
    expect(states.at(-1)).toEqual(['delivered/0', 'delivered/0', 'waiting/0']);
    // Before the stream is claimed it is asked whether there is anything, after it, what.
    expect(statements.filter((text) => text.startsWith('select * from platform.outbox'))).toHaveLength(1);
  });

  it('S3: audits each message of a round under the correlation id of who caused it', async () => {
    const { destination } = fakeDestination('relay-correlation');
    const causes = [testActor(), testActor(), testActor()];
    for (const [n, actor] of causes.entries()) {
      await test.platform.inTransaction(actor, async (tx) =>
        tx.send({ stream: destination.stream, kind: 'test.number', body: { n } }),
      );
    }
    await openRelay(test.platform, destination, 'r').drain();
    const { rows } = await test.superuser.query(
      `select header ->> 'correlationId' as id from platform.audit_entry
       where header ->> 'stream' = 'outbox:relay-correlation' order by seq`,
    );
    expect(rows.map(({ id }) => id)).toEqual(causes.map(({ correlationId }) => correlationId));
  });

  it('S3: a relay that slept past its lease writes nothing; the next one’s word counts', async () => {
    const { destination, numbers, answers } = fakeDestination(newStream());
    await send(destination.stream, 1);
    let wake: () => void = () => undefined;
    answers(
      () =>
        new Promise((resolve) => {
          wake = () => resolve({ outcome: 'refused', reason: 'slept' });
        }),
    );
    const sleeping = openRelay(test.platform, destination, 'sleeper').drain();
    while (numbers().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    test.clock.advance(31_000);
    const release = wake;
    answers(() => ({ outcome: 'delivered' }));
    expect(await openRelay(test.platform, destination, 'successor').drain()).toBe(1);
    release();
    expect(await sleeping).toBe(0);
    expect(await stateOf(destination.stream)).toEqual(['delivered/0']);
  });

  it('S3: an unreachable destination pauses its stream and costs no tries', async () => {
    const { destination, numbers, answers } = fakeDestination(newStream());
    await send(destination.stream, 1, 2);
    answers(() => ({ outcome: 'unreachable' }));
    const relay = openRelay(test.platform, destination, 'r');
    for (let turn = 0; turn < 20; turn += 1) await relay.drain();
    expect(numbers()).toEqual([1]);
    expect(await stateOf(destination.stream)).toEqual(['waiting/0', 'waiting/0']);
    test.clock.advance(1001);
    await relay.drain();
    test.clock.advance(1001);
    await relay.drain();
    expect(numbers()).toEqual([1, 1]);
    answers(() => ({ outcome: 'delivered' }));
    test.clock.advance(60_000);
    expect(await relay.drain()).toBe(2);
    expect(numbers()).toEqual([1, 1, 1, 2]);
  });

  const refuseUntilParked = async (relay: ReturnType<typeof openRelay>) => {
    for (let refusal = 0; refusal < 10; refusal += 1) {
      await relay.drain();
      test.clock.advance(60_001);
    }
  };

  it('S3: parks a row at the tenth refusal; a stream that halts stands still until it is replayed', async () => {
    const { destination, numbers, answers } = fakeDestination(newStream(), 'halt');
    await send(destination.stream, 1, 2);
    answers(() => ({ outcome: 'refused', reason: 'status-400' }));
    const relay = openRelay(test.platform, destination, 'r');
    await refuseUntilParked(relay);
    expect(await stateOf(destination.stream)).toEqual(['parked/10', 'waiting/0']);
    answers(() => ({ outcome: 'delivered' }));
    expect(await relay.drain()).toBe(0);
    expect(new Set(numbers())).toEqual(new Set([1]));
    expect(await test.platform.inTransaction(testActor(), (tx) => rearm(tx, destination.stream, 1))).toBe(true);
    expect(await relay.drain()).toBe(2);
    expect(await stateOf(destination.stream)).toEqual(['delivered/0', 'delivered/0']);
  });

  it('S3: a stream that goes on delivers what is behind a refused row', async () => {
    const { destination, answers } = fakeDestination(newStream(), 'go-on');
    await send(destination.stream, 1, 2, 3);
    answers(({ body }) => (body['n'] === 1 ? { outcome: 'refused', reason: 'no' } : { outcome: 'delivered' }));
    const relay = openRelay(test.platform, destination, 'r');
    await refuseUntilParked(relay);
    expect(await stateOf(destination.stream)).toEqual(['parked/10', 'delivered/0', 'delivered/0']);
  });

  it('S3: lets all that are alike wait until their time, without a try, and delivers what is not', async () => {
    const { destination, numbers, answers } = fakeDestination(newStream(), 'go-on');
    await send(destination.stream, 1, 2, 1, 1);
    const until = new Date(test.clock.now().getTime() + 60_000);
    const waits = { outcome: 'postponed', until, reason: 'not-today', alike: { n: 1 } } as const;
    answers(({ body }) => (body['n'] === 1 ? waits : { outcome: 'delivered' }));
    const relay = openRelay(test.platform, destination, 'r');
    await relay.drain();
    expect(numbers()).toEqual([1, 2]);
    expect(await stateOf(destination.stream)).toEqual(['waiting/0', 'delivered/0', 'waiting/0', 'waiting/0']);
    answers(() => ({ outcome: 'delivered' }));
    test.clock.advance(59_999);
    expect(await relay.drain()).toBe(0);
    test.clock.advance(1);
    expect(await relay.drain()).toBe(3);
    expect(numbers()).toEqual([1, 2, 1, 1, 1]);
  });

  it('S3: delivers in the place of what cannot go whole its parts, each once', async () => {
    const { destination, numbers, answers } = fakeDestination(newStream());
    await send(destination.stream, 12, 3);
    answers(({ body }) =>
      body['n'] === 12 ? { outcome: 'split', bodies: [{ n: 1 }, { n: 2 }] } : { outcome: 'delivered' },
    );
    const relay = openRelay(test.platform, destination, 'r');
    await relay.drain();
    expect(numbers()).toEqual([12, 3, 1, 2]);
    expect(await relay.drain()).toBe(0);
  });

  it('S13: counts a delivery that throws as a refusal and keeps none of its words', async () => {
    const { destination, answers } = fakeDestination(newStream());
    await send(destination.stream, 1);
    answers(() => {
      throw new Error('marker-4711');
    });
    await openRelay(test.platform, destination, 'r').drain();
    const { rows } = await test.superuser.query('select * from platform.outbox where stream = $1', [
      destination.stream,
    ]);
    expect(rows[0]).toMatchObject({ tries: 1, last_refusal: 'delivery-threw' });
    expect(JSON.stringify(rows)).not.toContain('marker-4711');
  });

  it('S15: keeps personal content encrypted, opens it for the delivery and erases it after', async () => {
    const { destination, received } = fakeDestination(newStream());
    const content = { to: '+254700000001', text: 'Hello marker-4711' };
    await test.platform.inTransaction(testActor(), async (tx) => {
      tx.send({ stream: destination.stream, kind: 'platform.sms', body: {}, personal: { subjectId: 'p1', content } });
    });
    const row = async () => {
      const found = await test.superuser.query('select * from platform.outbox where stream = $1', [destination.stream]);
      return found.rows[0];
    };
    const before = await row();
    expect(before.personal).toBeInstanceOf(Buffer);
    expect(before.personal.toString('latin1')).not.toContain('marker');
    await openRelay(test.platform, destination, 'r').drain();
    expect(received[0]?.personal).toEqual(content);
    expect((await row()).personal).toBeNull();
  });
});
