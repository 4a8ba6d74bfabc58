import { createMessage, decrypt, encrypt, generateKey, readKey, readMessage, readPrivateKey } from 'openpgp';

/** Armored: the bank's private key, and the public one of the customer. */
export interface BankKeys {
  readonly bankPrivate: string;
  readonly customerPublic: string;
}

/** What the customer wrote; undefined unless the customer signed it and the bank can read it. */
export async function openEnvelope(
  bytes: Buffer,
  { bankPrivate, customerPublic }: BankKeys,
): Promise<string | undefined> {
  try {
    const { data, signatures } = await decrypt({
      message: await readMessage({ binaryMessage: new Uint8Array(bytes) }),
      decryptionKeys: await readPrivateKey({ armoredKey: bankPrivate }),
      verificationKeys: await readKey({ armoredKey: customerPublic }),
      format: 'binary',
    });
    if (signatures.length !== 1) return undefined;
    await signatures[0]?.verified;
    return Buffer.from(data).toString('utf8');
  } catch {
    // Not for the bank, damaged, or by somebody else: the bank has no such customer.
    return undefined;
  }
}

/** An answer for the customer; signed by a stranger's key when that was ordered. */
export async function makeEnvelope(text: string, { bankPrivate, customerPublic }: BankKeys, isForged: boolean) {
  const signer = isForged ? await strangersKey() : bankPrivate;
  const bytes = await encrypt({
    message: await createMessage({ binary: Buffer.from(text) }),
    encryptionKeys: await readKey({ armoredKey: customerPublic }),
    signingKeys: await readPrivateKey({ armoredKey: signer }),
    format: 'binary',
  });
  return Buffer.from(bytes);
}

async function strangersKey(): Promise<string> {
  const { privateKey } = await generateKey({ userIDs: [{ name: 'A stranger' }], format: 'armored' });
  return privateKey;
}
