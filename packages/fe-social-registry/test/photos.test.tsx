import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { holdBack, refuse } from '@interlink/fe-kit/testing/fake-api';
import { arrive } from '../../fe-kit/test/support/pages.js';
import { openDraftVault } from '../src/drafts/vault.js';
import { HouseholdPage } from '../src/pages/HouseholdPage.js';
import { disk, giveBrowserStore, photos, readDisk } from './support/browser-store.js';
import { aFile, giveCamera, MARKER } from './support/camera.js';
import { draft, openHousehold, sendIt } from './support/drafts.js';
import { intakeApi, kept, questionnaire, TAKE_IN } from './support/intake.js';
import { axeViolations, ID, press, renderPage, words } from './support/render.js';

const PUT = 'PUT /social-registry/households/*/photos/*';
const asking: Questionnaire = {
  ...questionnaire,
  sections: questionnaire.sections.map((section) =>
    section.code === 'dwelling'
      ? {
          ...section,
          questions: [...section.questions, { code: 'front', type: 'photo' as const, label: words('Front') }],
        }
      : section,
  ),
};
const photoApi = (over: Parameters<typeof intakeApi>[0] = {}) =>
  intakeApi({
    'GET /social-registry/questionnaires': () => [asking],
    [TAKE_IN]: () => kept,
    [PUT]: () => ({ id: ID, awaited: 0 }),
    ...over,
  });
const open = (api = photoApi()) => openHousehold(api, draft());
/** Through the control behind the button, as the camera's answer comes. */
async function take(kind: 'camera' | 'file' = 'camera', file = aFile()) {
  const input = await waitFor(() => {
    const found = document.querySelector(`input[data-photo=${kind}]`);
    if (!found) throw new Error('no control yet');
    return found;
  });
  fireEvent.change(input, { target: { files: [file] } });
}
/** The browser draws it when the test lets it. */
async function takeSlowly(): Promise<() => void> {
  let release = (): void => undefined;
  giveCamera({
    until: new Promise((resolve) => {
      release = resolve;
    }),
  });
  await take();
  return () => release();
}
const preview = () => screen.findByRole('img', { name: 'Photograph: Front' });
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

  it('takes nothing back that was answered, or taken, while it was scaled: a telephone needs seconds for it', async () => {
    const { store } = await open();
    const first = await takeSlowly();
    const second = await takeSlowly();
    await userEvent.selectOptions(screen.getByLabelText('Land?'), 'true');
    first();
    await preview();
    expect(screen.getByLabelText<HTMLSelectElement>('Land?').value).toBe('true');
    expect(screen.getByLabelText('Acres')).toBeTruthy();
    await waitFor(() => expect(photos.size).toBe(1));
    const [one] = photos.keys();
    second();
    await waitFor(() => expect([...photos.keys()]).not.toEqual([one]));
    // The one before is kept nowhere: nobody would ever send or delete it.
    await waitFor(() => expect(photos.size).toBe(1));
    expect(Object.keys((store.getState() as never)['interlinkSocialRegistry']['photos'])).toEqual([...photos.keys()]);
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

  describe('of which the file is slow to be read', () => {
    /** `slow.jpg` is read when it is let; all others at once. */
    const giveSlowFile = () => {
      const slow = holdBack(() => undefined);
      const read = globalThis.createImageBitmap as (file: Blob) => Promise<ImageBitmap>;
      const value = (file: File) => (file.name === 'slow.jpg' ? slow.answer().then(() => read(file)) : read(file));
      Object.defineProperty(globalThis, 'createImageBitmap', { configurable: true, writable: true, value });
      return slow;
    };

    it('does not come in the place of another one that was chosen after it', async () => {
      await open();
      const slow = giveSlowFile();
      await take('file', aFile('slow.jpg'));
      await take('file', aFile('quick.jpg'));
      await preview();
      await waitFor(() => expect(photos.size).toBe(1));
      const [chosen] = photos.keys();
      slow.release();
      await arrive();
      expect([...photos.keys()]).toEqual([chosen]);
      await press('Remove it: Front');
      await waitFor(() => expect(photos.size).toBe(0));
    });

    it('does not come back after it was removed', async () => {
      await open();
      await take();
      await preview();
      const slow = giveSlowFile();
      await take('file', aFile('slow.jpg'));
      await press('Remove it: Front');
      slow.release();
      await arrive();
      expect(screen.queryByRole('img')).toBeNull();
      await waitFor(() => expect(photos.size).toBe(0));
    });
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
