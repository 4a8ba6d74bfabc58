import type { Browser, Page } from 'playwright-core';
import knownBroken from './known-broken-pages.json';
import { goTo, launch, login, newContext, screenshot, shellUrl } from './support/browser.js';
import { type MenuEntry, readMenus } from './support/menus.js';
import { follow, settle } from './support/settle.js';
import { Complaints } from './support/watch-page.js';

jest.setTimeout(300_000);

/** By login, then by route: what openIMIS itself breaks, with the message. */
const known: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = knownBroken;

const LOGINS = [
  'Admin',
  'ina.intake',
  'sue.supervisor',
  'ana.approver',
  'pam.payments',
  'ian.integration',
  'aud.auditor',
];
const DEAD = /^\/(?:medical|admin\/products|insuree|contracts)/;

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});

afterAll(() => browser.close());

interface Tab {
  readonly page: Page;
  readonly complaints: Complaints;
}

/** Another tab of the same session; most of the time of a page is waiting. */
async function openTab(first: Page): Promise<Tab> {
  const page = await first.context().newPage();
  const complaints = new Complaints(page);
  await goHome(page);
  await complaints.take();
  return { page, complaints };
}

async function goHome(page: Page) {
  follow(page);
  await page.goto(`${shellUrl()}/front/home`);
  await page.locator('header').waitFor();
  await settle(page);
}

/** Takes routes from the list that the tabs share, until none is left; gives what each broken page complains of. */
async function openPages({ page, complaints }: Tab, name: string, routes: string[]) {
  const broken: Record<string, string[]> = {};
  for (let route = routes.shift(); route !== undefined; route = routes.shift()) {
    await goTo(page, route);
    const list = await complaints.take();
    await screenshot(page, `${name}${route.replaceAll('/', '-')}`);
    if (list.length === 0) continue;
    broken[route] = list;
    // fe-core's dialog stays over every following page.
    await goHome(page);
    await complaints.take();
  }
  return broken;
}

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
    const routes = [...new Set(['/home', ...entries.map((entry) => entry.route)])];
    const tabs = [{ page, complaints }, await openTab(page), await openTab(page)];
    const broken = Object.assign({}, ...(await Promise.all(tabs.map((tab) => openPages(tab, name, routes)))));
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
