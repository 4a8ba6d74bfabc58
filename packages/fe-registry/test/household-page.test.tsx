import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { HouseholdView } from '@interlink/contracts/registry/view';
import { holdBack, refuse } from '@interlink/fe-kit/testing/fake-api';
import { HouseholdPage } from '../src/pages/HouseholdPage.js';
import {
  across,
  axeViolations,
  household as ofSource,
  ID,
  lookFor,
  OTHER_ID,
  person,
  renderPage,
  service,
} from './support/render.js';

const HOUSEHOLD = 'GET /registry/households/*';
const household = (over?: Partial<HouseholdView>) => across(ofSource(over));
function open(answer: (purpose: unknown) => unknown, language = 'en') {
  const api = service({ [HOUSEHOLD]: ({ params }) => answer(params['purpose']) });
  return { api, ...renderPage(<HouseholdPage />, api, { params: { id: OTHER_ID }, language }) };
}
const factOf = (name: string) => screen.queryByText(name)?.nextSibling?.textContent;

describe('SR-008: the page of a household', () => {
  it('S6: asks nothing before a purpose is named, and says that it waits', async () => {
    const held = holdBack(() => household());
    const { api } = open(held.answer);
    expect(api.calls).toEqual([]);
    lookFor('case');
    screen.getByText('Loading…');
    held.release();
    await screen.findByRole('region', { name: 'Summary' });
    expect(screen.queryByText('Loading…')).toBeNull();
  });

  it('shows a size and a score of nothing as such, and leaves out what nobody said', async () => {
    open(() => household({ povertyScore: 0 }));
    lookFor('case');
    await screen.findByRole('region', { name: 'Summary' });
    expect([factOf('People, as the source says'), factOf('Poverty score')]).toEqual(['0', '0']);
    for (const unsaid of ['Identifiers', 'Lives in', 'Registered']) expect(screen.queryByText(unsaid)).toBeNull();
    expect(factOf('Source')).toBe('second-mis');
  });

  it('shows all that is known of it', async () => {
    open(() =>
      household({
        identifiers: [
          { type: 'HOUSEHOLD_ID', value: 'H-7' },
          { type: 'TAX', value: '9' },
        ],
        place: { locationId: ID, name: 'Kibera' },
        registrationDate: '2025-02-01',
      }),
    );
    lookFor('case');
    await screen.findByText('Kibera');
    expect([factOf('Identifiers'), factOf('Registered')]).toEqual(['HOUSEHOLD_ID H-7, TAX 9', '2025-02-01']);
    screen.getByText('No programme.');
  });

  it.each([
    [
      'its head, where they may be seen',
      { personId: ID, data: person().data, role: 'head' },
      'Household of Amina Wanjiru',
    ],
    ['nobody, where its head may not be seen', { role: 'head' }, 'Household'],
    ['nobody, where it has no head', { personId: ID, data: person().data, role: 'child' }, 'Household'],
  ] as const)('S2: is called by %s', async (_whom, member, title) => {
    open(() => household({ members: [member] }));
    lookFor('case');
    await screen.findByRole('table', { name: '1 member' });
    screen.getByRole('heading', { level: 1, name: title });
  });

  it('S2: names several members whom one may not see without a word of any, but for the role', async () => {
    const seen = { personId: ID, data: person().data, role: 'head', recipient: 'primary' } as const;
    open(() => household({ members: [seen, { role: 'child' }, { personId: OTHER_ID }, {}] }));
    lookFor('case');
    const table = await screen.findByRole('table', { name: '4 members' });
    const rows = within(table).getAllByRole('row').slice(1);
    expect(rows.map(({ textContent }) => textContent)).toEqual([
      'Amina WanjiruHeadFirst1950-04-03Female',
      'A member whom you may not seeChild',
      'A member whom you may not see',
      'A member whom you may not see',
    ]);
    expect(within(table).getAllByRole('link')).toHaveLength(1);
  });

  it('S6: is gone while it is read for another purpose, and stays gone when that is refused', async () => {
    const held = holdBack(() => refuse(403, 'platform.forbidden'));
    open((purpose) => (purpose === 'fraud' ? held.answer() : household()));
    lookFor('case');
    await screen.findByText('second-mis');
    lookFor('fraud');
    expect(screen.queryByText('second-mis')).toBeNull();
    held.release();
    await screen.findByRole('alert');
    expect(screen.queryByText('second-mis')).toBeNull();
  });

  it('is read again after a failure, for the same purpose', async () => {
    let isDown = true;
    const { api } = open(() => (isDown ? refuse(503, 'platform.overloaded') : household()));
    lookFor('grievance');
    await screen.findByRole('alert');
    isDown = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByText('second-mis');
    expect(screen.queryByRole('alert')).toBeNull();
    expect(api.callsOf(HOUSEHOLD).map(({ params }) => params['purpose'])).toEqual(['grievance', 'grievance']);
  });

  it('of another one shows nothing of the one before', async () => {
    const api = service({
      [HOUSEHOLD]: ({ what }) =>
        household({ householdId: what.split('/').at(-1) ?? '', source: `of-${what.slice(-1)}` }),
    });
    const { visit } = renderPage(<HouseholdPage />, api, { params: { id: OTHER_ID } });
    lookFor('case');
    await screen.findByText('of-b');
    visit(<HouseholdPage />, { id: ID });
    expect(screen.queryByText('of-b')).toBeNull();
    await screen.findByText('of-a');
  });

  it('IBR-030: shows the members of a past day, and leads to their pages of that day', async () => {
    const was = { personId: ID, data: person().data, role: 'son' } as const;
    const api = service({
      [HOUSEHOLD]: ({ params }) =>
        household(params['asOf'] === undefined ? {} : { asOf: '2024-01-01', members: [was], knownSince: '2024-03-01' }),
    });
    renderPage(<HouseholdPage />, api, { params: { id: OTHER_ID } });
    lookFor('case');
    await screen.findByText('You see today.');
    fireEvent.change(screen.getByLabelText('Day'), { target: { value: '2024-01-01' } });
    await userEvent.click(screen.getByRole('button', { name: 'Show this day' }));
    const link = await screen.findByRole('link', { name: 'Amina Wanjiru' });
    expect(link.getAttribute('href')).toContain(`/interlink/registry/people/${ID}?asOf=2024-01-01`);
    screen.getByText(/Nothing is known from before 2024-03-01/);
    expect(api.callsOf(HOUSEHOLD).map(({ params }) => params['asOf'])).toEqual([undefined, '2024-01-01']);
  });

  it('IBR-030: opens on the day on which somebody was on the page before', async () => {
    const search = '?asOf=2024-01-01&knownAt=2025-01-01T00%3A00%3A00.000Z';
    const api = service({ [HOUSEHOLD]: () => household({ asOf: '2024-01-01' }) });
    renderPage(<HouseholdPage />, api, { params: { id: OTHER_ID }, search });
    lookFor('case');
    await screen.findByText(/You see 2024-01-01/);
    const { asOf, knownAt } = api.callsOf(HOUSEHOLD)[0]?.params ?? {};
    expect([asOf, knownAt]).toEqual(['2024-01-01', '2025-01-01T00:00:00.000Z']);
  });

  it('stays on the form when the household was not there on a day', async () => {
    const api = service({
      [HOUSEHOLD]: ({ params }) =>
        params['asOf'] === undefined ? household() : refuse(404, 'registry.household-not-found'),
    });
    renderPage(<HouseholdPage />, api, { params: { id: OTHER_ID } });
    lookFor('case');
    await screen.findByText('second-mis');
    fireEvent.change(screen.getByLabelText('Day'), { target: { value: '2019-01-01' } });
    await userEvent.click(screen.getByRole('button', { name: 'Show this day' }));
    await screen.findByRole('alert');
    expect(screen.queryByText('second-mis')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Back to today' }));
    await screen.findByText('second-mis');
  });

  it.each([
    ['ar', 'rtl'],
    ['fr', 'ltr'],
  ])('is written and directed as its reader reads (%s)', async (language, dir) => {
    const { container, api } = open(() => household({ members: [{ role: 'child' }] }), language);
    await userEvent.selectOptions(screen.getByRole('combobox'), 'case');
    await waitFor(() => expect(api.callsOf('GET /registry/households/*')).toHaveLength(1));
    await screen.findByRole('table');
    expect(container.querySelector('section')?.getAttribute('dir')).toBe(dir);
    expect(container.textContent).not.toMatch(/\b(household|field|role|person)\.[a-z]/i);
    expect(await axeViolations(container)).toEqual([]);
  });
});
