import axe from 'axe-core';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { fakeApi } from '@interlink/fe-kit/testing/fake-api';
import { renderHost, type HostOptions } from '@interlink/fe-kit/testing/host';
import { enrolmentApi } from '../../src/api.js';
import { contributions } from '../../src/contributions.js';
import { RIGHT_APPROVE, RIGHT_CREATE, RIGHT_READ } from '../../src/names.js';

type FakeApi = ReturnType<typeof fakeApi>;
export const OFFICER = [RIGHT_READ, RIGHT_CREATE];
export const APPROVER = [RIGHT_READ, RIGHT_APPROVE];
export const PROGRAMMES = [
  { code: 'OAA', name: 'Old-age allowance', institution: 'MSW', minimumAge: 65, accountRequired: true },
];

/** Renders a page of this module in the test host, over a fake API. */
export function renderPage(page: JSX.Element, api: FakeApi, options: Omit<HostOptions, 'contributions'> = {}) {
  return renderHost(page, {
    rights: OFFICER,
    client: api.client,
    ...options,
    contributions: contributions(enrolmentApi(api.client)),
  });
}

/** What axe finds wrong; colours and page landmarks are the browser test's, jsdom draws nothing. */
export async function axeViolations(container: Element): Promise<string[]> {
  const { violations } = await axe.run(container, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** openIMIS answers the village search with one village. */
export function answerVillages(): void {
  Object.assign(globalThis, {
    fakeGraphql: () => ({
      locations: {
        edges: [
          {
            node: {
              uuid: 'b6b2a0c0-0000-4000-8000-000000000001',
              name: 'Mto',
              parent: { name: 'Ward 1', parent: { name: 'Pwani' } },
            },
          },
        ],
      },
    }),
  });
}

afterEach(cleanup);

/** Two cores serve many: a test may be slow without being wrong. */
jest.setTimeout(30_000);

/** Fills a field at once; what happens key by key is the browser test's. */
export function enter(label: RegExp | string, value: string): void {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
}
