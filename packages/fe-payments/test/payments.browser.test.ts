import type { Browser, Page } from 'playwright-core';
import { axeViolations } from '../../shell/test/support/axe.js';
import { goTo, launch, login, newContext, passwordOf, screenshot } from '../../shell/test/support/browser.js';
import { apiOf, eventually } from '../../integration-service/test/enrolment/running-stack';
import type { Batch } from '@interlink/contracts/payments/batch';
import * as bank from './support/bank.js';
import { interlink } from './support/cli.js';
import * as ledger from './support/ledger.js';
import { approvedPayroll, benefitsOf } from './support/openimis-payroll.js';
import { plugIn } from './support/security-key.js';

jest.setTimeout(300_000);

const CODE = `OAA-${Date.now().toString(36)}`;
/** As much for each that the total wants two approvals. */
const AMOUNT = 50_000;
const APPROVERS = ['ana.approver', 'abe.approver', 'ada.approver'];
const SLOW = { timeout: 120_000 };

let browser: Browser;
let maker: Page;
const approvers = new Map<string, Page>();
let payrollId: string;
let batchId: string;

const approver = (login: string) => approvers.get(login) as Page;
const batchOf = async () => (await apiOf('pam.payments')).get<Batch>(`/payments/batches/${batchId}`);
const untilBatch = (isSo: (batch: Batch) => boolean) => eventually(batchOf, isSo, 300);
/** As an officer who does not want to wait for the next look at the bank. */
const reconcile = async () => (await apiOf('pam.payments')).post(`/payments/batches/${batchId}/advance`, { body: {} });

/** Lets the bank's days end, over a weekend too, until the batch stands so. */
async function afterBankDays(isSo: (batch: Batch) => boolean): Promise<Batch> {
  const { executionDate } = await batchOf();
  for (let day = 0; day < 6; day += 1) {
    await bank.endDay(executionDate);
    await reconcile();
    const batch = await batchOf();
    if (isSo(batch)) return batch;
  }
  throw new Error(`after six days of the bank the batch is ${(await batchOf()).state}`);
}

/** What weighs wants the password again, unless it was given within five minutes (S7). */
async function confirmAs(name: string, page: Page, done: ReturnType<Page['getByText']>): Promise<void> {
  const password = page.getByLabel('Your password');
  await password.or(done).first().waitFor(SLOW);
  if (!(await password.isVisible())) return;
  await password.fill(passwordOf(name));
  await page.getByRole('button', { name: 'Confirm and go on' }).click();
  await done.first().waitFor(SLOW);
}

beforeAll(async () => {
  browser = await launch();
  payrollId = await approvedPayroll(CODE, AMOUNT);
  maker = await login(await newContext(browser), 'pam.payments');
  for (const name of APPROVERS) approvers.set(name, await login(await newContext(browser), name));
});
afterAll(() => browser.close());

describe('IBR-031: who may approve money', () => {
  it('S11: is enrolled with a security key, in a ceremony that the command line begins', async () => {
    const code = await bank.ceremonyCode(interlink, APPROVERS);
    for (const name of APPROVERS) {
      const page = approver(name);
      await plugIn(page);
      await goTo(page, '/interlink/payments/approvers');
      await page.getByLabel('Name of the key').waitFor();
      await page.getByLabel('Name of the key').fill(`key of ${name}`);
      await page.getByLabel('Code of the ceremony').fill(code);
      await page.getByRole('button', { name: 'Enrol my security key' }).click();
      await confirmAs(name, page, page.getByText('Your key is enrolled.', { exact: false }));
    }
    const page = approver('ada.approver');
    const active = page.locator('[data-credential="active"]');
    await active.nth(2).waitFor(SLOW);
    expect(await active.count()).toBe(3);
    await screenshot(page, 'payments-approvers');
    expect(await axeViolations(page)).toEqual([]);
  });
});

describe('IBR-031, IBR-032, IBR-019: a payroll of openIMIS, paid on the screens', () => {
  it('becomes a checked batch on the page of the payroll', async () => {
    await goTo(maker, `/payrolls/payroll/${payrollId}`);
    await maker.getByRole('tab', { name: 'Payment instructions' }).click(SLOW);
    await maker.getByText('No batch has been made of this payroll.').waitFor(SLOW);
    await screenshot(maker, 'payments-payroll-tab');
    await maker.getByRole('button', { name: 'Make a batch of payments' }).click();
    await maker.getByRole('link', { name: /is made; look at it|are made; look at it/ }).click(SLOW);
    await maker.waitForURL(/payments\/batches\/[0-9a-f-]{36}$/);
    batchId = maker.url().split('/').at(-1) ?? '';
    await maker.getByText('0 of 2').waitFor(SLOW);
    await screenshot(maker, 'payments-batch-to-approve');
    expect(await axeViolations(maker)).toEqual([]);
    const { count, totalMinor, exclusions } = await batchOf();
    expect(count).toBeGreaterThan(2);
    expect(totalMinor).toBe(count * AMOUNT * 100);
    expect(count + exclusions.length).toBe((await benefitsOf(payrollId)).length);
  });

  it('S11: is approved neither by its maker nor by an openIMIS administrator who holds every right', async () => {
    expect(await maker.getByRole('link', { name: 'Check and approve' }).count()).toBe(0);
    const { statementHash } = await batchOf();
    for (const name of ['pam.payments', 'Admin']) {
      const approval = (await apiOf(name)).post(`/payments/batches/${batchId}/approvals`, { body: { statementHash } });
      await expect(approval).rejects.toMatchObject({ status: 403 });
    }
    expect((await batchOf()).approvals).toEqual([]);
  });

  it('S11: is approved by two people, each with the own key over the root that the own browser computed', async () => {
    await bank.tell({ kind: 'reject', reason: 'AC04' });
    await bank.tell({ kind: 'return', reason: 'AC06' });
    for (const [at, name] of ['ana.approver', 'abe.approver'].entries()) {
      await approveAs(name, `${at + 1} of 2 given`);
      await screenshot(approver(name), `payments-approved-${at + 1}`);
      expect(await axeViolations(approver(name))).toEqual([]);
    }
    expect((await batchOf()).approvals.map(({ assurance }) => assurance)).toEqual(['signed', 'signed']);
  });

  it('I2, I11: is sealed and sent once, the bank takes it in, and the page of its maker shows it by itself', async () => {
    const taken = await untilBatch(({ state }) => AT_THE_BANK.includes(state));
    expect(AT_THE_BANK).toContain(taken.state);
    expect(bank.timesTaken(taken.messageId)).toBe(1);
    await maker.getByText('Sealed: the file was written once and signed').waitFor(SLOW);
    // By then the page may have looked before it was sent.
    const begun = maker.getByText('Sending was begun');
    await begun.first().waitFor(SLOW);
    expect(await begun.count()).toBe(1);
    await screenshot(maker, 'payments-batch-sent');
  });

  it('R1: a second sending of the same batch is impossible, however often somebody asks for it', async () => {
    const api = await apiOf('pam.payments');
    for (let time = 0; time < 2; time += 1) await api.post(`/payments/batches/${batchId}/advance`, { body: {} });
    expect(bank.timesTaken((await batchOf()).messageId)).toBe(1);
    await expect(api.post(`/payments/batches/${batchId}/cancel`, { body: {} })).rejects.toMatchObject({ status: 409 });
  });

  it('A5: is settled in part, and what failed stands in the queue with what to do next', async () => {
    const { executionDate, count, messageId } = await batchOf();
    const day = await afterBankDays(({ state }) => state === 'PARTIAL');
    expect(day.lines.filter(({ state }) => state === 'SETTLED')).toHaveLength(count - 1);
    // The return comes on another day, to a batch that stands partly paid already.
    for (let more = 0; more < 3; more += 1) await bank.endDay(executionDate);
    const returned = await afterBankDays(({ lines }) => lines.some(({ state }) => state === 'RETURNED'));
    const states = returned.lines.map(({ state }) => state).filter((state) => state !== 'SETTLED');
    expect(states.sort()).toEqual(['REJECTED', 'RETURNED']);
    const booked = await bank.movements(messageId);
    expect(booked.filter(({ kind }) => kind === 'debit')).toHaveLength(count - 1);
    expect(booked.filter(({ kind }) => kind !== 'debit')).toHaveLength(1);
    await goTo(maker, '/interlink/payments/failed-lines');
    await maker.getByRole('heading', { name: 'Have the person give another account, then check it.' }).waitFor(SLOW);
    await screenshot(maker, 'payments-failed');
    expect(await axeViolations(maker)).toEqual([]);
  });

  it('R5: is paid again, as a second attempt, when two people say that the cause is put right and two bank days passed', async () => {
    const first = batchId;
    const failed = (await batchOf()).lines.find(({ state }) => state === 'REJECTED');
    await propose(`Propose: The cause is put right: ${failed?.benefitCode}`, 'The branch opened the account again');
    await confirmDecision('ana.approver', 'resolve-cause');
    await ledger.ageFailures(first, 7);
    await goTo(maker, `/payrolls/payroll/${payrollId}`);
    await maker.getByRole('tab', { name: 'Payment instructions' }).click(SLOW);
    await maker.getByRole('button', { name: 'Make a batch of payments' }).click(SLOW);
    await maker.getByRole('link', { name: 'The batch of 1 payment is made; look at it' }).click(SLOW);
    await maker.waitForURL((address) => /batches\/[0-9a-f-]{36}$/.test(address.href) && !address.href.endsWith(first));
    batchId = maker.url().split('/').at(-1) ?? '';
    const again = await batchOf();
    expect(again.lines).toMatchObject([{ benefitCode: failed?.benefitCode, attempt: 2 }]);
    expect(again.lines[0]?.uetr).not.toBe(failed?.uetr);
    await approveAs('abe.approver', '1 of 1 given');
    await untilBatch(({ state }) => AT_THE_BANK.includes(state));
    await afterBankDays(({ state, lines }) => state === 'RECONCILED' && lines.every((line) => line.writtenBackAt));
    await screenshot(maker, 'payments-reissued');
    batchId = first;
  });

  it('A5: is reconciled when two people sign off what failed, and closed when no return can come any more', async () => {
    await goTo(maker, `/interlink/payments/batches/${batchId}`);
    await propose(/propose.*sign off what failed/i, 'Both are in the queue of failed payments');
    await confirmDecision('abe.approver', 'sign-off-failed-lines');
    await reconcile();
    const signed = await batchOf();
    expect(signed.state).toBe('RECONCILED');
    expect(signed.lines.filter(({ state, writtenBackAt }) => state === 'SETTLED' && !writtenBackAt)).toEqual([]);
    await ledger.ageBatch(batchId, 46);
    await reconcile();
    await maker.getByText('Closed', { exact: true }).first().waitFor(SLOW);
    await screenshot(maker, 'payments-batch-closed');
    expect(await axeViolations(maker)).toEqual([]);
  });

  it('I1, I4: stands in openIMIS as the bank has booked it, to the last benefit', async () => {
    const { lines, messageId } = await batchOf();
    const paid = new Set((await bank.movements(messageId)).map(({ endToEndId }) => endToEndId));
    const benefits = new Map((await benefitsOf(payrollId)).map((benefit) => [benefit.code, benefit]));
    const reissued = lines.find(({ state }) => state === 'REJECTED')?.benefitCode;
    for (const { benefitCode, state, uetr, endToEndId, writtenBackAt } of lines) {
      const { status, receipt } = benefits.get(benefitCode) ?? {};
      if (benefitCode === reissued) {
        expect([status, receipt === uetr]).toEqual(['RECONCILED', false]);
        continue;
      }
      // What came back before openIMIS was told stays ACCEPTED there; openIMIS has no way to take a receipt back.
      expect(writtenBackAt !== undefined || state !== 'SETTLED').toBe(true);
      expect([status, receipt]).toEqual(writtenBackAt ? ['RECONCILED', uetr] : ['ACCEPTED', undefined]);
      expect(paid.has(endToEndId)).toBe(true);
    }
  });

  it('shows each page without a fault of access, also where nothing waits', async () => {
    for (const name of ['money', 'batches', 'exceptions', 'decisions', 'statements', 'channels']) {
      await goTo(maker, `/interlink/payments/${name}`);
      await maker.getByRole('heading', { level: 1 }).waitFor(SLOW);
      await screenshot(maker, `payments-page-${name}`);
      expect([name, await axeViolations(maker)]).toEqual([name, []]);
    }
  });
});

const AT_THE_BANK = ['ACKNOWLEDGED', 'PARTIAL', 'SETTLED'];

/** Reads what is shown, recomputes the root, has the own key sign it. */
async function approveAs(name: string, given: string): Promise<void> {
  const page = approver(name);
  await goTo(page, `/interlink/payments/batches/${batchId}/approve`);
  await page.getByText('This browser downloaded every line', { exact: false }).waitFor(SLOW);
  const { root } = JSON.parse((await batchOf()).statement) as { root: string };
  expect(await page.getByText(root).count()).toBe(2);
  await page.getByRole('button', { name: 'Approve with my security key' }).click();
  await confirmAs(name, page, page.getByText(given, { exact: false }));
}

async function propose(button: string | RegExp, why: string): Promise<void> {
  await maker.getByRole('button', { name: button }).click(SLOW);
  await maker.getByRole('textbox', { name: 'Why' }).fill(why);
  await maker.getByRole('button', { name: 'Send to a second person' }).click();
  await maker.getByText('Proposed. Somebody else confirms it', { exact: false }).waitFor(SLOW);
}

async function confirmDecision(name: string, kind: string): Promise<void> {
  const page = approver(name);
  await goTo(page, '/home');
  await goTo(page, '/interlink/payments/decisions');
  const card = page.locator(`[data-decision="${kind}"]`);
  await card.first().waitFor(SLOW);
  await screenshot(page, `payments-decision-${kind}`);
  await card
    .first()
    .getByRole('button', { name: /^Confirm/ })
    .click();
  await confirmAs(name, page, page.getByText('Nothing waits for a second person.'));
}
