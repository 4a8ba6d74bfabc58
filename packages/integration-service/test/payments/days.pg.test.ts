import { refusedLine, reportAbout } from './bank-messages.js';
import { givenPayments } from './given-payments.js';
import { PAYROLL, type PaymentsKit } from './payments-kit.js';
import { payBatch } from './paying.js';
import { tellingBank } from './telling-bank.js';

jest.setTimeout(120_000);

/** From the Tuesday on which the clock of the tests stands to one in the morning of Wednesday in Nairobi. */
const TO_ONE_O_CLOCK = 14 * 3_600_000;

describe('payments of a deployment in Nairobi, on a Wednesday morning that is still Tuesday in UTC', () => {
  let kit: PaymentsKit;
  givenPayments(
    2,
    (opened) => (kit = opened),
    'good',
    { cutOffs: { https: '15:00' } },
    {},
    undefined,
    'Africa/Nairobi',
  );
  beforeAll(() => kit.passTime(TO_ONE_O_CLOCK));

  const as = <Result>(who: 'approver' | 'maker', work: (tx: never) => Promise<Result>) =>
    kit.platform.inTransaction(kit[who].actor, (tx) => work(tx as never));

  it('A1: are executed on the bank day after Wednesday, as the screen says, and not on Wednesday itself', async () => {
    expect(await kit.payments.reads.channels(kit.maker)).toMatchObject({
      today: '2026-11-25',
      earliestExecution: '2026-11-26',
    });
    const early = kit.payments.make(kit.maker, { payrollId: PAYROLL, executionDate: '2026-11-25' });
    await expect(early).rejects.toMatchObject({ details: { reason: 'execution-date' } });
    const made = await kit.payments.make(kit.maker, { payrollId: PAYROLL });
    expect(made).toMatchObject({ executionDate: '2026-11-26', state: 'VALIDATED' });
  });

  it('A5: are too early for a batch that is moved to Wednesday: it is a draft again', async () => {
    const { id } = await kit.payments.make(kit.maker, { payrollId: PAYROLL });
    await as('maker', (tx) => kit.payments.desk.edit(tx, id, { executionDate: '2026-11-25' }));
    const { state, checks } = await kit.payments.reads.head(kit.maker, id);
    expect(state).toBe('DRAFT');
    expect(checks?.report.findings.map(({ check }) => check)).toContain('after-cut-off');
  });

  it('R5: failed on Wednesday, from where the quiet period is counted', async () => {
    const bank = tellingBank(kit);
    const batch = await payBatch({ ...kit, payments: bank.payments });
    const lines = batch.lines.map(({ instrId }) => refusedLine(instrId, 'AC04')).join('');
    bank.answers['payment-status'] = () => reportAbout(batch.messageId, lines);
    await bank.payments.bringUpToDate(batch.id, kit.maker.actor);
    const { rows } = await kit.superuser.query(
      'select distinct failed_on::text as day from payments.line where batch_id = $1',
      [batch.id],
    );
    expect(rows).toEqual([{ day: '2026-11-25' }]);
  });

  it('are counted in cash by the days of Nairobi: what was paid after midnight is none of the day before', async () => {
    const { id, lines } = await payBatch(kit, 'pay-point');
    const points = kit.payments.payPoints;
    await as('maker', (tx) => points.issue(tx, id, 'Shangani market'));
    const marked = ['2026-11-24T20:59:00Z', '2026-11-24T21:01:00Z'].map((at, line) => ({
      ...{ at, instrId: lines[line]?.instrId ?? '', mark: 'paid' as const, place: 'Shangani market' },
    }));
    await as('maker', (tx) => points.mark(tx, id, marked));
    const count = (day: string, advanceMinor: number) =>
      as('maker', (tx) => points.count(tx, id, { day, advanceMinor, returnedMinor: 0 }));
    await as('approver', async (tx) => points.witness(tx, kit.approver, await count('2026-11-24', 200_000)));
    await as('approver', async (tx) => points.witness(tx, kit.approver, await count('2026-11-25', 200_000)));
    const after = await kit.payments.get(kit.maker, id);
    expect(after.lines.map(({ state }) => state)).toEqual(['SETTLED', 'SETTLED']);
  });

  // It is Friday after it.
  it('A5: are not sealed for a day that is over there: they move to the next one, and everybody approves anew', async () => {
    const { id, statementHash } = await kit.payments.make(kit.maker, { payrollId: PAYROLL });
    await as('approver', (tx) => kit.payments.approve(tx, kit.approver, id, { statementHash }));
    // Thursday evening in UTC.
    await kit.passTime(2 * 86_400_000 - 3_600_000);
    await kit.payments.advance(id, kit.maker.actor);
    const moved = await kit.payments.get(kit.maker, id);
    expect(moved).toMatchObject({ state: 'VALIDATED', executionDate: '2026-11-30' });
    expect(moved.statementHash).not.toBe(statementHash);
    const { files } = await kit.payments.reads.head(kit.maker, id);
    expect(files).toEqual([]);
  });

  it('A1: count as the next day’s from the cut-off of the channel on, by the clock of Nairobi', async () => {
    await kit.passTime(15 * 3_600_000);
    expect(await kit.payments.reads.channels(kit.maker)).toMatchObject({
      ...{ today: '2026-11-27', earliestExecution: '2026-12-01', cutOffs: { https: '15:00' } },
    });
    const early = kit.payments.make(kit.maker, { payrollId: PAYROLL, executionDate: '2026-11-30' });
    await expect(early).rejects.toMatchObject({ details: { reason: 'execution-date' } });
    expect(await kit.payments.make(kit.maker, { payrollId: PAYROLL })).toMatchObject({ executionDate: '2026-12-01' });
  });

  it('A1: are not bound by the cut-off of another channel', async () => {
    const made = await kit.payments.make(kit.maker, { payrollId: PAYROLL, channel: 'sftp' });
    expect(made).toMatchObject({ executionDate: '2026-11-30' });
  });

  // The last one: it is Tuesday after it.
  it('A1: are not sealed on their day after the cut-off: no byte leaves for a day that the bank has closed', async () => {
    const { id, statementHash } = await kit.payments.make(kit.maker, { payrollId: PAYROLL });
    await kit.passTime(4 * 86_400_000);
    await as('approver', (tx) => kit.payments.approve(tx, kit.approver, id, { statementHash }));
    await kit.payments.advance(id, kit.maker.actor);
    expect(await kit.payments.get(kit.maker, id)).toMatchObject({ state: 'VALIDATED', executionDate: '2026-12-03' });
  });
});
