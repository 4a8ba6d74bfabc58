import { compactVerify, importJWK } from 'jose';
import { forgetExpired, listForgotten } from '../../src/exchange/store/transactions.js';
import { exchangeJobs } from '../../src/exchange/jobs.js';
import type { ExchangeTables } from '../../src/exchange/tables.js';
import { rearm } from '../../src/platform/outbox/rows.js';
import { testActor } from '../support/platform.js';
import { newId, openExchangeKit, searchItem, searchOf, send, type ExchangeKit, type Joined } from './exchange-kit.js';
import { statusAsker } from './ask-status.js';
import { inClear } from '../support/in-clear';

let kit: ExchangeKit;
let partner: Joined;
beforeEach(async () => {
  kit = await openExchangeKit();
  partner = await kit.join('mis');
  await kit.agree('mis');
});
afterEach(() => kit.close());

const search = (over: { header?: Record<string, unknown>; item?: Record<string, unknown> } = {}) =>
  send(kit, partner, 'search', {
    message: searchOf(searchItem({}, over.item)),
    ...(over.header && { header: over.header }),
  });
const askStatus = statusAsker(() => [kit, partner]);
const outcomeOf = async (attribute: string, value: unknown) =>
  (await askStatus(attribute, value)).body.message.txnstatus_response?.txn_status;

describe('an asynchronous search', () => {
  it('SR-025: is acknowledged at once and answered by a signed callback with the same correlation id', async () => {
    const { status, body } = await search();
    expect([status, body.message.ack_status]).toEqual([200, 'ACK']);
    expect(partner.listener.got).toHaveLength(0);
    await kit.work();
    const [callback] = partner.listener.got;
    expect(callback).toMatchObject({
      path: '/registry/on-search',
      contentType: 'application/json',
      body: {
        header: { action: 'on-search', status: 'succ' },
        message: {
          transaction_id: 't-1',
          correlation_id: body.message.correlation_id,
          search_response: [{ status: 'succ' }],
        },
      },
    });
    const key = await importJWK(kit.interconnection.keys.signing.publicJwk, 'EdDSA');
    const { payload } = await compactVerify(callback?.body.signature ?? '', key);
    expect(JSON.parse(Buffer.from(payload).toString())).toEqual({
      header: callback?.body.header,
      message: callback?.body.message,
    });
  });

  it('S4: the same message again gets the same acknowledgement and has one effect', async () => {
    const header = { message_id: newId() };
    const first = await search({ header });
    const again = await search({ header });
    expect(again.body.message.correlation_id).toBe(first.body.message.correlation_id);
    await kit.work();
    await kit.work();
    expect(partner.listener.got).toHaveLength(1);
  });

  it('S4: the same id with another body is refused', async () => {
    const header = { message_id: newId() };
    await search({ header });
    const { body } = await search({ header, item: { reference_id: 'other' } });
    expect(body.message).toMatchObject({ ack_status: 'ERR', error: { code: 'err.request.bad' } });
    expect(body.message.error?.message).toMatch(/^rjct.message_id.duplicate/);
  });

  it('S16: calls back nobody but whom two people registered', async () => {
    const foreign = await search({ header: { sender_uri: 'https://evil.example/cb' } });
    expect(foreign.body.message.error?.code).toBe('err.sender_uri.invalid');
    await kit.address('mis', 'callback', 'https://unconfirmed.example/cb', false);
    const unconfirmed = await search({ header: { sender_uri: 'https://unconfirmed.example/cb' } });
    expect(unconfirmed.body.message.error?.code).toBe('err.sender_uri.invalid');
    const own = await search({ header: { sender_uri: `${partner.listener.url}/registry/on-search` } });
    expect(own.body.message.ack_status).toBe('ACK');
  });

  it('S3: a partner that is away for a day gets everything in order, once, when it is back', async () => {
    partner.listener.answers = { status: 503, body: '' };
    for (const reference_id of ['r-1', 'r-2', 'r-3']) await search({ item: { reference_id } });
    await kit.work();
    const tried = partner.listener.got.length;
    expect(tried).toBeGreaterThan(0);
    partner.listener.got.length = 0;
    partner.listener.answers = { status: 200, body: '{"message":{"ack_status":"ACK"}}' };
    kit.clock.advance(86_400_000);
    await kit.deliver();
    const references = partner.listener.got.map(({ body }) => {
      const { search_response: items } = body.message as { search_response: { reference_id: string }[] };
      return items[0]?.reference_id;
    });
    expect(references).toEqual(['r-1', 'r-2', 'r-3']);
  });

  it('S3: a callback that is refused ten times is parked, and replay sends the same message again', async () => {
    partner.listener.answers = { status: 400, body: '{}' };
    await search();
    await kit.work();
    for (let tries = 0; tries < 12; tries += 1) {
      kit.clock.advance(120_000);
      await kit.deliver();
    }
    expect(partner.listener.got).toHaveLength(10);
    expect(new Set(partner.listener.got.map(({ body }) => body.header['message_id'])).size).toBe(1);
    partner.listener.answers = { status: 200, body: '{}' };
    await kit.platform.inTransaction(testActor(), (tx) => rearm(tx, 'dci:mis', 1));
    await kit.deliver();
    expect(partner.listener.got).toHaveLength(11);
  });

  it.each([
    [200, '{"message":{"ack_status":"ERR","error":{"code":"err.request.bad","message":"rjct.message_id.duplicate"}}}'],
    [409, '{"errors":[{"code":"rjct.message_id.duplicate"}]}'],
  ])('S3: a callback whose answer was lost has come when the repeat is known by its id (%s)', async (status, body) => {
    partner.listener.answers = { status: 503, body: '' };
    await search();
    await kit.work();
    const [first] = partner.listener.got;
    partner.listener.got.length = 0;
    partner.listener.answers = { status, body };
    for (let tries = 0; tries < 3; tries += 1) {
      kit.clock.advance(120_000);
      await kit.deliver();
    }
    expect(partner.listener.got.map((one) => one.body.header['message_id'])).toEqual([
      first?.body.header['message_id'],
    ]);
    const { rows } = await kit.superuser.query('select state from exchange.transaction');
    expect(rows.at(-1)).toEqual({ state: 'delivered' });
  });

  it('F2: an agreement that ends between request and callback keeps the answer here', async () => {
    await search();
    await kit.superuser.query(`update interconnection.agreement set status = 'terminated'`);
    kit.clock.advance(10_000);
    await kit.work();
    expect(partner.listener.got).toHaveLength(0);
  });

  it('F2: one that ends after the work and before the callback does too', async () => {
    partner.listener.answers = { status: 503, body: '' };
    await search();
    await kit.work();
    await kit.superuser.query(`update interconnection.agreement set status = 'terminated'`);
    partner.listener.got.length = 0;
    partner.listener.answers = { status: 200, body: '{}' };
    kit.clock.advance(120_000);
    await kit.deliver();
    expect(partner.listener.got).toHaveLength(0);
  });

  it('F2: a partner that was suspended since is not answered, and holds up nobody else', async () => {
    const other = await kit.join('other');
    await kit.agree('other');
    await search();
    await send(kit, other, 'search', { message: searchOf(searchItem()) });
    await kit.superuser.query(`update interconnection.partner set status = 'suspended' where id = 'mis'`);
    kit.clock.advance(60_000);
    const job = exchangeJobs(kit.server.context).find(({ name }) => name === 'exchange.work-forgotten');
    await job?.run({});
    await kit.deliver();
    expect([partner.listener.got.length, other.listener.got.length]).toEqual([0, 1]);
  });

  it('S3: a wake-up that is lost only makes it later', async () => {
    await search();
    expect(await listForgotten(kit.platform, new Date(kit.clock.now().getTime() - 30_000))).toEqual([]);
    kit.clock.advance(60_000);
    const job = exchangeJobs(kit.server.context).find(({ name }) => name === 'exchange.work-forgotten');
    await job?.run({});
    await kit.deliver();
    expect(partner.listener.got).toHaveLength(1);
  });
});

describe('the status of a transaction', () => {
  it('SR-025: is pending, then the result, by transaction, reference and correlation id', async () => {
    const { body } = await search();
    expect((await outcomeOf('transaction_id', 't-1'))?.search_response).toMatchObject([
      { reference_id: 'r-1', status: 'pdng' },
    ]);
    await kit.work();
    for (const [attribute, value] of [
      ['transaction_id', 't-1'],
      ['reference_id_list', ['r-1']],
      ['correlation_id', body.message.correlation_id],
    ] as const) {
      expect(await outcomeOf(attribute, value)).toMatchObject({
        correlation_id: body.message.correlation_id,
        search_response: [{ status: 'succ', data: { reg_records: [{ '@type': 'Member' }] } }],
      });
    }
  });

  it('SR-025: of one that is unknown, or another partner’s, is an item that says so', async () => {
    await search();
    const stranger = await kit.join('stranger');
    const message = {
      transaction_id: 't',
      txnstatus_request: {
        reference_id: 'r',
        txn_type: 'search',
        attribute_type: 'transaction_id',
        attribute_value: 't-1',
      },
    };
    const { body } = await send(kit, stranger, 'sync-txn-status', { message });
    expect(body.message.txnstatus_response?.txn_status.search_response).toMatchObject([
      { status: 'rjct', status_reason_code: 'rjct.reference_id.invalid' },
    ]);
  });

  it('SR-025: asked asynchronously is told by callback', async () => {
    await search();
    await kit.work();
    partner.listener.got.length = 0;
    await askStatus('transaction_id', 't-1', 'txn-status');
    await kit.work();
    expect(partner.listener.got[0]?.body).toMatchObject({
      header: { action: 'txn-on-status' },
      message: { txnstatus_response: { txn_type: 'search', txn_status: { transaction_id: 't-1' } } },
    });
  });

  it('SR-025: is kept for its days and then forgotten with its key', async () => {
    await search();
    await kit.work();
    kit.clock.advance(8 * 86_400_000);
    expect(await kit.platform.inTransaction(testActor(), (tx) => forgetExpired(tx, kit.platform))).toBe(1);
    const rows = await kit.platform.db<ExchangeTables>().selectFrom('exchange.transaction').select('id').execute();
    expect(rows).toEqual([]);
    const { rows: keys } = await kit.superuser.query(
      `select 1 from platform.subject_key where purpose = 'exchange' and wrapped_key is not null`,
    );
    expect(keys).toEqual([]);
  });

  it('S15: holds neither question nor answer in clear', async () => {
    await search();
    await kit.work();
    const { rows } = await kit.superuser.query<{ all: string }>(`select t::text as all from exchange.transaction t`);
    expect(rows[0]?.all).not.toMatch(inClear('880012', 'Okoro'));
  });
});
