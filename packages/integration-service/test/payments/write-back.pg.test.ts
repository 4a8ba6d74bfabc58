import type { Benefit } from '../../src/openimis/port.js';
import { givenPayments } from './given-payments.js';
import { PAYROLL, type PaymentsKit } from './payments-kit.js';
import { payBatch } from './paying.js';
import { tellingBank, type TellingBank } from './telling-bank.js';

jest.setTimeout(120_000);

type Batch = Awaited<ReturnType<typeof payBatch>>;

describe('A4: openIMIS is told what was paid', () => {
  let kit: PaymentsKit;
  let bank: TellingBank;
  let batch: Batch;
  givenPayments(2, (opened) => (kit = opened), 'good');
  beforeEach(async () => {
    bank = tellingBank(kit);
    batch = await payBatch({ ...kit, payments: bank.payments });
    kit.openimis.calls.length = 0;
  });

  const lineOf = (code: string) => batch.lines.find(({ benefitCode }) => benefitCode === code);
  const benefits = () => kit.openimis.benefits.get(PAYROLL) ?? [];
  const benefitOf = (code: string) => benefits().find((one) => one.code === code);
  const change = (over: Partial<Benefit>) => {
    const [first, ...others] = benefits();
    if (first) kit.openimis.benefits.set(PAYROLL, [{ ...first, ...over }, ...others]);
  };
  const settle = async () => {
    await bank.book(...batch.lines.map(({ instrId }) => ({ kind: 'debit', instrId }) as const));
    await bank.payments.advance(batch.id, kit.maker.actor);
  };
  const problems = async () => {
    const { rows } = await kit.superuser.query(
      'select write_back_problem as problem, written_back_at is not null as written from payments.line order by benefit_code',
    );
    return rows.map(({ problem, written }) => problem ?? written);
  };
  const uploads = () => kit.openimis.calls.filter(({ operation }) => operation === 'reconcile').length;

  it.each<[string, string, () => void]>([
    ['benefit-gone', 'is not there any more', () => kit.openimis.benefits.set(PAYROLL, benefits().slice(1))],
    ['reconciled-by-others', 'bears the receipt of others', () => change({ status: 'RECONCILED', receipt: 'cash-17' })],
    ['reconciled-by-others', 'was rejected meanwhile', () => change({ status: 'REJECTED' })],
    ['code-changed', 'bears another code', () => change({ code: 'BEN-Z9' })],
    [
      'code-not-unique',
      'shares its code with another',
      () => void kit.openimis.benefits.set(PAYROLL, [...benefits(), another()]),
    ],
    ['amount-differs', 'is of another amount, which openIMIS would not compare', () => change({ amount: '2500.00' })],
  ])('%s: is told nothing of a benefit that %s, and all of the others', async (problem, _what, spoil) => {
    spoil();
    const before = benefits().filter(({ code }) => code !== 'BEN-A1');
    await settle();
    expect(await problems()).toEqual([problem, true]);
    expect(benefits().filter(({ code }) => code !== 'BEN-A1')).toEqual(before);
    expect(benefitOf('BEN-A1')).toMatchObject({ status: 'RECONCILED', receipt: lineOf('BEN-A1')?.uetr });
    expect(kit.openimis.payrolls.get(PAYROLL)?.status).toBe('APPROVE_FOR_PAYMENT');
    await kit.passTime(46 * 86_400_000);
    await bank.payments.advance(batch.id, kit.maker.actor);
    expect((await bank.payments.get(kit.maker, batch.id)).state).toBe('RECONCILED');
  });
  const another = (): Benefit => ({
    ...{ benefitId: '00000000-0000-4000-8000-0000000009ff', code: 'BEN-A0', status: 'ACCEPTED', amount: '2000.00' },
    individualId: '00000000-0000-4000-8000-000000000010',
  });

  it('is told once what stood in the way is put right, and the payroll is closed then', async () => {
    change({ code: 'BEN-Z9' });
    await settle();
    change({ code: 'BEN-A0' });
    await bank.payments.advance(batch.id, kit.maker.actor);
    expect(await problems()).toEqual([true, true]);
    expect([uploads(), kit.openimis.payrolls.get(PAYROLL)?.status]).toEqual([2, 'RECONCILED']);
  });

  it('is not told again what it holds: an upload whose answer was lost is no second one', async () => {
    change({ status: 'RECONCILED', receipt: lineOf('BEN-A0')?.uetr ?? '' });
    await settle();
    expect([await problems(), uploads()]).toEqual([[true, true], 1]);
    await bank.payments.advance(batch.id, kit.maker.actor);
    expect(uploads()).toBe(1);
  });

  it('not-taken: believes what openIMIS holds afterwards and not that it said nothing against it', async () => {
    const stubborn = new Proxy(new Map(kit.openimis.benefits), {
      get: (target, name) => (name === 'set' ? () => target : Reflect.get(target, name).bind(target)),
    });
    const kept = kit.openimis.benefits;
    Object.assign(kit.openimis, { benefits: stubborn });
    await settle();
    expect(await problems()).toEqual(['not-taken', 'not-taken']);
    Object.assign(kit.openimis, { benefits: kept });
    await bank.payments.advance(batch.id, kit.maker.actor);
    expect(await problems()).toEqual([true, true]);
  });

  it('R8: is told nothing of what is paid by the word of a report alone, in part, or twice', async () => {
    const [one, two] = batch.lines.map(({ instrId }) => instrId) as [string, string];
    await bank.book({ kind: 'debit', instrId: one, value: '1500.00' });
    await bank.book({ kind: 'debit', instrId: two }, { kind: 'debit', instrId: two });
    await bank.payments.advance(batch.id, kit.maker.actor);
    expect([await problems(), uploads()]).toEqual([[false, false], 0]);
    expect(benefits().map(({ status }) => status)).toEqual(['ACCEPTED', 'ACCEPTED']);
    await bank.book({ kind: 'debit', instrId: one, value: '500.00' }, { kind: 'return', instrId: two });
    await bank.payments.advance(batch.id, kit.maker.actor);
    expect([await problems(), uploads()]).toEqual([[true, true], 1]);
  });
});
