import type { AgreementTerms } from '@interlink/contracts/interconnection/agreement';
import type { DciOperation } from '@interlink/contracts/exchange/dci/role';
import { CompactSign } from 'jose';
import { statusAsker } from './ask-status.js';
import {
  openExchangeKit,
  searchItem,
  searchOf,
  send,
  type Body,
  type ExchangeKit,
  type Joined,
} from './exchange-kit.js';
import { PERSON_ID } from './fake-registry.js';
import { inClear } from '../support/in-clear';

let kit: ExchangeKit;
let partner: Joined;
beforeAll(async () => {
  kit = await openExchangeKit();
});
afterAll(() => kit.close());

let made = 0;
/** A partner of its own for each test, with an agreement. */
async function join(terms: Partial<AgreementTerms> = {}): Promise<void> {
  partner = await kit.join(`asks-${(made += 1)}`);
  await kit.agree(partner.id, terms);
}
const ask = (operation: DciOperation, criteria: Record<string, unknown> = {}) =>
  send(kit, partner, operation, { message: searchOf(searchItem(criteria)) });
const status = statusAsker(() => [kit, partner]);
const codeOf = ({ body }: Awaited<ReturnType<typeof send>>) => body.errors?.[0]?.code;
const recordsOf = async () =>
  (await status('transaction_id', 't-1')).body.message.txnstatus_response?.txn_status.search_response?.[0]?.data
    ?.reg_records;
/** Partner records are read again after five seconds. */
async function change(sql: string, ...values: unknown[]): Promise<void> {
  await kit.superuser.query(`update interconnection.agreement set ${sql} and partner = $1`, [partner.id, ...values]);
  kit.clock.advance(5001);
}
const end = (recordType: string) =>
  change(`status = 'terminated' where terms -> 'recordTypes' in ('[]', $2)`, JSON.stringify([recordType]));
/** The partner is away while it is answered, and back after `meanwhile`. */
async function calledBackAfter(meanwhile: () => Promise<void>) {
  partner.listener.answers = { status: 503, body: '' };
  await kit.work();
  await meanwhile();
  partner.listener.got.length = 0;
  partner.listener.answers = { status: 200, body: '{}' };
  kit.clock.advance(120_000);
  await kit.deliver();
  return partner.listener.got;
}

describe('an answer that is kept for who asks for it later', () => {
  it('S15: tells nothing of who was erased since, neither by callback nor to whoever asks', async () => {
    await join();
    await ask('search');
    const got = await calledBackAfter(() => Promise.resolve(void kit.registry.erased.add(PERSON_ID)));
    const asked = await status('transaction_id', 't-1');
    kit.registry.erased.delete(PERSON_ID);
    const gone = [{ reference_id: 'r-1', status: 'rjct', status_reason_code: 'rjct.reference_id.invalid' }];
    expect(got).toMatchObject([{ body: { message: { search_response: gone } } }]);
    expect(asked.body.message.txnstatus_response?.txn_status.search_response).toMatchObject(gone);
    expect(JSON.stringify([got, asked.body])).not.toMatch(/880012|Okoro/);
  });

  it.each(['sync-search', 'search'] as const)(
    'F2: is not told once the agreement has ended, after %s, neither at once nor by callback',
    async (operation) => {
      await join();
      await ask(operation);
      await kit.work();
      expect(await recordsOf()).toHaveLength(1);
      await end('Member');
      expect(codeOf(await status('transaction_id', 't-1'))).toBe('err.request.forbidden');
      partner.listener.got.length = 0;
      await status('transaction_id', 't-1', 'txn-status');
      await kit.work();
      expect(partner.listener.got).toEqual([]);
    },
  );

  it('F2: is not called back while the agreement is suspended, and told to who asks once that is resumed', async () => {
    await join();
    await ask('search');
    const calls = await calledBackAfter(() => change(`status = 'suspended' where true`));
    expect(calls).toEqual([]);
    expect(codeOf(await status('transaction_id', 't-1'))).toBe('err.request.forbidden');
    await change(`status = 'active' where true`);
    expect(await recordsOf()).toHaveLength(1);
  });

  it('F2: stays here too when it was asked for before the agreement ended, and would be told after', async () => {
    await join();
    await ask('sync-search');
    await status('transaction_id', 't-1', 'txn-status');
    expect(await calledBackAfter(() => end('Member'))).toEqual([]);
  });

  it('F2: stays here when the agreement on such records ended, though another of the same registry goes on', async () => {
    await join({ recordTypes: ['Member'] });
    await kit.agree(partner.id, { recordTypes: ['Group'] });
    await ask('search', { reg_record_type: 'Member' });
    expect(await calledBackAfter(() => end('Member'))).toEqual([]);
  });

  it('F2: is told no further than the agreement reaches now', async () => {
    await join();
    await ask('search');
    const narrow = () =>
      change(`terms = terms || '{"elements": ["member_identifier"]}', changed_at = now() where true`);
    const [callback] = await calledBackAfter(narrow);
    const { search_response: items } = callback?.body.message as Body['message'];
    const [called] = items?.[0]?.data?.reg_records ?? [];
    for (const record of [called, (await recordsOf())?.[0]]) {
      expect(Object.keys(record ?? {}).filter((name) => !name.startsWith('@'))).toEqual(['member_identifier']);
    }
  });

  it('F2: is told though it used up the volume of the day: it was counted when it was found, and is not again', async () => {
    await join({ dailyRecords: 1 });
    await ask('search');
    await kit.work();
    expect(partner.listener.got).toMatchObject([{ body: { message: { search_response: [{ status: 'succ' }] } } }]);
    expect(await recordsOf()).toHaveLength(1);
    expect(codeOf(await ask('sync-search'))).toBe('err.request.forbidden');
    const { rows } = await kit.superuser.query(
      `select sum(records)::int as records from interconnection.agreement_use
       where agreement_id in (select id from interconnection.agreement where partner = $1)`,
      [partner.id],
    );
    expect(rows).toEqual([{ records: 1 }]);
  });

  it('IBR-041: is not told once the consent on which it rests is over', async () => {
    await join({ consentRequired: true });
    const now = Math.floor(kit.clock.now().getTime() / 1000);
    const claims = { sub: '880012', aud: 'interlink', exp: now + 30, jti: 'c-7' };
    const consent = await new CompactSign(Buffer.from(JSON.stringify(claims)))
      .setProtectedHeader({ alg: 'EdDSA', kid: partner.key.kid })
      .sign(partner.key.privateKey);
    await ask('search', { authorize: { consent_jws: consent } });
    expect(await calledBackAfter(() => Promise.resolve())).toEqual([]);
    await ask('sync-search', { consent: { id: 'c-1' } });
    expect(await recordsOf()).toHaveLength(1);
  });

  it('S6: is in the access log of the person each time that it is told', async () => {
    await join();
    await ask('sync-search');
    await status('transaction_id', 't-1');
    const { rows } = await kit.superuser.query(
      `select operation, jsonb_array_length(subjects) as people, records, agreement_id is not null as agreed
       from interconnection.exchange_log where partner = $1 order by id`,
      [partner.id],
    );
    const told = { people: 1, records: 1, agreed: true };
    expect(rows).toEqual([
      { operation: 'sr-sync-search', ...told },
      { operation: 'sr-sync-txn-status', ...told },
    ]);
  });

  it('is not told by the receipt of a question about it', async () => {
    await join();
    await ask('sync-search');
    const asked = await status('transaction_id', 't-1', 'txn-status');
    await kit.work();
    const { body } = await status('correlation_id', asked.body.message.correlation_id, 'sync-txn-status', 'receipt');
    const outcome = body.message.txnstatus_response?.txn_status;
    expect(outcome).toMatchObject({ receipt_information: { kind: 'txn-status', status: 'succ' } });
    expect(JSON.stringify(outcome)).not.toMatch(inClear('880012'));
  });
});
