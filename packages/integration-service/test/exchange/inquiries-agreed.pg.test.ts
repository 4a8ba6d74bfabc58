import { randomUUID } from 'node:crypto';
import type { RegistryRequest } from '@interlink/contracts/exchange/registry-port';
import { findInquiry, type InquiryRow } from '../../src/exchange/store/inquiries.js';
import { openInquiryKit, type InquiryKit } from './inquiry-kit.js';

jest.setTimeout(120_000);

const SECOND = 1000;
const search: RegistryRequest = {
  kind: 'search',
  question: { query: { by: 'identifier', type: 'UIN', value: '880012' } },
};
const subscribe: RegistryRequest = { kind: 'subscribe', watch: { eventType: 'Death', query: { by: 'everything' } } };

describe('F2: what is asked of a registry', () => {
  let kit: InquiryKit;
  beforeAll(async () => {
    kit = await openInquiryKit();
  });
  afterAll(() => kit.close());

  const begin = (request: RegistryRequest) =>
    kit.exchange.inquiries.begin({
      ...{ partner: 'civil-registry', connector: 'vital-events', request, requestId: randomUUID() },
      cause: {
        actor: { kind: 'system', id: 'interlink', loginName: 'interlink', correlationId: randomUUID() },
        subjectId: randomUUID(),
      },
    });
  async function agreementIs(status: string, mode: 'event' | 'query') {
    const text = `update interconnection.agreement set status = $1 where terms ->> 'mode' = $2`;
    await kit.superuser.query(text, [status, mode]);
    kit.clock.advance(10 * SECOND);
  }
  const heard = (operation: string) => kit.received().filter((one) => one.operation === operation).length;
  async function look({ id }: InquiryRow) {
    kit.clock.advance(61 * SECOND);
    await kit.exchange.inquiries.lookAfter();
    return findInquiry(kit.platform, id);
  }

  it.each([
    ['query', 'search-later', search],
    ['event', 'subscribe', subscribe],
  ] as const)('must be agreed, in mode %s, or nothing leaves', async (mode, operation, request) => {
    await agreementIs('terminated', mode);
    const before = heard(operation);
    const refused = { code: 'exchange.not-agreed', details: { partner: 'civil-registry', refusal: 'terminated' } };
    await expect(begin(request)).rejects.toMatchObject(refused);
    expect(heard(operation)).toBe(before);
    const { rows } = await kit.superuser.query('select 1 from exchange.inquiry');
    expect(rows).toEqual([]);
    await agreementIs('active', mode);
  });

  it.each([
    ['waits while its agreement is suspended, and goes out again', 'suspended', 'answered', null],
    ['is given up once its agreement has ended', 'terminated', 'refused', 'terminated'],
  ])('and did not arrive, %s', async (_what, status, state, code) => {
    kit.fault('status-500', 'search-later');
    const row = await begin(search);
    const before = heard('search-later');
    await agreementIs(status, 'query');
    await look(row);
    expect(heard('search-later')).toBe(before);
    await agreementIs('active', 'query');
    await look(row);
    if (state === 'answered') await kit.calledIn(row);
    expect(await findInquiry(kit.platform, row.id)).toMatchObject({ state, code });
  });

  it('may be ended without an agreement: to be told no more is always the safe side', async () => {
    const { following } = kit.exchange;
    const { id } = await begin(subscribe);
    await kit.calledIn({ path: /on-subscribe$/ });
    await agreementIs('terminated', 'event');
    const actor = { kind: 'system', id: 'i', loginName: 'i', correlationId: randomUUID() } as const;
    await following.end(actor, id);
    await kit.calledIn({ path: /on-unsubscribe$/ });
    expect((await following.list()).find((one) => one.id === id)?.ending).toBe('answered');
  });
});
