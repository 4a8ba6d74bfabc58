import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { givenPayments } from './given-payments.js';
import { PAYROLL, type PaymentsKit } from './payments-kit.js';
import { twoPeople } from './two-people.js';

jest.setTimeout(120_000);

describe('R7: what two people let go, and a ledger that is restored once more', () => {
  let kit: PaymentsKit;
  givenPayments(1, (opened) => (kit = opened), 'good');

  const rows = async (text: string) => (await kit.superuser.query(text)).rows;
  const desk = () => kit.payments.desk;
  const journal = () => join(kit.secrets.dir, 'transmit-journal.jsonl');
  /** It left for the payroll, by the journal; the ledger knows nothing of it. */
  const forgotten = (messageId: string) => {
    const entry = { messageId, sha256: 'x', size: 1, at: '2026-11-23T08:00:00.000Z', payrollId: PAYROLL };
    const line = JSON.stringify({ ...entry, systemIdentifier: '1', timeline: 1 });
    appendFileSync(journal(), `${line}\n`);
  };
  const { decide } = twoPeople(() => kit);
  const letGo = async () => {
    await desk().importGap(kit.maker);
    await decide({ kind: 'release-fence', target: (await desk().fence()).fingerprint ?? '' });
    await kit.payments.readyCheck.check();
  };
  const releaseBenefit = async () => {
    const [benefit] = kit.openimis.benefits.get(PAYROLL) ?? [];
    await decide({ kind: 'release-adopted', target: benefit?.benefitId ?? '' });
  };
  const make = () =>
    kit.payments.make(kit.maker, { payrollId: PAYROLL }).then(
      ({ id }) => ({ id, why: undefined }),
      ({ details }: { details: { exclusions: { reason: string }[] } }) => ({
        id: '',
        why: details.exclusions[0]?.reason,
      }),
    );
  const fenced = { code: 'payments.fenced', details: { reason: 'journal-ahead' } };

  it('is let go no more by a ledger from before: the bank is asked again, and nobody is paid before people looked', async () => {
    forgotten('Mgone');
    await letGo();
    expect((await make()).why).toBe('adopted-unknown');
    // A backup from before the first restore was looked into.
    await kit.superuser.query(
      'truncate payments.decision, payments.decision_confirmation, payments.gap, payments.adoption',
    );
    await expect(kit.payments.readyCheck.check()).rejects.toMatchObject(fenced);
    expect((await desk().fence()).gap?.map(({ messageId }) => messageId)).toContain('Mgone');
    await letGo();
    expect((await make()).why).toBe('adopted-unknown');
  });

  it('stays let go while the ledger has the decision, also when more leaves and when it is asked again', async () => {
    forgotten('Mgone');
    await letGo();
    await releaseBenefit();
    const { id } = await make();
    const { statementHash } = await kit.payments.get(kit.maker, id);
    await kit.platform.inTransaction(kit.approver.actor, (tx) =>
      kit.payments.approve(tx, kit.approver, id, { statementHash }),
    );
    await kit.payments.advance(id, kit.maker.actor);
    expect((await kit.payments.get(kit.maker, id)).lines.map(({ state }) => state)).toEqual(['INPROC']);
    await kit.payments.readyCheck.check();
  });

  it('holds a benefit again that was let go, when a later message for it is found to have left', async () => {
    forgotten('Mgone');
    await letGo();
    await releaseBenefit();
    kit.clock.advance(1000);
    forgotten('Mlater');
    await letGo();
    expect((await make()).why).toBe('adopted-unknown');
    expect(await rows('select source from payments.adoption order by 1')).toEqual([
      { source: 'journal:Mgone' },
      { source: 'journal:Mlater' },
    ]);
    kit.clock.advance(1000);
    await releaseBenefit();
    expect((await make()).why).toBeUndefined();
  });

  it('stops a batch of the payroll that is held for something else, also after that is over', async () => {
    const { id } = await make();
    const { statementHash } = await kit.payments.get(kit.maker, id);
    await kit.platform.inTransaction(kit.approver.actor, (tx) =>
      kit.payments.approve(tx, kit.approver, id, { statementHash }),
    );
    const payroll = kit.openimis.payrolls.get(PAYROLL);
    if (!payroll) throw new Error('no payroll');
    kit.openimis.payrolls.set(PAYROLL, { ...payroll, status: 'RECONCILED' });
    await kit.payments.advance(id, kit.maker.actor);
    kit.openimis.payrolls.set(PAYROLL, payroll);
    forgotten('Mgone');
    await letGo();
    const holds = await rows('select id, reason from payments.hold order by reason');
    expect(holds.map(({ reason }) => reason)).toEqual(['changed-in-openimis', 'sent-before-restore']);
    await decide({ kind: 'release-hold', target: holds[0].id });
    await kit.payments.advance(id, kit.maker.actor);
    expect((await kit.payments.get(kit.maker, id)).state).toBe('EXCEPTION');
    expect(await rows('select 1 from payments.channel_attempt')).toEqual([]);
  });
});
