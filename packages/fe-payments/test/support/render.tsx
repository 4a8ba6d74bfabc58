import { TextEncoder } from 'node:util';
import { fakeApi } from '@interlink/fe-kit/testing/fake-api';
import { renderHost, type HostOptions } from '@interlink/fe-kit/testing/host';
import { paymentsApi } from '../../src/api.js';
import { contributions } from '../../src/contributions.js';
import { RIGHT_APPROVE, RIGHT_MAKE, RIGHT_READ } from '../../src/names.js';

export { arrive, axeViolations, enter, press } from '../../../fe-kit/test/support/pages.js';

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
