import type { ProposeDecision } from '@interlink/contracts/payments/decision';
import { givenPayments } from './given-payments.js';
import { payBatch } from './paying.js';
import type { PaymentsKit } from './payments-kit.js';
import { twoPeople } from './two-people.js';

jest.setTimeout(120_000);

describe('IBR-032: what one person proposed about payments', () => {
  let kit: PaymentsKit;
  let batch: Awaited<ReturnType<typeof payBatch>>;
  givenPayments(2, (opened) => (kit = opened), 'good');
  beforeEach(async () => {
    batch = await payBatch(kit);
  });
  const { propose } = twoPeople(() => kit);
  const shown = async (who = kit.approver) =>
    (await kit.payments.reads.decisions(who)).map(({ lines }) => lines.map(({ benefitCode }) => benefitCode));
  const line = (at: number) => {
    const found = batch.lines[at];
    if (!found) throw new Error(`no line ${at}`);
    return found;
  };
  const entitlementOf = async (instrId: string): Promise<string> => {
    const { rows } = await kit.superuser.query('select entitlement_id from payments.line where instr_id = $1', [
      instrId,
    ]);
    return rows[0].entitlement_id;
  };

  it.each<[string, () => Promise<Omit<ProposeDecision, 'note'>>, readonly number[]]>([
    [
      'one payment',
      async () => ({ kind: 'recall-line', target: `${batch.id}/${line(1).instrId}`, recallReason: 'UPAY' }),
      [1],
    ],
    [
      'several of a batch',
      async () => ({
        ...{ kind: 'recall-lines', target: batch.id, recallReason: 'TECH' },
        instrIds: [line(0).instrId, line(1).instrId],
      }),
      [0, 1],
    ],
    [
      'a benefit, by its last attempt',
      async () => ({ kind: 'resolve-cause', target: await entitlementOf(line(1).instrId) }),
      [1],
    ],
  ])('names to who confirms it %s', async (_what, body, about) => {
    await propose(await body());
    expect(await shown()).toEqual([about.map((at) => line(at).benefitCode)]);
  });

  it('names the payment of an incident', async () => {
    await kit.superuser.query(
      `insert into payments.incident (id, kind, batch_id, instr_id, entitlement_id, excess_minor, currency, at)
       select gen_random_uuid(), 'overpaid', batch_id, instr_id, entitlement_id, 1, currency, now()
       from payments.line where instr_id = $1`,
      [line(0).instrId],
    );
    const [incident] = (await kit.payments.reads.incidents(kit.maker, undefined)).items;
    await propose({ kind: 'close-incident', target: incident?.id ?? '' });
    expect(await shown()).toEqual([[line(0).benefitCode]]);
  });

  it('S2, S6: is not there for another institution, and whom it shows is written down', async () => {
    await propose({ kind: 'recall-line', target: `${batch.id}/${line(0).instrId}`, recallReason: 'UPAY' });
    expect(await shown(kit.stranger)).toEqual([]);
    await shown();
    const { rows } = await kit.superuser.query(
      "select header->>'subject' as subject from platform.audit_entry where header->>'action' = 'payments.read-decisions'",
    );
    expect(rows.at(-1)).toEqual({ subject: line(0).individualId });
  });
});
