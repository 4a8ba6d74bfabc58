import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ServiceError } from '@interlink/contracts/errors';
import { DEATH_NOTIFIED, openNotice } from '../../src/exchange/server/receive.js';
import { addInquiry, noteAnswered } from '../../src/exchange/store/inquiries.js';
import { testActor } from '../support/platform.js';
import { agreed, ALL, openExchangeKit, send, type ExchangeKit, type Joined } from './exchange-kit.js';
import { inClear } from '../support/in-clear';

let kit: ExchangeKit;
let partner: Joined;
beforeAll(async () => {
  kit = await openExchangeKit();
  partner = await kit.join('mis');
  await kit.agree('mis');
  await tellsUs('mis', 'event');
  await tellsUs('mis', 'query');
});
afterAll(() => kit.close());

/** It may tell us whatever the examples tell. */
const tellsUs = (id: string, mode: 'event' | 'query') =>
  kit.addAgreement(id, agreed({ mode, direction: 'in', elements: [...ALL, 'registration_date'] }));

const example = (file: string) =>
  (
    JSON.parse(
      readFileSync(path.resolve(__dirname, `../../../contracts/test/exchange/examples/${file}.json`), 'utf8'),
    ) as {
      message: Record<string, unknown>;
    }
  ).message;
const enrolled = (query: unknown) =>
  send(kit, partner, 'enrolled', {
    role: 'ibr',
    message: { transaction_id: 't-5', enrolled_criteria: { query_type: 'expression', query } },
  });
const callback = { status: 'succ', completed_count: 1 };

describe('the integrated beneficiary registry', () => {
  it('IBR-036: says whether a person is enrolled in a programme', async () => {
    const { body } = await send(kit, partner, 'enrolled', { role: 'ibr', message: example('ibr-enrolled') });
    expect(body.header?.['action']).toBe('on-search');
    expect(body.message.enrolled_response).toMatchObject([{ status: 'succ', enrolled_status: 'yes' }]);
    const other = await enrolled({ person_identifier: { eq: '880012' }, programme_identifier: { eq: 'OTHER' } });
    expect(other.body.message.enrolled_response?.[0]?.enrolled_status).toBe('no');
  });

  it('IBR-036: says nothing, rather than no, where the agreement does not name the state of an enrolment', async () => {
    const silent = await kit.join('silent');
    await kit.agree('silent', { elements: ALL.filter((element) => element !== 'enrollment_status') });
    const { body } = await send(kit, silent, 'enrolled', { role: 'ibr', message: example('ibr-enrolled') });
    const [answer] = body.message.enrolled_response ?? [];
    expect(answer).toMatchObject({ status: 'rjct', status_reason_code: 'rjct.filter.invalid' });
    expect(answer).not.toHaveProperty('enrolled_status');
  });

  it('IBR-036: refuses a question that it does not understand, as an item', async () => {
    const { body } = await enrolled({ shoe_size: { eq: 44 } });
    expect(body.message.enrolled_response?.[0]).toMatchObject({
      status: 'rjct',
      status_reason_code: 'rjct.filter.invalid',
    });
    expect(body.message.enrolled_response?.[0]).not.toHaveProperty('enrolled_status');
  });

  it('IBR-036: takes the enrolments that a management system pushes, under its own name as source', async () => {
    const sent = { role: 'ibr', message: example('ibr-enrollment-updates'), header: callback } as const;
    const { status, body } = await send(kit, partner, 'enrollment-updates', sent);
    expect(status).toBe(200);
    expect(body.message.enrolled_response).toMatchObject([{ status: 'succ' }]);
    expect(kit.registry.stated.at(-1)).toMatchObject({
      source: 'mis',
      records: [{ kind: 'person' }, { kind: 'enrolment' }, { kind: 'benefit' }],
    });
  });

  it('S4: a push that is replayed states nothing again', async () => {
    const sent = {
      role: 'ibr',
      message: example('ibr-enrollment-updates'),
      header: { ...callback, message_id: 'once' },
    } as const;
    await send(kit, partner, 'enrollment-updates', sent);
    const stated = kit.registry.stated.length;
    const { body } = await send(kit, partner, 'enrollment-updates', sent);
    expect(body.header?.['status_reason_code']).toBe('rjct.message_id.duplicate');
    expect(kit.registry.stated).toHaveLength(stated);
  });

  it('S4: a push whose effect failed has taken nothing, so that the very same bytes are taken when it is repaired', async () => {
    const whole = kit.registry.ingestWithin;
    const sent = {
      role: 'ibr',
      message: example('ibr-enrollment-updates'),
      header: { ...callback, message_id: 'after-a-failure', message_ts: kit.clock.now().toISOString() },
    } as const;
    Object.assign(kit.registry, { ingestWithin: () => Promise.reject(new Error('the disk is full')) });
    const failed = await send(kit, partner, 'enrollment-updates', sent);
    expect([failed.status, failed.body.errors?.[0]?.code]).toEqual([503, 'err.service.unavailable']);
    Object.assign(kit.registry, { ingestWithin: whole });
    const { body } = await send(kit, partner, 'enrollment-updates', sent);
    expect(body.message.enrolled_response).toMatchObject([{ status: 'succ' }]);
  });

  it('IBR-036: what one beneficiary has wrong is told of that one, and the others are taken', async () => {
    const whole = kit.registry.ingestWithin;
    const { beneficiaries } = example('ibr-enrollment-updates')['enrolled_updates'] as { beneficiaries: [object] };
    const [good] = beneficiaries;
    const nobody = { ...good, member: { demographic_info: { name: { surname: 'Nameless' } } } };
    let calls = 0;
    Object.assign(kit.registry, {
      ingestWithin: async (...call: Parameters<typeof whole>) => {
        calls += 1;
        if (calls === 1) throw new ServiceError('registry.record-refused', { index: 0 });
        return whole(...call);
      },
    });
    const message = { transaction_id: 't-7', enrolled_updates: { beneficiaries: [good, nobody, good] } };
    const { body } = await send(kit, partner, 'enrollment-updates', { role: 'ibr', message, header: callback });
    Object.assign(kit.registry, { ingestWithin: whole });
    expect(body.header).toMatchObject({ status: 'succ' });
    expect(body.message.enrolled_response).toMatchObject([
      { status: 'rjct', status_reason_code: 'rjct.search_criteria.invalid' },
      { status: 'rjct', status_reason_code: 'rjct.person_id.invalid' },
      { status: 'succ' },
    ]);
  });

  it('F2: a push of a partner that is no source of the registry is refused, not answered as if we had failed', async () => {
    const whole = kit.registry.ingestWithin;
    const unknown = new ServiceError('registry.source-unknown', { source: 'mis' });
    Object.assign(kit.registry, { ingestWithin: () => Promise.reject(unknown) });
    const sent = { role: 'ibr', message: example('ibr-enrollment-updates'), header: callback } as const;
    const { status, body } = await send(kit, partner, 'enrollment-updates', sent);
    Object.assign(kit.registry, { ingestWithin: whole });
    expect([status, body.errors?.[0]?.code]).toEqual([403, 'err.request.forbidden']);
    expect((await kit.audits('exchange.refuse')).at(-1)?.body).toContain('source-unknown');
  });

  it('F2: a push that holds more than was agreed is refused whole', async () => {
    const shy = await kit.join('shy');
    await kit.addAgreement('shy', {
      direction: 'in',
      mode: 'event',
      recordTypes: [],
      elements: ['member', 'programme_identifier'],
    });
    const stated = kit.registry.stated.length;
    const sent = { role: 'ibr', message: example('ibr-enrollment-updates'), header: callback } as const;
    const { status } = await send(kit, shy, 'enrollment-updates', sent);
    expect(status).toBe(403);
    expect(kit.registry.stated).toHaveLength(stated);
  });

  it('SR-029: says over the DR role whether somebody is registered as disabled', async () => {
    const { body } = await send(kit, partner, 'disabled', { role: 'dr', message: example('dr-disabled') });
    expect(body.message.disabled_response?.[0]?.status).toMatch(/succ|rjct/);
  });
});

/** We asked a partner to be told of deaths, and it agreed. */
const followDeaths = (id: string) =>
  kit.platform.inTransaction(testActor(), async (tx) => {
    const [inquiry, transactionId] = [kit.platform.ids.next(), kit.platform.ids.next()];
    const row = {
      ...{ id: inquiry, transactionId, partner: id, connector: 'vital-events', role: 'crvs', eventType: 'Death' },
      ...{ requestId: `follow:${inquiry}`, referenceId: transactionId, subjectId: `partner:${id}`, ends: null },
      ...{ kind: 'subscribe' as const, askedAt: tx.now, lookAt: tx.now, expiresAt: tx.now },
    };
    const watch = { eventType: 'Death', recordType: 'Person', query: { by: 'everything' } } as const;
    await addInquiry(tx, kit.platform, row, { kind: 'subscribe', watch });
    await noteAnswered(tx, kit.platform, inquiry, { kind: 'subscribed', codes: ['s-deaths'] });
  });

describe('what comes to us', () => {
  it('F2: a notice of a death from who may ask, and whose deaths we do not follow, stops nobody’s payment', async () => {
    const clinic = await kit.join('clinic');
    await tellsUs('clinic', 'event');
    const sent = { role: 'crvs', message: example('crvs-notify-death'), header: callback } as const;
    const { body } = await send(kit, clinic, 'notify', sent);
    expect(body.message.error?.code).toBe('err.request.bad');
    expect((await kit.audits('exchange.refuse')).at(-1)?.body).toContain('notice-not-subscribed');
    const { rows } = await kit.superuser.query('select 1 from platform.outbox where kind = $1', [DEATH_NOTIFIED]);
    expect(rows).toEqual([]);
  });

  it('SR-029: a signed notice of a death is kept once and told to those behind, by ids alone', async () => {
    const published: unknown[] = [];
    const { publish } = kit.platform;
    Object.assign(kit.platform, { publish: (_tx: unknown, event: unknown) => void published.push(event) });
    await followDeaths('mis');
    const header = { ...callback, message_id: 'death-1' };
    const sent = { role: 'crvs', message: example('crvs-notify-death'), header } as const;
    const first = await send(kit, partner, 'notify', sent);
    const again = await send(kit, partner, 'notify', sent);
    Object.assign(kit.platform, { publish });
    expect([first.body.message.ack_status, again.body.message.ack_status]).toEqual(['ACK', 'ACK']);
    expect(published).toMatchObject([{ kind: DEATH_NOTIFIED, body: { place: 0, partner: 'mis' } }]);
    const { receivedId } = (published[0] as { body: { receivedId: string } }).body;
    expect(await openNotice(kit.server.context, receivedId, 0)).toMatchObject({
      reg_records: { death_date: '2026-02-27T00:00:00Z' },
    });
    const { rows } = await kit.superuser.query<{ all: string }>(`select r::text as all from exchange.received r`);
    expect(JSON.stringify(rows)).not.toMatch(inClear('880012'));
    const logged = await kit.superuser.query(
      `select records, purpose from interconnection.exchange_log where message_id = 'death-1' and result = 'received'`,
    );
    expect(logged.rows).toEqual([{ records: 1, purpose: 'eligibility' }]);
  });

  it.each([
    ['no agreement', undefined, 'no-agreement'],
    ['an agreement that names less than it tells', ['identifier'], 'element-not-agreed'],
  ])('F2: what is told under %s has no effect, and the page of exchanges says why', async (_what, elements, why) => {
    const teller = await kit.join(`teller-${why}`);
    if (elements) await kit.addAgreement(teller.id, agreed({ mode: 'event', direction: 'in', elements }));
    await followDeaths(teller.id);
    const sent = { role: 'crvs', message: example('crvs-notify-death'), header: callback } as const;
    const { status, body } = await send(kit, teller, 'notify', sent);
    expect([status, body.message.error?.code]).toEqual([403, 'err.request.forbidden']);
    const { rows } = await kit.superuser.query(
      `select operation, result, refusal, signature, (select count(*)::int from exchange.received r where r.partner = l.partner) as kept
       from interconnection.exchange_log l where partner = $1`,
      [teller.id],
    );
    expect(rows).toEqual([
      { operation: 'crvs-notify', result: 'refused', refusal: why, signature: 'verified', kept: 0 },
    ]);
    expect((await kit.audits('interconnection.refuse')).at(-1)?.body).toContain(why);
  });

  it.each([
    ['on-search', (found: object) => found],
    [
      'txn-on-status',
      (found: object) => ({
        transaction_id: 't-4',
        correlation_id: 'c-10',
        txnstatus_response: { txn_type: 'search', txn_status: found },
      }),
    ],
  ] as const)('F2: records that answer us need an agreement too, at %s', async (operation, within) => {
    const teller = await kit.join(`answers-${operation}`);
    const message = { ...within(example('sr-on-search')) };
    const { status } = await send(kit, teller, operation, { message, header: { status: 'succ' } });
    expect(status).toBe(403);
    expect((await kit.audits('exchange.refuse')).at(-1)?.body).toContain('no-agreement');
  });

  it.each([
    ['sr-on-search', 'on-search', { status: 'succ' }, 'err.request.bad'],
    ['sr-on-subscribe', 'on-subscribe', {}, 'err.request.bad'],
    ['sr-on-unsubscribe', 'on-unsubscribe', {}, 'err.request.bad'],
    ['sr-txn-on-status', 'txn-on-status', { status: 'succ' }, 'err.request.bad'],
    ['sr-notify', 'notify', { status: 'succ' }, undefined],
  ] as const)(
    'SR-029: our example %s is understood at %s, refused when it answers nothing that we asked, and refused unsigned',
    async (file, operation, header, code) => {
      const message = example(file);
      const taken = await send(kit, partner, operation, { message, header });
      expect(taken.body.message.error?.code).toBe(code);
      if (code) expect((await kit.audits('exchange.refuse')).at(-1)?.body).toContain('answer-unknown');
      const unsigned = await send(kit, partner, operation, { message, header, unsigned: true });
      expect(unsigned.body.message.error?.code).toBe('err.signature.missing');
    },
  );
});
