import type { Locator, Page } from 'playwright-core';

import { PATIENCE_MS, settle } from './settle.js';

/** One entry of a drop-down menu. */
export interface MenuEntry {
  readonly menu: string;
  readonly text: string;
  readonly route: string;
}

/**
 * Opens every drop-down of the bar and reads its links, as the operator sees them; an empty menu is an entry without
 * text.
 */
export async function readMenus(page: Page): Promise<MenuEntry[]> {
  await settle(page);
  // The names of the classes are made short in a production build; the language has its own kind of button.
  const bar = page.locator('header button:not([aria-haspopup]):not(:has(img))').filter({ hasText: /\S/ });
  const list = page.locator('[id$="-menu-list"]').first();
  const found: MenuEntry[] = [];
  for (const heading of await bar.all()) {
    const menu = (await heading.innerText()).trim();
    await clickUntil(() => heading.click(), list, 'visible');
    const links = await list.locator('a[href]').all();
    if (links.length === 0) found.push({ menu, text: '', route: '' });
    for (const link of links) {
      const href = (await link.getAttribute('href')) ?? '';
      found.push({ menu, text: (await link.innerText()).trim(), route: href.replace(/^\/front/, '') });
    }
    await clickUntil(() => page.mouse.click(5, 600), list, 'detached');
  }
  return found;
}

/**
 * A click is lost when the page replaces, between the press and the release, what lies under it: Chromium then tells
 * nobody. The pause is longer than a menu fades, for a click on a menu that fades opens it again.
 */
async function clickUntil(click: () => Promise<void>, list: Locator, state: 'visible' | 'detached'): Promise<void> {
  for (const latest = Date.now() + PATIENCE_MS; ;) {
    await click();
    try {
      await list.waitFor({ state, timeout: 5_000 });
      return;
    } catch (error) {
      if (Date.now() > latest) throw error;
    }
  }
}
