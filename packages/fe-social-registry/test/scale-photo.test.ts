import { MOST_PHOTO_BYTES } from '@interlink/domain/social-registry/photos';
import { scalePhoto } from '../src/photos/scale-photo.js';
import { giveBrowserStore } from './support/browser-store.js';
import { aFile, drawn, giveCamera, MARKER } from './support/camera.js';

beforeEach(giveBrowserStore);

describe('SR-008: a photograph before it is kept', () => {
  it('is drawn anew, at most 1600 pixels at its longer edge: nothing of the file itself goes on', async () => {
    giveCamera({ width: 4000, height: 3000 });
    const scaled = await scalePhoto(aFile());
    expect(drawn).toEqual([{ width: 1600, height: 1200, quality: 0.85 }]);
    const text = 'bytes' in scaled ? Buffer.from(scaled.bytes).toString() : '';
    expect(text).toContain(MARKER);
    expect(text).not.toContain('place where it was taken');
  });

  it('is not drawn larger than it is', async () => {
    giveCamera({ width: 640, height: 480 });
    await scalePhoto(aFile());
    expect(drawn[0]).toMatchObject({ width: 640, height: 480 });
  });

  it('is drawn coarser until it is small enough, and refused when it never is', async () => {
    giveCamera({ sizeAt: (quality) => (quality > 0.6 ? MOST_PHOTO_BYTES + 1 : MOST_PHOTO_BYTES) });
    expect(await scalePhoto(aFile())).toHaveProperty('bytes');
    expect(drawn.map(({ quality }) => quality)).toEqual([0.85, 0.7, 0.5]);
    giveCamera({ sizeAt: () => MOST_PHOTO_BYTES + 1 });
    expect(await scalePhoto(aFile())).toEqual({ mistake: 'too-large' });
  });

  it('is refused when the browser cannot read it, and not read at all when it is huge', async () => {
    giveCamera({ isBroken: true });
    expect(await scalePhoto(aFile('letter.pdf', 'application/pdf'))).toEqual({ mistake: 'not-an-image' });
    giveCamera();
    expect(await scalePhoto(aFile('huge.jpg', 'image/jpeg', 50 * 1024 * 1024))).toEqual({ mistake: 'too-large' });
    expect(drawn).toEqual([]);
  });
});
