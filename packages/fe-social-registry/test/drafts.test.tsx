import { act, screen, waitFor } from '@testing-library/react';
import { refuse } from '@interlink/fe-kit/testing/fake-api';
import type { Draft } from '../src/drafts/draft.js';
import { keptKey, LEFT_SLOT, SESSION_MS } from '../src/drafts/session-key.js';
import { openDraftVault } from '../src/drafts/vault.js';
import { HouseholdsPage } from '../src/pages/HouseholdsPage.js';
import { keepDraft } from '../src/store/drafts.js';
import { disk, fillDisk, giveBrowserStore, readDisk } from './support/browser-store.js';
import { draft, openHousehold, sendIt } from './support/drafts.js';
import { intakeApi, kept, PERSON, questionnaire, TAKE_IN } from './support/intake.js';
import { enter, ID, press, renderPage } from './support/render.js';

const NAME = 'Zawadi-Marker-4711';
const OWNER = 'ina.intake';
const ALIKE = () => refuse(409, 'social-registry.household-alike', { count: 1 });
const person = { given_name: NAME, birth_date: '1950', relationship: 'head' };
const named = (over: Partial<Draft> = {}) =>
  draft({ typed: { household: { village: 'R1', owns_land: 'false' }, members: [person] }, ...over });
const setOnline = (isOnline: boolean) =>
  Object.defineProperty(navigator, 'onLine', { value: isOnline, configurable: true });

beforeEach(() => {
  giveBrowserStore();
  setOnline(true);
});

describe('A draft on a shared computer', () => {
  it('S15: lies there encrypted while it is written: no name, no answer can be read', async () => {
    await openHousehold(intakeApi(), named());
    await press('Next');
    enter('Given name', `${NAME}-more`);
    await waitFor(() => expect(disk.size).toBe(1));
    const text = readDisk();
    expect(text).toContain(ID);
    for (const personal of [NAME, 'given_name', Buffer.from(NAME).toString('base64').slice(0, 16)]) {
      expect(text).not.toContain(personal);
    }
    await waitFor(async () => {
      const [own] = (await (await openDraftVault(OWNER))?.list()) ?? [];
      expect(own?.typed.members[0]).toMatchObject({ given_name: `${NAME}-more` });
    });
  });

  it('SR-008: is kept also when the next one is begun before the fingers rest', async () => {
    const { store } = await openHousehold(intakeApi(), named());
    act(() => void store.dispatch(keepDraft(named({ id: PERSON, key: 'the-key-of-the-next' }))));
    await waitFor(() => expect([...disk.keys()].sort()).toEqual([ID, PERSON]));
  });

  it('SR-008: is there again when the page was loaded anew', async () => {
    const { unmount } = await openHousehold(intakeApi(), named());
    await waitFor(() => expect(disk.size).toBe(1));
    unmount();
    renderPage(<HouseholdsPage />, intakeApi());
    expect(await screen.findByRole('link', { name: NAME })).toBeTruthy();
    expect(screen.getByText(/kept in this tab, encrypted, until you log out or close it/)).toBeTruthy();
  });

  it('S15: is gone with its key at the log-out, from the disk and from the page', async () => {
    const { store } = await openHousehold(intakeApi(), named());
    await waitFor(() => expect(disk.size).toBe(1));
    const [sealed] = [...disk.values()];
    act(() => void store.dispatch({ type: 'CORE_AUTH_LOGOUT' }));
    await waitFor(() => expect(disk.size).toBe(0));
    expect(sessionStorage).toHaveLength(0);
    expect(JSON.stringify(store.getState())).not.toContain(NAME);
    // Somebody who copied the disk before has bytes without a key: the next session has another one.
    disk.set(ID, sealed as { readonly id: string });
    expect(await (await openDraftVault(OWNER))?.list()).toEqual([]);
  });

  it('S15: is not kept by a write that was under way at the log-out', async () => {
    const vault = await openDraftVault(OWNER);
    const late = vault?.save(named());
    vault?.close();
    await late;
    await vault?.save(named());
    expect(disk.size).toBe(0);
  });

  it('S15: is closed in this tab when somebody logs out in another', async () => {
    const { store } = await openHousehold(intakeApi(), named());
    await waitFor(() => expect(disk.size).toBe(1));
    const before = sessionStorage.getItem(sessionStorage.key(0) ?? '');
    act(() => void window.dispatchEvent(new StorageEvent('storage', { key: LEFT_SLOT, newValue: '1' })));
    expect(await screen.findByText(/This draft is not in this tab/)).toBeTruthy();
    expect(JSON.stringify(store.getState())).not.toContain(NAME);
    await waitFor(() => expect(sessionStorage.getItem(sessionStorage.key(0) ?? '')).not.toBe(before));
  });

  it('S15: is read by nobody else who signs in here, and by nobody after a working day', async () => {
    await (await openDraftVault(OWNER))?.save(named());
    expect(await (await openDraftVault(OWNER))?.list()).toHaveLength(1);
    expect(await (await openDraftVault('ivy.intake'))?.list()).toEqual([]);
    expect(await (await openDraftVault(OWNER))?.list()).toEqual([]);
    const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + SESSION_MS + 60_000);
    expect(await (await openDraftVault(OWNER))?.list()).toEqual([]);
    expect(disk.size).toBe(0);
    now.mockRestore();
  });

  it('S15: is forgotten when the working day is over, also when nobody logged out', async () => {
    const vault = await openDraftVault(OWNER);
    await vault?.save(named());
    const now = jest.spyOn(Date, 'now').mockReturnValue((keptKey()?.until ?? 0) - 100);
    renderPage(<HouseholdsPage />, intakeApi());
    await waitFor(() => expect(disk.size).toBe(0));
    expect(await screen.findByText(/No household is being taken in/)).toBeTruthy();
    now.mockRestore();
  });

  it('S15: is forgotten then by a page that never shows drafts too, and leaves those of another tab alone', async () => {
    await (await openDraftVault(OWNER))?.save(named());
    const [sealed] = [...disk.values()];
    disk.set('of-another-tab', { ...sealed, id: 'of-another-tab', keyId: 'another' } as { readonly id: string });
    const now = jest.spyOn(Date, 'now').mockReturnValue((keptKey()?.until ?? 0) - 100);
    renderPage(<p>Nothing of drafts</p>, intakeApi());
    await waitFor(() => expect([...disk.keys()]).toEqual(['of-another-tab']));
    expect([keptKey(), localStorage.getItem(LEFT_SLOT)]).toEqual([undefined, null]);
    now.mockRestore();
  });

  it('S7, S15: is neither sent nor left when another user signs in after openIMIS ended the session', async () => {
    setOnline(false);
    const api = intakeApi({ [TAKE_IN]: () => kept });
    const { store } = await openHousehold(api, named());
    await sendIt();
    await waitFor(() => expect(disk.size).toBe(1));
    act(() => void store.dispatch({ type: 'CORE_USERS_CURRENT_USER_RESP', payload: { username: 'ivy.intake' } }));
    await waitFor(() => expect(disk.size).toBe(0));
    expect(JSON.stringify(store.getState())).not.toContain(NAME);
    setOnline(true);
    act(() => void window.dispatchEvent(new Event('online')));
    expect(await screen.findByText(/This draft is not in this tab/)).toBeTruthy();
    expect(api.callsOf(TAKE_IN)).toEqual([]);
  });

  it('S4: goes out when the same user signs in again after openIMIS ended the session', async () => {
    let isSignedIn = false;
    const api = intakeApi({ [TAKE_IN]: () => (isSignedIn ? kept : refuse(401, 'platform.unauthenticated')) });
    const { store } = await openHousehold(api, named());
    await sendIt();
    expect(await screen.findByText('Sent, no answer yet')).toBeTruthy();
    isSignedIn = true;
    act(() => void store.dispatch({ type: 'CORE_USERS_CURRENT_USER_RESP', payload: { username: OWNER } }));
    expect(await screen.findByText(/The household is in the registry/)).toBeTruthy();
  });

  it('S15: that somebody put in another’s place is not opened, and hides none that is in its own', async () => {
    const vault = await openDraftVault(OWNER);
    await vault?.save(named());
    const [sealed] = [...disk.values()];
    disk.set('other', { ...sealed, id: 'other' });
    expect((await vault?.list())?.map(({ id }) => id)).toEqual([ID]);
  });

  it('says so when the browser cannot keep it, and stops no interview', async () => {
    fillDisk();
    await openHousehold(intakeApi(), named());
    expect(await screen.findByText(/This browser cannot keep drafts/)).toBeTruthy();
    Object.defineProperty(globalThis, 'indexedDB', { value: undefined, configurable: true });
    expect(await openDraftVault(OWNER)).toBeUndefined();
  });
});

describe('A household that is sent without a connection', () => {
  it('SR-008: waits, may still be changed, and goes out by itself when the link is back', async () => {
    setOnline(false);
    const api = intakeApi({ [TAKE_IN]: () => kept });
    await openHousehold(api, named());
    await sendIt();
    expect(await screen.findByText('Waits for the connection')).toBeTruthy();
    expect(api.callsOf(TAKE_IN)).toEqual([]);
    expect(readDisk()).not.toContain(NAME);
    setOnline(true);
    act(() => void window.dispatchEvent(new Event('online')));
    expect(await screen.findByText(/The household is in the registry/)).toBeTruthy();
    expect(api.callsOf(TAKE_IN)).toHaveLength(1);
    await waitFor(() => expect(disk.size).toBe(0));
  });

  it('S4: whose answer is lost is sent again with the same key and bytes, and cannot be changed before', async () => {
    const api = intakeApi({ [TAKE_IN]: () => kept });
    for (let time = 0; time < 4; time += 1) api.loseAnswer(TAKE_IN);
    await openHousehold(api, named());
    await sendIt();
    expect(await screen.findByText('Sent, no answer yet')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Send the household' })).toBeNull();
    await press('Back');
    expect((screen.getByLabelText('Given name') as HTMLInputElement).disabled).toBe(true);
    await press('Send again now');
    expect(await screen.findByText(/The household is in the registry/)).toBeTruthy();
    const calls = api.callsOf(TAKE_IN);
    expect(calls).toHaveLength(5);
    expect(new Set(calls.map((call) => JSON.stringify([call.header('idempotency-key'), call.body]))).size).toBe(1);
  });

  it('S4: that was on its way when the page went away is sent again by the next page, once', async () => {
    const vault = await openDraftVault(OWNER);
    const body = { questionnaire: 'household', questionnaireVersion: 1, answers: { household: {}, members: [{}] } };
    await vault?.save(named({ state: 'sending', body }));
    const api = intakeApi({ [TAKE_IN]: () => kept });
    renderPage(<HouseholdsPage />, api);
    expect(await screen.findByText('In the registry')).toBeTruthy();
    act(() => void window.dispatchEvent(new Event('online')));
    expect(api.callsOf(TAKE_IN).map(({ header }) => header('idempotency-key'))).toEqual(['the-key-of-this-household']);
  });

  it('SR-053: of which somebody was taken in meanwhile is not sent past a person', async () => {
    setOnline(false);
    const api = intakeApi({
      [TAKE_IN]: ALIKE,
      'POST /social-registry/households/check': () => ({
        problems: [],
        alike: [{ personId: ID, member: 0, name: { givenName: 'Somebody' } }],
        shown: 'a'.repeat(64),
      }),
    });
    await openHousehold(api, named());
    await sendIt();
    setOnline(true);
    act(() => void window.dispatchEvent(new Event('online')));
    expect(await screen.findByText('Somebody')).toBeTruthy();
    expect(screen.getByText('Look at it')).toBeTruthy();
    expect(api.callsOf(TAKE_IN)).toHaveLength(1);
  });

  it('SR-008: after the questionnaire changed is looked at again, and sent with the version that there is', async () => {
    let version = 1;
    const api = intakeApi({
      'GET /social-registry/questionnaires': () => [{ ...questionnaire, version }],
      [TAKE_IN]: ({ body }) => {
        if ((body as { questionnaireVersion: number }).questionnaireVersion === 2) return kept;
        version = 2;
        return refuse(409, 'social-registry.questionnaire-outdated', { version });
      },
    });
    await openHousehold(api, named());
    await sendIt();
    await press('Try again');
    await waitFor(() => expect(api.callsOf('GET /social-registry/questionnaires')).toHaveLength(2));
    await press('Send the household');
    expect(await screen.findByText(/The household is in the registry/)).toBeTruthy();
  });
});
