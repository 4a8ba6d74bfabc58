import { canonicalJson } from '@interlink/domain/interconnection/canonical-json';
import fc from 'fast-check';

/** The same order, told by the code points themselves. */
const points = (text: string) => Array.from(text, (sign) => sign.codePointAt(0) ?? 0);

function byCodePoints(a: string, b: string): number {
  const [one, other] = [points(a), points(b)];
  const at = one.findIndex((point, index) => point !== other[index]);
  return at === -1 ? one.length - other.length : (one[at] ?? 0) - (other[at] ?? -1);
}

const namesOf = (text: string) => Object.keys(JSON.parse(text) as object);
const word = fc
  .string({ unit: 'grapheme', maxLength: 6 })
  .filter((text) => !/^\d+$/.test(text) && text !== '__proto__');

describe('the signed form of a value (dci.md 5)', () => {
  it('sorts the members at every level and leaves out white space', () => {
    expect(canonicalJson({ b: { z: 1, a: [2, { d: null, c: 'x' }] }, a: true }, 'as-is')).toBe(
      '{"a":true,"b":{"a":[2,{"c":"x","d":null}],"z":1}}',
    );
  });

  it('leaves out a member that has no value, and keeps one that is null', () => {
    expect(canonicalJson({ a: undefined, b: null }, 'as-is')).toBe('{"b":null}');
    expect(canonicalJson({}, 'as-is')).toBe('{}');
  });

  it('sorts a sign beyond U+FFFF after every other one, as the signers that were met do', () => {
    expect(namesOf(canonicalJson({ '\u{1f600}': 1, '\uffee': 2, a: 3 }, 'as-is'))).toEqual([
      'a',
      '\uffee',
      '\u{1f600}',
    ]);
  });

  it('writes letters beyond ASCII as they are, or escaped where the dialect says so', () => {
    expect(canonicalJson({ name: 'Zoë' }, 'as-is')).toBe('{"name":"Zoë"}');
    expect(canonicalJson({ name: 'Zoë' }, 'escaped')).toBe('{"name":"Zo\\u00eb"}');
  });

  it('orders the members of any object by code point', () => {
    fc.assert(
      fc.property(fc.dictionary(word, fc.integer()), (value) => {
        expect(namesOf(canonicalJson(value, 'as-is'))).toEqual(Object.keys(value).sort(byCodePoints));
      }),
    );
  });

  it('gives one text to a value, in whatever order its members came, and the value back', () => {
    fc.assert(
      fc.property(fc.dictionary(word, fc.jsonValue()), fc.constantFrom('as-is', 'escaped'), (value, letters) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        const text = canonicalJson(value, letters as 'as-is');
        expect(canonicalJson(turned, letters as 'as-is')).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
