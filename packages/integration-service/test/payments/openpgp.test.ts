import { createMessage, encrypt, generateKey, readKey, readPrivateKey, sign } from 'openpgp';
import { unwrap, wrap, type EnvelopeKeys } from '../../src/payments/channels/openpgp.js';

const pair = async (name: string) => {
  const { privateKey, publicKey } = await generateKey({ userIDs: [{ name }], format: 'armored' });
  return { privateKey, publicKey };
};
type Pair = Awaited<ReturnType<typeof pair>>;

describe('an envelope between us and the bank (A6)', () => {
  let us: Pair;
  let bank: Pair;
  let other: Pair;
  beforeAll(async () => {
    [us, bank, other] = await Promise.all([pair('Ministry'), pair('Bank'), pair('Other')]);
  });

  const from = (sender: Pair, receiver: Pair): EnvelopeKeys => ({
    ownPrivate: sender.privateKey,
    theirPublic: receiver.publicKey,
  });
  const text = '<Document>2000.00 – Müller, علي</Document>\n';

  it('is opened by whom it is for, to the very text', async () => {
    const sealed = await wrap(text, from(us, bank));
    expect(await unwrap(sealed, from(bank, us))).toBe(text);
    expect(sealed.toString('latin1')).not.toContain('2000.00');
  });

  it('carries a file of many payments', async () => {
    const long = text.repeat(20_000);
    expect(await unwrap(await wrap(long, from(us, bank)), from(bank, us))).toBe(long);
  });

  it('says nothing to whom it is not for', async () => {
    expect(await unwrap(await wrap(text, from(us, bank)), from(other, us))).toBeUndefined();
  });

  it('is nobody’s word when somebody else signed it, though it is encrypted for us', async () => {
    expect(await unwrap(await wrap(text, from(other, us)), from(us, bank))).toBeUndefined();
  });

  it('is nobody’s word when nobody signed it', async () => {
    const message = await createMessage({ binary: Buffer.from(text) });
    const encryptionKeys = await readKey({ armoredKey: us.publicKey });
    const bytes = await encrypt({ message, encryptionKeys, format: 'binary' });
    expect(await unwrap(Buffer.from(bytes), from(us, bank))).toBeUndefined();
  });

  it('is no envelope when it is signed and not encrypted, or in plain', async () => {
    const message = await createMessage({ binary: Buffer.from(text) });
    const signingKeys = await readPrivateKey({ armoredKey: bank.privateKey });
    const bytes = await sign({ message, signingKeys, format: 'binary' });
    expect(await unwrap(Buffer.from(bytes), from(us, bank))).toBeUndefined();
    expect(await unwrap(Buffer.from(text), from(us, bank))).toBeUndefined();
    expect(await unwrap(Buffer.alloc(0), from(us, bank))).toBeUndefined();
  });

  it('I7: is refused when one bit of it is another, wherever that is', async () => {
    const sealed = await wrap('<Document/>', from(bank, us));
    const opened: number[] = [];
    for (let at = 0; at < sealed.length; at += 11) {
      const spoilt = Buffer.from(sealed);
      spoilt[at] = (spoilt[at] ?? 0) ^ 1;
      const said = await unwrap(spoilt, from(us, bank));
      if (said !== undefined && said !== '<Document/>') opened.push(at);
    }
    expect(opened).toEqual([]);
    expect(await unwrap(sealed.subarray(0, -1), from(us, bank))).toBeUndefined();
  });
});
