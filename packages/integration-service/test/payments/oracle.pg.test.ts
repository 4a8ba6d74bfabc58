import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fromDecimal } from '@interlink/domain/payments/money';
import { ACCOUNTS, givePayroll, openPaymentsKit, PAYROLL, type PaymentsKit } from './payments-kit.js';

// Not a measure of speed: a busy machine may take long.
jest.setTimeout(120_000);

const ORACLE = resolve(__dirname, '../../../../scripts/oracle.py');
interface Totals {
  readonly lines: number;
  readonly instructed: string;
  readonly debited: string;
  readonly returned: string;
  readonly net: string;
}

const minor = (text: string | undefined) => fromDecimal(text ?? '', 'KES')?.minor;

describe('IBR-019: the oracle, which reads only the wire and the books of the bank', () => {
  let kit: PaymentsKit;
  beforeAll(async () => {
    kit = await openPaymentsKit('worst');
    givePayroll(kit, 4);
  }, 120_000);
  afterAll(() => kit.close());

  const ask = () => {
    const books = join(kit.root, 'books.json');
    writeFileSync(books, JSON.stringify(kit.books()));
    const captured = join(kit.root, 'store', 'received-bank-payments.jsonl');
    const { status, stdout } = spawnSync('python3', [ORACLE, captured, books], { encoding: 'utf8' });
    const said = JSON.parse(stdout) as { messages: Record<string, Totals>; problems: string[] };
    return { status, ...said };
  };

  it('I1, I4: finds the totals of our ledger to the minor unit, after a rejection, a return and a part', async () => {
    kit.conduct.order({ kind: 'part', times: 1, account: ACCOUNTS[1].number });
    const { id, statementHash, messageId, totalMinor } = await kit.payments.make(kit.maker, { payrollId: PAYROLL });
    await kit.platform.inTransaction(kit.approver.actor, (tx) =>
      kit.payments.approve(tx, kit.approver, id, { statementHash }),
    );
    await kit.payments.advance(id, kit.maker.actor);
    for (let day = 0; day < 7; day += 1) {
      kit.advanceBankDays(1);
      await kit.payments.sweep();
      await kit.payments.readStatements();
    }
    const { rows } = await kit.superuser.query(
      `select sum(net_minor)::int as net, count(*)::int as lines, sum(amount_minor)::int as sealed
         from payments.line where batch_id = $1`,
      [id],
    );
    const { status, messages, problems } = ask();
    expect({ status, problems }).toEqual({ status: 0, problems: [] });
    const totals = messages[messageId];
    expect(Object.keys(messages)).toEqual([messageId]);
    expect(totals?.lines).toBe(rows[0].lines);
    expect([minor(totals?.instructed), rows[0].sealed]).toEqual([totalMinor, totalMinor]);
    // 2000.00 stayed whole, 1000.00 of a part, one came back, one was refused.
    expect([minor(totals?.net), rows[0].net]).toEqual([300_000, 300_000]);
    expect(minor(totals?.returned)).toBe(200_000);
  });

  it('R8: names what was paid twice', () => {
    const { accounts } = kit.books() as { accounts: { movements: { kind: string }[] }[] };
    const doubled = accounts.map((account) => ({
      ...account,
      movements: account.movements.flatMap((movement) =>
        movement.kind === 'debit' ? [movement, movement, movement] : [movement],
      ),
    }));
    const books = join(kit.root, 'doubled.json');
    writeFileSync(books, JSON.stringify({ accounts: doubled }));
    const captured = join(kit.root, 'store', 'received-bank-payments.jsonl');
    const { status, stdout } = spawnSync('python3', [ORACLE, captured, books], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect((JSON.parse(stdout) as { problems: string[] }).problems).toHaveLength(3);
  });
});
