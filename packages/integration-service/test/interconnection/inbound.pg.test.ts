import * as fc from 'fast-check';
import { spendQuota, type QuotaUse } from '@interlink/domain/interconnection/quota-window';
import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import type { InboundPartner } from '@interlink/contracts/interconnection/inbound';
import { openSpending } from '../../src/interconnection/store/use.js';
import { openInterconnectionKit, type InterconnectionKit, type TestPartner } from './interconnection-kit.js';
import { encryptFor, envelope, write, type Dialect } from './message-writer.js';
import { makeKey } from './test-keys.js';

const dialects: readonly Dialect[] = ['attached', 'detached', 'string-escaped', 'string-utf8'];

describe('IBR-041: what a partner sends', () => {
  let kit: InterconnectionKit;
  let health: TestPartner;
  let partner: InboundPartner;
  const open = (bytes: Uint8Array, by = partner) => kit.interconnection.inbound.openMessage(by, bytes);
  const message = (over: Record<string, unknown> = {}) => envelope('https://health.example/dci', over);

  beforeAll(async () => {
    kit = await openInterconnectionKit();
    health = await kit.addPartner('health');
    partner = await kit.interconnection.inbound.activePartner('health', randomUUID());
  });
  afterAll(() => kit.close());

  it.each(dialects)('is opened when it is signed in dialect %s with a confirmed key', async (dialect) => {
    const opened = await open(await write(dialect, message(), health.key));
    expect(opened).toMatchObject({ ok: true, signature: 'verified', encrypted: false, parts: message() });
  });

  it.each(dialects)('S16: is refused in dialect %s when a letter of it was changed on the way', async (dialect) => {
    const text = (await write(dialect, message(), health.key)).toString().replace('"r-1"', '"r-2"');
    expect(await open(Buffer.from(text))).toMatchObject({ ok: false, refusal: 'err.signature.invalid' });
  });

  it('is refused when it is signed with a key that is not registered', async () => {
    const bytes = await write('attached', message(), await makeKey('EdDSA'));
    expect(await open(bytes)).toMatchObject({ refusal: 'err.signature.invalid' });
  });

  it('is refused when another partner signed it with its own registered key', async () => {
    const bank = await kit.addPartner('bank-union');
    expect(await open(await write('attached', message(), bank.key))).toMatchObject({
      refusal: 'err.signature.invalid',
    });
  });

  it('is refused when it names another partner as its sender', async () => {
    const bytes = await write('attached', envelope('https://bank-union.example/dci'), health.key);
    expect(await open(bytes)).toMatchObject({ refusal: 'err.sender_id.invalid' });
  });

  it('is refused when the partner must sign and did not', async () => {
    expect(await open(Buffer.from(JSON.stringify(message())))).toMatchObject({ refusal: 'err.signature.missing' });
  });

  it('is opened unsigned when the policy says that it may be', async () => {
    const opened = await open(Buffer.from(JSON.stringify(message())), { ...partner, signature: 'optional' });
    expect(opened).toMatchObject({ ok: true, signature: 'absent' });
  });

  it.each([
    ['six minutes old', '2026-11-24T07:54:00Z'],
    ['six minutes ahead', '2026-11-24T08:06:00Z'],
    ['without a zone', '2026-11-24T08:00:00'],
    ['not a time', 'now'],
  ])('is refused when its time is %s', async (_what, message_ts) => {
    const bytes = await write('attached', message({ message_ts }), health.key);
    expect(await open(bytes)).toMatchObject({ refusal: 'rjct.message_ts.invalid' });
  });

  it.each([
    ['truncated', (good: Buffer) => good.subarray(0, good.length - 3)],
    ['not UTF-8', (good: Buffer) => Buffer.concat([good, Buffer.from([0xff])])],
    ['UTF-16', (good: Buffer) => Buffer.from(good.toString(), 'utf16le')],
    ['empty', () => Buffer.alloc(0)],
    ['a list', () => Buffer.from('[]')],
    ['without a message', () => Buffer.from('{"header":{}}')],
    ['huge', () => Buffer.alloc(1_048_577, 0x20)],
    ['nested 100,000 deep', () => Buffer.from(`{"header":{},"message":${'['.repeat(100_000)}`)],
    ['a million values', () => Buffer.from(`{"header":{},"message":{"a":[${'1,'.repeat(200_000)}1]}}`)],
  ])('is refused and breaks nothing when it is %s', async (_what, spoil) => {
    const bytes = spoil(await write('attached', message(), health.key));
    expect(await open(bytes)).toMatchObject({ ok: false, refusal: 'err.request.bad' });
  });

  it('is opened when it was encrypted for our published key and signed over the plain message', async () => {
    const plain = message({ is_msg_encrypted: true });
    const jwk = (await kit.interconnection.keyring.published()).find(({ use }) => use === 'enc') ?? {};
    const { signature } = JSON.parse((await write('attached', plain, health.key)).toString()) as { signature: string };
    const sent = { signature, header: plain.header, message: await encryptFor(jwk, plain.message) };
    expect(await open(Buffer.from(JSON.stringify(sent)))).toMatchObject({ ok: true, encrypted: true, parts: plain });
    const spoilt = { ...sent, message: { ...sent.message, tag: 'AAAAAAAAAAAAAAAAAAAAAA' } };
    expect(await open(Buffer.from(JSON.stringify(spoilt)))).toMatchObject({ refusal: 'err.encryption.invalid' });
  });

  it('is refused in clear when the partner must encrypt', async () => {
    const bytes = await write('attached', message(), health.key);
    expect(await open(bytes, { ...partner, encryption: 'required' })).toMatchObject({
      refusal: 'err.encryption.invalid',
    });
  });

  it('S4: is new once; the same bytes again are a repeat, other bytes under its id an alarm', async () => {
    const take = (bytes: string) =>
      kit.platform.inTransaction(partner.actor, (tx) =>
        kit.interconnection.inbound.takeMessage(tx, partner, 'm-77', Buffer.from(bytes)),
      );
    expect(await take('one')).toBe('new');
    expect(await take('one')).toBe('repeated');
    await expect(take('two')).rejects.toMatchObject({ code: 'platform.message-altered' });
  });

  it('S12: is counted; beyond the quota it is told when to come again', async () => {
    const slow = { ...partner, quotas: { search: { perSecond: 2, perDay: 3 } } };
    const spend = () => kit.interconnection.inbound.spend(slow, 'search');
    await spend();
    await spend();
    await expect(spend()).rejects.toMatchObject({
      code: 'interconnection.too-many-requests',
      details: { retryAfterSeconds: 1 },
    });
    kit.clock.advance(1000);
    await spend();
    await expect(spend()).rejects.toMatchObject({ details: { retryAfterSeconds: 57_599 } });
    kit.clock.advance(-1000);
  });

  it('S12: is counted by the database as the rule says, whatever the quota, the calls, their costs and their times', async () => {
    const call = fc.record({
      waitMs: fc.constantFrom(0, 0, 300, 1000, 40_000_000),
      cost: fc.integer({ min: 1, max: 7 }),
    });
    const quota = fc.record({ perSecond: fc.integer({ min: 1, max: 8 }), perDay: fc.integer({ min: 1, max: 20 }) });
    let runs = 0;
    const agree = fc.asyncProperty(quota, fc.array(call, { minLength: 1, maxLength: 12 }), async (random, calls) => {
      const operation = `random-${(runs += 1)}`;
      const many = { ...partner, quotas: { [operation]: random } };
      let use: QuotaUse | undefined;
      for (const { waitMs, cost } of calls) {
        kit.clock.advance(waitMs);
        const expected = spendQuota(use, random, kit.clock.now().getTime(), cost);
        const found = await kit.interconnection.inbound.spend(many, operation, cost).then(
          () => 'allowed',
          (thrown: { details?: { retryAfterSeconds?: number } }) => thrown.details?.retryAfterSeconds,
        );
        expect(found).toBe(expected.allowed ? 'allowed' : expected.retryAfterSeconds);
        if (expected.allowed) use = expected.use;
      }
    });
    await fc.assert(agree, { numRuns: 40 });
  });

  it('S12: of calls at once exactly as many go as there is room for, whoever else calls', async () => {
    const bank = await kit.interconnection.inbound.activePartner(
      (await kit.addPartner('bank-at-once')).id,
      randomUUID(),
    );
    const quotas = { crowd: { perSecond: 7, perDay: 10 } };
    const crowd = (by: InboundPartner) =>
      Array.from({ length: 9 }, () => kit.interconnection.inbound.spend({ ...by, quotas }, 'crowd'));
    const wentOf = async (calls: readonly Promise<unknown>[]) =>
      (await Promise.allSettled(calls)).filter(({ status }) => status === 'fulfilled').length;
    const went = await Promise.all([wentOf(crowd(partner)), wentOf(crowd(bank))]);
    expect(went).toEqual([7, 7]);
    kit.clock.advance(1000);
    expect(await Promise.all([wentOf(crowd(partner)), wentOf(crowd(bank))])).toEqual([3, 3]);
  });

  it('S12: is counted exactly by two replicas at once, with calls of the same partners in either order', async () => {
    const other = (await kit.addPartner('bank-replicas')).id;
    const replicas = [openSpending(kit.platform), openSpending(kit.platform)];
    const quota = { perSecond: 61, perDay: 61 };
    const one = { operation: 'replicas', quota };
    for (const id of [partner.id, other]) await replicas[0]?.({ ...one, partner: id, cost: 1 });
    const calls = replicas.flatMap((spend, place) => {
      const who = place === 0 ? [partner.id, other] : [other, partner.id];
      return Array.from({ length: 40 }, (_none, at) => ({ id: who[at % 2] ?? '', spend }));
    });
    const spent = await Promise.all(
      calls.map(async ({ id, spend }) => ({ id, went: await spend({ ...one, partner: id, cost: 2 }) })),
    );
    const went = (id: string) =>
      spent.filter((call) => call.id === id && typeof call.went === 'object' && 'version' in call.went);
    expect([went(partner.id).length, went(other).length]).toEqual([30, 30]);
  });

  it('S12: counts calls at once that all fit in one statement, and refuses at once who is active no more', async () => {
    const gone = await kit.interconnection.inbound.activePartner(
      (await kit.addPartner('gone-at-once')).id,
      randomUUID(),
    );
    const spend = (by: InboundPartner) => kit.interconnection.inbound.spend(by, 'at-once');
    await Promise.all([spend(partner), spend(gone)]);
    await kit.superuser.query(`update interconnection.partner set status = 'suspended' where id = 'gone-at-once'`);
    const outcomes = await Promise.allSettled([spend(partner), spend(gone), spend(partner), spend(gone)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
    expect(outcomes[1]).toMatchObject({ reason: { code: 'interconnection.partner-unauthenticated' } });
    const { rows } = await kit.superuser.query(
      `select partner, in_day from interconnection.quota_use where operation = 'at-once' order by partner`,
    );
    expect(rows).toEqual([
      { partner: 'gone-at-once', in_day: 1 },
      { partner: partner.id, in_day: 3 },
    ]);
  });

  it('S12: is counted without a wait for the disk, and nothing else is that its connection writes', async () => {
    const waits = async () => (await sql`show synchronous_commit`.execute(kit.platform.db())).rows;
    const spend = openSpending(kit.platform);
    // The server of a whole test run waits for no disk by itself.
    await sql`set synchronous_commit to on`.execute(kit.platform.db());
    const one = { partner: partner.id, operation: 'unhurried', quota: { perSecond: 9, perDay: 9 }, cost: 1 };
    for (const calls of [1, 3]) {
      await Promise.all(Array.from({ length: calls }, () => spend(one)));
      expect(await waits()).toEqual([{ synchronousCommit: 'on' }]);
    }
  });

  it('S12: is refused a filter beyond the number of different ones for a day, never one that it asked before', async () => {
    const few = await openInterconnectionKit({ predicatesPerDay: 2 });
    await few.addPartner('health');
    const asked = (predicate: string) => few.interconnection.inbound.spendPredicate(partner, predicate);
    expect([await asked('a'), await asked('b'), await asked('c'), await asked('a')]).toEqual([true, true, false, true]);
    few.clock.advance(86_400_000);
    expect(await asked('c')).toBe(true);
    await few.close();
  });
});

describe('IBR-041: the keys of a partner', () => {
  let kit: InterconnectionKit;
  let health: TestPartner;
  const opened = async (key: TestPartner['key'], at = '2026-11-24T08:00:00Z') => {
    const { inbound } = kit.interconnection;
    const partner = await inbound.activePartner('health', randomUUID());
    const sent = envelope('https://health.example/dci', { message_ts: at });
    const result = await inbound.openMessage(partner, await write('attached', sent, key));
    return result.ok ? 'opened' : result.refusal;
  };
  const reread = () => kit.clock.advance(5001);

  beforeEach(async () => {
    kit = await openInterconnectionKit();
    health = await kit.addPartner('health');
  });
  afterEach(() => kit.close());

  it('S16: count only once a second person has confirmed them', async () => {
    const next = await makeKey('EdDSA');
    await kit.addKey('health', next, { confirmed: false });
    expect(await opened(next)).toBe('err.signature.invalid');
  });

  it('overlap when they are rotated: the old and the new one verify until the old one ends', async () => {
    const next = await makeKey('EdDSA');
    await kit.addKey('health', next);
    expect([await opened(health.key), await opened(next)]).toEqual(['opened', 'opened']);
    await kit.superuser.query(
      `update interconnection.partner_key set not_after = '2026-11-24T08:00:01Z' where kid = $1`,
      [health.key.kid],
    );
    reread();
    expect([await opened(health.key), await opened(next)]).toEqual(['err.signature.invalid', 'opened']);
  });

  it('do not count before their time', async () => {
    const next = await makeKey('EdDSA');
    await kit.addKey('health', next, { notBefore: '2026-12-01' });
    expect(await opened(next)).toBe('err.signature.invalid');
  });

  it('do not count once they are revoked', async () => {
    await kit.superuser.query('update interconnection.partner_key set revoked_at = now()');
    expect(await opened(health.key)).toBe('err.signature.invalid');
  });
});
