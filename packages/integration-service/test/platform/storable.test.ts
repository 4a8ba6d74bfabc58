import fc from 'fast-check';
import { findUnstorable, isStorable } from '../../src/platform/http/storable.js';

describe('a text that PostgreSQL cannot keep', () => {
  it.each<[string, unknown, string]>([
    ['NUL alone', '\u0000', ''],
    ['NUL in a member', { name: 'a\u0000b' }, '/name'],
    ['NUL in a list', { list: ['a', ['b', '\u0000']] }, '/list/1/1'],
    ['NUL in the name of a member', { given: { 'a\u0000': 1 } }, '/given'],
    ['the first half of a character', { name: '\ud83d' }, '/name'],
    ['the second half of a character', { name: 'x\ude00y' }, '/name'],
    ['both halves in the wrong order', { name: '\ude00\ud83d' }, '/name'],
  ])('is found where it is: %s', (_what, value, path) => {
    expect(findUnstorable(value)).toBe(path);
  });

  it.each<[string, unknown]>([
    ['a whole character', { name: '😀' }],
    ['other control characters, which are for each contract to judge', { name: 'a\u0001\n\t' }],
    ['any script', { name: 'آمنة 李 ሀይለ राम' }],
    ['no text at all', { a: 1, b: null, c: true, d: undefined }],
    ['bytes of a file', Buffer.from([0, 1, 2])],
    ['nothing', undefined],
  ])('is not seen in %s', (_what, value) => {
    expect(findUnstorable(value)).toBeUndefined();
  });

  it('is looked for in bodies of any depth without running out of stack', () => {
    const deep = JSON.parse(`${'['.repeat(20_000)}"\\u0000"${']'.repeat(20_000)}`) as unknown;
    expect(findUnstorable(deep)).toMatch(/^(\/0)+$/);
  });

  it('is found wherever it is hidden, and nothing else is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.boolean(), (value, isHidden) => {
        // As an escape of its own, not as text behind a backslash that stands for itself.
        const hasNul = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i.test(JSON.stringify(value));
        expect(findUnstorable(value) !== undefined).toBe(hasNul);
        if (isHidden) expect(findUnstorable([value, { deep: ['\u0000'] }])).toBeDefined();
      }),
    );
  });

  it('is told from the text alone where that has no escape, and rightly where it has', () => {
    const withOdd = fc.string({ unit: fc.constantFrom('a', '\\', '"', '\u0000', '\ud83d', '\ude00', '😀', '\\u0000') });
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue({ stringUnit: 'binary' }), withOdd), (value) => {
        const text = JSON.stringify(value);
        const parsed: unknown = JSON.parse(text);
        expect(isStorable(text, parsed)).toBe(findUnstorable(parsed) === undefined);
      }),
    );
  });
});
