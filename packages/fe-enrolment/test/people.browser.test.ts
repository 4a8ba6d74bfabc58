import type { Browser, Page } from 'playwright-core';
import { goTo, launch, login, newContext, screenshot } from '../../shell/test/support/browser.js';
import { nextSms, persona, type Person } from './support/country.js';
import * as desk from './support/desk-driver.js';
import { enrolmentsInOpenimis } from './support/openimis.js';

jest.setTimeout(240_000);

const LOWER = 'Identity by witnesses (lower assurance)';

/** People whom no other test enrols and whom openIMIS does not know yet. */
const spare = (name: string, over: Partial<Person> = {}): Person => ({ ...persona(name), ...over });

let browser: Browser;
let officer: Page;
let approver: Page;

beforeAll(async () => {
  browser = await launch();
  officer = await login(await newContext(browser), 'ina.intake');
  approver = await login(await newContext(browser), 'ana.approver');
});
afterAll(() => browser.close());

describe('People whom the straight way leaves out', () => {
  it('gets through without a phone: witnesses vouch, and a slip says what a message would have said', async () => {
    const { mobile, ...person } = spare('happy-37');
    const since = Date.now();
    const id = await desk.begin(officer, person);
    await desk.consent(officer);
    await desk.vouch(officer);
    await desk.giveAccount(officer, person);
    await officer.getByRole('button', { name: 'Send for approval' }).waitFor();
    await desk.submit(officer);
    await officer.getByRole('link', { name: 'Print the slip' }).first().click();
    const slip = officer.locator('[data-slip]');
    await slip.getByText('Come back with this slip', { exact: false }).waitFor();
    await screenshot(officer, 'slip');
    const words = await slip.innerText();
    const reference = id.slice(-8).toUpperCase();
    expect(words).toContain(reference);
    expect(words).toContain('1508');
    expect(words.replaceAll(reference, '')).not.toContain(person.nationalId?.slice(-4));

    await goTo(approver, `/interlink/enrolment/journeys/${id}/approve`);
    await approver.getByText('Witnesses vouched', { exact: false }).first().waitFor();
    expect(await approver.getByText(LOWER).count()).toBeGreaterThan(0);
    await screenshot(approver, 'approve-witnessed');
    await desk.approve(approver, id);
    expect(await enrolmentsInOpenimis(browser, person)).toEqual(['OAA ACTIVE']);
    const inbox = await fetch(`${process.env.SANDBOX_HUB_URL}/inbox.json?to=${encodeURIComponent(mobile ?? '')}`);
    const sent = (await inbox.json()) as { at: string }[];
    expect(sent.filter(({ at }) => Date.parse(at) >= since)).toEqual([]);
  });

  it('gets through without an ID: witnesses vouch, an approver answers for the missing record, and it shows', async () => {
    // Born on another day than the civil registry has: without an identifier nobody is found there.
    const { nationalId, ...person } = spare('happy-36', { birthDate: '1950-01-02', birthDatePrecision: 'day' });
    const since = Date.now() - 1_000;
    const id = await desk.begin(officer, person);
    await desk.consent(officer);
    await desk.vouch(officer);
    await desk.giveAccount(officer, person);
    const civil = desk.step(officer, 'civil-status');
    await civil.getByText('What to do').waitFor();
    await screenshot(officer, 'no-id-held');

    await goTo(approver, `/interlink/enrolment/journeys/${id}/approve`);
    await desk.fill(approver, 'Why it may go on', 'The chief confirmed the person in writing');
    await approver.getByRole('button', { name: 'I take responsibility, go on' }).click();
    const goesOn = approver.getByText('Next: send it for approval.');
    await desk.confirmIfAsked(approver, goesOn);
    await goesOn.waitFor();
    await desk.comeBack(officer);
    await officer.getByRole('button', { name: 'Send for approval' }).waitFor();
    await desk.submit(officer);
    await desk.approve(approver, id);
    await goTo(approver, `/interlink/enrolment/journeys/${id}`);
    await approver.getByText('A person let it go on').waitFor();
    await approver.getByText(LOWER).first().waitFor();
    await approver.getByText('none: vouched for by witnesses').waitFor();
    await screenshot(approver, 'no-id-journey');
    expect(nationalId).toBeTruthy();
    expect(await enrolmentsInOpenimis(browser, person)).toEqual(['OAA ACTIVE']);
    expect(await nextSms(person.mobile ?? '', since, /^(?!.*\b\d{6}\b)/)).toBeTruthy();
  });

  it('gets through by somebody who acts for the person, whose mandate everybody sees who decides', async () => {
    const person = spare('happy-38');
    const proxy = { name: 'Rehema Ali', relationship: 'daughter', document: 'POA-2026-17' };
    const shown = 'Rehema Ali (daughter), mandate POA-2026-17';
    const id = await desk.begin(officer, person, proxy);
    await officer.getByText(shown).waitFor();
    await desk.consent(officer);
    await (await desk.signIn(officer, person)).close();
    await desk.giveAccount(officer, person);
    await officer.getByRole('button', { name: 'Send for approval' }).waitFor();
    await desk.submit(officer);
    await goTo(approver, `/interlink/enrolment/journeys/${id}/approve`);
    await approver.getByText(shown).waitFor();
    await screenshot(approver, 'approve-proxy');
    await desk.approve(approver, id);
    expect(await enrolmentsInOpenimis(browser, person)).toEqual(['OAA ACTIVE']);
  });

  it('comes back with the eight letters and digits of the slip, and the desk finds the journey', async () => {
    const person = spare('happy-39');
    const id = await desk.begin(officer, person);
    await goTo(officer, '/interlink/enrolment/journeys');
    await desk.fill(officer, 'Reference', id.slice(-8));
    await officer.getByRole('button', { name: 'Find', exact: true }).click();
    await officer.getByText('1 journey, newest first').waitFor();
    await officer.getByRole('table').getByRole('link').click();
    await officer.getByRole('link', { name: 'Go on at the desk' }).click();
    await desk.withdraw(officer);
  });
});
