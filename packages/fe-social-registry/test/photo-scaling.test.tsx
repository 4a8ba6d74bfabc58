import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { holdBack } from '@interlink/fe-kit/testing/fake-api';
import { arrive } from '../../fe-kit/test/support/pages.js';
import { giveBrowserStore, photos } from './support/browser-store.js';
import { aFile, giveCamera } from './support/camera.js';
import { sendIt } from './support/drafts.js';
import { kept, TAKE_IN } from './support/intake.js';
import { open, photoApi, preview, take } from './support/photos.js';
import { enter, press } from './support/render.js';

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
beforeEach(() => {
  giveBrowserStore();
  giveCamera();
});

describe('SR-008: a photograph that takes its time', () => {
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

  it('is not lost by who goes on to the next part while it is scaled, nor what is answered there', async () => {
    await open();
    const release = await takeSlowly();
    await press('Next');
    enter('Given name', 'Amina Wanjiru');
    release();
    await waitFor(() => expect(photos.size).toBe(1));
    expect(screen.getByLabelText<HTMLInputElement>('Given name').value).toBe('Amina Wanjiru');
    await press('Back');
    await preview();
  });

  it.each([
    [
      'somebody logged out',
      (store: { dispatch: (action: { type: string }) => void }) => store.dispatch({ type: 'CORE_AUTH_LOGOUT' }),
    ],
    ['its household was sent', sendIt],
  ])('S15: is taken no more when it is ready after %s', async (_what, leave) => {
    const held = holdBack(() => kept);
    const { store } = await open(photoApi({ [TAKE_IN]: held.answer }));
    const release = await takeSlowly();
    await act(async () => leave(store));
    release();
    await arrive();
    expect(photos.size).toBe(0);
    expect((store.getState() as never)['interlinkSocialRegistry']['photos']).toEqual({});
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
});
