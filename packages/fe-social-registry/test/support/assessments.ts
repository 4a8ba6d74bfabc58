import { fakeApi } from '@interlink/fe-kit/testing/fake-api';
import { ID, words } from './render.js';

export const formula = {
  code: 'pmt',
  version: 1,
  kind: 'proxy-means',
  title: words('Proxy means test'),
  questionnaire: 'household',
  effectiveFrom: '2026-01-01',
  intercept: 1_000_000,
  terms: [{ code: 'thatch', label: words('Thatched roof'), variable: { kind: 'members' }, weight: 10_000_000 }],
  cutOffs: [{ programme: 'CHG', comparison: 'at-least', score: 12_000_000 }],
};
const made = { makerLogin: 'sue.supervisor', createdAt: '2026-11-24T08:00:00.000Z' };
export const kept = (over = {}) => ({
  ...made,
  formula,
  state: 'approved',
  approverLogin: 'ana.approver',
  ...over,
});
export const run = (over = {}) => ({
  ...made,
  id: ID,
  formula: 'pmt',
  formulaVersion: 1,
  day: '2026-11-24',
  ...{ state: 'done', done: 3, total: 3 },
  ...over,
});
export const HOUSEHOLD = '01930000-0000-7000-8000-0000abcd1234';
export const SIMULATION = `GET /social-registry/runs/${ID}/simulation`;
export const explained = {
  householdId: HOUSEHOLD,
  formula,
  result: {
    formula: 'pmt',
    version: 1,
    day: '2026-11-24',
    score: 11_000_000,
    intercept: 1_000_000,
    contributions: [{ term: 'thatch', value: 1_000_000, weight: 10_000_000, points: 10_000_000 }],
    mayQualifyFor: [],
  },
};

export const service = (over: Parameters<typeof fakeApi>[0] = {}) =>
  fakeApi({
    'GET /social-registry/formulas': () => [kept()],
    'GET /social-registry/runs': () => [run()],
    'POST /social-registry/runs': () => run({ state: 'running', done: 0 }),
    [`GET /social-registry/runs/${ID}`]: () => run(),
    [`GET /social-registry/runs/${ID}/results`]: () => ({ state: 'done', done: 3, total: 3, programmes: [] }),
    [`GET /social-registry/runs/${ID}/ranking`]: () => ({
      items: [{ householdId: HOUSEHOLD, score: 11_000_000, members: 4 }],
    }),
    [SIMULATION]: () => ({
      cutOff: formula.cutOffs[0],
      households: 25,
      members: 90,
      costMinor: 5_000_000,
      affordableScore: 14_000_000,
      bars: [
        { from: 0, upTo: 9_999_999, households: 10 },
        { from: 10_000_000, upTo: 19_999_999, households: 25 },
      ],
    }),
    [`GET /social-registry/runs/${ID}/households/${HOUSEHOLD}`]: () => explained,
    ...over,
  });
