import type { Browser, Page } from 'playwright-core';
import { goTo, launch, login, newContext, screenshot } from './support/browser.js';
import { settle } from './support/settle.js';
import { Complaints } from './support/watch-page.js';

jest.setTimeout(180_000);

/** A demo user whose language no other test needs. */
const NAME = 'cas.cases';

/** As the picker names it, by its code. */
const LANGUAGES = { en: 'English', fr: 'Français', ar: 'العربية' } as const;
const TURNS = 3;

/**
 * By the picker in the bar, as the operator does it; nothing to do when a run that broke off left it so. fe-core loads
 * the page anew without waiting for its own mutation: a choice that was overtaken by that is made again.
 */
async function chooseLanguage(page: Page, code: keyof typeof LANGUAGES) {
  for (let turn = 0; turn < TURNS && (await direction(page))[0] !== code; turn += 1) {
    await page.locator('header button[aria-haspopup]').filter({ hasText: /\S/ }).click();
    await page.getByRole('menuitem', { name: LANGUAGES[code] }).click();
    const loaded = page.waitForEvent('load');
    await page.getByRole('dialog').getByRole('button').last().click();
    await loaded;
    await settle(page);
  }
}

const direction = (page: Page) => page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);

describe('The shell in the language of its user', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await launch();
    page = await login(await newContext(browser), NAME);
  });

  afterAll(() => browser.close());

  it('is French when French is chosen, without a page that breaks', async () => {
    const complaints = new Complaints(page);
    await chooseLanguage(page, 'fr');
    expect(await direction(page)).toEqual(['fr', 'ltr']);
    await goTo(page, '/profile/changePassword');
    await screenshot(page, 'language-fr');
    expect(await complaints.take()).toEqual([]);
  });

  it("is mirrored when Arabic is chosen, and openIMIS's own texts stay English instead of becoming keys", async () => {
    await chooseLanguage(page, 'ar');
    expect(await direction(page)).toEqual(['ar', 'rtl']);
    const [menu, tools] = [page.locator('header img'), page.locator('header button[aria-haspopup]')];
    const [first, last] = [await menu.boundingBox(), await tools.boundingBox()];
    expect(first?.x).toBeGreaterThan(last?.x ?? 0);
    await goTo(page, '/profile/changePassword');
    await screenshot(page, 'language-ar');
    const text = await page.locator('body').innerText();
    expect(text).not.toMatch(/(?:^|\s)[a-z]+(?:\.[A-Za-z]+){1,4}(?=\s|$)/m);
    await chooseLanguage(page, 'en');
    expect(await direction(page)).toEqual(['en', 'ltr']);
  });
});
