import type { Page, Request } from 'playwright-core';

const QUIET_MS = 500;
/** Whole stacks share a machine: what is waited for may come late. */
export const PATIENCE_MS = 60_000;

interface Traffic {
  readonly open: Set<Request>;
  lastChange: number;
}

const followed = new WeakMap<Page, Traffic>();

/** Counts what the page asks of the server from now on; `settle` needs it. */
export function follow(page: Page): Traffic {
  const known = followed.get(page);
  if (known) return known;
  const traffic: Traffic = { open: new Set(), lastChange: Date.now() };
  const note = (change: () => void) => {
    change();
    traffic.lastChange = Date.now();
  };
  page.on('request', (request) => note(() => traffic.open.add(request)));
  page.on('requestfinished', (request) => note(() => traffic.open.delete(request)));
  page.on('requestfailed', (request) => note(() => traffic.open.delete(request)));
  followed.set(page, traffic);
  return traffic;
}

/** Until nothing has been asked of the server for half a second; a change of route loads no new document. */
export async function settle(page: Page): Promise<void> {
  const traffic = follow(page);
  traffic.lastChange = Date.now();
  const latest = Date.now() + PATIENCE_MS;
  while (traffic.open.size > 0 || Date.now() - traffic.lastChange < QUIET_MS) {
    if (Date.now() > latest)
      throw new Error(`Still waiting for ${[...traffic.open].map((one) => one.url()).join(', ')}`);
    await page.waitForTimeout(50);
  }
}
