import { openRelay } from '../../src/platform/outbox/relay.js';
import { fetchReceipts, smsDestination, type SmsGateway } from '../../src/platform/outbox/sms-destination.js';
import { openTestPlatform, testActor, type TestPlatform } from '../support/platform.js';

/** A gateway that keeps one message a reference, as the real one does. */
function fakeGateway() {
  const messages = new Map<string, { body: Record<string, unknown>; status: string; asked: number }>();
  const state = { down: false, refuses: false };
  const gateway: SmsGateway = {
    async call({ method, path, body }) {
      if (state.down) return undefined;
      if (state.refuses) return { status: 400, body: { error: 'marker-4711' } };
      if (method === 'GET') {
        const found = messages.get(path.split('/').at(-1) ?? '');
        return found ? { status: 200, body: { status: found.status, parts: 2 } } : { status: 404, body: {} };
      }
      const content = JSON.parse(body ?? '{}') as Record<string, unknown>;
      const reference = String(content['clientReference']);
      const kept = messages.get(reference);
      messages.set(reference, { body: content, status: 'QUEUED', asked: (kept?.asked ?? 0) + 1 });
      return { status: 202, body: { messageId: `m-${reference}` } };
    },
  };
  return { gateway, messages, state };
}

describe('SMS through the outbox', () => {
  let test: TestPlatform;
  beforeEach(async () => {
    test = await openTestPlatform();
  });
  afterEach(() => test.close());

  const send = (language: 'ar' | 'en' | 'fr') =>
    test.platform.inTransaction(testActor(), async (tx) => {
      const values = { programme: 'OAA', amount: '2000 KES', date: '2026-12-01', reference: 'R-1' };
      const request = { subjectId: 'p1', to: '+254700000001', template: 'payments.paid', language, values };
      tx.send(test.platform.sms.compose(request));
    });
  const deliveries = async () => (await test.superuser.query('select * from platform.sms_delivery')).rows;

  it('are sent in the person’s language under the row’s own id, and their receipt is kept', async () => {
    const { gateway, messages } = fakeGateway();
    await send('ar');
    await openRelay(test.platform, smsDestination(test.platform, gateway), 'r').drain();
    const [found] = [...messages];
    if (!found) throw new Error('nothing was sent');
    const [reference, message] = found;
    const { rows } = await test.superuser.query('select id, state, personal from platform.outbox');
    expect(rows).toEqual([{ id: reference, state: 'delivered', personal: null }]);
    expect(message.body['text']).toMatch(/[\u0600-\u06ff]/);
    expect(message.body['to']).toBe('+254700000001');
    expect(await fetchReceipts(test.platform, gateway)).toBe(0);
    message.status = 'DELIVERED';
    expect(await fetchReceipts(test.platform, gateway)).toBe(1);
    expect(await deliveries()).toMatchObject([{ reference, status: 'DELIVERED', parts: 2 }]);
    expect(await fetchReceipts(test.platform, gateway)).toBe(0);
  });

  it('wait while the gateway is unreachable, and cost no tries', async () => {
    const { gateway, messages, state } = fakeGateway();
    state.down = true;
    await send('en');
    const relay = openRelay(test.platform, smsDestination(test.platform, gateway), 'r');
    await relay.drain();
    const { rows } = await test.superuser.query('select state, tries from platform.outbox');
    expect(rows).toEqual([{ state: 'waiting', tries: 0 }]);
    state.down = false;
    test.clock.advance(60_000);
    await relay.drain();
    expect(messages.size).toBe(1);
  });

  it('S13: keep nothing of what the gateway said when it refuses', async () => {
    const { gateway, state } = fakeGateway();
    state.refuses = true;
    await send('en');
    await openRelay(test.platform, smsDestination(test.platform, gateway), 'r').drain();
    const { rows } = await test.superuser.query('select * from platform.outbox');
    expect(rows[0]).toMatchObject({ tries: 1, last_refusal: 'status-400' });
    expect(JSON.stringify(rows)).not.toContain('marker-4711');
  });

  it('S15: are not sent to a person who was erased meanwhile', async () => {
    const { gateway, messages } = fakeGateway();
    await send('en');
    await test.platform.inTransaction(testActor(), (tx) => test.platform.vault.eraseSubject(tx, 'p1', 'outbox'));
    await openRelay(test.platform, smsDestination(test.platform, gateway), 'r').drain();
    expect(messages.size).toBe(0);
  });

  describe('whose gateway answers oddly', () => {
    /** So many messages on their way, in the order in which they are asked about. */
    const onTheirWay = async (gateway: SmsGateway, count: number) => {
      for (let sent = 0; sent < count; sent += 1) await send('en');
      await openRelay(test.platform, smsDestination(test.platform, gateway), 'r').drain();
      return (await deliveries()).map(({ reference }) => String(reference));
    };
    const says = (answerOf: (reference: string) => { readonly status: number; readonly body: unknown }) =>
      ({ call: async ({ path }) => answerOf(path.split('/').at(-1) ?? '') }) satisfies SmsGateway;

    it('S3: of one that it does not know, the others are asked about all the same', async () => {
      const { gateway } = fakeGateway();
      const [lost = '', ...others] = await onTheirWay(gateway, 3);
      const forgetful = says((reference) =>
        reference === lost ? { status: 404, body: {} } : { status: 200, body: { status: 'DELIVERED', parts: 1 } },
      );
      expect(await fetchReceipts(test.platform, forgetful)).toBe(others.length);
      const states = new Map((await deliveries()).map(({ reference, status }) => [reference, status]));
      expect(states.get(lost)).toBe('QUEUED');
      expect(others.map((reference) => states.get(reference))).toEqual(['DELIVERED', 'DELIVERED']);
    });

    it('S3: are delivered, in parts that nobody knows, whatever it says of these', async () => {
      const { gateway } = fakeGateway();
      const odd: unknown[] = [2.5, -1, 0, 1e12, '2', null, {}, [1]];
      await onTheirWay(gateway, odd.length);
      const told = says(() => ({ status: 200, body: { status: 'DELIVERED', parts: odd.pop() } }));
      expect(await fetchReceipts(test.platform, told)).toBe(8);
      const expected = Array.from({ length: 8 }, () => ({ status: 'DELIVERED', parts: null }));
      expect(await deliveries()).toMatchObject(expected);
    });

    it('are still on their way while its answer says nothing of them', async () => {
      const { gateway } = fakeGateway();
      const odd: unknown[] = [undefined, null, 'sorry', [], { status: 'LOST' }, { status: ['DELIVERED'] }];
      await onTheirWay(gateway, odd.length);
      expect(
        await fetchReceipts(
          test.platform,
          says(() => ({ status: 200, body: odd.pop() })),
        ),
      ).toBe(0);
      expect((await deliveries()).map(({ status }) => String(status))).toEqual(Array(6).fill('QUEUED'));
    });

    it('are asked about no more for now when it is not able to answer', async () => {
      const { gateway } = fakeGateway();
      await onTheirWay(gateway, 3);
      for (const status of [500, 503, 429, 401]) {
        let asked = 0;
        await fetchReceipts(
          test.platform,
          says(() => ((asked += 1), { status, body: {} })),
        );
        expect([status, asked]).toEqual([status, 1]);
      }
    });
  });
});
