import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { refuse } from '@interlink/fe-kit/testing/fake-api';
import { openDraftVault } from '../src/drafts/vault.js';
import { HouseholdPage } from '../src/pages/HouseholdPage.js';
import { disk, giveBrowserStore, readDisk, shelf } from './support/browser-store.js';
import { draft, openHousehold } from './support/drafts.js';
import { intakeApi, kept, questionnaire, TAKE_IN } from './support/intake.js';
import { axeViolations, enter, ID, press, renderPage } from './support/render.js';

const VILLAGES = 'GET /social-registry/villages';
const QUESTIONS = 'GET /social-registry/questionnaires';
const KIBERA = { code: 'R1D1W1V1', name: 'Kibera-Marker', within: ['North', 'Nairobi', 'Langata'] };
const KISUMU = { code: 'R2D1W1V1', name: 'Kisumu', within: ['West', 'Kisumu', 'Kondele'] };
const some = { [VILLAGES]: () => ({ items: [KIBERA, KISUMU] }) };
const withVillages = (over: Parameters<typeof intakeApi>[0] = {}) => intakeApi({ ...some, ...over });
/** Nobody has said yet where the household lives. */
const nowhere = draft({
  typed: {
    household: { owns_land: 'false' },
    members: [{ given_name: 'A', birth_date: '1950', relationship: 'head' }],
  },
});
const open = (api = withVillages(), kept = nowhere) => openHousehold(api, kept);
const field = () => screen.findByRole('combobox', { name: 'Village' });

beforeEach(giveBrowserStore);

describe('SR-008: the village of a household', () => {
  it('is chosen by a part of its name or of what it lies in, and its code is what is sent', async () => {
    const api = withVillages({ [TAKE_IN]: () => kept });
    const { container } = await open(api);
    await userEvent.type(await field(), 'nairobi');
    const list = within(screen.getByRole('listbox')).getAllByRole('option');
    expect(list.map(({ textContent }) => textContent)).toEqual(['Kibera-MarkerNorth › Nairobi › Langata']);
    expect(await axeViolations(container)).toEqual([]);
    await userEvent.keyboard('{arrowdown}{enter}');
    expect(await field()).toHaveProperty('value', 'Kibera-Marker');
    expect(screen.getByText('North › Nairobi › Langata')).toBeTruthy();
    await press('Look it over');
    expect(screen.getByText('Kibera-Marker')).toBeTruthy();
    await press('Send the household');
    await waitFor(() => expect(api.callsOf(TAKE_IN)).toHaveLength(1));
    expect(api.callsOf(TAKE_IN)[0]?.body).toMatchObject({ answers: { household: { village: 'R1D1W1V1' } } });
  });

  it('is found when its name or its code was written out without choosing', async () => {
    const { store } = await open();
    const written = () => JSON.stringify(store.getState());
    await userEvent.type(await field(), 'KISUMU');
    await userEvent.tab();
    expect(await field()).toHaveProperty('value', 'Kisumu');
    expect(written()).toContain('"village":"R2D1W1V1"');
    enter(/^Village/, 'R1D1W1V1');
    await userEvent.click(await field());
    await userEvent.tab();
    expect(await field()).toHaveProperty('value', 'Kibera-Marker');
  });

  it('that is not there is said when the field is left, and before anything is sent', async () => {
    const api = withVillages();
    await open(api);
    await userEvent.type(await field(), 'Nowhere');
    expect(screen.queryByText(/There is no such village here/)).toBeNull();
    await userEvent.tab();
    expect(screen.getByText(/There is no such village here/)).toBeTruthy();
    await press('Look it over');
    await press('Send the household');
    expect(await screen.findByRole('link', { name: 'Village' })).toBeTruthy();
    expect(api.callsOf(TAKE_IN)).toHaveLength(0);
    await userEvent.click(screen.getByRole('link', { name: 'Village' }));
    await waitFor(async () => expect(document.activeElement).toBe(await field()));
  });

  it('is typed as a code where the list cannot be had, and the service judges it', async () => {
    const api = intakeApi({ [VILLAGES]: () => refuse(503, 'platform.openimis-unavailable'), [TAKE_IN]: () => kept });
    await open(api);
    expect(await screen.findByText(/The list of villages cannot be had/)).toBeTruthy();
    enter(/^Village/, 'R7');
    await press('Look it over');
    await press('Send the household');
    await waitFor(() => expect(api.callsOf(TAKE_IN)).toHaveLength(1));
  });
});

describe('What drafts are written with', () => {
  it('S15: is kept encrypted for when the connection is lost, and is there when the page is loaded without one', async () => {
    const { unmount } = await open();
    await waitFor(() => expect(shelf.size).toBe(2));
    await waitFor(() => expect(disk.size).toBe(1));
    for (const word of [KIBERA.name, KIBERA.code, 'given_name', 'Land?']) expect(readDisk()).not.toContain(word);
    unmount();
    const lost = { code: 'lost', status: 502 };
    const away = intakeApi({ [VILLAGES]: () => refuse(502, lost.code), [QUESTIONS]: () => refuse(502, lost.code) });
    renderPage(<HouseholdPage />, away, { params: { id: ID } });
    await userEvent.type(await field(), 'kib');
    expect((await screen.findByRole('listbox')).textContent).toContain('Kibera-Marker');
  });

  it('S15: is gone at the log-out, and is another officer’s nowhere', async () => {
    const { store } = await open();
    await waitFor(() => expect(shelf.size).toBe(2));
    const rows = [...shelf.values()];
    act(() => void store.dispatch({ type: 'CORE_AUTH_LOGOUT' }));
    await waitFor(() => expect(shelf.size).toBe(0));
    for (const row of rows) shelf.set(row.id, row);
    expect(await (await openDraftVault('ivy.intake'))?.unshelve('villages')).toBeUndefined();
  });

  it('S15: that was damaged is as if it had not been kept', async () => {
    const vault = await openDraftVault('ina.intake');
    await vault?.shelve('villages', { items: [KIBERA] });
    expect(await vault?.unshelve('villages')).toEqual({ items: [KIBERA] });
    const [row] = [...shelf.values()] as unknown as { id: string; sealed: ArrayBuffer }[];
    if (!row) throw new Error('nothing was shelved');
    shelf.set(row.id, { ...row, sealed: row.sealed.slice(1) } as { readonly id: string });
    expect(await vault?.unshelve('villages')).toBeUndefined();
  });

  it('asks for the questions once, whatever of the page wants them', async () => {
    const api = withVillages();
    await open(api);
    await field();
    expect(api.callsOf(QUESTIONS)).toHaveLength(1);
    expect(questionnaire.code).toBe('household');
  });
});
