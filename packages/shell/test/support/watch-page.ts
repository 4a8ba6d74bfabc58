import type { Page, Request, Response } from 'playwright-core';
import { shellUrl } from './browser.js';

/** What went wrong while a page was open, in words that do not change from run to run. */
export class Complaints {
  readonly #page: Page;
  readonly #pending = new Set<Promise<void>>();
  #list: string[] = [];

  constructor(page: Page) {
    this.#page = page;
    page.on('pageerror', (error) => this.#add(`page error: ${error.message.split('\n')[0]}`));
    page.on('request', (request) => this.#onRequest(request));
    page.on('response', (response) => this.#wait(this.#onResponse(response)));
  }

  #add(complaint: string) {
    this.#list.push(complaint);
  }

  #wait(work: Promise<void>) {
    this.#pending.add(work);
    void work.finally(() => this.#pending.delete(work));
  }

  #onRequest(request: Request) {
    const { origin, protocol } = new URL(request.url());
    if (/^https?:$/.test(protocol) && origin !== new URL(shellUrl()).origin) this.#add(`request to ${origin}`);
  }

  async #onResponse(response: Response) {
    const { pathname } = new URL(response.url());
    if (response.status() >= 400) this.#add(`HTTP ${response.status()} ${pathname}`);
    if (!pathname.endsWith('/graphql')) return;
    // A page that was left may take the body with it.
    const body = (await response.json().catch(() => undefined)) as { errors?: { message: string }[] } | undefined;
    for (const { message } of body?.errors ?? []) this.#add(`GraphQL: ${message.split('\n')[0]}`);
  }

  /** What is written on the page itself when fe-core gave up. */
  async #onPage() {
    const text = await this.#page.locator('body').innerText();
    for (const sign of ['PAGE NOT FOUND', 'AN UNEXPECTED ERROR OCCURRED', 'Something went wrong', 'Session Expired']) {
      if (text.toLowerCase().includes(sign.toLowerCase())) this.#add(`page says: ${sign}`);
    }
  }

  /** The complaints since the last call, each once. */
  async take(): Promise<string[]> {
    await Promise.all(this.#pending);
    await this.#onPage();
    const taken = [...new Set(this.#list)].sort();
    this.#list = [];
    return taken;
  }
}
