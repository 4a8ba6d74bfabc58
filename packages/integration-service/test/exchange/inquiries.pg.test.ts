import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { NewInquiry } from '../../src/exchange/client/inquiries.js';
import { transactionOf } from '../../src/exchange/client/dci-call.js';
import { findInquiry, type InquiryRow } from '../../src/exchange/store/inquiries.js';
import { liveInProcess } from '../support/mortal.js';
import { searchItem, searchOf, send } from './exchange-kit.js';
import { openInquiryKit, type InquiryKit } from './inquiry-kit.js';
import { inClear } from '../support/in-clear';

jest.setTimeout(120_000);

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const query = { by: 'identifier', type: 'UIN', value: '880012' } as const;

describe('IBR-035: what is asked of a registry to be answered later', () => {
  let kit: InquiryKit;
  beforeAll(async () => {
    kit = await openInquiryKit();
  });
  afterAll(() => kit.close());

  const about = (over: Partial<NewInquiry> = {}): NewInquiry => ({
    ...{ partner: 'civil-registry', connector: 'vital-events', request: { kind: 'search', question: { query } } },
    requestId: randomUUID(),
    cause: {
      actor: { kind: 'system', id: 'interlink', loginName: 'interlink', correlationId: randomUUID() },
      subjectId: randomUUID(),
    },
    ...over,
  });
  const look = async ({ id }: InquiryRow) => {
    const row = await findInquiry(kit.platform, id);
    if (!row) throw new Error('the inquiry is gone');
    return row;
  };
  /** Asks, with the registry's call back going wrong in that way, and says what we told it then. */
  async function askWith(fault: Parameters<InquiryKit['fault']>[0] | undefined, calls = 1) {
    if (fault) kit.fault(fault);
    const row = await kit.exchange.inquiries.begin(about());
    return { row, calls: await kit.calledIn(row, calls) };
  }
  /** The registry's own words, signed by it, in answer to a request of ours. */
  const answer = (row: InquiryRow, message: object = {}, header: object = {}) =>
    send(kit, kit.civil, 'on-search', {
      role: 'crvs',
      header: { status: 'succ', ...header },
      message: {
        ...{ transaction_id: row.transactionId, correlation_id: row.correlationIds[0] ?? 'none' },
        search_response: [{ reference_id: row.referenceId, timestamp: kit.clock.now().toISOString(), status: 'succ' }],
        ...message,
      },
    });
  async function agreementIs(status: string) {
    await kit.superuser.query(`update interconnection.agreement set status = $1 where terms ->> 'mode' = 'query'`, [
      status,
    ]);
    kit.clock.advance(10 * SECOND);
  }
  const lastRefusal = async () => (await kit.audits('exchange.refuse')).at(-1)?.body ?? '';

  it('is acknowledged, then answered at our address, and kept sealed', async () => {
    const { row, calls } = await askWith(undefined);
    expect(calls).toMatchObject([{ path: '/interlink/dci/crvs/registry/on-search', ack: 'ACK' }]);
    const done = await look(row);
    expect(done).toMatchObject({ state: 'answered', role: 'crvs' });
    expect(await kit.exchange.inquiries.outcome(done)).toMatchObject({ kind: 'records', total: 1 });
    const { rows } = await kit.superuser.query(`select i::text as all from exchange.inquiry i`);
    expect(JSON.stringify(rows)).not.toMatch(inClear('880012', 'Okoro'));
    expect((await kit.audits('exchange.inquire')).at(-1)?.header).toMatchObject({ subject: row.subjectId });
  });

  it('is asked once, however often the step is repeated', async () => {
    const inquiry = about();
    const asked = kit.received().length;
    const rows = await Promise.all([1, 2, 3].map(() => kit.exchange.inquiries.begin(inquiry)));
    expect(new Set(rows.map(({ id }) => id)).size).toBe(1);
    await kit.calledIn({ transactionId: transactionOf(inquiry.requestId) });
    expect(
      kit
        .received()
        .slice(asked)
        .filter(({ operation }) => operation === 'search-later'),
    ).toHaveLength(1);
  });

  it.each([
    ['unsigned', 'this partner must sign'],
    ['tampered', 'no registered key signed this message'],
    ['wrong-signature', 'no registered key signed this message'],
    ['other-correlation', 'this answers another request'],
  ] as const)('takes no answer that is %s, says why, and has the right one from the status', async (fault, why) => {
    const { row, calls } = await askWith(fault);
    expect(calls).toMatchObject([{ ack: 'ERR', code: why }]);
    expect((await look(row)).state).toBe('acknowledged');
    kit.clock.advance(31 * SECOND);
    await kit.exchange.inquiries.lookAfter();
    expect((await look(row)).state).toBe('answered');
  });

  it('takes the very same answer twice as once, and a second answer not at all', async () => {
    const replayed = await askWith('replayed', 2);
    expect(replayed.calls.map(({ ack }) => ack)).toEqual(['ACK', 'ACK']);
    const { calls } = await askWith('said-twice', 2);
    expect(calls).toMatchObject([{ ack: 'ACK' }, { ack: 'ERR', code: 'this request was answered before' }]);
    expect(await lastRefusal()).toContain('answer-repeated');
  });

  it('refuses, by its name, what nobody asked, what answers another item, and what comes too late', async () => {
    kit.fault('withheld');
    const row = await kit.exchange.inquiries.begin(about());
    for (const [message, why] of [
      [{ transaction_id: 'never-asked' }, 'answer-unknown'],
      [
        { search_response: [{ reference_id: 'x', timestamp: '2026-11-24T08:00:00Z', status: 'succ' }] },
        'answer-foreign',
      ],
    ] as const) {
      const { body } = await answer(row, message);
      expect(body.message.error?.code).toBe('err.request.bad');
      expect(await lastRefusal()).toContain(why);
    }
    kit.clock.advance(25 * HOUR);
    const { body } = await answer(row);
    expect(body.message.error?.message).toBe('this answer came too late');
    await kit.exchange.inquiries.lookAfter();
    expect((await look(row)).state).toBe('expired');
  });

  it('is answered by a callback that names no sender, as the standard lets it; a request must name one', async () => {
    kit.fault('withheld');
    const row = await kit.exchange.inquiries.begin(about());
    expect((await answer(await look(row), {}, { sender_id: undefined })).body.message.ack_status).toBe('ACK');
    expect((await look(row)).state).toBe('answered');
    const header = { sender_id: undefined, status: 'succ' };
    const { body } = await send(kit, kit.civil, 'sync-search', { header, message: searchOf(searchItem()) });
    expect(body.errors?.[0]?.code).toBe('err.sender_id.invalid');
  });

  it('takes one of two answers that come at once', async () => {
    kit.fault('withheld');
    const row = await kit.exchange.inquiries.begin(about());
    const both = await Promise.all([answer(await look(row)), answer(await look(row))]);
    expect(both.map(({ body }) => body.message.ack_status).sort()).toEqual(['ACK', 'ERR']);
  });

  it('asks what became of a request whose answer does not come', async () => {
    kit.fault('withheld');
    const row = await kit.exchange.inquiries.begin(about());
    expect((await look(row)).state).toBe('acknowledged');
    kit.clock.advance(31 * SECOND);
    await kit.exchange.inquiries.lookAfter();
    expect(await kit.exchange.inquiries.outcome(await look(row))).toMatchObject({ kind: 'records', total: 1 });
  });

  it('F2: takes no records by asking that no agreement lets a callback bring', async () => {
    kit.fault('withheld');
    const row = await kit.exchange.inquiries.begin(about());
    await agreementIs('suspended');
    kit.clock.advance(31 * SECOND);
    await kit.exchange.inquiries.lookAfter();
    await agreementIs('active');
    expect(await look(row)).toMatchObject({ state: 'refused', code: 'suspended' });
    expect(await kit.exchange.inquiries.outcome(await look(row))).toBeUndefined();
  });

  it.each(['status-500', 'lost-answer'] as const)('sends the same message again after %s', async (fault) => {
    kit.fault(fault, 'search-later');
    const before = kit.received().length;
    // Where only the acknowledgement was lost, the registry calls by itself as well.
    const openDoor = kit.shutDoor();
    const row = await kit.exchange.inquiries.begin(about());
    kit.clock.advance(31 * SECOND);
    await kit.exchange.inquiries.lookAfter();
    openDoor();
    const ids = kit
      .received()
      .slice(before)
      .filter(({ operation }) => operation === 'search-later')
      .map(({ body }) => (body as { header: { message_id: string } }).header.message_id);
    expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
    await kit.calledIn(row);
    expect((await look(row)).state).toBe('answered');
  });

  it('S3: is answered all the same when the process is killed between asking and the acknowledgement', async () => {
    const file = join(__dirname, 'inquiry-life.ts');
    const inquiry = about();
    expect(await liveInProcess(kit, file, inquiry, 'exchange.after-asked')).toBe('SIGKILL');
    const transactionId = transactionOf(inquiry.requestId);
    expect(await kit.calledIn({ transactionId })).toMatchObject([{ ack: 'ACK' }]);
    const row = await kit.exchange.inquiries.begin(inquiry);
    expect(row.state).toBe('answered');
  });

  it('SR-029: follows a registry’s deaths, is told of one, and takes no notice once it follows no more', async () => {
    const { following } = kit.exchange;
    const { actor } = about().cause;
    const wish = { partner: 'civil-registry', connector: 'vital-events', eventType: 'Death' };
    const { id } = await following.follow(actor, wish);
    await kit.calledIn({ path: /on-subscribe$/ });
    const followed = (await following.list()).find((one) => one.id === id);
    expect(followed).toMatchObject({ state: 'answered', about: 'everybody', subscriptionCodes: [expect.any(String)] });
    expect(await (await kit.enterDeath('880012', '2026-11-20')).json()).toEqual({ told: 1 });
    expect(await kit.calledIn({ path: /notify$/ })).toMatchObject([{ ack: 'ACK' }]);
    const notice = (code: string) => ({
      transaction_id: randomUUID(),
      notify_event: [
        {
          ...{ reference_id: 'n', timestamp: kit.clock.now().toISOString(), subscription_code: code },
          data: { reg_event_type: 'Death', reg_record_type: 'Person', reg_records: { name: { surname: 'Okoro' } } },
        },
      ],
    });
    const tell = (code = followed?.subscriptionCodes[0] ?? '') =>
      send(kit, kit.civil, 'notify', { role: 'crvs', header: { status: 'succ' }, message: notice(code) });
    expect((await tell()).body.message.ack_status).toBe('ACK');
    expect((await tell('of-somebody-else')).body.message.ack_status).toBe('ERR');
    await following.end(actor, id);
    await kit.calledIn({ path: /on-unsubscribe$/ });
    expect((await following.list()).find((one) => one.id === id)?.ending).toBe('answered');
    expect((await tell()).body.message.error?.message).toBe('there is no subscription with this code');
    expect(await lastRefusal()).toContain('notice-not-subscribed');
    await expect(following.end(actor, id)).rejects.toMatchObject({ code: 'exchange.not-followed' });
    const elsewhere = following.follow(actor, { ...wish, connector: 'mapper' });
    await expect(elsewhere).rejects.toMatchObject({ code: 'exchange.connector-unknown' });
  });

  it('SR-029: follows one person: the registry is given the number, and nobody else sees it', async () => {
    const { following } = kit.exchange;
    const { actor } = about().cause;
    const wish = { partner: 'civil-registry', connector: 'vital-events', eventType: 'Death' };
    const whom = { by: 'identifier', type: 'UIN', value: '880012' } as const;
    const followed = await following.follow(actor, { ...wish, whom });
    expect(followed).toMatchObject({ about: 'person' });
    expect(JSON.stringify(await following.list())).not.toMatch(inClear('880012'));
    const asked = kit.received().filter(({ operation }) => operation === 'subscribe');
    expect(asked.at(-1)?.body).toMatchObject({
      message: {
        subscribe_request: [
          { subscribe_criteria: { filter_type: 'idtype-value', filter: { type: 'UIN', value: '880012' } } },
        ],
      },
    });
    const { rows } = await kit.superuser.query(
      `select header, body from platform.audit_entry join platform.audit_body on entry_id = id
       where header ->> 'action' = 'exchange.inquire' order by id desc limit 1`,
    );
    expect(rows[0]).toMatchObject({ header: { subject: expect.stringMatching(/^followed:[0-9a-f]{64}$/) } });
    expect(JSON.stringify(rows)).not.toMatch(inClear('880012'));
    await kit.superuser.query('delete from exchange.inquiry where id = $1', [followed.id]);
  });

  it('SR-029: follows one place, and says which', async () => {
    const { following } = kit.exchange;
    const whom = { by: 'place', attribute: 'birth_place', value: 'R1' } as const;
    const wish = { partner: 'civil-registry', connector: 'vital-events', eventType: 'LiveBirth', whom };
    const followed = await following.follow(about().cause.actor, wish);
    expect(followed).toMatchObject({ about: 'place', place: 'birth_place = R1' });
    await kit.superuser.query('delete from exchange.inquiry where id = $1', [followed.id]);
  });

  it('SR-029: ends a subscription however many were asked for since', async () => {
    const [kept] = await kit.exchange.following.list();
    await kit.superuser.query(
      `insert into exchange.inquiry (id, partner, connector, role, kind, request_id, subject_id, transaction_id,
         reference_id, subscription_codes, state, request, asked_at, look_at, expires_at)
       select gen_random_uuid(), partner, connector, role, kind, n, subject_id, n, n, array['code ' || n], 'answered',
         request, asked_at + n::int * interval '1 second', look_at, expires_at
       from exchange.inquiry, (select n::text from generate_series(0, 600) n) numbers where id = $1`,
      [kept?.id],
    );
    const { rows } = await kit.superuser.query<{ id: string }>(
      `select id from exchange.inquiry where request_id = '0'`,
    );
    const oldest = rows[0]?.id ?? '';
    expect((await kit.exchange.following.list()).map(({ id }) => id)).not.toContain(oldest);
    expect(await kit.exchange.following.end(about().cause.actor, oldest)).toMatchObject({ id: oldest });
    await kit.superuser.query(`delete from exchange.inquiry where id <> $1`, [kept?.id]);
  });

  it('forgets questions and answers once they were kept long enough, and no subscription', async () => {
    const { row } = await askWith(undefined);
    kit.clock.advance(9 * 24 * HOUR);
    await kit.exchange.inquiries.forget();
    expect(await findInquiry(kit.platform, row.id)).toBeUndefined();
    expect(await kit.exchange.following.list()).toHaveLength(1);
  });
});
