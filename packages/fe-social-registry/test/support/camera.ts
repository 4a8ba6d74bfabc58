/** What a telephone's camera gives, and what the browser would draw: jsdom draws nothing. */
export const MARKER = 'Marker-of-a-photograph-5521';

interface Drawn {
  readonly width: number;
  readonly height: number;
  readonly quality: number;
}
export const drawn: Drawn[] = [];

interface CameraOptions {
  readonly width?: number;
  readonly height?: number;
  /** Bytes of the JPEG at a quality. */
  readonly sizeAt?: (quality: number) => number;
  /** The browser cannot read the file. */
  readonly isBroken?: boolean;
  /** So long the browser works at it. */
  readonly until?: Promise<void>;
}

export function giveCamera(options: CameraOptions = {}): void {
  const { width = 4000, height = 3000, sizeAt, isBroken = false, until = Promise.resolve() } = options;
  drawn.length = 0;
  const define = (on: object, name: string, value: unknown) =>
    Object.defineProperty(on, name, { value, configurable: true, writable: true });
  const bitmap = { width, height, close: () => undefined };
  define(globalThis, 'createImageBitmap', () =>
    isBroken ? Promise.reject(new Error('no image')) : until.then(() => bitmap),
  );
  define(HTMLCanvasElement.prototype, 'getContext', () => ({ fillRect: () => undefined, drawImage: () => undefined }));
  define(
    HTMLCanvasElement.prototype,
    'toBlob',
    function toBlob(this: HTMLCanvasElement, done: (blob: unknown) => void, _type: string, quality: number) {
      drawn.push({ width: this.width, height: this.height, quality });
      const bytes = new TextEncoder().encode(`${MARKER}-${drawn.length}`);
      done({
        size: sizeAt?.(quality) ?? bytes.length,
        arrayBuffer: () => Promise.resolve(Uint8Array.from(bytes).buffer),
      });
    },
  );
  define(URL, 'createObjectURL', () => 'blob:photograph');
  define(URL, 'revokeObjectURL', () => undefined);
}

export const aFile = (name = 'IMG_0001.jpg', type = 'image/jpeg', size?: number): File => {
  const file = new File(['from the camera, with the place where it was taken'], name, { type });
  if (size !== undefined) Object.defineProperty(file, 'size', { value: size });
  return file;
};
