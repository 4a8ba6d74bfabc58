import { fakeApi } from '@interlink/fe-kit/testing/fake-api';
import { renderHost, type HostOptions } from '@interlink/fe-kit/testing/host';
import { enrolmentApi } from '../../src/api.js';
import { contributions } from '../../src/contributions.js';
import { RIGHT_APPROVE, RIGHT_CREATE, RIGHT_READ } from '../../src/names.js';

export { arrive, axeViolations, enter, press } from '../../../fe-kit/test/support/pages.js';

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

/** openIMIS answers the village search with these: by their name, ward and district. */
export function answerVillages(...villages: readonly { uuid: string; name: string; ward: string }[]): void {
  const known = villages.length > 0 ? villages : [{ uuid: VILLAGE, name: 'Mto', ward: 'Ward 1' }];
  const edges = known.map(({ uuid, name, ward }) => ({
    node: { uuid, name, parent: { name: ward, parent: { name: 'Pwani' } } },
  }));
  Object.assign(globalThis, { fakeGraphql: () => ({ locations: { edges } }) });
}
export const VILLAGE = 'b6b2a0c0-0000-4000-8000-000000000001';
