import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeApi, refuse } from '@interlink/fe-kit/testing/fake-api';
import { RIGHT_READ, RIGHT_UPDATE } from '../src/names.js';
import { ChangePage } from '../src/pages/ChangePage.js';
import { ChangesPage } from '../src/pages/ChangesPage.js';
import { axeViolations, enter, ID, press, renderPage } from './support/render.js';

const SEARCH = 'GET /social-registry/villages/search';
const SEND = 'POST /social-registry/changes';
const MATHARE = { code: 'R1D2W1V1', name: 'Mathare', within: ['North', 'Nairobi', 'Kasarani'] };
const MATHIRA = { code: 'R3D1W1V1', name: 'Mathira', within: ['Centre', 'Nyeri'] };

function open(search: () => unknown = () => ({ items: [MATHARE, MATHIRA], count: 2 })) {
  const api = fakeApi({
    'GET /social-registry/changes': () => ({ items: [] }),
    [SEARCH]: search,
    [SEND]: () => ({ request: { id: ID } }),
  });
  const options = { rights: [RIGHT_READ, RIGHT_UPDATE], search: `?person=${ID}` };
  return { api, ...renderPage(<ChangesPage />, api, options) };
}
const field = () => screen.getByRole('combobox', { name: 'Village' }) as HTMLInputElement;
const options = async () => within(await screen.findByRole('listbox')).getAllByRole('option');
const sent = async (api: ReturnType<typeof fakeApi>) => {
  enter(/^Day/, '2026-11-20');
  await press('Send');
  await waitFor(() => expect(api.callsOf(SEND)).toHaveLength(1));
  return api.callsOf(SEND)[0]?.body;
};

describe('SR-027: the village of a move', () => {
  it('is chosen by a part of its name, of whatever district, and its code is what is sent', async () => {
    const { api, container } = open();
    await userEvent.type(field(), 'math');
    expect((await options()).map(({ textContent }) => textContent)).toEqual([
      'MathareNorth › Nairobi › Kasarani',
      'MathiraCentre › Nyeri',
    ]);
    // One question for the four keys.
    expect(api.callsOf(SEARCH).map(({ params }) => params['name'])).toEqual(['math']);
    expect(await axeViolations(container)).toEqual([]);
    await userEvent.keyboard('{arrowdown}{enter}');
    expect(field().value).toBe('Mathare');
    screen.getByText('North › Nairobi › Kasarani');
    expect(await sent(api)).toMatchObject({ change: { event: 'move', village: 'R1D2W1V1' } });
  });

  it.each([
    ['its whole name', 'mathira'],
    ['its code', 'R3D1W1V1'],
  ])('is found when %s was written out without choosing', async (_what, written) => {
    const { api } = open();
    await userEvent.type(field(), written);
    await options();
    await userEvent.tab();
    expect(field().value).toBe('Mathira');
    expect(await sent(api)).toMatchObject({ change: { village: 'R3D1W1V1' } });
  });

  it('that is typed is not said to be none before that is known', async () => {
    const { api } = open(() => ({ items: [], count: 0 }));
    const isSaid = () => screen.getAllByRole('status').some(({ textContent }) => textContent?.startsWith('None fits.'));
    await userEvent.type(field(), 'nowhere');
    expect(api.callsOf(SEARCH)).toEqual([]);
    expect(isSaid()).toBe(false);
    await waitFor(() => expect(isSaid()).toBe(true));
  });

  it('is typed as a code where villages cannot be asked for, and the service judges it', async () => {
    const { api } = open(() => refuse(503, 'platform.openimis-unavailable'));
    await userEvent.type(field(), 'R7');
    await screen.findByText(/The list of villages cannot be had/);
    expect(await sent(api)).toMatchObject({ change: { village: 'R7' } });
  });
});

describe('SR-027: a move that waits for a decision', () => {
  it('names whom it is about, for who decides', async () => {
    const request = { id: ID, personId: ID, event: 'move', happenedOn: '2026-11-20', channel: 'person' };
    const at = {
      state: 'waiting',
      policy: 'approval',
      makerLogin: 'ina.intake',
      createdAt: '2026-11-24T08:00:00.000Z',
    };
    const change = { event: 'move', village: MATHARE.code, withHousehold: false };
    const nothing = { together: [], evidence: [], reassessed: [], spouseReassessed: [] };
    const shown = { request: { ...request, ...at }, change, ...nothing };
    const api = fakeApi({
      [`GET /social-registry/changes/${ID}`]: () => ({ ...shown, personName: 'Amina Wanjiru' }),
    });
    renderPage(<ChangePage />, api, { params: { id: ID } });
    expect((await screen.findByText('Person')).nextSibling?.textContent).toBe('Amina Wanjiru');
  });
});
