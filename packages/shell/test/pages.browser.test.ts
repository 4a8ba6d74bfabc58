import type { Browser, Page } from 'playwright-core';
import knownBroken from './known-broken-pages.json';
import { goTo, launch, login, newContext, screenshot, shellUrl } from './support/browser.js';
import { type MenuEntry, readMenus } from './support/menus.js';
import { settle } from './support/settle.js';
import { Complaints } from './support/watch-page.js';

jest.setTimeout(300_000);

/** By login, then by route: what openIMIS itself breaks, with the message. */
const known: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = knownBroken;

const LOGINS = ['Admin', 'ina.intake', 'ana.approver', 'pam.payments', 'aud.auditor'];
const DEAD = /^\/(?:medical|admin\/products|insuree|contracts)/;

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});

afterAll(() => browser.close());

describe.each(LOGINS)('The shell, signed in as %s', (name) => {
  let page: Page;
  let complaints: Complaints;
  let entries: MenuEntry[];

  beforeAll(async () => {
    page = await login(await newContext(browser), name);
    complaints = new Complaints(page);
    entries = await readMenus(page);
  });

  afterAll(() => page.context().close());

  it('shows menus that hold something, and no entry that leads to a module which is not there', () => {
    expect(entries.map(({ route }) => route)).toContain('/profile/myProfile');
    expect(entries.filter(({ text, route }) => text === '' || DEAD.test(route))).toEqual([]);
  });

  it('opens every page that a menu leads to; what openIMIS itself breaks is listed with its message', async () => {
    const broken: Record<string, string[]> = {};
    for (const route of new Set(['/home', ...entries.map((entry) => entry.route)])) {
      await goTo(page, route);
      const list = await complaints.take();
      await screenshot(page, `${name}${route.replaceAll('/', '-')}`);
      if (list.length === 0) continue;
      broken[route] = list;
      // fe-core's dialog stays over every following page.
      await page.goto(`${shellUrl()}/front/home`);
      await settle(page);
      await complaints.take();
    }
    expect(broken).toEqual(known[name] ?? {});
  });
});

describe('The menus of the administrator', () => {
  it('stay on one row of a screen 1280 pixels wide', async () => {
    const page = await login(await newContext(browser), 'Admin');
    const headings = await page
      .locator('header button:not([aria-haspopup]):not(:has(img))')
      .filter({ hasText: /\S/ })
      .all();
    const tops = await Promise.all(headings.map(async (heading) => (await heading.boundingBox())?.y));
    expect(headings.length).toBeGreaterThanOrEqual(5);
    expect(new Set(tops).size).toBe(1);
    await page.context().close();
  });
});
