import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { AuditPage } from '@interlink/contracts/audit/entries';
import type { Batch } from '@interlink/contracts/payments/batch';
import { makeBatch } from '../../src/cli/payments/make';
import type { Benefit } from '../../src/openimis/port';
import { admin, apiOf, confirmWithCode, eventually, inboxOf, need } from '../enrolment/running-stack';
import { approvePayroll, makePayroll } from '../openimis/payroll';
import { sessionOf } from '../openimis/real-openimis';

jest.setTimeout(240_000);

beforeAll(() => {
  for (const name of ['INTERLINK_URL', 'OPENIMIS_URL', 'SANDBOX_HUB_URL', 'INTERLINK_TEST_SECRETS_DIR']) need(name);
});

const read = (file: string) => JSON.parse(readFileSync(join(need('INTERLINK_TEST_COUNTRY_DIR'), file), 'utf8'));

interface BankAccount {
  readonly number: string;
  readonly holder: string;
  readonly status: string;
}

/** Whose account the bank has open in that very name; the rest must be left out. */
async function payableBenefits(benefits: readonly Benefit[]): Promise<Map<string, string>> {
  const { people } = await admin();
  const bank = new Map((read('partners.json').bank as BankAccount[]).map((account) => [account.number, account]));
  const payable = new Map<string, string>();
  for (const { code, individualId } of benefits) {
    const person = await people.findById(individualId);
    const account = bank.get(person?.account?.number ?? '');
    const isTheirs = account?.holder === `${person?.givenName} ${person?.surname}`;
    if (account?.status === 'open' && isTheirs) payable.set(code, account.number);
  }
  return payable;
}

interface BooksEntry {
  readonly message: {
    readonly messageId: string;
    readonly sum: string;
    readonly instructions: readonly { readonly uetr: string; readonly account: string; readonly amount: string }[];
  };
}

/** What the bank itself wrote down of this message, however often it came. */
function bankBooks(messageId: string): BooksEntry['message'][] {
  const file = join(dirname(need('INTERLINK_TEST_COUNTRY_DIR')), 'sandbox', 'store', 'bank-payments.jsonl');
  const entries = readFileSync(file, 'utf8').trim().split('\n');
  return entries
    .map((line) => (JSON.parse(line) as BooksEntry).message)
    .filter((message) => message.messageId === messageId);
}

async function endBankDay(executionDate: string): Promise<void> {
  const clock = `${need('SANDBOX_HUB_URL')}/clock`;
  const { now } = (await (await fetch(clock)).json()) as { now: string };
  const day = now.slice(0, 10) > executionDate ? now.slice(0, 10) : executionDate;
  const body = JSON.stringify({ at: new Date(Date.parse(day) + 36 * 3_600_000).toISOString() });
  await fetch(clock, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
}

/** Days of the bank after which a statement that is a day late is there, over a weekend too. */
const DAYS = 5;

async function getBatch(id: string): Promise<Batch> {
  return (await apiOf('pam.payments')).get<Batch>(`/payments/batches/${id}`);
}

/** Where the bank's day is already over, it books at once. */
const atTheBank = ['ACKNOWLEDGED', 'SETTLED'];

describe('IBR-031, IBR-032, IBR-019: a payroll that the payment maker made in openIMIS', () => {
  let payrollId: string;
  let payable: Map<string, string>;
  let made: Batch;
  let paid: Batch;

  const benefits = async () => (await sessionOf('pam.payments')).payrolls.benefits(payrollId);

  it('A5: becomes no batch before openIMIS approved it', async () => {
    payrollId = await makePayroll();
    const refused = (await apiOf('pam.payments')).post('/payments/batches', {
      body: { payrollId },
      idempotencyKey: randomUUID(),
    });
    await expect(refused).rejects.toMatchObject({ details: { reason: 'payroll-not-approved' } });
  });

  it('I10: becomes a batch of all whom the bank can pay, the others left out with a reason', async () => {
    await approvePayroll('ana.approver', payrollId);
    const all = await benefits();
    payable = await payableBenefits(all);
    // As the command line does: on a busy machine it is still being made when the answer comes.
    made = await makeBatch({ say: () => undefined }, await apiOf('pam.payments'), { payrollId });
    expect(made.lines.map(({ benefitCode }) => benefitCode).sort()).toEqual([...payable.keys()].sort());
    expect(payable.size).toBeGreaterThan(0);
    expect(made.lines.length + made.exclusions.length).toBe(all.length);
    expect(made.exclusions.length).toBeGreaterThan(0);
  });

  it('S11: is not approved by its maker', async () => {
    const body = { statementHash: made.statementHash };
    const approval = (await apiOf('pam.payments')).post(`/payments/batches/${made.id}/approvals`, { body });
    await expect(approval).rejects.toMatchObject({ status: 403 });
    expect((await getBatch(made.id)).state).toBe('VALIDATED');
  });

  it('reaches the bank once and to the last cent, and is settled by its statement', async () => {
    const body = { statementHash: made.statementHash };
    const abe = await apiOf('abe.approver');
    await confirmWithCode(abe);
    await abe.post(`/payments/batches/${made.id}/approvals`, { body });
    const sent = await eventually(
      () => getBatch(made.id),
      ({ state }) => atTheBank.includes(state),
    );
    expect(atTheBank).toContain(sent.state);
    const messages = bankBooks(made.messageId);
    expect(messages).toHaveLength(1);
    const amount = ((await benefits())[0]?.amount ?? '').replace(/(\.\d\d)0*$/, '$1');
    expect(messages[0]?.instructions.map((one) => [one.account, one.amount]).sort()).toEqual(
      [...payable.values()].map((account) => [account, amount]).sort(),
    );
    expect(Number(messages[0]?.sum) * 100).toBe(Number(amount) * 100 * payable.size);

    for (let day = 0; day < DAYS; day += 1) await endBankDay(made.executionDate);
    const isBooked = ({ lines }: Batch) => lines.every(({ writtenBackAt }) => writtenBackAt !== undefined);
    paid = await eventually(() => getBatch(made.id), isBooked, 120);
    expect(isBooked(paid)).toBe(true);
    expect(new Set(paid.lines.map(({ state }) => state))).toEqual(new Set(['SETTLED']));
  });

  it('stands in openIMIS with the receipts that the bank knows, and nothing about those left out', async () => {
    const uetrs = new Map(bankBooks(made.messageId)[0]?.instructions.map(({ account, uetr }) => [account, uetr]));
    for (const { code, status, receipt } of await benefits()) {
      const account = payable.get(code);
      const expected = account === undefined ? ['ACCEPTED', undefined] : ['RECONCILED', uetrs.get(account)];
      expect([status, receipt]).toEqual(expected);
    }
  });

  it('S13: is told to each payee once, without name and account', async () => {
    const { people } = await admin();
    for (const { individualId, endToEndId, benefitCode } of paid.lines) {
      const person = await people.findById(individualId);
      if (!person?.mobile) continue;
      const ours = async () =>
        (await inboxOf(person.mobile ?? '')).filter(({ text }) => text.includes(endToEndId.slice(0, 8)));
      const told = await eventually(ours, (messages) => messages.length > 0);
      expect(told).toHaveLength(1);
      expect(told[0]?.text).not.toContain(payable.get(benefitCode));
      expect(told[0]?.text).not.toContain(person.surname);
    }
  });

  it('S5: stands in the audit log under one correlation id, from the batch to the message', async () => {
    const auditor = await apiOf('aud.auditor');
    const actionsOf = async (query: string) => {
      const { items } = await auditor.get<AuditPage>(`/audit/entries?limit=200&${query}`);
      return items;
    };
    const [made1] = await actionsOf(`stream=batch:${made.id}&action=payments.make-batch`);
    const all = await actionsOf(`correlation=${made1?.correlationId}`);
    expect(all.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['payments.make-batch', 'payments.batch-state', 'platform.delivered']),
    );
  });
});
