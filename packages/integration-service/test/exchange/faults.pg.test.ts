import { makeKey } from '../interconnection/test-keys.js';
import { newId, openExchangeKit, searchItem, searchOf, send, type ExchangeKit, type Joined } from './exchange-kit.js';

const DAY_MS = 86_400_000;
let kit: ExchangeKit;
beforeAll(async () => {
  kit = await openExchangeKit();
});
afterAll(() => kit.close());

let made = 0;
/** A partner of its own for each test: what one did is nothing to the next. */
async function joined(agreement: Parameters<ExchangeKit['agree']>[1] = {}): Promise<Joined> {
  const id = `mis-${(made += 1)}`;
  const partner = await kit.join(id);
  await kit.agree(id, agreement);
  return partner;
}
const ask = (partner: Joined, operation: 'search' | 'sync-search' = 'sync-search', header: object = {}) =>
  send(kit, partner, operation, { message: searchOf(searchItem()), header: { ...header } });
const codeOf = ({ body }: Awaited<ReturnType<typeof ask>>) => body.message.error?.code ?? body.errors?.[0]?.code;
/** Partner records are read again after five seconds at the latest. */
const reread = () => kit.clock.advance(5001);
const onlyRefusals = async (partner: Joined) =>
  (await kit.audits('exchange.refuse')).filter(({ header }) => header['subject'] === partner.id);

describe('an agreement that ends', () => {
  it('F2: between a request and its callback: nothing is called back, the answer is withheld, and the reason is in the audit', async () => {
    const partner = await joined({ validUntil: kit.clock.now().toISOString().slice(0, 10) });
    const asked = await ask(partner, 'search');
    expect(asked.body.message.ack_status).toBe('ACK');
    kit.clock.advance(DAY_MS);
    await kit.work();
    expect(partner.listener.got).toEqual([]);
    const { rows } = await kit.superuser.query('select state, result from exchange.transaction where partner = $1', [
      partner.id,
    ]);
    expect(rows).toEqual([{ state: 'withheld', result: null }]);
    const refusals = await kit.audits('interconnection.refuse');
    expect(refusals.at(-1)?.header['subject']).toBe(partner.id);
    kit.clock.advance(-DAY_MS);
  });

  it('F2: at midnight of its last day (UTC), and not a second before', async () => {
    const today = kit.clock.now().toISOString().slice(0, 10);
    const partner = await joined({ validUntil: today });
    const untilMidnight = Date.parse(`${today}T00:00:00Z`) + DAY_MS - kit.clock.now().getTime();
    kit.clock.advance(untilMidnight - 1000);
    expect((await ask(partner)).body.header?.['status']).toBe('succ');
    kit.clock.advance(1000);
    expect(codeOf(await ask(partner))).toBe('err.request.forbidden');
    kit.clock.advance(-untilMidnight);
  });
});

describe('the key of a partner', () => {
  it('S16: that was rotated is taken beside the new one until it ends, over the whole way of a message', async () => {
    const partner = await joined();
    const next = await makeKey('EdDSA');
    await kit.addKey(partner.id, next);
    reread();
    const renewed = { ...partner, key: next };
    for (const one of [partner, renewed]) expect((await ask(one)).body.header?.['status']).toBe('succ');
    const ends = new Date(kit.clock.now().getTime() + 60_000);
    await kit.superuser.query('update interconnection.partner_key set not_after = $1 where kid = $2', [
      ends,
      partner.key.kid,
    ]);
    reread();
    expect((await ask(partner)).body.header?.['status']).toBe('succ');
    kit.clock.advance(60_000);
    expect(codeOf(await ask(partner))).toBe('err.signature.invalid');
    expect((await ask(renewed)).body.header?.['status']).toBe('succ');
    expect(await onlyRefusals(partner)).toHaveLength(1);
  });

  it('S16: that nobody registered proves nothing, whatever kid it bears', async () => {
    const partner = await joined();
    const stranger = await makeKey('EdDSA');
    expect(codeOf(await ask({ ...partner, key: stranger }))).toBe('err.signature.invalid');
    const borrowed = { ...stranger, kid: partner.key.kid };
    expect(codeOf(await ask({ ...partner, key: borrowed }))).toBe('err.signature.invalid');
    expect(await onlyRefusals(partner)).toHaveLength(2);
  });

  it('S16: that was revoked while a message was on its way answers that message no more', async () => {
    const partner = await joined();
    await ask(partner, 'search');
    await kit.superuser.query('update interconnection.partner_key set revoked_at = now() where partner = $1', [
      partner.id,
    ]);
    reread();
    expect(codeOf(await ask(partner))).toBe('err.signature.invalid');
    // What was proven when it came is still owed its answer.
    await kit.work();
    expect(partner.listener.got).toHaveLength(1);
  });
});

describe('a clock that goes wrong', () => {
  it.each([
    [-299, 'succ'],
    [299, 'succ'],
    [-301, 'rjct'],
    [301, 'rjct'],
  ])('S16: by %s seconds on the partner’s side is answered with %s', async (seconds, status) => {
    const partner = await joined();
    const at = new Date(kit.clock.now().getTime() + seconds * 1000).toISOString();
    const answer = await ask(partner, 'sync-search', { message_ts: at });
    expect(answer.body.header?.['status']).toBe(status);
    if (status === 'rjct') expect(answer.body.header?.['status_reason_code']).toBe('rjct.message_ts.invalid');
  });

  it('S4: lets no message be taken twice that was signed before it was put right', async () => {
    const partner = await joined();
    const header = { message_id: newId() };
    expect((await ask(partner, 'sync-search', header)).body.header?.['status']).toBe('succ');
    kit.clock.advance(-200_000);
    const again = await ask(partner, 'sync-search', header);
    expect(again.body.header?.['status']).toBe('rjct');
    kit.clock.advance(200_000);
  });
});

describe('a token', () => {
  it('S12: that ran out is 401, though it was believed a moment ago, and the next one is taken', async () => {
    const partner = await joined();
    const token = await kit.tokenOf(partner.id);
    const by = (bearer: string) =>
      send(kit, partner, 'sync-search', { message: searchOf(searchItem()), token: bearer });
    expect((await by(token)).status).toBe(200);
    kit.clock.advance(601_000);
    const late = await by(token);
    expect([late.status, codeOf(late)]).toEqual([401, 'err.request.unauthorized']);
    expect((await by(await kit.tokenOf(partner.id))).status).toBe(200);
  });

  it('S12: of a partner that was suspended is of no use at once, also where the partner is remembered as active', async () => {
    const partner = await joined();
    expect((await ask(partner)).status).toBe(200);
    // As another replica would: this process is not told.
    await kit.superuser.query(`update interconnection.partner set status = 'suspended' where id = $1`, [partner.id]);
    expect((await ask(partner)).status).toBe(401);
    expect((await ask(partner)).status).toBe(401);
    await kit.superuser.query(`update interconnection.partner set status = 'active' where id = $1`, [partner.id]);
    reread();
    expect((await ask(partner)).status).toBe(200);
  });
});

describe('a partner that is away for a long time', () => {
  it('S3: gets all that became of its requests when it is back, in their order, once', async () => {
    const partner = await joined();
    partner.listener.answers = { status: 503, body: '' };
    const wanted = Array.from({ length: 12 }, (_none, n) => `r-${n}`);
    for (const reference_id of wanted) {
      await send(kit, partner, 'search', { message: searchOf(searchItem({}, { reference_id })) });
      await kit.work();
    }
    for (let day = 0; day < 7; day += 1) {
      kit.clock.advance(DAY_MS / 2);
      await kit.deliver();
    }
    partner.listener.got.length = 0;
    partner.listener.answers = { status: 200, body: '{"message":{"ack_status":"ACK"}}' };
    kit.clock.advance(DAY_MS / 2);
    await kit.deliver();
    await kit.deliver();
    const told = partner.listener.got.map(
      ({ body }) => (body.message as { search_response: { reference_id: string }[] }).search_response[0]?.reference_id,
    );
    expect(told).toEqual(wanted);
    kit.clock.advance(-4 * DAY_MS);
  });
});

describe('a database that is restarted', () => {
  /** As the service sees it: every connection is cut, whatever it was doing, and new ones are taken. */
  const cut = () =>
    kit.superuser.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and usename <> 'postgres'`,
    );
  const countOf = async (partner: Joined, table: string) => {
    const { rows } = await kit.superuser.query<{ n: string }>(`select count(*) n from ${table} where partner = $1`, [
      partner.id,
    ]);
    return Number(rows[0]?.n);
  };

  it('S4, S6: fails what was under way as a whole, answers what comes after, and loses or doubles nothing', async () => {
    const partner = await joined();
    const seen: { readonly status: number; readonly id: string }[] = [];
    for (let round = 0; round < 4; round += 1) {
      const ids = Array.from({ length: 8 }, () => newId());
      const asking = ids.map(async (message_id) => {
        const { status } = await ask(partner, 'sync-search', { message_id });
        seen.push({ status, id: message_id });
      });
      await new Promise((resolve) => setTimeout(resolve, round * 7));
      await cut();
      await Promise.all(asking);
    }
    expect(seen.every(({ status }) => status === 200 || status === 503)).toBe(true);
    const answered = seen.filter(({ status }) => status === 200);
    const taken = await kit.superuser.query<{ id: string }>(
      'select message_id id from platform.inbox where partner = $1',
      [partner.id],
    );
    const ids = new Set(taken.rows.map(({ id }) => id));
    expect(answered.filter(({ id }) => !ids.has(id))).toEqual([]);
    // One message, one line in the log, one kept answer: a transaction is there whole or not at all.
    expect(await countOf(partner, 'interconnection.exchange_log')).toBe(ids.size);
    expect(await countOf(partner, 'exchange.transaction')).toBe(ids.size);
    expect((await ask(partner)).status).toBe(200);
  });

  it('S4: takes a message that failed when it comes again, and refuses one that did not', async () => {
    const partner = await joined();
    const header = { message_id: newId() };
    const first = ask(partner, 'sync-search', header);
    await cut();
    const { status } = await first;
    const again = await ask(partner, 'sync-search', header);
    const committed = (await countOf(partner, 'platform.inbox')) === 1;
    expect(committed).toBe(true);
    expect(again.body.header?.['status']).toBe(status === 200 ? 'rjct' : again.body.header?.['status']);
    expect(again.status).toBe(200);
  });
});
