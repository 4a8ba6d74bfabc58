import { compactDecrypt, importJWK, type JWK } from 'jose';

const KEY_ALGORITHMS = ['ECDH-ES+A256KW', 'RSA-OAEP-256'];

/** What a body says: as it is, or as RFC 7516 encrypted it for this bank; undefined when the bank cannot read it. */
export async function openedBy(key: JWK | undefined, contentType: string, body: string): Promise<string | undefined> {
  if (contentType !== 'application/jose') return key === undefined ? body : undefined;
  if (key === undefined) return undefined;
  try {
    const { plaintext, protectedHeader } = await compactDecrypt(body, await importJWK(key, algorithmOf(key)), {
      keyManagementAlgorithms: KEY_ALGORITHMS,
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    return protectedHeader.kid === key.kid ? Buffer.from(plaintext).toString('utf8') : undefined;
  } catch {
    // For somebody else, or damaged on the way: it is the same to the bank.
    return undefined;
  }
}

const algorithmOf = ({ kty }: JWK) => (kty === 'RSA' ? 'RSA-OAEP-256' : 'ECDH-ES+A256KW');
