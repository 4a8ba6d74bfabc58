import { fakeApi } from '@interlink/fe-kit/testing/fake-api';
import { renderHost, type HostOptions } from '@interlink/fe-kit/testing/host';
import type { Upload } from '@interlink/contracts/social-registry/upload';
import { socialRegistryApi } from '../../src/api.js';
import { contributions } from '../../src/contributions.js';
import { RIGHT_APPROVE, RIGHT_ASSESS, RIGHT_READ, RIGHT_UPLOAD } from '../../src/names.js';

export { arrive, axeViolations, cells, enter, press } from '../../../fe-kit/test/support/pages.js';

type FakeApi = ReturnType<typeof fakeApi>;
export const OFFICER = [RIGHT_READ, RIGHT_UPLOAD];
export const SUPERVISOR = [RIGHT_READ, RIGHT_ASSESS];
export const APPROVER = [RIGHT_READ, RIGHT_APPROVE];
export const ID = '01930000-0000-7000-8000-00000000000a';
export const words = (en: string) => ({ en, fr: `${en} (fr)`, ar: `${en} (ar)` });

/** An upload with sensible defaults: a test names only what it is about. */
export const upload = (over: Partial<Upload> = {}): Upload => ({
  id: ID,
  state: 'checked',
  fileName: 'north.csv',
  size: 1000,
  questionnaire: 'household',
  questionnaireVersion: 1,
  mostProblemPercent: 0,
  chunks: 1,
  progress: { done: 1000, of: 1000 },
  rows: 3,
  households: 2,
  members: 3,
  householdsWithProblems: 0,
  problems: {},
  created: 0,
  changed: 0,
  unchanged: 0,
  makerLogin: 'ina.intake',
  createdAt: '2026-11-24T08:00:00.000Z',
  updatedAt: '2026-11-24T08:00:00.000Z',
  ...over,
});

/** Renders a page of this module in the test host, over a fake API. */
export function renderPage(page: JSX.Element, api: FakeApi, options: Omit<HostOptions, 'contributions'> = {}) {
  return renderHost(page, {
    rights: OFFICER,
    client: api.client,
    ...options,
    contributions: contributions(socialRegistryApi(api.client)),
  });
}
