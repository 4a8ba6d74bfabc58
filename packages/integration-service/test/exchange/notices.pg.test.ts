import type { DciRole } from '@interlink/contracts/exchange/dci/role';
import type { PersonView } from '@interlink/contracts/registry/view';
import { flushNotices } from '../../src/exchange/subscriptions/flush.js';
import { agreed, openExchangeKit, send, type ExchangeKit, type Joined } from './exchange-kit.js';
import { ada, PERSON_ID } from './fake-registry.js';

let kit: ExchangeKit;
let partner: Joined;
beforeEach(async () => {
  kit = await openExchangeKit();
  partner = await kit.join('mis');
});
afterEach(() => kit.close());

const daily = { start_time: '2026-11-24T08:00:00Z', end_time: '2027-11-24T08:00:00Z', frequency: '0 0 9 * * ?' };
interface Notified {
  readonly body: { readonly message: { readonly notify_event: readonly unknown[] } };
}
async function subscribe(criteria: Record<string, unknown>, role: DciRole = 'sr'): Promise<void> {
  const subscribe_criteria = { reg_event_type: 'UPDATE', notify_record_type: 'Member', frequency: daily, ...criteria };
  const item = { reference_id: 'r-1', timestamp: '2026-11-24T08:00:00Z', subscribe_criteria };
  await send(kit, partner, 'subscribe', { role, message: { transaction_id: 't-2', subscribe_request: [item] } });
  await kit.work();
  expect(partner.listener.got.pop()?.body).toMatchObject({ header: { status: 'succ' } });
}
/** The hour has come for which notices waited. */
async function told(): Promise<readonly unknown[]> {
  kit.clock.advance(3_600_000);
  await flushNotices(kit.server.context);
  await kit.deliver();
  return partner.listener.got.filter(({ path }) => path === '/registry/notify');
}
const women = { filter_type: 'expression', filter: { sex: { eq: 'female' } } };
const byNumber = { filter_type: 'idtype-value', filter: { type: 'UIN', value: '880012' } };

describe('a notice', () => {
  it('S2: that waited for its time is of nobody who fits the filter no more', async () => {
    await kit.agree('mis');
    await subscribe(women);
    const second = '0190a000-0000-7000-8000-000000000102';
    kit.registry.people.set(second, ada({ personId: second, data: { name: { surname: 'Bora' }, sex: 'female' } }));
    await kit.change();
    await kit.change({ personId: second });
    kit.registry.people.set(PERSON_ID, ada({ data: { name: { surname: 'Okoro' }, sex: 'male' } }));
    const [notice, ...more] = await told();
    expect(more).toEqual([]);
    expect(JSON.stringify(notice)).toContain('Bora');
    expect(JSON.stringify(notice)).not.toContain('Okoro');
  });

  it('F2: is told for the purpose that was agreed when it was subscribed, and no further than that reaches', async () => {
    const agree = (purpose: string, elements: string[]) =>
      kit.addAgreement('mis', agreed({ mode: 'event', purpose, elements }));
    const mine = await agree('eligibility', ['member_identifier']);
    await subscribe(byNumber);
    await agree('statistics', ['member_identifier', 'demographic_info']);
    await kit.change();
    expect(JSON.stringify(await told())).toMatch(/880012/);
    expect(JSON.stringify(partner.listener.got)).not.toMatch(/Okoro/);
    await kit.superuser.query(`update interconnection.agreement set status = 'terminated' where id = $1`, [mine]);
    kit.clock.advance(20 * 3_600_000);
    partner.listener.got.length = 0;
    await kit.change({ version: 3 });
    kit.clock.advance(4 * 3_600_000);
    expect(await told()).toEqual([]);
    expect((await kit.audits('interconnection.refuse')).at(-1)?.body).toMatch(
      /"purpose":"eligibility".*"refusal":"terminated"/,
    );
  });

  it('F2: is not told once its agreement needs a consent, for it can rest on none', async () => {
    await kit.agree('mis');
    await subscribe(byNumber);
    await kit.change();
    await kit.superuser.query(
      `update interconnection.agreement set terms = terms || '{"consentRequired": true}' where partner = 'mis'`,
    );
    expect(await told()).toEqual([]);
    expect((await kit.audits('interconnection.refuse')).at(-1)?.body).toContain('consent-missing');
  });

  it('SR-029: of a death is told while there is one, and of no birth of who is only new to us', async () => {
    await kit.agree('mis');
    const person = { ...byNumber, notify_record_type: 'Person', frequency: undefined };
    for (const reg_event_type of ['Death', 'LiveBirth', 'Marriage'])
      await subscribe({ ...person, reg_event_type }, 'crvs');
    const dead = ada({ data: { ...ada().data, deathDate: { date: '2026-11-20', precision: 'day' } } });
    kit.registry.people.set(PERSON_ID, dead);
    await kit.change({ version: 1, fields: ['deathDate', 'maritalStatus'] });
    await kit.deliver();
    const eventsTold = () =>
      partner.listener.got.map(({ body }) => /"reg_event_type":"(\w+)"/.exec(JSON.stringify(body))?.[1]);
    expect(eventsTold()).toEqual(['Death']);
    // Entered by mistake: taken back, and once more before it could be told.
    kit.registry.people.set(PERSON_ID, ada());
    await kit.change({ version: 2, fields: ['deathDate'] });
    kit.registry.people.set(PERSON_ID, dead);
    await kit.change({ version: 3, fields: ['deathDate'] });
    kit.registry.people.set(PERSON_ID, ada());
    await kit.deliver();
    expect(eventsTold()).toEqual(['Death']);
  });

  it('IBR-036: of a programme is not told when another programme of the person changes', async () => {
    await kit.agree('mis');
    const filter = { programme_identifier: { $in: ['CG-01'] } };
    const watch = { filter_type: 'expression', filter, notify_record_type: 'Beneficiary', frequency: undefined };
    await subscribe({ ...watch, reg_event_type: 'enrollement' }, 'ibr');
    await kit.change({ kinds: ['enrolment'], fields: [], programmes: ['CG-01', 'CG-02'], enrolled: ['CG-02'] });
    await kit.deliver();
    expect(partner.listener.got).toEqual([]);
    await kit.change({ kinds: ['enrolment'], fields: [], programmes: ['CG-01'], enrolled: ['CG-01'] });
    await kit.deliver();
    expect(partner.listener.got).toHaveLength(1);
  });

  it.each([
    ['at once', undefined],
    ['at its time', daily],
  ])('IBR-036: of an enrolment, told %s, tells of no other that fits as well', async (_when, frequency) => {
    await kit.agree('mis');
    const filter = { sex: { eq: 'female' } };
    const watch = { filter_type: 'expression', filter, notify_record_type: 'Beneficiary', frequency };
    await subscribe({ ...watch, reg_event_type: 'enrollement' }, 'ibr');
    const [enrolment] = ada().enrolments;
    const enrolments = ['CG-01', 'CG-02', 'CG-03'].map((programme) => ({ ...enrolment, programme }));
    kit.registry.people.set(PERSON_ID, ada({ enrolments: enrolments as PersonView['enrolments'] }));
    for (const programme of ['CG-02', 'CG-03']) {
      await kit.change({
        version: 3,
        kinds: ['enrolment'],
        fields: [],
        programmes: [programme],
        statusChanged: ['CG-01'],
      });
      await kit.change({
        version: 4,
        kinds: ['enrolment'],
        fields: [],
        programmes: [programme],
        enrolled: [programme],
      });
    }
    const got = (await told()).flatMap((one) => (one as Notified).body.message.notify_event);
    expect(
      JSON.stringify(got)
        .match(/CG-0\d/g)
        ?.sort(),
    ).toEqual(['CG-02', 'CG-03']);
  });

  it('S12: holds no more items than a message may, however many enrolments its people have', async () => {
    await kit.agree('mis');
    const everybody = {
      filter_type: 'expression',
      filter: { sex: { eq: 'female' } },
      notify_record_type: 'Beneficiary',
    };
    await subscribe({ ...everybody, reg_event_type: 'enrollement' }, 'ibr');
    const [enrolment] = ada().enrolments;
    const enrolments = Array.from({ length: 60 }, (_none, at) => ({
      ...enrolment,
      programme: `P-${at}`,
    })) as PersonView['enrolments'];
    for (const at of [1, 2, 3]) {
      const personId = `0190a000-0000-7000-8000-00000000010${at}`;
      kit.registry.people.set(personId, ada({ personId, enrolments }));
      const programmes = enrolments.map(({ programme }) => programme);
      await kit.change({ personId, kinds: ['enrolment'], fields: [], programmes, enrolled: programmes });
    }
    const lengths = (await told()).map((one) => (one as Notified).body.message.notify_event.length);
    expect(lengths).toEqual([60, 60, 60]);
  });

  it.each(['before it was put by', 'before it was told'])('S15: is of nobody who was erased %s', async (when) => {
    await kit.agree('mis');
    await subscribe({ ...byNumber, frequency: undefined });
    if (when === 'before it was told') await kit.change();
    kit.registry.erased.add(PERSON_ID);
    if (when === 'before it was put by') await kit.change();
    await kit.deliver();
    expect(partner.listener.got).toEqual([]);
    const { rows } = await kit.superuser.query(`select 1 from platform.outbox where state <> 'delivered'`);
    expect(rows).toEqual([]);
  });

  it('F2: counts once against the volume of the day however often it is tried, and is told when the partner is back', async () => {
    await kit.agree('mis', { dailyRecords: 1 });
    await subscribe({ ...byNumber, frequency: undefined });
    await kit.change();
    partner.listener.answers = { status: 503, body: '' };
    await kit.deliver();
    partner.listener.got.length = 0;
    partner.listener.answers = { status: 200, body: '{}' };
    kit.clock.advance(120_000);
    await kit.deliver();
    expect(JSON.stringify(partner.listener.got)).toContain('880012');
    const { rows } = await kit.superuser.query('select records::int from interconnection.agreement_use');
    expect(rows).toEqual([{ records: 1 }]);
  });
});
