import { CompactSign, decodeProtectedHeader } from 'jose';
import { makeKey, type TestKey } from '../interconnection/test-keys.js';
import { openExchangeKit, searchItem, searchOf, send, type ExchangeKit, type Joined } from './exchange-kit.js';
import { inClear } from '../support/in-clear';

type Claims = Readonly<Record<string, unknown>>;

describe('the consent of a person', () => {
  let kit: ExchangeKit;
  let partner: Joined;
  let now: number;
  beforeAll(async () => {
    kit = await openExchangeKit();
    partner = await kit.join('mis');
    await kit.agree('mis', { consentRequired: true });
    now = kit.clock.now().getTime() / 1000;
  });
  afterAll(() => kit.close());

  const jws = (claims: Claims = {}, key: TestKey = partner.key) =>
    new CompactSign(
      Buffer.from(JSON.stringify({ sub: '880012', aud: 'interlink', exp: now + 3600, jti: 'c-7', ...claims })),
    )
      .setProtectedHeader({ alg: 'EdDSA', kid: key.kid })
      .sign(key.privateKey);
  const ask = (criteria: Record<string, unknown>) =>
    send(kit, partner, 'sync-search', { message: searchOf(searchItem(criteria)) });
  const records = async (criteria: Record<string, unknown>) => {
    const { body } = await ask(criteria);
    return body.message.search_response?.[0]?.data?.reg_records;
  };
  const lastRefusal = async () =>
    JSON.parse((await kit.audits('interconnection.refuse')).at(-1)?.body ?? '{}') as Claims;
  const lastExchange = async () =>
    JSON.parse((await kit.audits('interconnection.exchange')).at(-1)?.body ?? '{}') as Claims;
  const isRefused = async (criteria: Record<string, unknown>, why: string) => {
    const { status, body } = await ask(criteria);
    expect([status, body.errors?.[0]?.code]).toEqual([403, 'err.request.forbidden']);
    expect(await lastRefusal()).toMatchObject({ refusal: why });
  };

  it('IBR-041: is needed where the agreement says so: without it nothing is answered, and the log says why', async () => {
    await isRefused({}, 'consent-missing');
    await isRefused({ consent: { purpose: { code: 'eligibility' } } }, 'consent-missing');
  });

  it('is taken as the partner states it, on its own signature of the message, and is in the log', async () => {
    const consent = { id: 'c-1', ts: '2026-11-20T08:00:00Z', purpose: { code: 'eligibility' } };
    expect(await records({ consent })).toHaveLength(1);
    expect(await lastExchange()).toMatchObject({ consent: { reference: 'c-1', isSigned: false } });
  });

  it('limits the answer to what the person consented to, whatever the agreement grants', async () => {
    const [record] =
      (await records({ consent: { id: 'c-1', scopes: ['member_identifier', 'demographic_info.name'] } })) ?? [];
    expect(record).toMatchObject({ demographic_info: { name: { surname: 'Okoro' } } });
    expect(JSON.stringify(record)).not.toMatch(inClear('1990-\\d{2}-\\d{2}', 'female'));
  });

  it('S2: never adds to what is agreed', async () => {
    const consent = { id: 'c-1', scopes: ['member_identifier', 'demographic_info', 'phone_number', 'secrets'] };
    const [record] = (await records({ consent })) ?? [];
    expect(Object.keys(record ?? {}).filter((name) => !name.startsWith('@'))).toEqual([
      'member_identifier',
      'demographic_info',
    ]);
  });

  it('must name what is asked by, as an agreement must: its answer would tell it', async () => {
    const { body } = await ask({ consent: { id: 'c-1', scopes: ['demographic_info.name'] } });
    expect(body.message.search_response).toMatchObject([{ status: 'rjct', status_reason_code: 'rjct.filter.invalid' }]);
  });

  it('is verified where it bears a signature of its own, in either object, and then limits too', async () => {
    const signed = await jws({
      scopes: 'member_identifier demographic_info.birth_date',
      purpose: { code: 'eligibility' },
    });
    for (const criteria of [{ authorize: { consent_jws: signed } }, { consent: { consent_jws: signed } }]) {
      const [record] = (await records(criteria)) ?? [];
      expect(record).toMatchObject({ demographic_info: { birth_date: '1990-05-04T00:00:00Z' } });
      expect(JSON.stringify(record)).not.toContain('Okoro');
      expect(await lastExchange()).toMatchObject({ consent: { reference: 'c-7', isSigned: true } });
    }
  });

  it('is written down as a hash where it has no name', async () => {
    expect(await records({ authorize: { consent_jws: await jws({ jti: undefined }) } })).toHaveLength(1);
    expect(await lastExchange()).toMatchObject({ consent: { reference: expect.stringMatching(/^jws [\w-]{43}$/) } });
  });

  it.each<[string, () => Promise<string>]>([
    ['by a key that nobody registered', async () => jws({}, await makeKey('EdDSA'))],
    [
      'in the name of the partner by another',
      async () => jws({}, { ...(await makeKey('EdDSA')), kid: partner.key.kid }),
    ],
    ['over', () => jws({ exp: now - 100 })],
    ['about another person', () => jws({ sub: '1' })],
    ['for another registry', () => jws({ aud: 'bank' })],
    [
      'and altered',
      async () => (await jws()).replace(/\.(.)/, (_all, first: string) => `.${first === 'A' ? 'B' : 'A'}`),
    ],
    ['no text of that kind', () => Promise.resolve('yes')],
    ['without a signature', async () => `${(await jws()).split('.').slice(0, 2).join('.')}.`],
    ['by no algorithm', () => Promise.resolve(unsecured(partner.key.kid, now))],
  ])('S16: does not count when it is signed, but %s, and then nothing is told', async (_how, make) => {
    await isRefused({ authorize: { consent_jws: await make() } }, 'consent-not-valid');
    // Nor does a statement beside it make up for it.
    await isRefused({ consent: { id: 'c-1' }, authorize: { consent_jws: await make() } }, 'consent-not-valid');
  });

  it('S16: is not a message that the partner signed for something else', async () => {
    const { sent } = await ask({ consent: { id: 'c-1' } });
    const { signature } = JSON.parse(sent) as { readonly signature: string };
    expect(decodeProtectedHeader(signature).kid).toBe(partner.key.kid);
    await isRefused({ authorize: { consent_jws: signature } }, 'consent-not-valid');
  });

  it('of one person opens no list of people', async () => {
    const query = { type: 'ns:org:QueryType:expression', value: { expression: { query: { sex: { $eq: 'female' } } } } };
    await isRefused({ query_type: 'expression', query, authorize: { consent_jws: await jws() } }, 'consent-not-valid');
  });

  it('is no ground for a subscription, which would tell of people who did not consent', async () => {
    const subscribe = async (authorize: object) => {
      const item = {
        ...{ reference_id: 'r-1', timestamp: '2026-11-24T08:00:00Z' },
        subscribe_criteria: {
          ...{ reg_event_type: 'UPDATE', notify_record_type: 'Member', filter_type: 'idtype-value', authorize },
          filter: { type: 'UIN', value: '880012' },
        },
      };
      await send(kit, partner, 'subscribe', { message: { transaction_id: 't-9', subscribe_request: [item] } });
      await kit.work();
      return JSON.stringify(partner.listener.got.at(-1)?.body.message);
    };
    expect(await subscribe({ consent_jws: await jws() })).toContain('rjct.notify_details.invalid');
  });
});

function unsecured(kid: string, now: number): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none', kid })}.${part({ sub: '880012', exp: now + 3600 })}.`;
}
