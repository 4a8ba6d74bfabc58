import { act, screen } from '@testing-library/react';
import { fakeApi } from '@interlink/fe-kit/testing/fake-api';
import { QualityPage } from '../src/pages/QualityPage.js';
import { StatisticsPage } from '../src/pages/StatisticsPage.js';
import { enter, lookFor, renderPage } from './support/render.js';

const by = (people: number) => ({ sex: [{ key: 'female', people }], age: [], disability: [], district: [] });
const statistics = (people: number) => ({
  ...{ day: '2026-11-24', madeAt: '2026-11-24T08:00:00.000Z', people, by: by(people) },
  ...{ programmes: [], overlaps: [], expenditure: [], paid: [] },
});
const words = { en: 'Rule', fr: 'Rule', ar: 'Rule' };
const quality = (people: number) => ({
  ...{ day: '2026-11-24', madeAt: '2026-11-24T08:00:00.000Z' },
  rules: [{ id: 'a', title: words, dimension: 'validity', people, faults: 0, sources: [], districts: [] }],
});
const pages = {
  statistics: { page: <StatisticsPage />, of: statistics, none: { people: 0, by: by(0), programmes: [] } },
  quality: { page: <QualityPage />, of: quality, none: { rules: [] } },
};
const LOOKS_AGAIN_MS = 15_000;

describe.each(['statistics', 'quality'] as const)('IBR-045, IBR-015: %s of a registry that was just begun', (name) => {
  const { page, of, none } = pages[name];
  const path = `GET /registry/${name}`;
  beforeEach(() => void jest.useFakeTimers({ advanceTimers: true }));
  afterEach(() => jest.useRealTimers());

  it.each([
    ['before the first count', none],
    ['after a count of nobody', of(0)],
  ])('say that nobody is counted yet, %s, and show who is by themselves', async (_when, first) => {
    let answer: unknown = first;
    const api = fakeApi({ [path]: () => answer });
    renderPage(page, api);
    lookFor('audit');
    await screen.findByText(/In a registry that was just begun/);
    expect(screen.queryByRole('table')).toBeNull();
    answer = of(50);
    await act(() => jest.advanceTimersByTimeAsync(LOOKS_AGAIN_MS));
    expect((await screen.findAllByText('50')).length).toBeGreaterThan(0);
    await act(() => jest.advanceTimersByTimeAsync(2 * LOOKS_AGAIN_MS));
    expect(api.callsOf(path)).toHaveLength(2);
  });

  it('of a day on which nobody was there stay as they are', async () => {
    const api = fakeApi({ [path]: ({ params }) => (params['asOf'] === undefined ? of(50) : of(0)) });
    renderPage(page, api);
    lookFor('audit');
    await screen.findAllByText('50');
    enter(/^As of/, '2026-11-01');
    await screen.findByText(/Nobody was (counted|measured) in your districts by then/);
    const asked = api.callsOf(path).length;
    await act(() => jest.advanceTimersByTimeAsync(2 * LOOKS_AGAIN_MS));
    expect(api.callsOf(path)).toHaveLength(asked);
  });
});
