import { act, screen, waitFor } from '@testing-library/react';
import { refuse } from '@interlink/fe-kit/testing/fake-api';
import { openDraftVault } from '../src/drafts/vault.js';
import { HouseholdPage } from '../src/pages/HouseholdPage.js';
import { disk, giveBrowserStore, photos, readDisk } from './support/browser-store.js';
import { aFile, giveCamera, MARKER } from './support/camera.js';
import { draft, sendIt } from './support/drafts.js';
import { TAKE_IN } from './support/intake.js';
import { open, photoApi, preview, PUT, take } from './support/photos.js';
import { axeViolations, ID, press, renderPage } from './support/render.js';

beforeEach(() => {
  giveBrowserStore();
  giveCamera();
});

describe('SR-008: a photograph of a household', () => {
  it('is taken by the camera of a telephone or from a file, and can be taken again or removed', async () => {
    const { container, store } = await open();
    await screen.findByRole('button', { name: 'Take a photograph: Front' });
    expect(document.querySelector('input[data-photo=camera]')?.getAttribute('capture')).toBe('environment');
    expect(document.querySelector('input[data-photo=file]')?.hasAttribute('capture')).toBe(false);
    await take();
    await preview();
    expect(await axeViolations(container)).toEqual([]);
    await waitFor(() => expect(photos.size).toBe(1));
    await take('file');
    await waitFor(() =>
      expect(Object.keys((store.getState() as never)['interlinkSocialRegistry']['photos'])).toHaveLength(1),
    );
    await waitFor(() => expect(photos.size).toBe(1));
    await press('Remove it: Front');
    await waitFor(() => expect(photos.size).toBe(0));
    expect(screen.queryByRole('img')).toBeNull();
  });

  it('that is none is refused in words, and the one before stays', async () => {
    await open();
    await take();
    await preview();
    giveCamera({ isBroken: true });
    await take('file', aFile('letter.pdf', 'application/pdf'));
    expect(await screen.findByText(/This file is no photograph/)).toBeTruthy();
    await preview();
    expect(photos.size).toBe(1);
  });

  it('WCAG 3.3.1: too large for any connection is said at its field', async () => {
    giveCamera({ sizeAt: () => 100_000_000 });
    await open();
    await take();
    const words = await screen.findByText('This file is too large. Choose a smaller photograph.');
    const group = screen.getByRole('group', { name: 'Front' });
    expect(group.getAttribute('aria-describedby')).toContain(words.id);
    expect(photos.size).toBe(0);
  });

  it('S15: lies on the computer encrypted, is there when the page was loaded anew, and is gone at the log-out', async () => {
    const { unmount } = await open();
    await take();
    await preview();
    await waitFor(() => expect(photos.size).toBe(1));
    await waitFor(async () => {
      const [own] = (await (await openDraftVault('ina.intake'))?.list()) ?? [];
      expect(own?.typed.household['front']).toBe([...photos.keys()][0]);
    });
    for (const marker of [MARKER, Buffer.from(MARKER).toString('base64').slice(0, 20)]) {
      expect(readDisk()).not.toContain(marker);
    }
    unmount();
    const again = renderPage(<HouseholdPage />, photoApi(), { params: { id: ID } });
    await preview();
    act(() => void again.store.dispatch({ type: 'CORE_AUTH_LOGOUT' }));
    await waitFor(() => expect([photos.size, disk.size]).toEqual([0, 0]));
    expect((again.store.getState() as never)['interlinkSocialRegistry']['photos']).toEqual({});
  });

  it('that is not there any more is said, and taken again', async () => {
    const { unmount } = await open();
    await take();
    await preview();
    await waitFor(() => expect(disk.size).toBe(1));
    const id = [...photos.keys()][0];
    await waitFor(async () => {
      const [own] = (await (await openDraftVault('ina.intake'))?.list()) ?? [];
      expect(own?.typed.household['front']).toBe(id);
    });
    unmount();
    photos.clear();
    renderPage(<HouseholdPage />, photoApi(), { params: { id: ID } });
    expect(await screen.findByText(/not on this computer any more/)).toBeTruthy();
    await take();
    await preview();
  });

  it('S4: goes out after its household, once, with what it must be by its bytes, and then leaves the computer', async () => {
    const api = photoApi();
    await open(api);
    await take();
    await preview();
    await sendIt();
    await waitFor(() => expect(api.callsOf(PUT)).toHaveLength(1));
    const named = (api.callsOf(TAKE_IN)[0]?.body as { answers: { household: { front: string } } }).answers.household
      .front;
    expect(
      api.calls.map(({ what }) => what).indexOf(`PUT /social-registry/households/${ID}/photos/${named}`),
    ).toBeGreaterThan(api.calls.map(({ what }) => what).indexOf(TAKE_IN));
    expect(api.callsOf(PUT)[0]?.header('Content-Digest')).toMatch(/^sha-256=:[A-Za-z0-9+/]{43}=:$/);
    expect(api.callsOf(PUT)[0]?.header('Content-Type')).toBe('application/octet-stream');
    expect(await screen.findByText('In the registry')).toBeTruthy();
    await waitFor(() => expect([photos.size, disk.size]).toEqual([0, 0]));
    expect(screen.getByRole('link', { name: 'See the household as it is kept' })).toBeTruthy();
  });

  it('S4: waits when the link breaks between the household and it, also over a new load of the page, and no answer waits with it', async () => {
    const broken = photoApi({ [PUT]: () => refuse(502, 'lost') });
    const { unmount } = await open(broken);
    await take();
    await preview();
    await sendIt();
    expect(await screen.findByText('In the registry, photographs to come')).toBeTruthy();
    expect(await screen.findByText('1 photograph is on its way.')).toBeTruthy();
    await waitFor(async () => {
      const [own] = (await (await openDraftVault('ina.intake'))?.list()) ?? [];
      expect(own).toMatchObject({ state: 'photos', typed: { household: {}, members: [] } });
    });
    expect(photos.size).toBe(1);
    unmount();
    const api = photoApi();
    renderPage(<HouseholdPage />, api, { params: { id: ID } });
    expect(await screen.findByText('In the registry')).toBeTruthy();
    expect(api.callsOf(TAKE_IN)).toHaveLength(0);
    expect(api.callsOf(PUT)).toHaveLength(1);
    await waitFor(() => expect([photos.size, disk.size]).toEqual([0, 0]));
  });

  it('S4: is sent by a person’s press, too, and the same again after a lost answer', async () => {
    let isUp = false;
    const api = photoApi({
      [PUT]: () => (isUp ? { id: ID, awaited: 0 } : refuse(503, 'platform.openimis-unavailable')),
    });
    await open(api);
    await take();
    await preview();
    await sendIt();
    await screen.findByText('1 photograph is on its way.');
    isUp = true;
    api.loseAnswer(PUT);
    await press('Send again now');
    expect(await screen.findByText('In the registry')).toBeTruthy();
    expect(new Set(api.callsOf(PUT).map(({ what }) => what)).size).toBe(1);
  });

  it('that the service will never take is counted and left, and holds up no other', async () => {
    const api = photoApi({ [PUT]: () => refuse(409, 'social-registry.photo-unasked') });
    await open(api);
    await take();
    await preview();
    await sendIt();
    expect(await screen.findByText(/1 photograph could not be sent/)).toBeTruthy();
    expect(screen.getByText('In the registry')).toBeTruthy();
    await waitFor(() => expect([photos.size, disk.size]).toEqual([0, 0]));
  });

  it('goes with its draft when that is removed', async () => {
    const vault = await openDraftVault('ina.intake');
    await vault?.save(draft());
    await vault?.savePhoto({ id: 'one', draftId: ID, bytes: Uint8Array.from([1]).buffer });
    await vault?.savePhoto({ id: 'other', draftId: 'another-draft', bytes: Uint8Array.from([2]).buffer });
    await vault?.remove(ID);
    expect([...photos.keys()]).toEqual(['other']);
    expect(await vault?.photo('one')).toBeUndefined();
    expect([...new Uint8Array((await vault?.photo('other')) ?? new ArrayBuffer(0))]).toEqual([2]);
  });

  it('is not taken over a connection that encrypts nothing', async () => {
    const api = photoApi();
    const getRandomValues = crypto.getRandomValues.bind(crypto);
    Object.defineProperty(globalThis, 'crypto', { value: { getRandomValues }, configurable: true });
    await open(api);
    expect(await screen.findByText(/Front: photographs are taken only over a secure connection/)).toBeTruthy();
  });
});
