import { randomUUID } from 'node:crypto';
import { flushNotices } from '../../src/exchange/subscriptions/flush.js';
import { agreed, openExchangeKit, send, type ExchangeKit, type Joined } from './exchange-kit.js';
import { ada, PERSON_ID } from './fake-registry.js';

const HOUR_MS = 3_600_000;
/** From the kit's eight o'clock to midnight in UTC, by which agreements count their volume. */
const TO_MIDNIGHT_MS = 16 * HOUR_MS;

let kit: ExchangeKit;
let partner: Joined;
beforeEach(async () => {
  kit = await openExchangeKit();
  partner = await kit.join('mis');
});
afterEach(() => kit.close());

async function subscribe(criteria: Record<string, unknown> = {}, role: 'ibr' | 'sr' = 'sr'): Promise<void> {
  const women = { filter_type: 'expression', filter: { sex: { eq: 'female' } } };
  const subscribe_criteria = { reg_event_type: 'UPDATE', notify_record_type: 'Member', ...women, ...criteria };
  const item = { reference_id: 'r-1', timestamp: '2026-11-24T08:00:00Z', subscribe_criteria };
  await send(kit, partner, 'subscribe', { role, message: { transaction_id: randomUUID(), subscribe_request: [item] } });
  await kit.work();
  expect(partner.listener.got.pop()?.body).toMatchObject({ header: { status: 'succ', action: 'on-subscribe' } });
}
async function change(...surnames: readonly string[]): Promise<void> {
  for (const surname of surnames) {
    const personId = `0190a000-0000-7000-8000-0000000001${Buffer.from(surname).toString('hex').slice(0, 2)}`;
    kit.registry.people.set(personId, ada({ personId, data: { name: { surname }, sex: 'female' } }));
    await kit.change({ personId });
  }
}
/** The surnames that the partner was told since it was last asked. */
async function told(): Promise<readonly string[]> {
  await kit.deliver();
  const notices = partner.listener.got.splice(0).filter(({ path }) => path === '/registry/notify');
  return notices.flatMap(({ body }) =>
    [...JSON.stringify(body).matchAll(/"surname":"(\w+)"/g)].map(([, name]) => `${name}`),
  );
}
const refusals = async () => (await kit.audits('interconnection.refuse')).map(({ body }) => body);

describe('F2: a notice that the agreement does not let pass today', () => {
  it('waits for the volume of the next day, and is told then, in order and once', async () => {
    await kit.agree('mis', { dailyRecords: 2 });
    await subscribe();
    await change('Adeyemi', 'Bora', 'Chukwu', 'Diallo', 'Eze');
    expect(await told()).toEqual(['Adeyemi', 'Bora']);
    kit.clock.advance(TO_MIDNIGHT_MS - 1);
    expect(await told()).toEqual([]);
    // What waits is asked about once, not once a notice; and holds up nothing else that is due to the partner.
    expect(await refusals()).toEqual([expect.stringContaining('volume-used-up')]);
    await subscribe({ reg_event_type: 'REGISTER' });
    kit.clock.advance(1);
    expect(await told()).toEqual(['Chukwu', 'Diallo']);
    kit.clock.advance(24 * HOUR_MS);
    expect(await told()).toEqual(['Eze']);
    kit.clock.advance(24 * HOUR_MS);
    expect(await told()).toEqual([]);
  });

  it('of many people is told of those who fit into it, and of the others on the days that follow', async () => {
    await kit.agree('mis', { dailyRecords: 2 });
    const hourly = { start_time: '2026-11-24T08:00:00Z', end_time: '2027-11-24T08:00:00Z', frequency: '0 0 * * * ?' };
    await subscribe({ frequency: hourly });
    await change('Adeyemi', 'Bora', 'Chukwu', 'Diallo', 'Eze');
    kit.clock.advance(HOUR_MS);
    await flushNotices(kit.server.context);
    expect(await told()).toEqual(['Adeyemi', 'Bora']);
    kit.clock.advance(24 * HOUR_MS);
    expect(await told()).toEqual(['Chukwu', 'Diallo']);
    kit.clock.advance(24 * HOUR_MS);
    expect(await told()).toEqual(['Eze']);
    const { rows } = await kit.superuser.query('select records::int from interconnection.agreement_use order by day');
    expect(rows).toEqual([{ records: 2 }, { records: 2 }, { records: 1 }]);
  });

  it('waits while the agreement is suspended, and is dropped once it has ended', async () => {
    const id = await kit.addAgreement('mis', agreed({ mode: 'event' }));
    // One that ended before is no reason to drop what the suspended one may let pass.
    await kit.addAgreement('mis', agreed({ mode: 'event', validUntil: '2026-11-01' }));
    await subscribe();
    const becomes = async (status: string) => {
      await kit.superuser.query(`update interconnection.agreement set status = $2 where id = $1`, [id, status]);
      kit.clock.advance(10_000);
    };
    await becomes('suspended');
    await change('Adeyemi');
    expect(await told()).toEqual([]);
    await becomes('active');
    kit.clock.advance(HOUR_MS);
    expect(await told()).toEqual(['Adeyemi']);
    await becomes('terminated');
    await change('Bora');
    expect(await told()).toEqual([]);
    await becomes('active');
    kit.clock.advance(48 * HOUR_MS);
    expect(await told()).toEqual([]);
  });

  it('is parked, for an operator to see, when no day lets so many records of one person pass', async () => {
    await kit.agree('mis', { dailyRecords: 1 });
    const enrolled = {
      filter: { programme_identifier: { $in: ['CG-01', 'CG-02'] } },
      notify_record_type: 'Beneficiary',
    };
    await subscribe({ ...enrolled, reg_event_type: 'enrollement_status_change' }, 'ibr');
    const [enrolment] = ada().enrolments;
    if (!enrolment) throw new Error('Ada has an enrolment');
    kit.registry.people.set(PERSON_ID, ada({ enrolments: [enrolment, { ...enrolment, programme: 'CG-02' }] }));
    const programmes = ['CG-01', 'CG-02'];
    await kit.change({ kinds: ['enrolment'], fields: [], programmes, statusChanged: programmes });
    for (let refusal = 0; refusal < 10; refusal += 1) {
      expect(await told()).toEqual([]);
      kit.clock.advance(60_001);
    }
    const { rows } = await kit.superuser.query(`select last_refusal from platform.outbox where state = 'parked'`);
    expect(rows).toEqual([{ last_refusal: 'volume-used-up' }]);
  });
});
