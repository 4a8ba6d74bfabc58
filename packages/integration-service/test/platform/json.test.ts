import fc from 'fast-check';
import { findUnstorable } from '../../src/platform/http/storable.js';
import { parseAnswer, parseJson, parseJsonObject } from '../../src/platform/json.js';

describe('JSON that somebody else sent', () => {
  it('is what JSON.parse gives, from text and from bytes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(parseJson(text)).toEqual(JSON.parse(text));
        expect(parseJson(Buffer.from(text, 'utf8'))).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each(['', '{', 'null}', "{'a': 1}", '<html>', '\u0000'])('is undefined when it is none: %j', (text) => {
    expect(parseJson(text)).toBeUndefined();
    expect(parseJsonObject(text)).toEqual({});
  });

  it('is an empty object where one is expected and something else came', () => {
    expect(['null', '1', '"a"', 'true'].map(parseJsonObject)).toEqual([{}, {}, {}, {}]);
    expect(parseJsonObject('{"a":1}')).toEqual({ a: 1 });
  });
});

describe('JSON that a partner answered', () => {
  const bytesOf = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding);

  it('is what it says, in UTF-8, with the mark of its order or without', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const isKept = findUnstorable(JSON.parse(JSON.stringify(value))) === undefined;
        const expected = isKept ? JSON.parse(JSON.stringify(value)) : undefined;
        for (const mark of ['', '\ufeff']) expect(parseAnswer(bytesOf(mark + JSON.stringify(value)))).toEqual(expected);
      }),
    );
  });

  it.each([
    ['of another encoding, whose letters would be guessed', bytesOf('{"name":"Zoé"}', 'latin1')],
    ['in UTF-16', bytesOf('{"name":"Zoé"}', 'utf16le')],
    ['cut through a letter', bytesOf('{"name":"Zoé"}').subarray(0, 12)],
    ['with NUL', bytesOf('{"name":"Zo\\u0000e"}')],
    ['with NUL in the name of a member', bytesOf('{"na\\u0000me":1}')],
    ['with half a character', bytesOf('["\\uD83D"]')],
    ['none', bytesOf('')],
  ])('is none when it is %s', (_what, bytes) => {
    expect(parseAnswer(bytes)).toBeUndefined();
  });

  it('may say of NUL that it is written so, and hold whole characters by their halves', () => {
    expect(parseAnswer(bytesOf('{"a":"\\\\u0000","b":"\\ud83d\\ude00"}'))).toEqual({ a: '\\u0000', b: '😀' });
  });
});
