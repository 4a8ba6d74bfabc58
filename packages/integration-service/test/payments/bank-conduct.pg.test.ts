import { BANK_PROFILES } from '../../../partner-sandbox/src/bank-payments/profiles.js';
import type { LineConduct } from '../../../partner-sandbox/src/bank-payments/conduct.js';
import { givenPayments } from './given-payments.js';
import { ACCOUNTS, PAYROLL, type PaymentsKit } from './payments-kit.js';
import { DEBTOR } from './payments-config.js';

// Not a measure of speed: a busy machine may take long.
jest.setTimeout(120_000);

interface Outcome {
  readonly state: string;
  readonly exceptions: readonly string[];
  /** What the bank's own books say was paid and kept, of 2000.00. */
  readonly paid: number;
}

const settled = { state: 'SETTLED', exceptions: [], paid: 2000 };
const OUTCOMES: Readonly<Record<LineConduct, Outcome>> = {
  reject: { ...settled, state: 'REJECTED', paid: 0 },
  return: { ...settled, state: 'RETURNED', paid: 0 },
  part: { state: 'INPROC', exceptions: ['partial'], paid: 1000 },
  'pay-after-reject': settled,
  'book-twice': { ...settled, exceptions: ['overpaid'], paid: 4000 },
  contradict: settled,
  'never-book': { ...settled, paid: 0 },
  // Nobody asked for anything back.
  'refuse-recall': settled,
  'lie-recall': settled,
};

interface Books {
  readonly accounts: readonly {
    readonly movements: readonly { kind: string; amount: string; creditorAccount: string; messageId: string }[];
  }[];
}

describe.each([...BANK_PROFILES.map((profile) => [profile, 'camt.053'] as const), ['worst', 'mt940'] as const])(
  'a bank of the profile %s with statements of %s that goes wrong',
  (profile, statements) => {
    let kit: PaymentsKit;
    givenPayments(2, (opened) => (kit = opened), profile, { statements });

    const payAll = async () => {
      const { id, statementHash } = await kit.payments.make(kit.maker, { payrollId: PAYROLL });
      await kit.platform.inTransaction(kit.approver.actor, (tx) =>
        kit.payments.approve(tx, kit.approver, id, { statementHash }),
      );
      await kit.payments.advance(id, kit.maker.actor);
      return id;
    };
    const bankDaysPass = async (times: number) => {
      for (let time = 0; time < times; time += 1) {
        kit.advanceBankDays(1);
        await kit.payments.sweep();
        await kit.payments.readStatements();
      }
    };
    const ranksOf = async (id: string) => {
      const { rows } = await kit.superuser.query('select distinct rank from payments.line where batch_id = $1', [id]);
      return rows.map(({ rank }) => rank);
    };
    const [victim, neighbour] = ACCOUNTS;
    const paidTo = (account: string, messageId: string) =>
      (kit.books() as Books).accounts
        .flatMap(({ movements }) => movements)
        .filter((one) => one.creditorAccount === account && one.messageId === messageId)
        .reduce((net, { kind, amount }) => net + (kind === 'debit' ? 1 : -1) * Number(amount), 0);

    it.each(Object.entries(OUTCOMES))('R2, R3, R8, I4: is understood when it does %s', async (kind, outcome) => {
      kit.conduct.order({ kind: kind as LineConduct, times: 1, account: victim.number, reason: 'MD07', days: 1 });
      const id = await payAll();
      await bankDaysPass(9);
      const batch = await kit.payments.get(kit.maker, id);
      const line = batch.lines.find(({ accountEnd }) => victim.number.endsWith(accountEnd));
      const { state, exceptions, paid } = outcome;
      expect({ state: line?.state, exceptions: line?.exceptions }).toEqual({ state, exceptions });
      if (kind === 'reject' || kind === 'return') expect(line?.reason).toBe('MD07');
      expect(paidTo(victim.number, batch.messageId)).toBe(paid);
      expect(batch.lines.find(({ accountEnd }) => neighbour.number.endsWith(accountEnd))?.state).toBe('SETTLED');
      expect(paidTo(neighbour.number, batch.messageId)).toBe(2000);
    });

    it('A1.4: believes no later statement while one is missing, and goes on when it comes', async () => {
      await kit.payments.readStatements();
      const known = await kit.superuser.query('select count(*)::int as last from payments.statement');
      // The bank counts its days; what an MT940 calls them begins anew with the year.
      const sequence = known.rows[0].last + 1;
      kit.conduct.order({ kind: 'statement-gap', account: DEBTOR, sequence });
      const id = await payAll();
      await bankDaysPass(7);
      expect(await ranksOf(id)).toEqual([2]);
      kit.conduct.clear();
      await bankDaysPass(1);
      expect(await ranksOf(id)).toEqual([3]);
    });

    it('R4: a file whose answer was lost is paid once and found again by its status', async () => {
      kit.faults.add({
        partner: 'bank-payments',
        operation: 'payment-file',
        kind: 'lost-answer',
        times: 1,
        delayMs: 1,
      });
      const id = await payAll();
      await bankDaysPass(7);
      const batch = await kit.payments.get(kit.maker, id);
      expect(batch.lines.map(({ state }) => state)).toEqual(['SETTLED', 'SETTLED']);
      expect(paidTo(victim.number, batch.messageId)).toBe(2000);
    });
  },
);
