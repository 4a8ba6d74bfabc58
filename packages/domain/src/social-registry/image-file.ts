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
const END = 0xd9;

function walkJpeg(view: DataView): Walked {
  let size: Size | undefined;
  let isShown = false;
  for (let at = 2; at + 2 <= view.byteLength;) {
    const [mark, kind] = [view.getUint8(at), view.getUint8(at + 1)];
    if (mark === 0xff && kind === END) return size && isShown && at + 2 === view.byteLength ? size : 'broken';
    const length = at + 4 <= view.byteLength ? view.getUint16(at + 2) : 0;
    if (mark !== 0xff || length < 2 || at + 2 + length > view.byteLength) return 'broken';
    if (isSpoken(view, at, kind)) return 'metadata';
    if (FRAMES.has(kind)) {
      if (length < 8) return 'broken';
      size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    }
    at += 2 + length;
    if (kind === SCAN) {
      isShown = true;
      at = endOfPixels(view, at);
    }
  }
  return 'broken';
}

/**
 * Where the pixels of a scan end: at the next mark, which neither a doubled byte nor a restart is. Others may follow.
 */
function endOfPixels(view: DataView, from: number): number {
  for (let at = from; at + 1 < view.byteLength; at += 1) {
    if (view.getUint8(at) !== 0xff) continue;
    const next = view.getUint8(at + 1);
    if (next !== 0x00 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return view.byteLength;
}

/** Comments and the parts of applications, other than how colours are meant. */
function isSpoken(view: DataView, at: number, kind: number): boolean {
  if (kind === 0xe2) return ascii(view, at + 4, 11) !== 'ICC_PROFILE';
  if (kind === 0xee) return ascii(view, at + 4, 5) !== 'Adobe';
  return kind === 0xfe || kind === 0xe1 || (kind > 0xe2 && kind <= 0xef);
}

/** What a PNG is shown by: pixels, colours, transparency, size, movement. Any other part may say anything. */
const PNG_SHOWN: ReadonlySet<string> = new Set(
  'IHDR PLTE IDAT IEND tRNS bKGD cHRM cICP gAMA iCCP sBIT sRGB hIST pHYs sPLT acTL fcTL fdAT'.split(' '),
);

function walkPng(view: DataView): Walked {
  if (ascii(view, 12, 4) !== 'IHDR' || view.byteLength < 33) return 'broken';
  const size = { width: view.getUint32(16), height: view.getUint32(20) };
  for (let at = 8; at + 12 <= view.byteLength;) {
    const [length, kind] = [view.getUint32(at), ascii(view, at + 4, 4)];
    if (at + 12 + length > view.byteLength) return 'broken';
    if (!PNG_SHOWN.has(kind)) return 'metadata';
    at += 12 + length;
    if (kind === 'IEND') return at === view.byteLength ? size : 'broken';
  }
  return 'broken';
}

const WEBP_SHOWN: ReadonlySet<string> = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);

function walkWebp(view: DataView): Walked {
  if (view.byteLength < 30 || view.getUint32(4, true) + 8 !== view.byteLength) return 'broken';
  const size = webpSize(view);
  for (let at = 12; at + 8 <= view.byteLength;) {
    // Parts begin at even places.
    const length = view.getUint32(at + 4, true);
    if (at + 8 + length > view.byteLength) return 'broken';
    if (!WEBP_SHOWN.has(ascii(view, at, 4))) return 'metadata';
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
