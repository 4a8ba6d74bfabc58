/** What an image file is, told by its bytes and not by what anybody calls it. */
export type ImageType = 'image/jpeg' | 'image/png' | 'image/webp';

/**
 * `not-an-image`: none of the three kinds; `broken`: its parts do not fit together, or something follows its end;
 * `metadata`: it says more than it shows, such as where and when it was taken; `too-large`: an edge of more than
 * `MOST_EDGE` pixels.
 */
export type ImageRefusal = 'broken' | 'metadata' | 'not-an-image' | 'too-large';

interface Size {
  readonly width: number;
  readonly height: number;
}
/** What the walk through a file found. */
type Walked = ImageRefusal | Size;

/** Pixels: what is larger takes a viewer's memory. */
export const MOST_EDGE = 4096;

/** S17: the type of a whole image without metadata, or why it is refused. Nothing is decoded. */
export function readImage(bytes: Uint8Array): { readonly type: ImageType } | { readonly refusal: ImageRefusal } {
  const kind = KINDS.find(({ is }) => is(bytes));
  if (!kind) return { refusal: 'not-an-image' };
  const found = kind.walk(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (typeof found === 'string') return { refusal: found };
  const { width, height } = found;
  if (width < 1 || height < 1) return { refusal: 'broken' };
  return Math.max(width, height) > MOST_EDGE ? { refusal: 'too-large' } : { type: kind.type };
}

const ascii = (view: DataView, at: number, length: number): string =>
  at + length > view.byteLength
    ? ''
    : String.fromCharCode(...Array.from({ length }, (_one, index) => view.getUint8(at + index)));
const startsWith = (bytes: Uint8Array, ...wanted: number[]) => wanted.every((byte, at) => bytes[at] === byte);

const KINDS: readonly {
  readonly type: ImageType;
  readonly is: (bytes: Uint8Array) => boolean;
  readonly walk: (view: DataView) => Walked;
}[] = [
  { type: 'image/jpeg', is: (bytes) => startsWith(bytes, 0xff, 0xd8, 0xff), walk: walkJpeg },
  {
    type: 'image/png',
    is: (bytes) => startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    walk: walkPng,
  },
  {
    type: 'image/webp',
    is: (bytes) => startsWith(bytes, 0x52, 0x49, 0x46, 0x46) && startsWith(bytes.subarray(8), 0x57, 0x45, 0x42, 0x50),
    walk: walkWebp,
  },
];

/** Frames of baseline, extended and progressive images. */
const FRAMES: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2]);
const SCAN = 0xda;

function walkJpeg(view: DataView): Walked {
  let size: Size | undefined;
  for (let at = 2; at + 4 <= view.byteLength;) {
    const [mark, kind, length] = [view.getUint8(at), view.getUint8(at + 1), view.getUint16(at + 2)];
    if (mark !== 0xff || length < 2 || at + 2 + length > view.byteLength) return 'broken';
    if (kind === SCAN) return size && endsJpeg(view) ? size : 'broken';
    if (isSpoken(view, at, kind)) return 'metadata';
    if (FRAMES.has(kind)) {
      if (length < 8) return 'broken';
      size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    }
    at += 2 + length;
  }
  return 'broken';
}

const endsJpeg = (view: DataView) => view.getUint16(view.byteLength - 2) === 0xffd9;

/** Comments and the parts of applications, other than how colours are meant. */
function isSpoken(view: DataView, at: number, kind: number): boolean {
  if (kind === 0xe2) return ascii(view, at + 4, 11) !== 'ICC_PROFILE';
  if (kind === 0xee) return ascii(view, at + 4, 5) !== 'Adobe';
  return kind === 0xfe || kind === 0xe1 || (kind > 0xe2 && kind <= 0xef);
}

const PNG_SPOKEN: ReadonlySet<string> = new Set(['eXIf', 'iTXt', 'tEXt', 'tIME', 'zTXt']);

function walkPng(view: DataView): Walked {
  if (ascii(view, 12, 4) !== 'IHDR' || view.byteLength < 33) return 'broken';
  const size = { width: view.getUint32(16), height: view.getUint32(20) };
  for (let at = 8; at + 12 <= view.byteLength;) {
    const [length, kind] = [view.getUint32(at), ascii(view, at + 4, 4)];
    if (PNG_SPOKEN.has(kind)) return 'metadata';
    at += 12 + length;
    if (kind === 'IEND') return at === view.byteLength ? size : 'broken';
  }
  return 'broken';
}

const WEBP_SPOKEN: ReadonlySet<string> = new Set(['EXIF', 'XMP ']);

function walkWebp(view: DataView): Walked {
  if (view.byteLength < 30 || view.getUint32(4, true) + 8 !== view.byteLength) return 'broken';
  const size = webpSize(view);
  for (let at = 12; at + 8 <= view.byteLength;) {
    if (WEBP_SPOKEN.has(ascii(view, at, 4))) return 'metadata';
    // Parts begin at even places.
    const length = view.getUint32(at + 4, true);
    at += 8 + length + (length % 2);
    if (at === view.byteLength) return size ?? 'broken';
  }
  return 'broken';
}

function webpSize(view: DataView): Size | undefined {
  const kind = ascii(view, 12, 4);
  const low = (at: number) => view.getUint16(at, true);
  if (kind === 'VP8 ') return { width: low(26) & 0x3fff, height: low(28) & 0x3fff };
  if (kind === 'VP8L') {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (kind !== 'VP8X') return undefined;
  return { width: low(24) + (view.getUint8(26) << 16) + 1, height: low(27) + (view.getUint8(29) << 16) + 1 };
}
