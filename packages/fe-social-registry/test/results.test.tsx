import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeApi, refuse } from '@interlink/fe-kit/testing/fake-api';
import { Results } from '../src/components/Results.js';
import { axeViolations, ID, renderPage, SUPERVISOR } from './support/render.js';

const BASE = `GET /social-registry/runs/${ID}/results`;
const results = {
  state: 'done',
  done: 90,
  total: 90,
  programmes: [
    {
      programme: 'CHG',
      standings: [
        { standing: 'outside', households: 60, members: 200 },
        { standing: 'served', households: 5, members: 20 },
        { standing: 'to-reach', households: 23, members: 99 },
        { standing: 'to-review', households: 2, members: 3 },
      ],
    },
  ],
};
const household = (at: number, over = {}) => ({
  householdId: `01930000-0000-7000-8000-00000000000${at}`,
  score: 14_000_000,
  members: 4,
  headName: 'Amina Otieno',
  mobile: '+254710000001',
  village: 'R1D1W1V1',
  ...over,
});
const service = (over: Parameters<typeof fakeApi>[0] = {}) =>
  fakeApi({
    [BASE]: () => results,
    [`${BASE}/CHG`]: ({ params }) =>
      params['after'] === undefined
        ? { items: [household(1), household(2, { headName: undefined, mobile: undefined })], next: 'next-page' }
        : { items: [household(3, { headName: 'Juma Mwangi' })] },
    ...over,
  });
const show = (api = service()) => renderPage(<Results id={ID} />, api, { rights: SUPERVISOR });

describe('What follows from an assessment', () => {
  it('IBR-024: says how many households stand how to each programme, and that none of it is a decision', async () => {
    const { container } = show();
    const table = await screen.findByRole('table', { name: /Households by programme/ });
    expect(within(table).getAllByRole('row')).toHaveLength(5);
    expect(
      within(table)
        .getByText(/To reach: may qualify/)
        .closest('tr')?.textContent,
    ).toContain('23');
    screen.getByText(/None of this is a decision/);
    expect(await axeViolations(container)).toEqual([]);
  });

  it('SR-015: lists whom to reach, page by page, with the head of each household', async () => {
    show();
    await userEvent.click(await screen.findByRole('button', { name: /CHG: To reach/ }));
    await screen.findByText('Amina Otieno');
    expect(screen.getAllByText('not known')).toHaveLength(2);
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    await screen.findByText('Juma Mwangi');
    screen.getByText('Amina Otieno');
  });

  it('SR-015: names their villages; by its code one that the list does not have', async () => {
    const villages = { items: [{ code: 'R1D1W1V1', name: 'Kibera', within: [] }] };
    const there = { items: [household(1), household(2, { village: 'R9' })] };
    show(service({ 'GET /social-registry/villages': () => villages, [`${BASE}/CHG`]: () => there }));
    await userEvent.click(await screen.findByRole('button', { name: /CHG: To reach/ }));
    await screen.findByRole('cell', { name: 'Kibera' });
    screen.getByRole('cell', { name: 'R9' });
  });

  it('SR-015: says that nobody of the own districts is among them', async () => {
    show(service({ [`${BASE}/CHG`]: () => ({ items: [] }) }));
    await userEvent.click(await screen.findByRole('button', { name: /CHG: To reach/ }));
    await screen.findByText('No household of your districts is among them.');
  });

  it('IBR-024: offers no list of those whom nobody needs to see', async () => {
    show();
    await screen.findByRole('table', { name: /Households by programme/ });
    expect(screen.getAllByRole('button').map((one) => one.getAttribute('aria-label'))).toEqual([
      expect.stringContaining('To reach'),
      expect.stringContaining('To review'),
    ]);
  });

  it('says it when the formula decides about no programme, and when the service refuses', async () => {
    const { unmount } = show(service({ [BASE]: () => ({ ...results, programmes: [] }) }));
    await screen.findByText(/says nothing about any programme/);
    unmount();
    show(service({ [BASE]: () => refuse(429, 'platform.too-many-people') }));
    await screen.findByRole('alert');
  });
});
