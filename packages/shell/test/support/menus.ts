import type { Page } from 'playwright-core';

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
  // The names of the classes are made short in a production build; the language has its own kind of button.
  const bar = page.locator('header button:not([aria-haspopup]):not(:has(img))').filter({ hasText: /\S/ });
  const found: MenuEntry[] = [];
  for (const heading of await bar.all()) {
    const menu = (await heading.innerText()).trim();
    await heading.click();
    const items = page.locator('[id$="-menu-list"] a[href]');
    await items
      .first()
      .waitFor({ timeout: 20_000 })
      .catch(() => found.push({ menu, text: '', route: '' }));
    for (const item of await items.all()) {
      const href = (await item.getAttribute('href')) ?? '';
      found.push({ menu, text: (await item.innerText()).trim(), route: href.replace(/^\/front/, '') });
    }
    await page.mouse.click(5, 600);
    await items.first().waitFor({ state: 'detached' });
  }
  return found;
}
