import fc from 'fast-check';
import type { InboundPartner } from '@interlink/contracts/interconnection/inbound';
import { openMessage } from '../../src/interconnection/inbound/open-message.js';
import type { Keyring } from '../../src/interconnection/keyring.js';
import { importKey } from '../../src/interconnection/import-key.js';
import { encryptFor, envelope, signAs, write, type Dialect } from './message-writer.js';
import { makeEncryptionKey, makeKey, type TestEncryptionKey, type TestKey } from './test-keys.js';

const DCI_ID = 'https://health.example/dci';
const now = () => new Date('2026-11-24T08:00:00Z');
const dialects: readonly Dialect[] = ['attached', 'detached', 'string-escaped', 'string-utf8'];

describe('IBR-041: the bytes of a partner', () => {
  let key: TestKey;
  let sealing: TestEncryptionKey;
  const partner = (over: Partial<InboundPartner> = {}) =>
    ({ id: 'health', dciId: DCI_ID, signature: 'required', encryption: 'optional', ...over }) as InboundPartner;
  const open = (bytes: Uint8Array, by = partner()) => {
    const find = async (kid: string) =>
      kid === key.kid ? [{ alg: 'EdDSA', key: await importKey(key.publicJwk, 'EdDSA') }] : [];
    const findDecryption = async () => ({ ...sealing, alg: 'RSA-OAEP-256' as const });
    const keyring = { findDecryption } as unknown as Keyring;
    return openMessage({ keyring, keysOf: async () => ({ find }), now, windowMs: 300_000 }, by, bytes);
  };
  const refusalOf = async (bytes: Uint8Array, by = partner()) => {
    const opened = await open(bytes, by);
    return opened.ok ? 'opened' : opened.refusal;
  };
  const sent = (over: Record<string, unknown> = {}) => envelope(DCI_ID, over);

  beforeAll(async () => {
    key = await makeKey('EdDSA');
    sealing = await makeEncryptionKey('ours');
  });

  it.each(dialects)('S16: never say another thing for one byte changed on the way, in dialect %s', async (dialect) => {
    const good = await write(dialect, sent(), key);
    const whole = await open(good);
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), async (place, change) => {
        const bytes = Buffer.from(good);
        bytes.writeUInt8(good.readUInt8(place) ^ change, place);
        const opened = await open(bytes);
        // What is still opened is what was signed: the change was in a letter that no reader looks at.
        if (opened.ok) expect(opened).toEqual(whole);
      }),
      { numRuns: 150 },
    );
  });

  it('break nothing, whatever they are', async () => {
    const text = fc.oneof(
      fc.json(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('{"header":{},"message":{}}', '\ufeff'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array(),
          text.map((one) => Buffer.from(one)),
        ),
        async (bytes) => {
          expect((await open(bytes)).ok).toBe(false);
        },
      ),
    );
  });

  it.each([
    ['NUL in the id that they are known by', (one: string) => one.replace('m-1', 'm-\\u0000')],
    ['NUL deep inside', (one: string) => one.replace('r-1', 'r\\u0000')],
    ['NUL in the name of a member', (one: string) => one.replace('"note"', '"no\\u0000te"')],
    ['half a character', (one: string) => one.replace('r-1', '\\ud83d')],
    ['the other half of a character', (one: string) => one.replace('r-1', '\\uDE00!')],
  ])('S4: are refused with %s, which no database keeps, signed or not', async (_what, spoil) => {
    const spoilt = JSON.parse(spoil(JSON.stringify(sent()))) as ReturnType<typeof sent>;
    expect(await refusalOf(await write('attached', spoilt, key))).toBe('err.request.bad');
    const bare = Buffer.from(JSON.stringify(spoilt));
    expect(await refusalOf(bare, partner({ signature: 'none' }))).toBe('err.request.bad');
    const sealed = {
      ...sent({ is_msg_encrypted: true }),
      message: await encryptFor(sealing.publicJwk, spoilt.message),
    };
    const inside = JSON.stringify(spoilt.message) !== JSON.stringify(sent().message);
    const verdict = await refusalOf(Buffer.from(JSON.stringify(sealed)), partner({ signature: 'none' }));
    expect(verdict).toBe(inside ? 'err.encryption.invalid' : 'opened');
  });

  it('may hold any whole character, written by an escape or as it is', async () => {
    const text = JSON.stringify({ ...sent(), message: { note: '😀 é \u0001' } });
    for (const one of [text, text.replace('😀', '\\ud83d\\ude00'), text.replace('é', '\\u00e9'), `\ufeff${text}`]) {
      expect(await refusalOf(Buffer.from(one), partner({ signature: 'none' }))).toBe('opened');
    }
    const backslash = JSON.stringify({ ...sent(), message: { note: 'written out as \\u0000' } });
    expect(await refusalOf(Buffer.from(backslash), partner({ signature: 'none' }))).toBe('opened');
  });

  it.each([
    ['err.request.bad', { message: undefined }, {}],
    ['err.encryption.invalid', {}, { encryption: 'required' }],
    ['err.sender_id.invalid', {}, { dciId: 'https://other.example/dci' }],
    ['err.sender_id.invalid', { header: { sender_id: undefined } }, {}],
    ['rjct.message_ts.invalid', { header: { message_ts: '2026-11-24T07:00:00Z' } }, {}],
    ['err.signature.missing', { signature: undefined }, {}],
  ] as const)('tell %s for one thing that is wrong with them', async (code, over, by) => {
    const good = JSON.parse((await write('attached', sent(), key)).toString()) as Record<'header', object>;
    const header = { ...good.header, ...('header' in over && over.header) };
    const bytes = Buffer.from(JSON.stringify({ ...good, ...over, header }));
    expect(await refusalOf(bytes, partner(by))).toBe(code);
  });

  it('S16: are judged before they are believed: of all that is wrong the first in the order is told', async () => {
    const wrong = sent({ sender_id: 'nobody', message_ts: 'never', is_msg_encrypted: true });
    const steps: [string, object][] = [
      ['err.encryption.invalid', wrong],
      ['err.sender_id.invalid', { ...wrong, header: { ...wrong.header, is_msg_encrypted: false } }],
      ['rjct.message_ts.invalid', sent({ message_ts: 'never' })],
      ['err.signature.invalid', { ...sent(), signature: 'eyJ.e30.AA' }],
      ['err.signature.missing', sent()],
    ];
    for (const [code, body] of steps) expect(await refusalOf(Buffer.from(JSON.stringify(body)))).toBe(code);
  });

  it.each(['alg', 'enc', 'zip', 'crit', 'protected', 'aad'])(
    'S16: are not opened when %s of the encryption is another than agreed',
    async (member) => {
      const { header, ...rest } = await encryptFor(sealing.publicJwk, sent().message);
      const plain = sent({ is_msg_encrypted: true });
      const signature = await signAs('attached', plain, key);
      const inHeader = ['alg', 'enc', 'zip', 'crit'].includes(member);
      const message = inHeader
        ? { header: { ...header, [member]: member === 'crit' ? ['b64'] : 'none' }, ...rest }
        : { header, ...rest, [member]: 'eyJ9' };
      const as = (sealed: object) => Buffer.from(JSON.stringify({ signature, header: plain.header, message: sealed }));
      expect(await refusalOf(as({ header, ...rest }))).toBe('opened');
      expect(await refusalOf(as(message))).toBe('err.encryption.invalid');
    },
  );
});
