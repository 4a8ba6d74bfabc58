import { flushNotices } from '../../src/exchange/subscriptions/flush.js';
import { ada, PERSON_ID } from './fake-registry.js';
import { openExchangeKit, send, type ExchangeKit, type Joined } from './exchange-kit.js';
import { inClear } from '../support/in-clear';

let kit: ExchangeKit;
let partner: Joined;
beforeEach(async () => {
  kit = await openExchangeKit();
  partner = await kit.join('mis');
  await kit.agree('mis');
});
afterEach(() => kit.close());

const item = (criteria: Record<string, unknown> = {}, over: Record<string, unknown> = {}) => ({
  reference_id: 'r-1',
  timestamp: '2026-11-24T08:00:00Z',
  subscribe_criteria: {
    reg_event_type: 'UPDATE',
    filter_type: 'idtype-value',
    filter: { type: 'UIN', value: '880012' },
    notify_record_type: 'Member',
    ...criteria,
  },
  ...over,
});
interface Told {
  readonly status: string;
  readonly status_reason_code?: string;
  readonly subscriptions?: readonly { readonly code: string }[];
}
async function subscribe(
  items: readonly unknown[] = [item()],
  role: 'crvs' | 'ibr' | 'sr' = 'sr',
  who = partner,
): Promise<readonly Told[]> {
  const message = { transaction_id: 't-2', subscribe_request: items };
  await send(kit, who, 'subscribe', { role, message, items: items.length });
  await kit.work();
  const last = who.listener.got.pop();
  return (last?.body.message as { subscribe_response: Told[] }).subscribe_response;
}
async function unsubscribe(codes: readonly string[], who = partner) {
  const message = { transaction_id: 't-3', timestamp: '2026-11-24T08:00:00Z', subscription_codes: codes };
  const { body } = await send(kit, who, 'unsubscribe', { message, items: codes.length });
  expect(body.message.ack_status).toBe('ACK');
  await kit.work();
  return who.listener.got.pop()?.body.message;
}
const notices = () => partner.listener.got.filter(({ path }) => path === '/registry/notify');

describe('a subscription', () => {
  it('IBR-036: is told of a change that fits, signed, with its code, and of no other', async () => {
    const [told] = await subscribe();
    const code = told?.subscriptions?.[0]?.code;
    expect(told).toMatchObject({ status: 'succ', subscriptions: [{ status: 'subscribe', reg_event_type: 'UPDATE' }] });
    await kit.change();
    await kit.deliver();
    expect(notices()).toHaveLength(1);
    expect(notices()[0]?.body).toMatchObject({
      header: { action: 'notify', status: 'succ', meta: { subscription_code: code } },
      message: {
        notify_event: [
          {
            subscription_code: code,
            data: {
              reg_type: 'ns:org:RegistryType:Social',
              reg_event_type: 'UPDATE',
              reg_record_type: 'Member',
              reg_records: { '@type': 'Member' },
            },
          },
        ],
      },
    });
    await kit.change({ fields: [], kinds: ['benefit'] });
    kit.registry.people.set(PERSON_ID, ada({ data: { identifiers: [{ type: 'UIN', value: '7' }] } }));
    await kit.change();
    await kit.deliver();
    expect(notices()).toHaveLength(1);
  });

  it('IBR-036: over the IBR role is told of the enrolment that fits the programme', async () => {
    const criteria = {
      reg_event_type: 'enrollement_status_change',
      filter_type: 'expression',
      filter: { 'programme_identifier.programme.programme_identifier': { eq: 'CG-01' } },
      notify_record_type: 'Beneficiary',
    };
    expect((await subscribe([item(criteria)], 'ibr'))[0]?.status).toBe('succ');
    await kit.change({ kinds: ['enrolment'], fields: [], programmes: ['CG-01'], statusChanged: ['CG-01'] });
    await kit.deliver();
    expect(notices()[0]?.body.message).toMatchObject({
      notify_event: [{ data: { reg_records: { '@type': 'Beneficiary', enrollment_status: '1' } } }],
    });
  });

  it('S5: of another event, or none, reads nobody when somebody changes', async () => {
    const read = jest.spyOn(kit.registry, 'getPerson');
    await kit.change();
    expect(read).not.toHaveBeenCalled();
    await subscribe([item({ reg_event_type: 'REGISTER' })]);
    await kit.change();
    expect(read).not.toHaveBeenCalled();
    await subscribe([item({}, { reference_id: 'r-2' })]);
    await kit.change();
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('S3: the same event twice is told once', async () => {
    await subscribe();
    const id = '0190a000-0000-7000-8000-0000000000e1';
    await kit.change({}, id);
    await kit.change({}, id);
    await kit.deliver();
    expect(notices()).toHaveLength(1);
  });

  it.each([
    ['rjct.notify_types.invalid', { reg_event_type: 'Earthquake' }, {}],
    ['rjct.notify_types.invalid', { notify_record_type: 'Car' }, {}],
    ['rjct.person_id.invalid', { filter: { type: 'UIN' } }, {}],
    ['rjct.notify_details.invalid', { filter_type: 'expression', filter: { shoe_size: 44 } }, {}],
    [
      'rjct.notify_details.invalid',
      {
        frequency: { start_time: '2026-11-24T08:00:00Z', end_time: '2027-11-24T08:00:00Z', frequency: 'now and then' },
      },
      {},
    ],
    [
      'rjct.notify_details.invalid',
      { frequency: { start_time: '2026-11-24T08:00:00Z', end_time: '2020-11-24T08:00:00Z', frequency: '0 6 * * *' } },
      {},
    ],
    [
      'rjct.notify_details.invalid',
      { frequency: { start_time: '2026-11-24T08:00:00Z', end_time: '2026-11-24T08:59:59Z', frequency: '0 0 9 * * ?' } },
      {},
    ],
    ['rjct.notify_details.invalid', { filter_type: 'graphql', filter: {} }, {}],
    ['rjct.timestamp.invalid', {}, { timestamp: 'now' }],
    ['rjct.reference_id.invalid', {}, { reference_id: '' }],
  ])('IBR-036: is refused with %s for %j %j', async (reason, criteria, over) => {
    expect((await subscribe([item(criteria, over)]))[0]).toMatchObject({ status: 'rjct', status_reason_code: reason });
  });

  it('IBR-036: that is already there, or repeats a reference in one message, is refused as such', async () => {
    const twice = await subscribe([item(), item({ reg_event_type: 'REGISTER' }), item({}, { reference_id: 'r-2' })]);
    expect(twice.map((one) => one.status_reason_code)).toEqual([
      undefined,
      'rjct.reference_id.duplicate',
      'rjct.event.already_subscribed',
    ]);
  });

  it('IBR-036: ends by its code and is told nothing more', async () => {
    const [told] = await subscribe();
    const code = told?.subscriptions?.[0]?.code ?? '';
    expect(await unsubscribe([code])).toMatchObject({
      status: 'succ',
      subscription_status: [{ code, status: 'unsubscribe' }],
    });
    await kit.change();
    await kit.deliver();
    expect(notices()).toHaveLength(0);
    expect(await unsubscribe([code])).toMatchObject({
      status: 'rjct',
      status_reason_code: 'rjct.event.already_unsubscribed',
    });
  });

  it('IBR-036: of somebody else is as unknown as one that never was', async () => {
    const [told] = await subscribe();
    const stranger = await kit.join('stranger');
    const reason = { status: 'rjct', status_reason_code: 'rjct.subscription_code.invalid', subscription_status: [] };
    expect(await unsubscribe([told?.subscriptions?.[0]?.code ?? ''], stranger)).toMatchObject(reason);
    expect(await unsubscribe(['never-was'])).toMatchObject(reason);
  });

  it('F2: is told nothing after the agreement ended, nor what the agreement does not name', async () => {
    const clinic = await kit.join('clinic');
    await kit.agree('clinic', { elements: ['member_identifier', 'demographic_info.name'] });
    await subscribe([item()], 'sr', clinic);
    await kit.change();
    await kit.deliver();
    const text = JSON.stringify(clinic.listener.got);
    expect(text).toMatch(/Okoro/);
    expect(text).not.toMatch(/1990-05-04|100700/);
    await kit.superuser.query(`update interconnection.agreement set status = 'suspended' where partner = 'clinic'`);
    kit.clock.advance(10_000);
    clinic.listener.got.length = 0;
    await kit.change({ version: 3 });
    await kit.deliver();
    expect(clinic.listener.got).toHaveLength(0);
  });

  it('IBR-036: with a frequency waits for its time and tells of each person once', async () => {
    const frequency = {
      start_time: '2026-11-24T08:00:00Z',
      end_time: '2027-11-24T08:00:00Z',
      frequency: '0 0 9 * * ?',
    };
    await subscribe([item({ frequency })]);
    await kit.change();
    await kit.change({ version: 3 });
    await flushNotices(kit.server.context);
    await kit.deliver();
    expect(notices()).toHaveLength(0);
    kit.clock.advance(3_600_000);
    await flushNotices(kit.server.context);
    await kit.deliver();
    expect(notices()).toHaveLength(1);
    expect((notices()[0]?.body.message as { notify_event: unknown[] }).notify_event).toHaveLength(1);
    kit.clock.advance(86_400_000);
    await flushNotices(kit.server.context);
    await kit.deliver();
    expect(notices()).toHaveLength(1);
  });

  it('IBR-036: that is due in its last moment tells then what waited, however late we look', async () => {
    const frequency = {
      ...{ start_time: '2026-11-24T08:00:00Z', end_time: '2026-11-24T09:00:00Z', frequency: '0 0 9 * * ?' },
    };
    await subscribe([item({ frequency })]);
    await kit.change();
    kit.clock.advance(2 * 3_600_000);
    await flushNotices(kit.server.context);
    await kit.deliver();
    expect(notices()).toHaveLength(1);
    const { rows } = await kit.superuser.query('select 1 from exchange.subscription where ended_at is null');
    expect(rows).toEqual([]);
  });

  it('IBR-036: ends by itself when its time has come', async () => {
    const frequency = {
      start_time: '2026-11-24T08:00:00Z',
      end_time: '2026-11-25T08:00:00Z',
      frequency: '0 0 * * * ?',
    };
    await subscribe([item({ frequency })]);
    kit.clock.advance(2 * 86_400_000);
    await flushNotices(kit.server.context);
    await kit.change();
    const { rows } = await kit.superuser.query(`select 1 from exchange.notice`);
    expect(rows).toEqual([]);
  });

  it('S15: keeps no number and no name in clear', async () => {
    await subscribe([
      item({ filter_type: 'expression', filter: { $and: [{ member_identifier: '880012' }, { surname: 'Okoro' }] } }),
    ]);
    const { rows } = await kit.superuser.query<{ text: string }>(
      `select s::text || k::text as text from exchange.subscription s join exchange.subscription_key k using (code)`,
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.text).not.toMatch(inClear('880012', '[Oo]koro'));
  });

  it('IBR-036: one change is put by for a thousand subscriptions of ten partners at once, each once', async () => {
    await subscribe();
    await kit.superuser.query(`
      insert into exchange.subscription
        select 'fan-' || n, 'p-' || n % 10, role, event_type, entity, record_type, condition, digest || n, starts_at,
               ends_at, frequency, next_due_at, locale, created_at, ended_at
        from exchange.subscription, generate_series(1, 999) n`);
    await kit.superuser.query(`
      insert into exchange.subscription_key
        select key, 'fan-' || n from exchange.subscription_key, generate_series(1, 999) n`);
    await kit.change();
    const { rows } = await kit.superuser.query<{ stream: string; n: string }>(
      `select stream, count(*) n from platform.outbox where kind = 'exchange.notice' group by stream`,
    );
    expect(rows).toHaveLength(11);
    expect(rows.reduce((sum, { n }) => sum + Number(n), 0)).toBe(1000);
  });

  it('IBR-036: ten thousand others do not slow a change down: only those that bear its keys are looked at', async () => {
    await subscribe();
    await kit.superuser.query(`
      insert into exchange.subscription
        select 'other-' || n, partner, role, event_type, entity, record_type, condition, 'd' || n, starts_at, ends_at,
               frequency, next_due_at, locale, created_at, ended_at
        from exchange.subscription, generate_series(1, 10000) n`);
    await kit.superuser.query(`
      insert into exchange.subscription_key select 'identifier|UIN|' || n, 'other-' || n from generate_series(1, 10000) n`);
    await kit.superuser.query('analyze exchange.subscription, exchange.subscription_key');
    const { rows } = await kit.superuser.query<{ plan: string }>(
      `explain select * from exchange.subscription where code in (select code from exchange.subscription_key where key in ('identifier|UIN|5', '*'))`,
    );
    expect(JSON.stringify(rows)).not.toMatch(/Seq Scan/);
    await kit.change();
    await kit.deliver();
    expect(notices()).toHaveLength(1);
  });
});
