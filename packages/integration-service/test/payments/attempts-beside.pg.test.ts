import { refusedLine, reportAbout, statusLine } from './bank-messages.js';
import { givenPayments } from './given-payments.js';
import { knowAsOne } from './know-as-one.js';
import { givePayroll, moveAccount, type PaymentsKit } from './payments-kit.js';
import { payBatch } from './paying.js';
import { tellingBank, type TellingBank } from './telling-bank.js';
import { twoPeople } from './two-people.js';

jest.setTimeout(120_000);

describe('a bank that pays what it refused, beside a further attempt', () => {
  let kit: PaymentsKit;
  let bank: TellingBank;
  givenPayments(1, (opened) => (kit = opened), 'good');
  beforeEach(() => {
    bank = tellingBank(kit);
  });

  type Batch = Awaited<ReturnType<typeof payBatch>>;
  const rows = async (text: string, values: unknown[] = []) => (await kit.superuser.query(text, values)).rows;
  const pay = () => payBatch({ ...kit, payments: bank.payments });
  const idOf = ({ lines }: Batch, code = 'BEN-A0') =>
    lines.find(({ benefitCode }) => benefitCode === code)?.instrId ?? '';
  const tell = async (batch: Batch, lines: string, report: Parameters<typeof reportAbout>[2] = {}) => {
    bank.answers['payment-status'] = (path) =>
      path.includes(batch.messageId) ? reportAbout(batch.messageId, lines, report) : undefined;
    await bank.payments.bringUpToDate(batch.id, kit.maker.actor);
  };
  /** Refused for its account, of which there is another one now, and long enough ago. */
  const refuse = async (batch: Batch, account: string) => {
    await tell(batch, batch.lines.map(({ instrId }) => refusedLine(instrId, 'AC04')).join(''));
    moveAccount(kit, 0, account);
    await kit.passTime(7 * 86_400_000);
  };
  const lineOf = async ({ id }: Batch) => {
    const [line] = await rows(
      'select state, rank, exceptions, net_minor::int as net from payments.line where batch_id = $1 order by benefit_code',
      [id],
    );
    return line;
  };
  const stateOf = async ({ id }: Batch) => (await bank.payments.get(kit.maker, id)).state;
  const liveOnes = async () =>
    (await rows('select batch_id as id from payments.attempt where live')).map(({ id }) => id as string);
  const incidents = () =>
    rows('select batch_id as id, excess_minor::int as excess from payments.incident order by excess_minor');
  const { propose, confirm, decide } = twoPeople(() => ({ ...kit, payments: bank.payments }));
  const overpaid = { exceptions: ['overpaid'] };

  it('R3: books both of two attempts that it refused: one is paid, the other is an incident, and statements go on', async () => {
    const first = await pay();
    await refuse(first, '01100000004');
    const second = await pay();
    await refuse(second, '01100000005');
    await bank.book({ kind: 'debit', instrId: idOf(first) });
    expect(await lineOf(first)).toEqual({ state: 'SETTLED', rank: 3, exceptions: [], net: 200_000 });
    await bank.book({ kind: 'debit', instrId: idOf(second) });
    expect(await lineOf(second)).toEqual({ state: 'REJECTED', rank: 2, ...overpaid, net: 200_000 });
    expect(await liveOnes()).toEqual([first.id]);
    expect(await incidents()).toEqual([{ id: second.id, excess: 200_000 }]);
    await bank.book({ kind: 'return', instrId: idOf(second) });
    expect(await lineOf(second)).toMatchObject({ state: 'RETURNED', net: 0, exceptions: [] });
  });

  it('R3: books both by one statement: the same', async () => {
    const first = await pay();
    await refuse(first, '01100000004');
    const second = await pay();
    await refuse(second, '01100000005');
    await bank.book({ kind: 'debit', instrId: idOf(second) }, { kind: 'debit', instrId: idOf(first) });
    expect(await liveOnes()).toHaveLength(1);
    expect((await incidents()).map(({ excess }) => excess)).toEqual([200_000]);
  });

  it('R1: calls the first one paid by a report: the second stays the live one, and nothing more is made', async () => {
    givePayroll(kit, 2);
    const first = await pay();
    const other = statusLine(idOf(first, 'BEN-A1'), 'ACSP');
    await tell(first, refusedLine(idOf(first), 'AC04') + other);
    moveAccount(kit, 0, '01100000004');
    await kit.passTime(7 * 86_400_000);
    const second = await pay();
    await tell(first, statusLine(idOf(first)) + other, { id: 'R2', createdAt: '2026-11-30T12:00:00Z' });
    expect(await lineOf(first)).toMatchObject({ state: 'REJECTED', ...overpaid, net: 0 });
    expect((await liveOnes()).sort()).toEqual([first.id, second.id].sort());
    expect(await incidents()).toEqual([{ id: first.id, excess: 200_000 }]);
    // The statement says the same, and is no second incident.
    await bank.book({ kind: 'debit', instrId: idOf(first) });
    expect(await lineOf(first)).toMatchObject({ state: 'REJECTED', ...overpaid, net: 200_000 });
    expect(await incidents()).toHaveLength(1);
    await tell(second, refusedLine(idOf(second), 'AC04'), { id: 'R3' });
    await kit.passTime(7 * 86_400_000);
    const again = { exclusions: [{ reason: 'incident-open' }, { reason: 'attempt-live' }] };
    await expect(pay()).rejects.toMatchObject({ details: again });
  });

  it('F08, R3: books it while the same person is paid the same period by another benefit', async () => {
    const first = await pay();
    await refuse(first, '01100000004');
    const { benefits } = kit.openimis;
    const other = { benefitId: '00000000-0000-4000-8000-0000000009aa', code: 'BEN-B0' };
    for (const [payroll, all] of benefits)
      benefits.set(
        payroll,
        all.map((one) => ({ ...one, ...other })),
      );
    const second = await pay();
    await bank.book({ kind: 'debit', instrId: idOf(first) });
    expect(await lineOf(first)).toMatchObject({ state: 'REJECTED', ...overpaid, net: 200_000 });
    expect(await liveOnes()).toEqual([second.id]);
  });

  it('R8: is not reconciled by the sign-off of what failed while money of it is out', async () => {
    givePayroll(kit, 2);
    const first = await pay();
    await refuse(first, '01100000004');
    await pay();
    await bank.book({ kind: 'debit', instrId: idOf(first) });
    await decide({ kind: 'sign-off-failed-lines', target: first.id });
    expect(await stateOf(first)).toBe('REJECTED');
    const [incident] = await rows('select id from payments.incident');
    await decide({ kind: 'close-incident', target: incident.id });
    expect(await stateOf(first)).toBe('RECONCILED');
  });

  it('R8: books a payment twice, by two statements of one name and entries of one reference: both count', async () => {
    const batch = await pay();
    await bank.book({ kind: 'debit', instrId: idOf(batch) });
    const own = bank.answers['statement'];
    bank.answers['statement'] = (path) => own?.(path)?.replace('<Id>S2</Id>', '<Id>S1</Id>').replace('N2-0', 'N1-0');
    await bank.book({ kind: 'debit', instrId: idOf(batch) });
    expect(await lineOf(batch)).toMatchObject({ state: 'SETTLED', ...overpaid, net: 400_000 });
  });

  it('R8: is an incident again when more is booked after people closed the first', async () => {
    const batch = await pay();
    await bank.book({ kind: 'debit', instrId: idOf(batch) }, { kind: 'debit', instrId: idOf(batch) });
    const [incident] = await rows('select id from payments.incident');
    expect(await stateOf(batch)).toBe('SETTLED');
    await decide({ kind: 'close-incident', target: incident.id });
    expect(await stateOf(batch)).toBe('RECONCILED');
    await bank.book({ kind: 'debit', instrId: idOf(batch) });
    expect(await stateOf(batch)).toBe('SETTLED');
    expect((await incidents()).map(({ excess }) => excess)).toEqual([200_000, 400_000]);
  });

  it('R3: is an incident again when it is really booked after people closed what was only said', async () => {
    givePayroll(kit, 2);
    const first = await pay();
    const other = statusLine(idOf(first, 'BEN-A1'));
    await tell(first, refusedLine(idOf(first), 'AC04') + other);
    moveAccount(kit, 0, '01100000004');
    await kit.passTime(7 * 86_400_000);
    await pay();
    await tell(first, statusLine(idOf(first)) + other, { id: 'R2', createdAt: '2026-11-30T12:00:00Z' });
    const [said] = await rows('select id from payments.incident');
    await decide({ kind: 'close-incident', target: said.id });
    await bank.book({ kind: 'debit', instrId: idOf(first) }, { kind: 'debit', instrId: idOf(first, 'BEN-A1') });
    expect((await incidents()).map(({ excess }) => excess)).toEqual([200_000, 200_000]);
    expect(await stateOf(first)).toBe('PARTIAL');
    const [booked] = await rows('select id from payments.incident where id <> $1', [said.id]);
    await decide({ kind: 'close-incident', target: booked.id });
    expect(await stateOf(first)).toBe('RECONCILED');
  });

  it('R8: keeps the batch from being reconciled while another incident of the same payment is open', async () => {
    const batch = await pay();
    const debit = { kind: 'debit', instrId: idOf(batch) } as const;
    await bank.book(debit, debit);
    await bank.book(debit);
    const shown = async () => (await bank.payments.reads.lines(kit.maker, batch.id, {})).items[0]?.incidentId;
    await decide({ kind: 'close-incident', target: (await shown()) ?? '' });
    expect(await stateOf(batch)).toBe('SETTLED');
    await decide({ kind: 'close-incident', target: (await shown()) ?? '' });
    expect([await stateOf(batch), await shown()]).toEqual(['RECONCILED', undefined]);
  });

  it('R8: is no further incident when the bank says once more what people closed', async () => {
    const batch = await pay();
    const debit = { kind: 'debit', instrId: idOf(batch) } as const;
    await bank.book(debit, debit);
    const [incident] = await rows('select id from payments.incident');
    await decide({ kind: 'close-incident', target: incident.id });
    await bank.book({ kind: 'return', instrId: idOf(batch), value: '500.00' });
    expect((await incidents()).map(({ excess }) => excess)).toEqual([200_000]);
  });

  it('R5: resolves the cause of the attempt that was looked at, and of none that was made before the second word', async () => {
    const first = await pay();
    await refuse(first, '01100000004');
    const [{ id: target }] = await rows('select entitlement_id as id from payments.line');
    const decision = await propose({ kind: 'resolve-cause', target });
    kit.clock.advance(1000);
    const second = await pay();
    await tell(second, refusedLine(idOf(second), 'MD07'));
    await kit.passTime(7 * 86_400_000);
    await confirm(decision);
    await expect(pay()).rejects.toMatchObject({ details: { exclusions: [{ reason: 'cause-not-resolved' }] } });
    await decide({ kind: 'resolve-cause', target });
    expect((await pay()).lines).toMatchObject([{ attempt: 3 }]);
  });

  // The last one: the registry knows them as one from here on.
  it('F08, R1: pays a person once whom the registry knows under two individuals, in one batch and in a later one', async () => {
    givePayroll(kit, 2);
    await knowAsOne(kit, [0, 1]);
    const batch = await pay();
    expect([batch.count, batch.exclusions.map(({ reason }) => reason)]).toEqual([1, ['fraud-F08']]);
    const again = await pay().catch(({ details }) =>
      details.exclusions.map(({ reason }: { reason: string }) => reason),
    );
    expect(again).toEqual(expect.arrayContaining(['attempt-live', 'fraud-F08']));
  });
});
