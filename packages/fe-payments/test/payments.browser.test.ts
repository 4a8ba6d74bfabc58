import type { Browser, Page } from 'playwright-core';
import { axeViolations } from '../../shell/test/support/axe.js';
import { goTo, launch, login, newContext, passwordOf, screenshot } from '../../shell/test/support/browser.js';
import { apiOf, eventually } from '../../integration-service/test/enrolment/running-stack';
import type { Batch } from '@interlink/contracts/payments/batch';
import * as bank from './support/bank.js';
import { interlink } from './support/cli.js';
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
    await page.getByText('Counts').first().waitFor();
    expect(await page.locator('[data-credential="active"]').count()).toBe(3);
    await screenshot(page, 'payments-approvers');
    expect(await axeViolations(page)).toEqual([]);
  });
});

describe('IBR-031, IBR-032: a payroll of openIMIS, approved on the screens', () => {
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
    for (const [at, name] of ['ana.approver', 'abe.approver'].entries()) {
      const page = approver(name);
      await goTo(page, `/interlink/payments/batches/${batchId}/approve`);
      await page.getByText('This browser downloaded every line', { exact: false }).waitFor(SLOW);
      const { statement } = await batchOf();
      const { root } = JSON.parse(statement) as { root: string };
      expect(await page.getByText(root).count()).toBe(2);
      await page.getByRole('button', { name: 'Approve with my security key' }).click();
      await confirmAs(name, page, page.getByText(`${at + 1} of 2 given`, { exact: false }));
      await screenshot(page, `payments-approved-${at + 1}`);
      expect(await axeViolations(page)).toEqual([]);
    }
    expect((await batchOf()).approvals.map(({ assurance }) => assurance)).toEqual(['signed', 'signed']);
  });

  it('I2, I11: is sealed and sent once, and the bank takes it in', async () => {
    const taken = await untilBatch(({ state }) => ['ACKNOWLEDGED', 'PARTIAL', 'SETTLED'].includes(state));
    expect(['ACKNOWLEDGED', 'PARTIAL', 'SETTLED']).toContain(taken.state);
    expect(bank.timesTaken(taken.messageId)).toBe(1);
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
