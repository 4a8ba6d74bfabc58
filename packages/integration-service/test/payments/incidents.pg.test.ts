import { givenPayments } from './given-payments.js';
import type { PaymentsKit } from './payments-kit.js';
import { payBatch } from './paying.js';
import { tellingBank, type TellingBank } from './telling-bank.js';
import { twoPeople } from './two-people.js';

jest.setTimeout(120_000);

describe('R8: what was paid too much', () => {
  let kit: PaymentsKit;
  let bank: TellingBank;
  let line: { readonly batchId: string; readonly instrId: string };
  givenPayments(1, (opened) => (kit = opened), 'good');
  /** Of a batch that is closed: its payment stands as it stood, and is in no queue. */
  beforeEach(async () => {
    bank = tellingBank(kit);
    const { id: batchId, lines } = await payBatch({ ...kit, payments: bank.payments });
    line = { batchId, instrId: lines[0]?.instrId ?? '' };
    await bank.book({ kind: 'debit', instrId: line.instrId });
    await bank.payments.advance(batchId, kit.maker.actor);
    await kit.passTime(46 * 86_400_000);
    await bank.payments.advance(batchId, kit.maker.actor);
    await bank.book({ kind: 'debit', instrId: line.instrId });
  });

  const reads = () => kit.payments.reads;
  const counted = async (who: PaymentsKit['maker']) =>
    (await reads().openWork(who)).items.find(({ kind }) => kind === 'incident')?.count;
  const { decide } = twoPeople(() => kit);

  it('is listed with its payment until two people close it, and waits for the maker and for the approver', async () => {
    expect((await reads().queue(kit.maker, 'exceptions', undefined)).items).toEqual([]);
    const { items } = await reads().incidents(kit.maker, undefined);
    expect(items).toMatchObject([{ excessMinor: 200_000, currency: 'KES', line: { ...line, state: 'SETTLED' } }]);
    expect([await counted(kit.maker), await counted(kit.approver)]).toEqual([1, 1]);
    await decide({ kind: 'close-incident', target: items[0]?.id ?? '' });
    expect(await reads().incidents(kit.maker, undefined)).toEqual({ items: [] });
    expect(await counted(kit.maker)).toBe(0);
  });

  it('S2, S6: is not there for another institution, and whom it shows is written down', async () => {
    expect(await reads().incidents(kit.stranger, undefined)).toEqual({ items: [] });
    expect(await counted(kit.stranger)).toBe(0);
    const { items } = await reads().incidents(kit.maker, undefined);
    const { rows } = await kit.superuser.query(
      "select header->>'subject' as subject from platform.audit_entry where header->>'action' = 'payments.read-incidents'",
    );
    expect(rows.at(-1)).toEqual({ subject: items[0]?.line.individualId });
  });

  it('is listed page by page, each incident once, the newest first', async () => {
    await kit.superuser.query(
      `insert into payments.incident (id, kind, batch_id, instr_id, entitlement_id, excess_minor, currency, at)
       select gen_random_uuid(), kind, batch_id, instr_id, entitlement_id, n, currency, at
       from payments.incident, generate_series(1, 60) n`,
    );
    const first = await reads().incidents(kit.maker, undefined);
    const second = await reads().incidents(kit.maker, first.nextCursor);
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([50, 11, undefined]);
    expect(ids).toEqual([...new Set(ids)].sort().reverse());
  });
});

describe('IBR-032: what waits for somebody', () => {
  let kit: PaymentsKit;
  givenPayments(1, (opened) => (kit = opened), 'good');
  const { propose } = twoPeople(() => kit);
  const counts = async (who: PaymentsKit['maker']) =>
    Object.fromEntries((await kit.payments.reads.openWork(who)).items.map(({ kind, count }) => [kind, count]));

  it('is for the maker a booking that fits no payment, and for the approver what somebody else proposed about it', async () => {
    const target = '00000000-0000-4000-8000-00000000ee02';
    await kit.payments.make(kit.maker, { payrollId: [...kit.openimis.payrolls.keys()][0] ?? '' });
    await kit.superuser.query(
      "insert into payments.suspense (received_id, key, why, at, account) values ($1, 'k', 'no-line', now(), '0001112223334')",
      [target],
    );
    expect(await counts(kit.maker)).toMatchObject({ suspense: 1 });
    expect(await counts(kit.stranger)).toMatchObject({ 'decision-to-confirm': 0 });
    await propose({ kind: 'close-suspense', target: `${target}/k` });
    expect(await counts(kit.approver)).toMatchObject({ 'decision-to-confirm': 1 });
    await propose({ kind: 'close-suspense', target: `${target}/k` }, kit.approver);
    expect(await counts(kit.approver)).toMatchObject({ 'decision-to-confirm': 1 });
  });
});
