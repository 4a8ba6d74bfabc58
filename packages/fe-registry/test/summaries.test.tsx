import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Quality } from '@interlink/contracts/registry/quality';
import type { Statistics } from '@interlink/contracts/registry/statistics';
import { fakeApi, holdBack, refuse } from '@interlink/fe-kit/testing/fake-api';
import { QualityPage } from '../src/pages/QualityPage.js';
import { StatisticsPage } from '../src/pages/StatisticsPage.js';
import { enter, renderPage } from './support/render.js';

const STATISTICS = 'GET /registry/statistics';
const QUALITY = 'GET /registry/quality';
const by = (people: number) => ({
  sex: [{ key: 'female', people }],
  age: [],
  disability: [],
  district: [{ key: 'd-1', name: 'Nairobi', people }],
});
const programme = (code: string, people: number) => ({
  ...{ source: 'openimis', programme: code, name: `Programme ${code}`, people, statuses: [], by: by(people) },
});
const statistics = (day: string, people: number): Statistics => ({
  ...{ day, madeAt: `${day}T08:00:00.000Z`, people, by: by(people), overlaps: [], expenditure: [], paid: [] },
  programmes: [programme('OAA', people), programme('CHG', people)],
});
const words = (en: string) => ({ en, fr: en, ar: en });
const rule = (id: string, faults: number) => ({
  ...{
    id,
    title: words(`Rule ${id}`),
    dimension: 'validity' as const,
    people: 100,
    faults,
    sources: [],
    districts: [],
  },
});
const quality = (faults: number): Quality => ({ day: '2026-11-24', rules: [rule('a', 1), rule('b', faults)] });

function open(page: JSX.Element, api: ReturnType<typeof fakeApi>) {
  renderPage(page, api);
  return userEvent.selectOptions(screen.getAllByRole('combobox')[0] as HTMLElement, 'audit');
}

describe('IBR-045: the statistics of one day', () => {
  const yesterday = { ...statistics('2026-11-23', 75) };
  const service = (ofYesterday: () => unknown) =>
    fakeApi({
      [STATISTICS]: ({ params }) => (params['asOf'] === undefined ? statistics('2026-11-24', 80) : ofYesterday()),
    });

  it('are not read as those of another, while these are counted and when they are refused', async () => {
    const held = holdBack(() => refuse(403, 'platform.forbidden'));
    await open(<StatisticsPage />, service(held.answer));
    await screen.findByText(/Counted on 2026-11-24/);
    enter(/^As of/, '2026-11-23');
    expect(screen.queryByText(/Counted on 2026-11-24/)).toBeNull();
    expect(screen.queryByRole('link', { name: /as CSV/ })).toBeNull();
    held.release();
    await screen.findByRole('alert');
    expect(screen.queryByText(/Counted on/)).toBeNull();
  });

  it('are looked at by the same trait and programme as those of the day before', async () => {
    await open(
      <StatisticsPage />,
      service(() => yesterday),
    );
    await screen.findByText(/Counted on 2026-11-24/);
    await userEvent.selectOptions(screen.getByLabelText('By'), 'district');
    await userEvent.selectOptions(screen.getByLabelText('Programme to look at'), 'CHG|openimis');
    enter(/^As of/, '2026-11-23');
    await screen.findByText(/Counted on 2026-11-23/);
    const table = screen.getByRole('table', { name: 'Programme CHG by district' });
    expect(within(table).getByText('75')).toBeTruthy();
  });

  it('are of the first programme again where the one that was looked at is none that day', async () => {
    await open(
      <StatisticsPage />,
      service(() => ({ ...yesterday, programmes: [programme('OAA', 75)] })),
    );
    await screen.findByText(/Counted on 2026-11-24/);
    await userEvent.selectOptions(screen.getByLabelText('Programme to look at'), 'CHG|openimis');
    enter(/^As of/, '2026-11-23');
    await screen.findByRole('table', { name: 'Programme OAA by sex' });
  });

  it.each(['2026-02-30', '2026-13-01', '0000-01-01'])(
    'are asked for no day that the calendar does not have: %s',
    async (day) => {
      const api = service(() => yesterday);
      await open(<StatisticsPage />, api);
      await screen.findByText(/Counted on 2026-11-24/);
      enter(/^As of/, day);
      screen.getByText('Write the day as year-month-day.');
      expect(screen.getByLabelText(/^As of/).getAttribute('aria-invalid')).toBe('true');
      expect(api.callsOf(STATISTICS)).toHaveLength(1);
    },
  );

  it('are asked for again at a press after a failure', async () => {
    let isDown = true;
    const api = fakeApi({
      [STATISTICS]: () => (isDown ? refuse(503, 'platform.overloaded') : statistics('2026-11-24', 80)),
    });
    await open(<StatisticsPage />, api);
    await screen.findByRole('alert');
    isDown = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByText(/Counted on 2026-11-24/);
  });
});

describe('IBR-015: what was judged of the data', () => {
  const service = (ofStatements: () => unknown) =>
    fakeApi({ [QUALITY]: ({ params }) => (params['judged'] === undefined ? quality(40) : ofStatements()) });

  it('as one view is not read as what each source says itself, also when that cannot be had', async () => {
    const held = holdBack(() => refuse(503, 'platform.overloaded'));
    await open(<QualityPage />, service(held.answer));
    await screen.findByText('40%');
    await userEvent.selectOptions(screen.getByLabelText('What is judged'), 'statement');
    expect(screen.queryByText('40%')).toBeNull();
    held.release();
    await screen.findByRole('alert');
    expect(screen.queryByText('40%')).toBeNull();
  });

  it('is looked at by the same rule, whichever way it is judged', async () => {
    await open(
      <QualityPage />,
      service(() => quality(7)),
    );
    await userEvent.selectOptions(await screen.findByLabelText('Rule to look at'), 'b');
    await userEvent.selectOptions(screen.getByLabelText('What is judged'), 'statement');
    await screen.findByText('7%');
    expect(screen.getByLabelText<HTMLSelectElement>('Rule to look at').value).toBe('b');
  });

  it('S6: the people of one purpose are not shown for another: each look at them is asked for', async () => {
    const person = { personId: '01930000-0000-7000-8000-00000000000a', name: 'Amina Wanjiru', sources: ['openimis'] };
    const api = fakeApi({
      [QUALITY]: () => quality(40),
      'GET /registry/quality/a/people': () => ({ items: [person] }),
    });
    await open(<QualityPage />, api);
    await userEvent.click(await screen.findByRole('button', { name: 'Show the people' }));
    await screen.findByText('Amina Wanjiru');
    await userEvent.selectOptions(screen.getAllByRole('combobox')[0] as HTMLElement, 'correction');
    await waitFor(() => expect(screen.queryByText('Amina Wanjiru')).toBeNull());
    await userEvent.click(await screen.findByRole('button', { name: 'Show the people' }));
    await screen.findByText('Amina Wanjiru');
    expect(api.callsOf('GET /registry/quality/a/people').map(({ params }) => params['purpose'])).toEqual([
      'audit',
      'correction',
    ]);
  });
});
