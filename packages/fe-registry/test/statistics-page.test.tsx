import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Statistics } from '@interlink/contracts/registry/statistics';
import { fakeApi } from '@interlink/fe-kit/testing/fake-api';
import { csvAddress } from '../src/api.js';
import { shadeOf, toMatrix } from '../src/overlap-matrix.js';
import { StatisticsPage } from '../src/pages/StatisticsPage.js';
import { axeViolations, enter, READER, renderPage } from './support/render.js';

const by = {
  sex: [
    { key: 'female', people: 60 },
    { key: 'male', people: 40 },
  ],
  age: [{ key: '70+', people: 100 }],
  disability: [{ key: 'yes', people: null }],
  district: [{ key: 'd-1', name: 'Nairobi', people: 100 }],
};
const statistics = (over: Partial<Statistics> = {}): Statistics => ({
  day: '2026-11-24',
  madeAt: '2026-11-24T08:00:00.000Z',
  people: 100,
  by,
  programmes: [
    {
      source: 'openimis',
      programme: 'OAA',
      name: 'Old-age allowance',
      people: 30,
      statuses: [{ status: 'active', people: 30 }],
      by: { ...by, sex: [{ key: 'female', people: 30 }] },
      households: 10,
    },
    { source: 'second-mis', programme: 'FOOD', name: 'Food basket', people: null, statuses: [], by },
  ],
  households: {
    households: 40,
    by: {
      systems: [
        { key: '1', households: 40 },
        { key: '2', households: null },
      ],
      district: [{ key: 'd-1', name: 'Nairobi', households: 40 }],
    },
  },
  overlaps: [{ one: 'FOOD', other: 'OAA', people: null }],
  expenditure: [
    {
      source: 'openimis',
      programme: 'OAA',
      period: '2026-10',
      currency: 'KES',
      status: 'paid',
      payments: 30,
      amountMinor: 6_000_000,
    },
    {
      source: 'openimis',
      programme: 'OAA',
      period: '2026-11',
      currency: 'KES',
      status: 'paid',
      payments: null,
      amountMinor: null,
    },
  ],
  paid: [
    {
      ...{ source: 'openimis', programme: 'OAA', currency: 'KES' },
      by: {
        sex: [
          { key: 'female', people: 20, payments: 240, amountMinor: 4_800_000 },
          { key: 'male', people: null, payments: null, amountMinor: null },
          { key: 'household', people: 5, payments: 5, amountMinor: 100_000 },
        ],
        ...{ age: [], disability: [] },
        district: [{ key: 'd-1', name: 'Nairobi', people: 30, payments: 245, amountMinor: 4_900_000 }],
      },
    },
  ],
  ...over,
});
const service = (over: Partial<Statistics> = {}) => fakeApi({ 'GET /registry/statistics': () => statistics(over) });

async function open(api = service(), language = 'en') {
  const rendered = renderPage(<StatisticsPage />, api, { rights: READER, language });
  const [purpose] = screen.getAllByRole('combobox');
  await userEvent.selectOptions(purpose as HTMLElement, 'audit');
  await screen.findAllByText('Old-age allowance');
  return { ...rendered, api };
}

describe('IBR-045: the page of statistics', () => {
  it('asks why somebody looks before it asks anything', () => {
    const api = service();
    renderPage(<StatisticsPage />, api, { rights: READER });
    expect(api.callsOf('GET /registry/statistics')).toEqual([]);
  });

  it('IBR-004: shows coverage with its share of all people, and a chosen programme by sex', async () => {
    await open();
    const coverage = screen.getByRole('table', { name: 'Who is in which programme' });
    expect(within(coverage).getByText('30%')).toBeTruthy();
    const bySex = screen.getByRole('table', { name: 'Old-age allowance by sex' });
    expect(within(bySex).getByText('50%')).toBeTruthy();
    screen.getByRole('option', { name: 'Old-age allowance (openIMIS)' });
  });

  it('S12: writes “<5” where a number is kept back, and no bar', async () => {
    await open();
    const coverage = screen.getByRole('table', { name: 'Who is in which programme' });
    expect(within(coverage).getByText('<5')).toBeTruthy();
    await userEvent.selectOptions(screen.getByLabelText('By'), 'disability');
    expect(within(screen.getByRole('table', { name: 'People by disability' })).getByText('<5')).toBeTruthy();
    expect(screen.getByText('kept back')).toBeTruthy();
  });

  it('IBR-008: shows whom a programme paid in twelve months, and keeps back what is of fewer than five', async () => {
    await open();
    const bySex = screen.getByRole('table', { name: 'Old-age allowance: paid in twelve months, by sex' });
    const rows = within(bySex).getAllByRole('row');
    expect(rows.map(({ textContent }) => textContent)).toEqual([
      expect.any(String),
      expect.stringMatching(/^Female20240.*48.000/),
      'Male<5<5kept back',
      expect.stringMatching(/^Household55.*1.000/),
    ]);
    await userEvent.selectOptions(screen.getByLabelText('By'), 'district');
    const byDistrict = screen.getByRole('table', { name: 'Old-age allowance: paid in twelve months, by district' });
    expect(within(byDistrict).getByText('Nairobi')).toBeTruthy();
  });

  it('IBR-030: shows households once, by how many systems know them, by district and programme', async () => {
    await open();
    const rowsOf = (name: string) =>
      within(screen.getByRole('table', { name }))
        .getAllByRole('row')
        .map(({ textContent }) => textContent);
    expect(rowsOf('Households by how many systems know them').slice(1)).toEqual(['140', '2<5']);
    expect(rowsOf('Households by district')[1]).toBe('Nairobi40');
    expect(rowsOf('Households enrolled as such, by programme')).toEqual([
      expect.stringContaining('Of all households'),
      'Old-age allowance1025%',
    ]);
  });

  it('names districts, and ages as they are', async () => {
    await open();
    await userEvent.selectOptions(screen.getByLabelText('By'), 'district');
    expect(within(screen.getByRole('table', { name: 'People by district' })).getByText('Nairobi')).toBeTruthy();
    await userEvent.selectOptions(screen.getByLabelText('By'), 'age');
    expect(within(screen.getByRole('table', { name: 'People by age' })).getByText('70+')).toBeTruthy();
  });

  it('IBR-007: shows the overlap of every two programmes as a square', async () => {
    await open();
    const matrix = screen.getByRole('table', { name: /How many are in the programme of the row/ });
    expect(within(matrix).getAllByText('<5')).toHaveLength(2);
    within(matrix).getByRole('rowheader', { name: 'Old-age allowance · OAA' });
    expect(within(matrix).getAllByText('–')).toHaveLength(2);
  });

  it('is read in Arabic as it is meant: names whole beside their codes, and “fewer than five” not as “more”', async () => {
    await open(service(), 'ar');
    const [matrix] = screen
      .getAllByRole('table')
      .filter((table) => within(table).queryAllByRole('rowheader').length > 0);
    const heads = within(matrix as HTMLElement).getAllByRole('rowheader');
    const parts = heads.map((head) => [...head.querySelectorAll('bdi')].map(({ textContent }) => textContent));
    expect(parts).toEqual([
      ['Food basket', 'FOOD'],
      ['Old-age allowance', 'OAA'],
    ]);
    // From left to right by itself: among Arabic words the sign would be turned round.
    expect(within(matrix as HTMLElement).getAllByText('\u2066<5\u2069')).toHaveLength(2);
  });

  it('asks for the day that somebody writes, and not before it is a day', async () => {
    const { api } = await open();
    enter(/^As of/, '2026-1');
    expect(screen.queryByText('Write the day as year-month-day.')).toBeNull();
    fireEvent.blur(screen.getByLabelText(/^As of/));
    screen.getByText('Write the day as year-month-day.');
    enter(/^As of/, '2026-10-01');
    await waitFor(() => expect(api.callsOf('GET /registry/statistics')).toHaveLength(2));
    expect(api.callsOf('GET /registry/statistics')[1]?.params).toEqual({ purpose: 'audit', asOf: '2026-10-01' });
    enter(/^As of/, 'yesterday!');
    expect(await screen.findByText('Write the day as year-month-day.')).toBeTruthy();
  });

  it('offers each table as CSV, with the same purpose', async () => {
    await open();
    const link = screen.getByRole('link', { name: 'People in two programmes as CSV' });
    expect(link.getAttribute('href')).toBe('/interlink/api/v1/registry/statistics/overlaps/csv?purpose=audit');
    expect(csvAddress('people', { purpose: 'audit', asOf: '2026-10-01' })).toMatch(/asOf=2026-10-01$/);
  });

  it('says when there is nothing to see, also in a table', async () => {
    const empty = { by: { ...by, age: [] }, overlaps: [], expenditure: [], paid: [], programmes: [] };
    renderPage(<StatisticsPage />, service(empty), { rights: READER });
    await userEvent.selectOptions(screen.getAllByRole('combobox')[0] as HTMLElement, 'audit');
    expect(await screen.findByText(/no programme that you may see/)).toBeTruthy();
    expect(screen.getByText(/Nobody is in two/)).toBeTruthy();
    expect(screen.getByText('No payment is known.')).toBeTruthy();
    await userEvent.selectOptions(screen.getByLabelText('By'), 'age');
    within(screen.getByRole('table', { name: 'People by age' })).getByRole('cell', { name: 'None.' });
  });

  it.each(['en', 'ar'])('WCAG 2.2 AA: axe finds nothing wrong (%s)', async (language) => {
    const { container } = await open(service(), language);
    expect(await axeViolations(container)).toEqual([]);
  });
});

describe('IBR-007: the overlap matrix', () => {
  const { programmes, peopleIn, highest } = toMatrix([
    { one: 'B', other: 'A', people: 40 },
    { one: 'C', other: 'B', people: 10 },
  ]);

  it('is the same on both sides', () => {
    expect(programmes).toEqual(['A', 'B', 'C']);
    for (const one of programmes) {
      for (const other of programmes) expect(peopleIn(one, other)).toBe(peopleIn(other, one));
    }
    expect([peopleIn('A', 'B'), peopleIn('A', 'C'), highest]).toEqual([40, undefined, 40]);
  });

  it('is darker for more, and white for none', () => {
    expect(shadeOf(undefined, highest).background).toBe('#ffffff');
    expect(shadeOf(null, highest).background).toBe('#ffffff');
    expect(shadeOf(40, highest)).toEqual({ background: '#006273', color: '#ffffff' });
  });
});
