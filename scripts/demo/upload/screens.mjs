import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { url, within } from '../../stack/paths.mjs';
import { Problem } from '../../stack/say.mjs';
import { loginPassword } from '../../stack/secrets.mjs';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'];
const LOOK_EVERY_MS = 1000;
const LONG = 3_600_000;

/** The shell in a browser, as a person who signs in sees it; screenshots go into the stack's folder. */
export async function openShell(login) {
  const browser = await chromium.launch({
    executablePath: process.env.INTERLINK_CHROMIUM ?? '/usr/bin/chromium',
    args: FLAGS,
  });
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  await page.goto(`${url('shell')}/front`);
  await page.locator('form input').first().fill(login);
  await page.locator('input[type="password"]').fill(loginPassword('demo-password'));
  await page.locator('form button[type="submit"]').click();
  await page.waitForURL('**/front/home');
  const folder = within('demo-upload/screens');
  mkdirSync(folder, { recursive: true });
  const picture = (name) => page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
  return { page, folder, picture, close: () => browser.close() };
}

/** Chooses a file on the page of uploads and sends it; seconds until its own page is there. */
export async function sendFile({ page, picture }, { file, name }) {
  await page.goto(`${url('shell')}/front/interlink/social-registry/uploads`);
  await page.getByLabel('File', { exact: true }).setInputFiles(file);
  const since = Date.now();
  await page.getByRole('button', { name: 'Send and check' }).click();
  const arrived = page.getByRole('heading', { level: 1, name }).waitFor({ timeout: LONG });
  await followed(page, arrived, 'sending', () => picture('1-sending'));
  return { seconds: (Date.now() - since) / 1000, id: page.url().split('/').pop() };
}

/** Waits for one of the words and tells what the screen says of the way there; the word that came. */
export async function untilWords(page, words, what, onHalf) {
  const came = Promise.race(
    words.map((word) =>
      page
        .getByText(word)
        .first()
        .waitFor({ timeout: LONG })
        .then(() => word),
    ),
  );
  return followed(page, came, what, onHalf);
}

/** The percentage that the page shows, said as it grows; half of the way is a good moment for a picture. */
async function followed(page, end, what, onHalf) {
  const since = Date.now();
  let isOver = false;
  const over = end.finally(() => (isOver = true));
  over.catch(() => {});
  let said = -10;
  let isHalf = false;
  while (!isOver) {
    const percent = await shownPercent(page);
    if (percent !== undefined && percent >= said + 10) {
      said = percent;
      console.log(`      ${what}: the screen shows ${percent} % after ${Math.round((Date.now() - since) / 1000)} s`);
    }
    if (percent !== undefined && percent >= 40 && percent < 100 && !isHalf) {
      isHalf = true;
      await onHalf?.();
    }
    await Promise.race([over.catch(() => {}), new Promise((done) => setTimeout(done, LOOK_EVERY_MS))]);
  }
  return over;
}

async function shownPercent(page) {
  const [text] = await page.getByText(/^[^%]*\d+ %$/).allTextContents();
  const found = /(\d+) %/.exec(text ?? '');
  return found ? Number(found[1]) : undefined;
}

/** The numbers under their names, as the page shows them. */
export async function shownNumbers(page) {
  const pairs = await page.locator('dl').first().locator('dt, dd').allTextContents();
  const numbers = {};
  for (let at = 0; at + 1 < pairs.length; at += 2) numbers[pairs[at]] = Number(pairs[at + 1].replaceAll(/[^\d.]/g, ''));
  return numbers;
}

/** The errors by cell of the table on the page. */
export async function shownProblems(page) {
  const table = page.getByRole('region', { name: 'What is wrong' }).getByRole('table');
  await table.waitFor();
  const rows = await table.locator('tbody tr').allInnerTexts();
  if (rows.length === 0) throw new Problem('The page of the broken file names no cell.');
  return rows.map((row) => row.split(/\s*\t\s*|\n+/).filter(Boolean));
}
