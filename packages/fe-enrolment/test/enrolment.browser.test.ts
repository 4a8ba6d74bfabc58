import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { goTo, launch, login, newContext, passwordOf, screenshot, shellUrl } from '../../shell/test/support/browser.js';
import { readMenus } from '../../shell/test/support/menus.js';
import { nextSms, persona } from './support/country.js';
import * as desk from './support/desk-driver.js';
import { enrolmentsInOpenimis } from './support/openimis.js';

jest.setTimeout(240_000);

/** Somebody whom no other test enrols; another may be named to repeat the test on data that is already used. */
const HAPPY = process.env.INTERLINK_TEST_PERSONA ?? 'happy-3';
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
let signedIn: BrowserContext;
let officer: Page;

beforeAll(async () => {
  browser = await launch();
  signedIn = await newContext(browser);
  await login(signedIn, 'ina.intake');
});
beforeEach(async () => {
  officer = await signedIn.newPage();
  await officer.goto(`${shellUrl()}/front/home`);
  await officer.locator('header').waitFor();
});
afterEach(() => officer.close());
afterAll(() => browser.close());

const inStep = (name: string, words: string) => desk.step(officer, name).getByText(words, { exact: false }).waitFor();

/** What axe finds wrong inside our own page; the host's frame is the host's. */
async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(where: string): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run('section[lang]');
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

describe('SR-009: an applicant at the desk', () => {
  it('is enrolled by an officer, approved by another person, and ACTIVE in openIMIS', async () => {
    const person = persona(HAPPY);
    const since = Date.now() - 1_000;
    const id = await desk.throughIdentity(officer, person);
    await desk.giveAccount(officer, person);
    await officer.getByRole('button', { name: 'Send for approval' }).waitFor();
    await screenshot(officer, 'desk-review');
    expect(await axeViolations(officer)).toEqual([]);
    await desk.submit(officer);

    const approver = await login(await newContext(browser), 'ana.approver');
    await goTo(approver, `/interlink/enrolment/journeys/${id}/approve`);
    await approver.getByText('You confirm exactly this').waitFor();
    await screenshot(approver, 'approve');
    expect(await axeViolations(approver)).toEqual([]);
    await approver.getByRole('button', { name: 'Approve', exact: true }).click();
    await approver.getByRole('dialog').waitFor();
    await screenshot(approver, 'confirm');
    await approver.getByLabel('Your password').fill(passwordOf('ana.approver'));
    await approver.getByRole('button', { name: 'Confirm and go on' }).click();
    await approver.getByText('active beneficiary in openIMIS', { exact: false }).waitFor({ timeout: 90_000 });
    await screenshot(approver, 'approved');

    expect(await enrolmentsInOpenimis(browser, person)).toEqual(['OAA ACTIVE']);
    expect(await nextSms(person.mobile ?? '', since, /^(?!.*\b\d{6}\b)/)).toBeTruthy();
    await goTo(approver, `/interlink/enrolment/journeys/${id}`);
    await approver.getByRole('list', { name: 'What happened' }).waitFor();
    await screenshot(approver, 'journey');
    expect(await axeViolations(approver)).toEqual([]);
    await approver.context().close();
  });

  it('may try again after a wrong code', async () => {
    // Not the persona of that name: other tests may have locked it at the national ID, which lasts ten minutes.
    const person = persona('happy-30');
    await desk.begin(officer, person);
    await desk.consent(officer);
    const window = await desk.signIn(officer, person, (right) =>
      String((Number(right) + 1) % 1_000_000).padStart(6, '0'),
    );
    await window.locator('#problem').waitFor();
    await screenshot(window, 'wrong-code');
    await window.getByRole('button', { name: 'Go back without signing in' }).click();
    await window.waitForURL('**/front/interlink/enrolment/identity');
    await window.getByText('You can close this page', { exact: false }).waitFor();
    await window.close();
    await officer.getByRole('button', { name: 'Open the national identity page again' }).waitFor();
    await screenshot(officer, 'identity-failed');
    await desk.withdraw(officer);
  });

  it.each([
    ['deceased', 'civil-status', 'The civil registry has this person as deceased.'],
    ['name-mismatch', 'account', 'The account is in another name.'],
    ['closed-account', 'account', 'The account is closed.'],
    ['already-enrolled', 'eligibility', 'already is a beneficiary of this programme'],
  ])('is told why when %s', async (name, at, words) => {
    await desk.throughIdentity(officer, persona(name));
    if (at === 'account') await desk.giveAccount(officer, persona(name));
    await inStep(at, words);
    await inStep(at, 'What to do');
    await screenshot(officer, name);
    const end = officer.getByRole('button', { name: 'End this application' });
    if (await end.isVisible()) await desk.withdraw(officer);
  });
});

describe('The pages in the genuine shell', () => {
  it('S8: are neither in the menu nor reachable for a user without the right, and the API answers 403', async () => {
    const page = await login(await newContext(browser), 'gus.grievance');
    expect((await readMenus(page)).filter(({ route }) => route.includes('interlink'))).toEqual([]);
    await goTo(page, '/interlink/enrolment/desk');
    await page.getByText('not authorized to access this page', { exact: false }).waitFor();
    expect(await page.locator('[data-step]').count()).toBe(0);
    const status = await page.evaluate(async () => (await fetch('/interlink/api/v1/enrolment/journeys')).status);
    expect(status).toBe(403);
    await page.context().close();
  });

  it.each([
    ['fr', 'ltr', "Guichet d'inscription", 'Nouvelle personne, sans recherche'],
    ['ar', 'rtl', 'مكتب التسجيل', 'شخص جديد دون بحث'],
  ])('speak %s and read %s', async (language, direction, title, skip) => {
    const context = await newContext(browser);
    await speak(context, language);
    const page = await login(context, 'ina.intake');
    await goTo(page, '/interlink/enrolment/desk');
    await page.getByRole('heading', { name: title, level: 1 }).waitFor();
    await page.getByRole('button', { name: skip }).click();
    await page.locator('form select').first().waitFor();
    expect(await page.locator('section[lang]').getAttribute('dir')).toBe(direction);
    expect(await page.locator('section[lang]').innerText()).not.toMatch(/[a-z]+\.[a-zA-Z]+\b(?!\.)(?=\s|$)/);
    await screenshot(page, `desk-${language}`);
    expect(await axeViolations(page)).toEqual([]);
    await context.close();
  });

  it('fit a screen 360 pixels wide without scrolling sideways', async () => {
    const context = await newContext(browser, { width: 360, height: 740 });
    const page = await login(context, 'ina.intake');
    for (const route of ['/interlink/enrolment/desk', '/interlink/enrolment/journeys']) {
      await goTo(page, route);
      await page.locator('section[lang] h1').waitFor();
      await screenshot(page, `narrow${route.replaceAll('/', '-')}`);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    }
    await context.close();
  });

  it('put the open work of whoever signed in on the home page of openIMIS', async () => {
    const block = officer.getByRole('region', { name: 'Enrolments that wait for you' });
    await block.getByRole('link', { name: 'Enrol a person' }).waitFor();
    await block.getByText('Loading…').waitFor({ state: 'detached' });
    await screenshot(officer, 'home');
    expect(await axeViolations(officer)).toEqual([]);
  });

  it('are worked by the keyboard alone', async () => {
    await goTo(officer, '/interlink/enrolment/desk');
    await officer.getByRole('heading', { level: 1 }).waitFor();
    await officer.keyboard.press('Tab');
    await officer.keyboard.type('00000000');
    for (let tab = 0; tab < 4; tab += 1) await officer.keyboard.press('Tab');
    await officer.keyboard.press('Enter');
    await officer.getByText('people found', { exact: false }).waitFor();
  });
});

/** The user's own language, as the host learns it from openIMIS; the user's record stays as it is. */
async function speak(context: BrowserContext, language: string): Promise<void> {
  await context.route('**/api/core/users/current_user/', async (route) => {
    const response = await route.fetch();
    if (response.status() !== 200) return route.fulfill({ response });
    const user = (await response.json()) as { i_user: object };
    return route.fulfill({ response, json: { ...user, i_user: { ...user.i_user, language } } });
  });
}
