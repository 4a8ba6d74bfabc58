import type { Locator, Page } from 'playwright-core';
import { goTo, passwordOf } from '../../../shell/test/support/browser.js';
import { nextSms, villagePath, type Person } from './country.js';

/** What the desk says, in the language under test. */
export interface Words {
  readonly skip: string;
  readonly begin: string;
  readonly agrees: string;
  readonly open: string;
  readonly check: string;
  readonly submit: string;
}

export const step = (page: Page, name: string) => page.locator(`[data-step="${name}"]`);
const field = (page: Page, label: string) =>
  page.locator(`[data-field="${label}"]`).locator('input, select, textarea').first();

export async function fill(page: Page, label: string, value: string): Promise<void> {
  await field(page, label).fill(value);
}
export async function choose(page: Page, label: string, value: string): Promise<void> {
  await field(page, label).selectOption(value);
}

/** As an operator does: the first letters, then the one among those of its name that lies where it should. */
async function chooseVillage(page: Page, path: string): Promise<void> {
  const [village = '', ...within] = path.split(', ');
  await fill(page, 'Village', village);
  await page
    .getByRole('option')
    .filter({ hasText: village })
    .filter({ hasText: within.join(', ') })
    .click();
}

/** Who acts for the applicant, with the paper that says so. */
export interface Proxy {
  readonly name: string;
  readonly relationship: string;
  readonly document: string;
}

async function fillProxy(page: Page, { name, relationship, document }: Proxy): Promise<void> {
  await page.getByRole('checkbox', { name: 'Somebody else acts for the applicant' }).check();
  await fill(page, 'Name of the one who acts', name);
  await fill(page, 'Relationship to the applicant', relationship);
  await fill(page, 'Number of the mandate document', document);
}

/** From the empty desk to a journey; its id. */
export async function begin(page: Page, person: Person, proxy?: Proxy): Promise<string> {
  await goTo(page, '/interlink/enrolment/desk');
  await page.getByRole('button', { name: 'New person, do not search' }).click();
  await choose(page, 'Programme', 'OAA');
  await fill(page, 'Given name', person.givenName);
  await fill(page, 'Surname', person.surname);
  const length = { year: 4, month: 7, day: 10 }[person.birthDatePrecision];
  await fill(page, 'Birth date', person.birthDate.slice(0, length));
  if (person.nationalId) await fill(page, 'National identifier', person.nationalId);
  if (person.mobile) await fill(page, 'Mobile number', person.mobile);
  await chooseVillage(page, villagePath(person.village));
  if (proxy) await fillProxy(page, proxy);
  await page.getByRole('button', { name: 'Begin the journey' }).click();
  const other = page.getByRole('link', { name: 'Open that journey', includeHidden: true });
  // On a weak link that loses answers the journey may take its time; how long is the caller's to judge.
  const timeout = 90_000;
  await Promise.race([page.waitForURL(JOURNEY, { timeout }), other.waitFor({ state: 'attached', timeout })]);
  if (JOURNEY.test(page.url())) return page.url().split('/').at(-1) ?? '';
  // An earlier run left one open: it is ended as an officer would, and begun again.
  await page.keyboard.press('Escape');
  await other.click();
  await withdraw(page);
  return begin(page, person, proxy);
}
const JOURNEY = /desk\/[0-9a-f-]{36}$/;

export async function consent(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'The person agrees' }).click();
  await step(page, 'identity').locator('xpath=self::*[@aria-current="step"]').waitFor();
}

/** The person signs in at the national ID, in the window that the desk opened. */
export async function signIn(page: Page, person: Person, otp?: (right: string) => string): Promise<Page> {
  const [window] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('button', { name: /^Open the national identity page/ }).click(),
  ]);
  await window.locator('#individualId').waitFor();
  await window.locator('#individualId').fill(person.nationalId ?? '');
  const since = Date.now() - 1_000;
  await window.getByRole('button', { name: 'Send me a code' }).click();
  await window.locator('#otp').waitFor();
  const text = await nextSms(person.mobile ?? '', since, /\d{6}/);
  const right = /\d{6}/.exec(text)?.[0] ?? '';
  await window.locator('#otp').fill(otp ? otp(right) : right);
  await window.getByRole('button', { name: 'Continue' }).click();
  if (!otp) {
    await window.getByRole('button', { name: 'Allow' }).click();
    await window.getByText('You can close this page', { exact: false }).waitFor();
  }
  return window;
}

/** Two neighbours vouch for who cannot sign in. */
export async function vouch(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Let two witnesses vouch instead' }).click();
  const form = page.getByRole('form', { name: 'Two witnesses' });
  for (const number of [1, 2]) {
    const witness = form.getByRole('group', { name: `Witness ${number}` });
    await witness.getByLabel('Name of the witness').fill(`Witness ${number}`);
    await witness.getByLabel("Number of the witness's document").fill(`W-${number}`);
  }
  await form.getByRole('button', { name: 'Both vouch for this person' }).click();
  await page.getByText('Identity by witnesses (lower assurance)').first().waitFor();
}

/** Until it is answered: who decides about a journey while its account is checked is told that it changed. */
export async function giveAccount(page: Page, { account }: Person): Promise<void> {
  await choose(page, 'Who keeps the account', account.provider);
  await fill(page, 'Account number', account.number);
  const answered = page.waitForResponse((answer) => answer.url().endsWith('/account'));
  await page.getByRole('button', { name: 'Check the account' }).click();
  await answered;
}

/** From the empty desk to a confirmed identity; the id of the journey. */
export async function throughIdentity(page: Page, person: Person): Promise<string> {
  const id = await begin(page, person);
  await consent(page);
  const window = await signIn(page, person);
  await window.close();
  return id;
}

/** Sends what is ready to a second person. */
export async function submit(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Send for approval' }).click();
  await page.getByText('A colleague decides', { exact: false }).waitFor();
}

/** Coming back to a window is enough to see what a colleague did in the meantime. */
export const comeBack = (page: Page) => page.evaluate(() => void window.dispatchEvent(new Event('focus')));

/** The second person confirms what the page shows, until the person is active in openIMIS. */
export async function approve(approver: Page, id: string): Promise<void> {
  await goTo(approver, `/interlink/enrolment/journeys/${id}/approve`);
  await comeBack(approver);
  await approver.getByText('You confirm exactly this').waitFor();
  await approver.getByRole('button', { name: 'Approve', exact: true }).click();
  const enrolled = approver.getByText('active beneficiary in openIMIS', { exact: false });
  await confirmIfAsked(approver, enrolled);
  await enrolled.waitFor({ timeout: 90_000 });
}

/** What weighs wants the password of `ana.approver` again, unless it was given within five minutes (S7). */
export async function confirmIfAsked(approver: Page, otherwise: Locator): Promise<void> {
  const password = approver.getByLabel('Your password');
  await password.or(otherwise).first().waitFor({ timeout: 90_000 });
  if (!(await password.isVisible())) return;
  await password.fill(passwordOf('ana.approver'));
  await approver.getByRole('button', { name: 'Confirm and go on' }).click();
}

/** Leaves nothing open for the next run. */
export async function withdraw(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'End this application' }).click();
  await fill(page, 'Why it ends', 'end of the test');
  await page.getByRole('button', { name: 'End it' }).click();
  await page.getByText('The application was ended.', { exact: false }).waitFor();
}
