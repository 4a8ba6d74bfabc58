import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { axeViolations } from '../../shell/test/support/axe.js';
import { goTo, launch, login, need, newContext, screenshot } from '../../shell/test/support/browser.js';

jest.setTimeout(180_000);

interface Person {
  readonly nationalId?: string;
  readonly givenName: string;
  readonly surname: string;
  readonly village: string;
}

/** Somebody of the intake officer's districts; another one each time, so that the test can be repeated. */
function someone(): Person & { readonly nationalId: string } {
  const file = path.join(need('INTERLINK_TEST_COUNTRY_DIR'), 'people.json');
  const people = (JSON.parse(readFileSync(file, 'utf8')) as Person[]).flatMap(({ nationalId = '', ...rest }) =>
    nationalId !== '' && /^R1D1/.test(rest.village) && /^[A-Z]/.test(rest.surname) ? [{ ...rest, nationalId }] : [],
  );
  const found = people[Date.now() % people.length];
  if (!found) throw new Error('nobody lives in the district of the intake officer');
  return found;
}

/** Nobody waits for a day in a test: what was confirmed about the person has ended an hour ago instead. */
async function endConfirmations(individualId: string): Promise<void> {
  const client = new pg.Client({ connectionString: need('INTERLINK_TEST_OWNER_URL') });
  await client.connect();
  try {
    const ended = "update verification.result set expires_at = now() - interval '1 hour' where subject_id = $1";
    const { rowCount } = await client.query(ended, [individualId]);
    if (!rowCount) throw new Error('nothing was kept about the person');
  } finally {
    await client.end();
  }
}

describe('Verification of people, on screen', () => {
  const person = someone();
  const name = `${person.givenName} ${person.surname}`;
  let browser: Browser;
  let page: Page;
  let individualId: string;

  beforeAll(async () => {
    browser = await launch();
    page = await login(await newContext(browser), 'ina.intake');
  });
  afterAll(() => browser.close());

  const verify = async (identifiers: string) => {
    await page.getByLabel('National identifiers').fill(identifiers);
    await page.getByRole('button', { name: 'Verify', exact: true }).click();
  };
  const results = () => page.getByRole('region', { name: 'Results' });
  const civilStatus = () =>
    results().getByRole('row').filter({ has: page.getByRole('cell', { name: 'Civil registry' }) }); // prettier-ignore

  it('says what is wrong with the input, and asks nobody', async () => {
    await goTo(page, '/interlink/verification/people');
    await verify('');
    await page.getByText('Please give at least one identifier.').waitFor();
    await verify('12');
    await page.getByText('An identifier has at least 4 characters.').waitFor();
    await screenshot(page, 'verification-wrong-input');
    expect(await axeViolations(page)).toEqual([]);
    expect(await results().count()).toBe(0);
  });

  it('IBR-035: shows who was asked about a person, what the answer is, and what proves it', async () => {
    await verify(`${person.nationalId}\n99990000`);
    await results().getByText(name).first().waitFor();
    const row = await civilStatus().textContent();
    expect(row).toContain('Confirmed');
    // The hash of what was received, and that the registry signed it.
    expect(row).toMatch(/verified · [0-9a-f]{12}/);
    await results().getByText('openIMIS has nobody with this identifier', { exact: false }).waitFor();
    await screenshot(page, 'verification-results');
    expect(await axeViolations(page)).toEqual([]);
  });

  it('answers again from what it was told, while that holds', async () => {
    await verify(person.nationalId);
    await results().getByText('(earlier answer, still valid)').first().waitFor();
    await results().getByRole('link', { name: 'All answers' }).click();
    await page.getByRole('table', { name: `Answers about ${name}`, exact: false }).waitFor();
    individualId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await screenshot(page, 'verification-answers');
    expect(await axeViolations(page)).toEqual([]);
  });

  it('shows a confirmation that has ended, and then asks the registry anew', async () => {
    await endConfirmations(individualId);
    await goTo(page, '/interlink/verification/expiring');
    const ended = page.getByRole('row').filter({ hasText: name }).filter({ hasText: 'Civil registry' });
    await ended.getByText('Ended').waitFor();
    await screenshot(page, 'verification-expiring');
    expect(await axeViolations(page)).toEqual([]);
    await goTo(page, '/interlink/verification/people');
    await verify(person.nationalId);
    await civilStatus().waitFor();
    expect(await civilStatus().textContent()).not.toContain('earlier answer');
  });
});
