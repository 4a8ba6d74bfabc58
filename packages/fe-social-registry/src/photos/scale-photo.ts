import { fitWithin, MOST_PHOTO_BYTES, PHOTO_EDGE } from '@interlink/domain/social-registry/photos';

/** Bytes of a file that is looked at; a telephone's photograph has a fifth of it. */
const MOST_FILE_BYTES = 40 * 1024 * 1024;
/** The first that is small enough is taken. */
const QUALITIES = [0.85, 0.7, 0.5] as const;

export type PhotoMistake = 'not-an-image' | 'too-large';
export type ScaledPhoto = { readonly bytes: ArrayBuffer } | { readonly mistake: PhotoMistake };

/**
 * A photograph as it is sent: a JPEG of at most `PHOTO_EDGE` pixels at its longer edge, drawn anew, so that nothing is
 * in it but what it shows: not where and when it was taken, nor by what.
 */
export async function scalePhoto(file: Blob): Promise<ScaledPhoto> {
  if (file.size > MOST_FILE_BYTES) return { mistake: 'too-large' };
  const bitmap = await createImageBitmap(file).catch(() => undefined);
  if (!bitmap) return { mistake: 'not-an-image' };
  const canvas = drawn(bitmap);
  bitmap.close();
  for (const quality of QUALITIES) {
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
    if (blob && blob.size <= MOST_PHOTO_BYTES) return { bytes: await blob.arrayBuffer() };
  }
  return { mistake: 'too-large' };
}

function drawn(bitmap: ImageBitmap): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  const { width, height } = fitWithin(bitmap, PHOTO_EDGE);
  Object.assign(canvas, { width, height });
  const brush = canvas.getContext('2d');
  if (brush) {
    // What was transparent would be black.
    brush.fillStyle = '#fff';
    brush.fillRect(0, 0, width, height);
    brush.drawImage(bitmap, 0, 0, width, height);
  }
  return canvas;
}
