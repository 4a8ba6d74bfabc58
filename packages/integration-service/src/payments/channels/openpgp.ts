import { createMessage, decrypt, encrypt, readKey, readMessage, readPrivateKey } from 'openpgp';
import { LARGE_ANSWER } from './large-answer.js';

/** Armored keys: our private one, and the public one of the bank. */
export interface EnvelopeKeys {
  readonly ownPrivate: string;
  readonly theirPublic: string;
}

/** RFC 9580: signed by us, then encrypted for the bank. */
export async function wrap(text: string, keys: EnvelopeKeys): Promise<Buffer> {
  const bytes = await encrypt({
    message: await createMessage({ binary: Buffer.from(text) }),
    encryptionKeys: await readKey({ armoredKey: keys.theirPublic }),
    signingKeys: await readPrivateKey({ armoredKey: keys.ownPrivate }),
    format: 'binary',
  });
  return Buffer.from(bytes);
}

/** The text that the bank signed and encrypted for us; undefined when it is not theirs, not for us, or damaged. */
export async function unwrap(bytes: Buffer, keys: EnvelopeKeys): Promise<string | undefined> {
  try {
    const { data } = await decrypt({
      message: await readMessage({ binaryMessage: new Uint8Array(bytes) }),
      decryptionKeys: await readPrivateKey({ armoredKey: keys.ownPrivate }),
      verificationKeys: await readKey({ armoredKey: keys.theirPublic }),
      expectSigned: true,
      format: 'binary',
      // Anybody who has our public key can send us little that becomes very much.
      config: { maxDecompressedMessageSize: LARGE_ANSWER.maxBytes },
    });
    return Buffer.from(data).toString('utf8');
  } catch {
    // Whatever is wrong with it: nobody can say that the bank wrote it.
    return undefined;
  }
}
