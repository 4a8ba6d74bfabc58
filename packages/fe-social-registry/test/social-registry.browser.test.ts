import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Formula } from '@interlink/contracts/social-registry/assessment';
import { goTo, launch, login, newContext, passwordOf, screenshot } from '../../shell/test/support/browser.js';
import { axeViolations } from '../../shell/test/support/axe.js';

jest.setTimeout(240_000);

const example = resolve(__dirname, '../../../docs/how-to/examples');
/** The example of the how-to, as a version of its own, so that the test can be repeated on used data. */
const formula = JSON.parse(readFileSync(resolve(example, 'proxy-means-test.json'), 'utf8')) as Formula;
const version = Math.floor(Date.now() / 1000);
const header = readFileSync(resolve(example, 'households.csv'), 'utf8').split('\n')[0] ?? '';

/** Households of a file: every third has a thatched roof, every one a head and a child. */
function csv(households: number, over: Record<string, string> = {}): Buffer {
  const columns = header.trim().split(',');
  const row = (cells: Record<string, string>) => columns.map((column) => cells[column] ?? '').join(',');
  const lines = Array.from({ length: households }, (_one, at) => {
    const dwelling = {
      village: 'R1D1W1V1',
      roof: at % 3 === 0 ? 'thatch' : 'iron',
      floor: 'earth',
      water: 'well',
      rooms: '1',
      owns_land: 'no',
    };
    const person = { surname: 'Otieno', sex: 'female', relationship: 'head', given_name: 'Amina', birth_date: '1950' };
    const child = { ...person, given_name: 'Zuri', birth_date: '2018-05-01', relationship: 'child' };
    const household = `${version}-${at}`;
    return [row({ household, ...dwelling, ...person, ...over }), row({ household, ...child })].join('\n');
  });
  return Buffer.from([header.trim(), ...lines, ''].join('\n'));
}

describe('Households of a file', () => {
  let browser: Browser;
  let officer: Page;
  const send = async (name: string, buffer: Buffer) => {
    await goTo(officer, '/interlink/social-registry/uploads');
    await officer.getByLabel('File', { exact: true }).setInputFiles({ name, mimeType: 'text/csv', buffer });
    await officer.getByRole('button', { name: 'Send and check' }).click();
    await officer.getByRole('heading', { level: 1, name }).waitFor();
  };

  beforeAll(async () => {
    browser = await launch();
    officer = await login(await newContext(browser), 'sue.supervisor');
  });
  afterAll(() => browser.close());

  it('SR-020: that are broken are refused with errors by cell', async () => {
    await send(`broken-${version}.csv`, csv(5, { birth_date: '1950-02-31' }));
    await officer.getByText('More households have a problem than you allowed.').waitFor();
    await officer.getByRole('cell', { name: 'birth_date' }).first().waitFor();
    await screenshot(officer, 'social-upload-refused');
    expect(await axeViolations(officer)).toEqual([]);
    expect(await officer.getByRole('button', { name: 'Load these households' }).count()).toBe(0);
  });

  it('SR-020, SR-013: that are right are loaded with progress, assessed by a formula that two people made, ranked and explained', async () => {
    await screenshot(officer, 'social-uploads');
    await send(`north-${version}.csv`, csv(30));
    await officer.getByRole('button', { name: 'Load these households' }).click();
    await officer.getByText('The households are in the registry').waitFor();
    await screenshot(officer, 'social-upload-loaded');

    await goTo(officer, '/interlink/social-registry/assessments');
    await officer.getByText('Write a formula').click();
    await officer.getByLabel('The formula as JSON').fill(JSON.stringify({ ...formula, version }));
    await officer.getByRole('button', { name: 'Send for approval' }).click();
    const row = officer.getByRole('row').filter({ hasText: String(version) });
    await row.getByText('Waits for approval').waitFor();

    const approver = await login(await newContext(browser), 'ana.approver');
    await goTo(approver, '/interlink/social-registry/assessments');
    await approver
      .getByRole('row')
      .filter({ hasText: String(version) })
      .getByRole('button', { name: 'Approve' })
      .click();
    await approver.getByLabel('Your password').fill(passwordOf('ana.approver'));
    await approver.getByRole('button', { name: 'Confirm and go on' }).click();
    await approver
      .getByRole('row')
      .filter({ hasText: String(version) })
      .getByText('Approved by ana.approver')
      .waitFor();

    await goTo(officer, '/home');
    await goTo(officer, '/interlink/social-registry/assessments');
    await officer.getByRole('button', { name: 'Assess all households' }).click();
    await officer
      .getByRole('button', { name: /^Why\?/ })
      .first()
      .waitFor();
    await officer.getByLabel('Currency').fill('KES');
    await officer.getByLabel('Benefit a household and month').fill('20');
    await officer.getByRole('button', { name: 'Try it' }).click();
    await officer.getByRole('img', { name: /are reached/ }).waitFor();
    await officer
      .getByRole('button', { name: /^Why\?/ })
      .first()
      .click();
    await officer.getByRole('region', { name: 'Why this score' }).waitFor();
    await screenshot(officer, 'social-assessment');
    expect(await axeViolations(officer)).toEqual([]);
  });

  it('shows the uploads on a screen of 360 px without scrolling sideways', async () => {
    const context = await newContext(browser, { width: 360 });
    const page = await login(context, 'sue.supervisor');
    await goTo(page, '/interlink/social-registry/uploads');
    await page.getByRole('button', { name: 'Send and check' }).waitFor();
    await screenshot(page, 'social-uploads-narrow');
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(360);
  });
});
