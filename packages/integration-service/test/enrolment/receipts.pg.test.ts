import { openRelay } from '../../src/platform/outbox/relay.js';
import { fetchReceipts, smsDestination, type SmsGateway } from '../../src/platform/outbox/sms-destination.js';
import { subscriberDestination } from '../../src/platform/outbox/subscriber.js';
import { openDesk, type Desk } from './desk.js';

/** A gateway that says of every message what a test wants. */
function fakeGateway() {
  const state = { status: 'QUEUED', refuses: false };
  const gateway: SmsGateway = {
    call: async ({ method }) => {
      if (state.refuses) return { status: 400, body: {} };
      return method === 'GET'
        ? { status: 200, body: { status: state.status, parts: 1 } }
        : { status: 202, body: { messageId: 'm-1' } };
    },
  };
  return { gateway, state };
}

describe('The last step of a journey', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
  });
  afterEach(() => desk.close());

  const enrolled = async (over = {}) => {
    const { id } = await desk.submitted(over);
    const journey = await desk.approve(id);
    expect(journey.state).toBe('enrolled');
    return id;
  };
  const notification = async (id: string) => {
    const { state, steps, timeline } = await desk.enrolment.get(desk.ana, id);
    const step = steps.find(({ name }) => name === 'notification');
    const told = timeline.filter(({ what }) => what === 'notification-told').map(({ detail }) => detail);
    return { state, status: step?.status, reasons: step?.reasons, advice: step?.advice, told };
  };
  const relay = (gateway: SmsGateway) => openRelay(desk.platform, smsDestination(desk.platform, gateway), 'r').drain();
  const listen = () => openRelay(desk.platform, subscriberDestination(desk.enrolment.receipts), 'e').drain();

  it('is under way until the gateway says that the message arrived, and then done, once', async () => {
    const { gateway, state } = fakeGateway();
    const id = await enrolled();
    await relay(gateway);
    await fetchReceipts(desk.platform, gateway);
    await listen();
    expect(await notification(id)).toMatchObject({ status: 'running', told: [] });
    state.status = 'DELIVERED';
    await fetchReceipts(desk.platform, gateway);
    expect(await listen()).toBe(1);
    expect(await notification(id)).toMatchObject({
      state: 'enrolled',
      status: 'passed',
      told: [{ outcome: 'delivered' }],
    });
    const again = { id: 'e', kind: 'platform.sms-receipt', actor: desk.ana.actor };
    const body = { subjectId: id, template: 'enrolment.registered', outcome: 'failed', reference: 'r' };
    await desk.enrolment.receipts.handle({ ...again, body });
    expect(await notification(id)).toMatchObject({ status: 'passed', told: [{ outcome: 'delivered' }] });
  });

  it('fails with what to do next when the message did not arrive, and the person stays enrolled', async () => {
    const { gateway, state } = fakeGateway();
    const id = await enrolled();
    await relay(gateway);
    state.status = 'FAILED';
    await fetchReceipts(desk.platform, gateway);
    await listen();
    expect(await notification(id)).toEqual({
      state: 'enrolled',
      status: 'failed',
      reasons: ['sms-not-delivered'],
      advice: 'tell-in-person',
      told: [{ outcome: 'failed' }],
    });
  });

  it('fails as well when the gateway refused the message until it was parked', async () => {
    const { gateway, state } = fakeGateway();
    state.refuses = true;
    const id = await enrolled();
    for (let tries = 0; tries < 10; tries += 1) {
      await relay(gateway);
      desk.test.clock.advance(61_000);
    }
    expect(await listen()).toBe(1);
    expect(await notification(id)).toMatchObject({ status: 'failed', advice: 'tell-in-person' });
  });

  it('is done at once with a printed slip for who has no phone', async () => {
    const { id } = await desk.start({ mobile: undefined });
    expect((await desk.enrolment.get(desk.ina, id)).steps.find(({ name }) => name === 'notification')?.status).toBe(
      'waiting',
    );
  });

  it('leaves messages of others and of nobody alone', async () => {
    const event = { id: 'e', kind: 'platform.sms-receipt', actor: desk.ana.actor };
    const body = { subjectId: crypto.randomUUID(), outcome: 'failed', reference: 'r' };
    await desk.enrolment.receipts.handle({ ...event, body: { ...body, template: 'payments.paid' } });
    await desk.enrolment.receipts.handle({ ...event, body: { ...body, template: 'enrolment.registered' } });
  });
});
