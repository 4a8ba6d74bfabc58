import type { Conflict } from '@interlink/contracts/registry/conflict';
import type { HouseholdAcross } from '@interlink/contracts/registry/household-across';
import type { EnrolmentView, HouseholdView, PaymentView, PersonView } from '@interlink/contracts/registry/view';
import { differencesBetween, joinMembers } from '@interlink/domain/registry/join-households';
import { fakeApi } from '@interlink/fe-kit/testing/fake-api';
import { renderHost, type HostOptions } from '@interlink/fe-kit/testing/host';
import { registryApi } from '../../src/api.js';
import { contributions } from '../../src/contributions.js';
import { RIGHT_AUDIT, RIGHT_DECIDE, RIGHT_LINK, RIGHT_READ } from '../../src/names.js';
import { enter } from '../../../fe-kit/test/support/pages.js';

export { arrive, axeViolations, cells, enter } from '../../../fe-kit/test/support/pages.js';

export const READER = [RIGHT_READ];
export const DECIDER = [RIGHT_READ, RIGHT_LINK, RIGHT_DECIDE];
export const AUDITOR = [RIGHT_READ, RIGHT_AUDIT];
export const ID = '01930000-0000-7000-8000-00000000000a';
export const OTHER_ID = '01930000-0000-7000-8000-00000000000b';
export const RECORD = '01930000-0000-7000-8000-0000000000a1';
export const SECOND_RECORD = '01930000-0000-7000-8000-0000000000a2';

export const enrolment = (over: Partial<EnrolmentView> = {}): EnrolmentView => ({
  recordId: 'e-1',
  source: 'openimis',
  programme: 'OAA',
  programmeName: 'Old Age Allowance',
  institution: 'MSW',
  unit: 'person',
  status: 'active',
  enrolledOn: '2024-01-01',
  statusHistory: [],
  lastUpdated: '2026-11-24T08:00:00.000Z',
  ...over,
});

export const municipal = (over: Partial<EnrolmentView> = {}): EnrolmentView =>
  enrolment({
    recordId: 'e-2',
    source: 'second-mis',
    programme: 'FOOD',
    programmeName: 'Food Basket',
    institution: 'MWO',
    enrolledOn: '2025-06-01',
    ...over,
  });

export const payment = (over: Partial<PaymentView> = {}): PaymentView => ({
  recordId: 'p-1',
  source: 'openimis',
  programme: 'OAA',
  amount: { minor: 200_000, currency: 'KES' },
  paidOn: '2026-10-05',
  status: 'paid',
  period: '2026-10',
  ...over,
});

/** A person whom two systems know; a test names only what it is about. */
export const person = (over: Partial<PersonView> = {}): PersonView => ({
  personId: ID,
  version: 3,
  asOf: '2026-11-28',
  knownAt: '2026-11-28T09:00:00.000Z',
  data: {
    name: { givenName: 'Amina', surname: 'Wanjiru' },
    sex: 'female',
    birthDate: { date: '1950-04-03', precision: 'day' },
    identifiers: [{ type: 'NID', value: 'A1001' }],
  },
  provenance: {
    name: {
      source: 'openimis',
      recordId: RECORD,
      recordedAt: '2026-11-01T00:00:00Z',
      chosenBy: 'freshest',
      disputed: true,
    },
  },
  records: [
    {
      recordId: RECORD,
      source: 'openimis',
      key: 'i-1',
      linkedBy: 'first',
      linkedAt: '2026-11-01T00:00:00.000Z',
      evidence: [],
      deleted: false,
    },
    {
      recordId: SECOND_RECORD,
      source: 'second-mis',
      key: 'm-9',
      linkedBy: 'identifier',
      linkedAt: '2026-11-02T00:00:00.000Z',
      score: 1,
      evidence: ['identifier-same', 'name-close'],
      deleted: false,
    },
  ],
  households: [{ householdId: OTHER_ID, source: 'openimis', role: 'head' }],
  enrolments: [enrolment(), municipal()],
  benefits: [],
  payments: [payment(), payment({ recordId: 'p-2', source: 'second-mis', programme: 'FOOD' })],
  otherEnrolments: false,
  lastUpdated: '2026-11-24T08:00:00.000Z',
  ...over,
});

export const household = (over: Partial<HouseholdView> = {}): HouseholdView => ({
  ...{ asOf: '2026-11-24', knownAt: '2026-11-24T08:00:00.000Z' },
  ...{ householdId: OTHER_ID, version: 1, source: 'second-mis', identifiers: [], unit: 'household', addresses: [] },
  ...{ size: 0, members: [], enrolments: [], otherEnrolments: false, lastUpdated: '2026-11-24T08:00:00.000Z' },
  ...over,
});

/** A household with what others say of the same one, as the service joins them. */
export const across = (
  own: HouseholdView,
  others: readonly HouseholdView[] = [],
  pairs: HouseholdAcross['across']['pairs'] = [],
): HouseholdAcross => {
  const households = [own, ...others];
  return {
    ...own,
    across: {
      households,
      members: [...joinMembers(households)],
      enrolments: households.flatMap(({ enrolments }) => enrolments),
      otherEnrolments: households.some(({ otherEnrolments }) => otherEnrolments),
      differences: [...differencesBetween(households)],
      pairs,
    },
  };
};

export const conflict = (over: Partial<Conflict> = {}): Conflict => ({
  id: '01930000-0000-7000-8000-0000000000c1',
  kind: 'overlap',
  personId: ID,
  version: 1,
  state: 'open',
  sides: [],
  programmes: ['OAA', 'FOOD'],
  openedAt: '2026-11-20T08:00:00.000Z',
  ...over,
});

/** A service that knows one person. */
export const service = (over: Parameters<typeof fakeApi>[0] = {}) =>
  fakeApi({
    'GET /registry/people/*': () => person(),
    'GET /registry/conflicts': () => ({ items: [] }),
    ...over,
  });

/** Renders a page of this module in the test host, over a fake API. */
export function renderPage(
  page: JSX.Element,
  api: ReturnType<typeof fakeApi>,
  options: Omit<HostOptions, 'contributions'> = {},
) {
  return renderHost(page, {
    rights: READER,
    client: api.client,
    ...options,
    contributions: contributions(registryApi(api.client)),
  });
}

export const lookFor = (purpose: string) => enter('Why do you look?', purpose);
