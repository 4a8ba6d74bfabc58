import { TextEncoder } from 'node:util';
import axe from 'axe-core';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { fakeApi } from '@interlink/fe-kit/testing/fake-api';
import { renderHost, type HostOptions } from '@interlink/fe-kit/testing/host';
import { paymentsApi } from '../../src/api.js';
import { contributions } from '../../src/contributions.js';
import { RIGHT_APPROVE, RIGHT_MAKE, RIGHT_READ } from '../../src/names.js';

// Every browser has it; jsdom has not.
Object.assign(globalThis, { TextEncoder });

type FakeApi = ReturnType<typeof fakeApi>;
export const MAKER = [RIGHT_READ, RIGHT_MAKE];
export const APPROVER = [RIGHT_READ, RIGHT_APPROVE];

/** Renders a page of this module in the test host, over a fake API. */
export function renderPage(page: JSX.Element, api: FakeApi, options: Omit<HostOptions, 'contributions'> = {}) {
  return renderHost(page, {
    rights: MAKER,
    client: api.client,
    ...options,
    contributions: contributions(paymentsApi(api.client)),
  });
}

/** What axe finds wrong; colours and page landmarks are the browser test's, jsdom draws nothing. */
export async function axeViolations(container: Element): Promise<string[]> {
  const { violations } = await axe.run(container, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

afterEach(cleanup);

/** Two cores serve many: a test may be slow without being wrong. */
jest.setTimeout(30_000);

/** Fills a field at once; what happens key by key is the browser test's. */
export function enter(label: RegExp | string, value: string): void {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
}
