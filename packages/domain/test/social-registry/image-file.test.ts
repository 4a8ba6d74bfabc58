import * as fc from 'fast-check';
import { MOST_EDGE, readImage } from '../../src/social-registry/image-file.js';
import { jpeg, png, webp } from './images.js';

const whole = [jpeg(), png(), webp('VP8 '), webp('VP8L'), webp('VP8X', { parts: ['VP8 '] })];
const refusalOf = (bytes: Uint8Array) => {
  const found = readImage(bytes);
  return 'refusal' in found ? found.refusal : found.type;
};

describe('S17: an image is told by its bytes', () => {
  it('as one of three kinds, when it is whole and says nothing beside what it shows', () => {
    expect(whole.map(refusalOf)).toEqual(['image/jpeg', 'image/png', 'image/webp', 'image/webp', 'image/webp']);
  });

  it('and what is none of the kinds is refused, whatever it is called', () => {
    const others = [
      '',
      'GIF89a........',
      '%PDF-1.7',
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
      'MZ',
      'RIFF....WAVE',
    ];
    for (const other of others) expect(refusalOf(Buffer.from(other))).toBe('not-an-image');
  });

  it.each([
    ['Exif', [0xe1, 'Exif\0\0II*\0']],
    ['XMP', [0xe1, 'http://ns.adobe.com/xap/1.0/\0']],
    ['IPTC', [0xed, 'Photoshop 3.0\0']],
    ['a comment', [0xfe, 'Amina lives here']],
    ['several pictures', [0xe2, 'MPF\0']],
  ] as const)('and a JPEG with %s is refused', (_name, segment) => {
    expect(refusalOf(jpeg({ segments: [segment] }))).toBe('metadata');
  });

  it('and how the colours of a JPEG are meant is no metadata', () => {
    const segments = [
      [0xe2, 'ICC_PROFILE\0\x01\x01'],
      [0xee, 'Adobe\0d\0'],
    ] as const;
    expect(refusalOf(jpeg({ segments }))).toBe('image/jpeg');
  });

  it.each(['eXIf', 'iTXt', 'tEXt', 'tIME', 'zTXt'])('and a PNG with %s is refused', (kind) => {
    expect(refusalOf(png({ chunks: [kind] }))).toBe('metadata');
    expect(refusalOf(png({ chunks: ['gAMA'] }))).toBe('image/png');
  });

  it.each(['EXIF', 'XMP '])('and a WebP with %s is refused', (kind) => {
    expect(refusalOf(webp('VP8X', { parts: ['VP8 ', kind] }))).toBe('metadata');
  });

  it('and a JPEG that goes on behind its end is refused, though it ends like one', () => {
    const preview = jpeg({ segments: [[0xe1, 'Exif\0\0 where it was taken']] });
    expect(refusalOf(Buffer.concat([jpeg(), preview]))).toBe('broken');
    expect(refusalOf(Buffer.concat([jpeg(), Buffer.from('a secret\xff\xd9', 'latin1')]))).toBe('broken');
  });

  it('and a JPEG that says something between its scans is refused, one of several scans is none the less an image', () => {
    const [start, pixels] = [jpeg().subarray(0, -2), Buffer.from('more\xff\x00\xff\xd3pixels', 'latin1')];
    const scan = Buffer.concat([Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0]), pixels]);
    const end = Buffer.from([0xff, 0xd9]);
    const comment = Buffer.from('\xff\xfe\0\x08Amina!', 'latin1');
    expect(refusalOf(Buffer.concat([start, scan, end]))).toBe('image/jpeg');
    expect(refusalOf(Buffer.concat([start, comment, scan, end]))).toBe('metadata');
    expect(refusalOf(Buffer.concat([start, scan]))).toBe('broken');
  });

  it.each(['prVt', 'caBX', 'vpAg'])(
    'and a PNG with the part %s, of which nobody knows what it says, is refused',
    (kind) => {
      expect(refusalOf(png({ chunks: [kind] }))).toBe('metadata');
    },
  );

  it('and a WebP with a part that is not shown is refused', () => {
    expect(refusalOf(webp('VP8X', { parts: ['VP8 ', 'note'] }))).toBe('metadata');
    expect(refusalOf(webp('VP8X', { parts: ['ICCP', 'ALPH', 'VP8 '] }))).toBe('image/webp');
  });

  it('and one that takes a viewer’s memory is refused', () => {
    const size = { width: MOST_EDGE + 1, height: 1 };
    for (const one of [jpeg(size), png(size), webp('VP8 ', size), webp('VP8L', size), webp('VP8X', size)]) {
      expect(refusalOf(one)).toBe('too-large');
    }
    expect(refusalOf(jpeg({ width: MOST_EDGE }))).toBe('image/jpeg');
    expect(refusalOf(png({ width: 0 }))).toBe('broken');
  });

  it('and one that was cut off anywhere, or has something behind its end, is refused', () => {
    for (const bytes of whole) {
      fc.assert(
        fc.property(fc.nat(bytes.length - 1), (length) => {
          expect(refusalOf(bytes.subarray(0, length))).not.toMatch(/^image/);
        }),
      );
      expect(refusalOf(Buffer.concat([bytes, Buffer.from('<script>alert(1)</script>')]))).toBe('broken');
    }
  });

  it('and no bytes whatever make it fail', () => {
    const beginnings = fc.constantFrom(...whole.map((bytes) => bytes.subarray(0, 16)), Buffer.alloc(0));
    fc.assert(
      fc.property(beginnings, fc.uint8Array({ maxLength: 200 }), (start, rest) => {
        expect(typeof refusalOf(Buffer.concat([start, rest]))).toBe('string');
      }),
      { numRuns: 500 },
    );
  });

  it('where it lies in a larger buffer, too', () => {
    const around = Buffer.concat([Buffer.from('before'), jpeg(), Buffer.from('after')]);
    expect(refusalOf(around.subarray(6, around.length - 5))).toBe('image/jpeg');
  });
});
