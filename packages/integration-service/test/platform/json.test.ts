import fc from 'fast-check';
import { parseJson, parseJsonObject } from '../../src/platform/json.js';

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
