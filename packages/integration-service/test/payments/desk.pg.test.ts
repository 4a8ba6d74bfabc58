import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EvidencePackRecord } from '@interlink/contracts/payments/evidence-pack';
import type { Payroll } from '../../src/openimis/port.js';
import { givenPayments } from './given-payments.js';
import { givePayroll, moveAccount, PAYROLL, type PaymentsKit } from './payments-kit.js';
import { twoPeople } from './two-people.js';

type Batch = Awaited<ReturnType<PaymentsKit['payments']['get']>>;

describe('what two people decide about payments', () => {
  let kit: PaymentsKit;
  givenPayments(2, (opened) => (kit = opened), 'worst');

  const journal = () => join(kit.secrets.dir, 'transmit-journal.jsonl');
  const get = (id: string) => kit.payments.get(kit.maker, id);
  const head = (id: string) => kit.payments.reads.head(kit.maker, id);
  const make = () => kit.payments.make(kit.maker, { payrollId: PAYROLL });
  const approve = async ({ id, statementHash }: Pick<Batch, 'id' | 'statementHash'>) => {
    const who = kit.approver;
    await kit.platform.inTransaction(who.actor, (tx) => kit.payments.approve(tx, who, id, { statementHash }));
    return get(id);
  };
  const approved = async () => approve(await make());
  const { propose, confirm, decide } = twoPeople(() => kit);
  const change = (id: string, work: (tx: Parameters<typeof kit.payments.desk.check>[0]) => Promise<void>) =>
    kit.platform.inTransaction(kit.maker.actor, (tx) => kit.payments.change(tx, kit.maker, id, work));
  const rows = async (text: string, values: unknown[] = []) => (await kit.superuser.query(text, values)).rows;
  const loseAnswer = () =>
    kit.bank.server.prependOnceListener('request', (_request, response) => {
      response.writeHead = () => {
        response.destroy();
        return response;
      };
    });
  const movePayroll = (over: Partial<Payroll>) => {
    const payroll = kit.openimis.payrolls.get(PAYROLL);
    if (payroll) kit.openimis.payrolls.set(PAYROLL, { ...payroll, ...over });
  };
  /** Approved; a message left of which the ledger knows nothing. */
  const fenced = async () => {
    const batch = await approved();
    writeFileSync(
      journal(),
      `${JSON.stringify({ messageId: 'Mgone', sha256: 'x', systemIdentifier: '1', timeline: 1 })}\n`,
    );
    await kit.payments.advance(batch.id, kit.maker.actor);
    return get(batch.id);
  };

  it('A5: an exception is released by two different people of the institution, and by no other', async () => {
    const batch = await approved();
    movePayroll({ status: 'RECONCILED' });
    await kit.payments.advance(batch.id, kit.maker.actor);
    expect((await get(batch.id)).state).toBe('EXCEPTION');
    const [{ id: target }] = await rows('select id from payments.hold');
    const body = { kind: 'release-hold', target, note: 'seen with the treasury' } as const;
    await expect(propose(body, kit.stranger)).rejects.toMatchObject({ code: 'payments.decision-not-found' });
    const id = await propose(body, kit.approver);
    await expect(confirm(id, kit.approver)).rejects.toMatchObject({ details: { reason: 'proposer-is-confirmer' } });
    expect((await get(batch.id)).state).toBe('EXCEPTION');
    await confirm(id, kit.maker);
    expect((await get(batch.id)).state).toBe('APPROVED');
    await expect(propose(body)).rejects.toMatchObject({ details: { reason: 'not-held' } });
  });

  it('A4: a payroll that is paid online or was closed since is not sealed', async () => {
    const batch = await approved();
    movePayroll({ paymentMethod: 'StrategyOnlinePayment' });
    await kit.payments.advance(batch.id, kit.maker.actor);
    expect((await get(batch.id)).state).toBe('EXCEPTION');
    expect(await rows('select reason, details from payments.hold')).toEqual([
      { reason: 'changed-in-openimis', details: { lines: ['payment-method'] } },
    ]);
    expect(await rows('select * from payments.file')).toEqual([]);
  });

  it('R7: releases a fence only once the bank was asked about every message of the gap', async () => {
    const batch = await fenced();
    expect(batch.state).toBe('APPROVED');
    const fence = await kit.payments.desk.fence();
    expect(fence).toMatchObject({ fenced: true, reason: 'journal-ahead', gap: [{ messageId: 'Mgone' }] });
    await expect(kit.payments.readyCheck.check()).rejects.toMatchObject({ details: { reason: 'journal-ahead' } });
    const body = { kind: 'release-fence', target: fence.fingerprint ?? '', note: 'restored on Monday' } as const;
    await expect(propose(body)).rejects.toMatchObject({ details: { reason: 'gap-not-imported' } });
    await kit.payments.desk.importGap(kit.maker);
    expect(await rows('select message_id, answer from payments.gap')).toEqual([
      { message_id: 'Mgone', answer: 'unknown-to-bank' },
    ]);
    await decide(body);
    await kit.payments.readyCheck.check();
    await kit.payments.advance(batch.id, kit.maker.actor);
    expect(['TRANSMITTED', 'ACKNOWLEDGED']).toContain((await get(batch.id)).state);
  });

  it('R9: calls an unknown line never received only when statements and the bank agree, by two people', async () => {
    const batch = await approved();
    kit.bank.server.prependOnceListener('request', (request) => request.destroy());
    await kit.payments.advance(batch.id, kit.maker.actor);
    const [line] = (await get(batch.id)).lines;
    expect(line?.state).toBe('UNKNOWN');
    const target = `${batch.id}/${line?.instrId}`;
    const body = { kind: 'line-not-received', target, note: 'the bank wrote to us', negativeAnswer: 'letter' } as const;
    await expect(propose(body)).rejects.toMatchObject({ details: { reason: 'statements-not-far-enough' } });
    await kit.superuser.query(
      `insert into payments.statement (account, sequence, statement_id, received_id, opening_minor, closing_minor, currency, until, at)
       values ('0001112223334', 1, 'S1', gen_random_uuid(), 0, 0, 'KES', '2026-12-20', now())`,
    );
    await expect(propose({ ...body, negativeAnswer: undefined })).rejects.toMatchObject({
      details: { reason: 'no-negative-answer' },
    });
    await kit.superuser.query(
      `insert into payments.suspense (received_id, key, why, at, account, entry)
       values ('00000000-0000-4000-8000-00000000ee01', 'k1', 'no-line', now(), '0001112223334', null)`,
    );
    await expect(propose(body)).rejects.toMatchObject({ details: { reason: 'booking-unexplained' } });
    await decide({ kind: 'close-suspense', target: '00000000-0000-4000-8000-00000000ee01/k1', note: 'a fee' });
    await decide(body);
    const after = (await get(batch.id)).lines.find(({ instrId }) => instrId === line?.instrId);
    expect(after).toMatchObject({ state: 'CANCELLED', reason: 'not-received' });
  });

  it('A5: signs failed lines off and reconciles; a cause is resolved before the next attempt', async () => {
    givePayroll(kit, 4);
    const batch = await approved();
    await kit.payments.advance(batch.id, kit.maker.actor);
    kit.advanceBankDays(5);
    await kit.payments.sweep();
    await kit.payments.readStatements();
    await kit.payments.advance(batch.id, kit.maker.actor);
    expect((await get(batch.id)).state).toBe('PARTIAL');
    await decide({ kind: 'sign-off-failed-lines', target: batch.id, note: 'both lines are in the queue' });
    // The bank's account moved for batches that this ledger does not know: nothing is reconciled before that is explained.
    expect((await get(batch.id)).state).toBe('PARTIAL');
    const entries = await rows('select received_id, key from payments.suspense');
    expect(entries.length).toBeGreaterThan(0);
    for (const { received_id: received, key } of entries) {
      await decide({ kind: 'close-suspense', target: `${received}/${key}`, note: 'a payment of the test before' });
    }
    expect((await get(batch.id)).state).toBe('RECONCILED');

    await kit.passTime(8 * 86_400_000);
    const blocked = (await get(batch.id)).lines.find(({ benefitCode }) => benefitCode === 'BEN-A3');
    const [{ id: entitlement }] = await rows('select entitlement_id as id from payments.line where instr_id = $1', [
      blocked?.instrId,
    ]);
    await decide({ kind: 'resolve-cause', target: entitlement, note: 'the bank lifted the block' });
    const again = await make();
    expect(again.lines).toMatchObject([{ benefitCode: 'BEN-A3', attempt: 2 }]);
  });

  it('an edit leaves a line out, drops the approvals, and the batch is another one to approve', async () => {
    const batch = await approved();
    const leaveOut = [batch.lines[0]?.instrId ?? ''];
    const edited = await change(batch.id, (tx) =>
      kit.payments.desk.edit(tx, batch.id, {
        leaveOut,
        reason: 'asked by the field office',
        executionDate: '2026-12-31',
      }),
    );
    expect(edited).toMatchObject({ state: 'VALIDATED', count: 1, executionDate: '2026-12-31' });
    expect(edited.exclusions).toMatchObject([{ reason: 'officer: asked by the field office' }]);
    expect((await head(batch.id)).totals.area).toEqual([{ name: 'Shangani', count: 1, totalMinor: edited.totalMinor }]);
    await approve(edited);
    loseAnswer();
    await kit.payments.advance(batch.id, kit.maker.actor);
    expect((await rows('select count, total_minor from payments.file'))[0]).toEqual({
      count: 1,
      total_minor: '200000',
    });
  });

  it('a batch over the budget stays a draft that nobody can approve', async () => {
    const { programmes } = kit.platform.config.settings.policies['payments'] as { programmes: { OAA: object } };
    Object.assign(programmes.OAA, { budgetMinor: 100 });
    const { createPayments } = await import('../../src/payments/service.js');
    const { openimis, verification, interconnection, platform } = kit;
    const strict = createPayments(platform, { openimis, verification, interconnection });
    const batch = await strict.make(kit.maker, { payrollId: PAYROLL });
    Object.assign(programmes.OAA, { budgetMinor: undefined });
    expect(batch.state).toBe('DRAFT');
    await expect(approve(batch)).rejects.toMatchObject({ code: 'payments.batch-not-ready' });
    const [{ report }] = await rows('select report from payments.check_report');
    expect(report.findings[0]).toMatchObject({ check: 'over-budget', severity: 'BLOCK', action: 'ask-budget-holder' });
  });

  it('I10: says years later why somebody was and was not paid, by the facts of that day', async () => {
    const now = kit.openimis.benefits.get(PAYROLL) ?? [];
    kit.openimis.benefits.set(
      PAYROLL,
      now.map((benefit, at) => (at === 1 ? { ...benefit, status: 'CREATED' } : benefit)),
    );
    const batch = await make();
    moveAccount(kit, 0, '0999');
    await kit.passTime(3 * 365 * 86_400_000);
    const why = (place: number) =>
      kit.payments.desk.why(kit.maker, `00000000-0000-4000-8000-0000000000${place + 10}`, '2026-11-20');
    expect(await why(0)).toMatchObject([
      {
        batchId: batch.id,
        outcome: 'paid',
        identical: true,
        inputs: { person: { account: { number: '01100000001' } } },
      },
    ]);
    expect(await why(1)).toMatchObject([{ outcome: 'left-out', reason: 'benefit-not-payable', identical: true }]);
    const others = await kit.payments.desk.why(kit.stranger, '00000000-0000-4000-8000-000000000010', '2026-11-20');
    expect(others).toEqual([]);
  });

  it('the evidence pack holds every kind of proof, counts itself, and keeps accounts out unless asked', async () => {
    const batch = await approved();
    await kit.payments.advance(batch.id, kit.maker.actor);
    kit.advanceBankDays(5);
    await kit.payments.sweep();
    const pack = async (withBytes: boolean) => {
      let text = '';
      for await (const line of await kit.payments.desk.evidencePack(kit.maker, batch.id, { withBytes })) text += line;
      return text;
    };
    const text = await pack(false);
    const records = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as EvidencePackRecord);
    const kinds = new Set(records.map(({ type }) => type));
    expect([...kinds]).toEqual(
      expect.arrayContaining([
        'pack',
        'keys',
        'leaf',
        'approval',
        'file',
        'transmission',
        'journal',
        'received',
        'evidence',
        'audit',
        'end',
      ]),
    );
    expect(records.at(-1)).toMatchObject({ type: 'end', records: records.length - 1 });
    expect(text).not.toContain('01100000001');
    expect(
      Buffer.from(
        JSON.parse((await pack(true)).split('\n').find((line) => line.includes('"file"')) ?? '').bytes,
        'base64',
      ).toString(),
    ).toContain('01100000001');
  });

  it('go-live: adopted benefits enter no batch before two people looked', async () => {
    movePayroll({ period: { from: '2026-10-01', to: '2026-10-31' } });
    const [first] = kit.openimis.benefits.get(PAYROLL) ?? [];
    await expect(kit.payments.desk.adopt(kit.maker, [PAYROLL], '2026-10-30')).rejects.toMatchObject({
      details: { reason: 'cycle-not-over' },
    });
    expect(await kit.payments.desk.adopt(kit.maker, [PAYROLL], '2026-10-31')).toMatchObject({ unknown: 2, known: 0 });
    expect(await kit.payments.desk.adopt(kit.maker, [PAYROLL], '2026-10-31')).toMatchObject({ unknown: 0, known: 2 });
    await expect(make()).rejects.toMatchObject({
      details: { exclusions: [{ reason: 'adopted-unknown' }, { reason: 'adopted-unknown' }] },
    });
    await decide({
      kind: 'release-adopted',
      target: first?.benefitId ?? '',
      note: 'the paper list says it was not paid',
    });
    const batch = await make();
    expect(batch.lines.map(({ benefitCode }) => benefitCode)).toEqual([first?.code]);
  });
});
