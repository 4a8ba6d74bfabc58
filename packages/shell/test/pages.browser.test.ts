import type { Browser, Page } from 'playwright-core';
import knownBroken from './known-broken-pages.json';
import { goTo, launch, login, newContext, screenshot } from './support/browser.js';
import { type MenuEntry, readMenus } from './support/menus.js';
import { Complaints } from './support/watch-page.js';

jest.setTimeout(300_000);

const known: Readonly<Record<string, readonly string[]>> = knownBroken;

describe('The shell, signed in as the administrator', () => {
  let browser: Browser;
  let page: Page;
  let complaints: Complaints;
  let entries: MenuEntry[];

  beforeAll(async () => {
    browser = await launch();
    page = await login(await newContext(browser), 'Admin');
    complaints = new Complaints(page);
    await goTo(page, '/home');
    entries = await readMenus(page);
  });

  afterAll(() => browser.close());

  it('shows the menus of the modules and no entry that leads to the medical module', () => {
    expect(new Set(entries.map(({ menu }) => menu)).size).toBeGreaterThanOrEqual(5);
    expect(entries.length).toBeGreaterThanOrEqual(20);
    expect(entries.filter(({ route }) => route.startsWith('/medical') || route === '/admin/products')).toEqual([]);
  });

  it('opens every page that a menu leads to; what openIMIS itself breaks is listed with its message', async () => {
    const broken: Record<string, string[]> = {};
    const opened = [{ menu: 'Home', text: 'Home', route: '/home' }, ...entries];
    for (const { route } of opened) {
      await goTo(page, route);
      const list = await complaints.take();
      await screenshot(page, `page${route.replaceAll('/', '-')}`);
      if (list.length > 0) broken[route] = list;
    }
    expect(broken).toEqual(Object.fromEntries(Object.entries(known).filter(([route]) => !route.includes(':'))));
  });
});
