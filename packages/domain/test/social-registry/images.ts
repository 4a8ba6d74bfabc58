/** Files that are whole by their structure; nobody looks at their pixels. */
interface JpegOptions {
  readonly width?: number;
  readonly height?: number;
  /** Segments before the frame: `[kind, text]`. */
  readonly segments?: readonly (readonly [number, string])[];
  /** Told apart by what they show. */
  readonly picture?: string;
}

const text = (value: string) => Buffer.from(value, 'latin1');
const segment = (kind: number, body: Buffer) => {
  const head = Buffer.from([0xff, kind, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
};

export function jpeg({ width = 16, height = 12, segments = [], picture = 'a picture' }: JpegOptions = {}): Buffer {
  const frame = Buffer.from([8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(height, 1);
  frame.writeUInt16BE(width, 3);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, text('JFIF\0\x01\x01\0\0\x01\0\x01\0\0')),
    ...segments.map(([kind, body]) => segment(kind, text(body))),
    segment(0xc0, frame),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    text(picture),
    Buffer.from([0xff, 0xd9]),
  ]);
}

function chunk(kind: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  // Checksums are the decoder's.
  return Buffer.concat([length, text(kind), body, Buffer.alloc(4)]);
}

export function png({ width = 16, height = 12, chunks = [] as readonly string[] } = {}): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    ...chunks.map((kind) => chunk(kind, text('something'))),
    chunk('IDAT', text('a picture')),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function part(kind: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([text(kind), length, body, Buffer.alloc(body.length % 2)]);
}

/** `kind`: lossy, lossless or extended. */
export function webp(
  kind: 'VP8 ' | 'VP8L' | 'VP8X' = 'VP8 ',
  { width = 16, height = 12, parts = [] as string[] } = {},
) {
  const body = Buffer.alloc(14);
  if (kind === 'VP8 ') {
    body.writeUInt16LE(width, 6);
    body.writeUInt16LE(height, 8);
  } else if (kind === 'VP8L') {
    body.writeUInt32LE((((height - 1) << 14) | (width - 1)) >>> 0, 1);
  } else {
    body.writeUIntLE(width - 1, 4, 3);
    body.writeUIntLE(height - 1, 7, 3);
  }
  const all = Buffer.concat([
    text('WEBP'),
    part(kind, body.subarray(0, kind === 'VP8X' ? 10 : 14)),
    ...parts.map((name) => part(name, text('odd'))),
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(all.length);
  return Buffer.concat([text('RIFF'), length, all]);
}
