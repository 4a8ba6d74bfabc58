import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { follow, PATIENCE_MS, settle } from './settle.js';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A variable that `npm test` sets; a test without it says so in one sentence. */
export function need(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run this test by \`npm test -- browser\`.`);
  return value;
}

export const shellUrl = () => need('SHELL_URL');

/** Of a demo user, or of `Admin`. */
export function passwordOf(login: string): string {
  const file = login === 'Admin' ? 'admin-password' : 'demo-password';
  return readFileSync(path.join(need('INTERLINK_TEST_SECRETS_DIR'), file), 'utf8').trim();
}

/** Chromium of the system; it needs nothing from the network. */
export const launch = (more: readonly string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath: '/usr/bin/chromium', args: [...FLAGS, ...more] });

interface ContextOptions {
  readonly locale?: string;
  readonly width?: number;
  readonly height?: number;
}

/** A fresh profile: no cookies, nothing stored. */
export async function newContext(
  browser: Browser,
  { locale = 'en-GB', width = 1280, height = 800 }: ContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({ locale, viewport: { width, height } });
  context.setDefaultTimeout(PATIENCE_MS);
  return context;
}

/** Signs in through openIMIS's own page and waits until the home page is there. */
export async function login(context: BrowserContext, name: string): Promise<Page> {
  const page = await context.newPage();
  follow(page);
  await page.goto(`${shellUrl()}/front`);
  await page.locator('form input').first().fill(name);
  await page.locator('input[type="password"]').fill(passwordOf(name));
  await page.locator('form button[type="submit"]').click();
  await page.waitForURL('**/front/home');
  await page.locator('header').waitFor();
  return page;
}

/** Follows a link of the application without loading it anew, as a click in a menu does. */
export async function goTo(page: Page, route: string): Promise<void> {
  await page.evaluate((to) => {
    window.history.pushState({}, '', to);
    window.dispatchEvent(new PopStateEvent('popstate', { state: {} }));
  }, `/front${route}`);
  await settle(page);
}

/** Into INTERLINK_TEST_SCREENSHOTS when that is set, else nowhere. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = process.env.INTERLINK_TEST_SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
}
