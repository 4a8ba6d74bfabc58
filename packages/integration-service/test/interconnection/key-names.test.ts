import fc from 'fast-check';
import { admitKey } from '../../src/interconnection/key-admission.js';
import { findUnstorable } from '../../src/platform/http/storable.js';
import { makeKey } from './test-keys.js';

const named = async (kid: unknown) => {
  const { publicJwk } = await makeKey('EdDSA');
  return admitKey({ ...publicJwk, kid });
};

describe('the name of a partner’s key', () => {
  it.each([
    ['NUL, which no database keeps', 'key\u0000'],
    ['half a character', 'key\ud83d!'],
    ['a line end', 'key\nof the ministry'],
    ['a mark that turns the text around, so that it reads as another', 'yek\u202egnitset'],
    ['an isolate', '\u2066key\u2069'],
  ])('S16: is refused with %s', async (_what, kid) => {
    await expect(named(kid)).rejects.toMatchObject({
      code: 'interconnection.key-refused',
      details: { reason: 'unreadable' },
    });
  });

  it.each(['key-2026', 'clé de la banque', 'مفتاح', '鍵', 'https://bank.example/keys#1', '😀'])(
    'may be %s',
    async (kid) => {
      expect((await named(kid)).kid).toBe(kid);
    },
  );

  it('is cut between characters, not through one', async () => {
    const { kid } = await named(`${'k'.repeat(254)}😀 and more`);
    expect(kid).toBe('k'.repeat(254));
  });

  it.each([[''], [undefined], [null], [7], [{}], [['a']]])('is the fingerprint when it is %j', async (kid) => {
    const admitted = await named(kid);
    expect(admitted.kid).toBe(admitted.thumbprint);
  });

  it('can be kept and is at most 255 long, whatever a partner writes, or is refused with the code', async () => {
    const { publicJwk } = await makeKey('EdDSA');
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }), async (kid) => {
        try {
          const { kid: kept } = await admitKey({ ...publicJwk, kid });
          expect(findUnstorable(kept)).toBeUndefined();
          expect(kid.startsWith(kept) && kept.length <= 255).toBe(true);
        } catch (thrown) {
          expect(thrown).toMatchObject({ code: 'interconnection.key-refused' });
        }
      }),
    );
  });
});
