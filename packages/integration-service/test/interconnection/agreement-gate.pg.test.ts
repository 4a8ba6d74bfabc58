import { randomUUID } from 'node:crypto';
import type { InboundPartner } from '@interlink/contracts/interconnection/inbound';
import { openInterconnectionKit, type InterconnectionKit } from './interconnection-kit.js';

/** Of a test's pool. */
const CONNECTIONS = 20;

describe('IBR-041: the agreement with a partner', () => {
  let kit: InterconnectionKit;
  let partner: InboundPartner;
  const ask = (over: object = {}) =>
    kit.interconnection.inbound.findAgreement(
      { actor: partner.actor, operation: 'search' },
      { partner: 'health', direction: 'out', mode: 'query', recordType: 'Member', elements: [], ...over },
    );
  const refusals = async () => {
    const { rows } = await kit.superuser.query(
      `select body from platform.audit_body b join platform.audit_entry e on e.id = b.entry_id
       where e.header ->> 'action' = 'interconnection.refuse' order by e.id`,
    );
    return rows.map(({ body }) => (JSON.parse(body as string) as { refusal: string }).refusal);
  };

  beforeEach(async () => {
    kit = await openInterconnectionKit();
    await kit.addPartner('health');
    partner = await kit.interconnection.inbound.activePartner('health', randomUUID());
  });
  afterEach(() => kit.close());

  it('IBR-035: that is not there means no answer, and the reason is in the audit', async () => {
    expect(await ask()).toMatchObject({ allowed: false, refusal: 'no-agreement' });
    expect(await refusals()).toEqual(['no-agreement']);
  });

  it('that no second person has activated means no answer', async () => {
    await kit.addAgreement('health', {}, 'approved');
    kit.clock.advance(5001);
    expect(await ask()).toMatchObject({ refusal: 'not-approved' });
  });

  it('limits an answer to its elements', async () => {
    await kit.addAgreement('health');
    kit.clock.advance(5001);
    const decision = await ask({ elements: ['demographic_info', 'poverty_score'] });
    expect(decision).toMatchObject({
      allowed: true,
      elements: ['demographic_info.name'],
      withheld: ['demographic_info', 'poverty_score'],
    });
  });

  it('ends between a request and its callback: the callback is refused', async () => {
    await kit.addAgreement('health', { validUntil: '2026-11-24' });
    kit.clock.advance(5001);
    expect(await ask()).toMatchObject({ allowed: true });
    kit.clock.advance(86_400_000);
    expect(await ask()).toMatchObject({ allowed: false, refusal: 'expired' });
  });

  it('is read over the connection of the transaction that asks: who holds one waits for no other', async () => {
    await kit.addAgreement('health');
    kit.clock.advance(5001);
    const asked = { partner: 'health', direction: 'out', mode: 'query', recordType: 'Member', elements: [] } as const;
    let toCome = CONNECTIONS;
    let start: () => void;
    const allHoldOne = new Promise<void>((resolve) => {
      start = resolve;
    });
    const asking = Array.from({ length: CONNECTIONS }, () =>
      kit.platform.inTransaction(partner.actor, async (tx) => {
        toCome -= 1;
        if (toCome === 0) start();
        await allHoldOne;
        return kit.interconnection.inbound.findAgreementWithin(tx, 'notify', asked);
      }),
    );
    for (const decision of await Promise.all(asking)) expect(decision).toMatchObject({ allowed: true });
  });

  it('caps the records of a day and opens again on the next', async () => {
    await kit.addAgreement('health', { dailyRecords: 10 });
    kit.clock.advance(5001);
    const decision = await ask();
    if (!decision.allowed) throw new Error('expected an agreement');
    expect(decision.recordsLeft).toBe(10);
    await kit.platform.inTransaction(partner.actor, (tx) =>
      kit.interconnection.inbound.record(tx, {
        ...{ partner: 'health', direction: 'in', operation: 'search', result: '200', agreement: decision },
        ...{
          subjects: ['p-1', 'p-2'],
          records: 10,
          since: new Date(kit.clock.now().getTime() - 3),
          signature: 'verified',
          bytes: 200,
        },
      }),
    );
    expect(await ask()).toMatchObject({ allowed: false, refusal: 'volume-used-up' });
    kit.clock.advance(86_400_000);
    expect(await ask()).toMatchObject({ allowed: true });
  });

  it('S6: names each person whose data passed in that person’s access log', async () => {
    await kit.platform.inTransaction(partner.actor, (tx) =>
      kit.interconnection.inbound.record(tx, {
        ...{ partner: 'health', direction: 'in', operation: 'search', result: '200', subjects: ['p-1', 'p-2'] },
        ...{
          records: 2,
          since: new Date(kit.clock.now().getTime() - 3),
          signature: 'verified',
          bytes: 200,
        },
      }),
    );
    const { rows } = await kit.superuser.query(
      `select header ->> 'subject' as subject from platform.audit_entry
       where header ->> 'action' = 'interconnection.exchange' order by 1`,
    );
    expect(rows.map(({ subject }) => subject as string)).toEqual(['p-1', 'p-2']);
    const log = await kit.superuser.query('select took_ms from interconnection.exchange_log');
    expect(log.rows).toEqual([{ took_ms: 3 }]);
  });
});
