import { DEBTOR } from './payments-config.js';
import { givePayroll, openPaymentsKit, PAYROLL, type PaymentsKit } from './payments-kit.js';
import { twoPeople } from './two-people.js';

jest.setTimeout(120_000);

describe('what two people cannot decide', () => {
  let kit: PaymentsKit;
  let batchId: string;
  beforeAll(async () => {
    kit = await openPaymentsKit('good');
    givePayroll(kit, 1);
    batchId = (await kit.payments.make(kit.maker, { payrollId: PAYROLL })).id;
  }, 120_000);
  afterAll(() => kit.close());

  const { propose, confirm } = twoPeople(() => kit);
  const refused = (reason: string) => ({ code: 'payments.decision-refused', details: { reason } });
  /** Something that a statement said and that fits no payment; `entry`: what is known of its money. */
  const suspend = async (entry: object | null, account: string | null = DEBTOR) => {
    const text = `insert into payments.suspense (received_id, key, why, at, batch_id, account, entry)
      values (gen_random_uuid(), 'k1', 'unknown-line', now(), null, $1, $2) returning received_id as id`;
    const { rows } = await kit.superuser.query(text, [account, entry && JSON.stringify(entry)]);
    return `${rows[0].id}/k1`;
  };
  const debit = { kind: 'debit', amountMinor: 5, currency: 'KES', bookedOn: '2026-11-25' };

  it('A5: nothing is signed off before anything failed', async () => {
    const body = { kind: 'sign-off-failed-lines', target: batchId } as const;
    await expect(propose(body)).rejects.toMatchObject(refused('nothing-to-sign-off'));
  });

  it('R7: no fence but the one that stands is lifted', async () => {
    const body = { kind: 'release-fence', target: 'of-another-day' } as const;
    await expect(propose(body)).rejects.toMatchObject(refused('fence-differs'));
  });

  it('A1.4: an entry of which no amount is known belongs to no payment, but can be closed, once', async () => {
    const target = await suspend(null);
    const [line] = (await kit.payments.get(kit.maker, batchId)).lines;
    const place = `${batchId}/${line?.instrId}`;
    await expect(propose({ kind: 'match-suspense', target, line: place })).rejects.toMatchObject(
      refused('entry-without-amount'),
    );
    const [first, second] = [
      await propose({ kind: 'close-suspense', target }),
      await propose({ kind: 'close-suspense', target }),
    ];
    await confirm(first);
    await expect(confirm(second)).rejects.toMatchObject(refused('already-resolved'));
    await expect(propose({ kind: 'close-suspense', target })).rejects.toMatchObject(refused('already-resolved'));
  });

  it('A1.4: an entry that names neither an account nor a batch can be closed', async () => {
    const target = await suspend(debit, null);
    await confirm(await propose({ kind: 'close-suspense', target }));
    await expect(propose({ kind: 'close-suspense', target })).rejects.toMatchObject(refused('already-resolved'));
  });

  it('S2: a benefit from before go-live is released by the people of its own programme alone', async () => {
    const target = '00000000-0000-4000-8000-0000000000ad';
    await kit.superuser.query(
      `insert into payments.adoption
         (benefit_id, payroll_id, individual_id, programme, cycle, verdict, amount_minor, currency, source, at, who)
       values ($1, $2, $1, 'OAA', '2026-10', 'unknown', 5, 'KES', 'openimis', now(), 'pam')`,
      [target, PAYROLL],
    );
    const body = { kind: 'release-adopted', target } as const;
    await expect(propose(body, kit.stranger)).rejects.toMatchObject({ code: 'payments.decision-not-found' });
    await confirm(await propose(body));
  });

  it('S2: an entry of an account from which the institution pays nothing is not found', async () => {
    const target = await suspend(debit, 'of others');
    await expect(propose({ kind: 'close-suspense', target })).rejects.toMatchObject({
      code: 'payments.decision-not-found',
    });
  });

  it.each([
    ['no line', undefined, 'line-not-found'],
    ['half of a line', '00000000-0000-4000-8000-000000000001', 'line-not-found'],
    ['a line that is not there', '00000000-0000-4000-8000-000000000001/I1', 'line-not-found'],
  ])('A1.4: an entry is not matched to %s', async (_what, line, reason) => {
    const target = await suspend(debit);
    const body = { kind: 'match-suspense', target, ...(line !== undefined && { line }) } as const;
    await expect(propose(body)).rejects.toMatchObject(refused(reason));
  });

  it('I12: an entry is not matched to a line of another currency', async () => {
    const target = await suspend({ ...debit, currency: 'UGX' });
    const [line] = (await kit.payments.get(kit.maker, batchId)).lines;
    const body = { kind: 'match-suspense', target, line: `${batchId}/${line?.instrId}` } as const;
    await expect(propose(body)).rejects.toMatchObject(refused('currency-differs'));
  });

  it('R8: an entry is not matched to a payment that has not left: it would stand as paid and leave all the same', async () => {
    const target = await suspend(debit);
    const [line] = (await kit.payments.get(kit.maker, batchId)).lines;
    const body = { kind: 'match-suspense', target, line: `${batchId}/${line?.instrId}` } as const;
    await expect(propose(body)).rejects.toMatchObject(refused('not-sent'));
  });

  it.each([
    ['release-hold', 'not-a-uuid'],
    ['close-incident', '00000000-0000-4000-8000-000000000009'],
    ['close-suspense', 'no-slash'],
    ['forfeit-entitlement', '00000000-0000-4000-8000-000000000009'],
    ['line-not-received', '00000000-0000-4000-8000-000000000009/I1'],
    ['recall-line', 'x/I1'],
    ['release-adopted', '00000000-0000-4000-8000-000000000009'],
    ['resolve-cause', "'; drop table payments.line; --"],
    ['sign-off-failed-lines', '00000000-0000-4000-8000-000000000009'],
  ] as const)('S2: %s of what is not there is not found', async (kind, target) => {
    await expect(propose({ kind, target })).rejects.toMatchObject({ code: 'payments.decision-not-found' });
  });
});
