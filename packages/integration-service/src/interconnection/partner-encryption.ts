import type { SignaturePolicy } from '@interlink/contracts/interconnection/partner';
import type { PartnerPort } from '@interlink/contracts/interconnection/partner-port';
import { encryptMessage, openParts, type Decrypting } from './inbound/encryption.js';
import type { PartnerKeyFile } from './keys.js';

export interface PartnerEncryptionDeps {
  readonly partner: string;
  readonly policy: SignaturePolicy;
  /** What is encrypted for us is opened with it. */
  readonly keyring: Decrypting;
  readonly keys: Pick<PartnerKeyFile, 'encryption'>;
}

/**
 * Encryption of what we ask a partner, and of what it answers (dci.md 5): one rule with what partners send by
 * themselves.
 */
export function partnerEncryption({
  partner,
  policy,
  keyring,
  keys,
}: PartnerEncryptionDeps): Pick<PartnerPort, 'decrypt' | 'encrypt'> {
  return {
    async encrypt(message) {
      if (policy === 'none') return undefined;
      const key = await keys.encryption();
      if (key) return encryptMessage(message, key);
      if (policy === 'optional') return undefined;
      throw new Error(`the keys of partner ${partner} hold none to encrypt with, and everything must be encrypted`);
    },
    async decrypt(parts) {
      const opened = await openParts(keyring, policy, parts);
      return opened.ok ? opened.parts : undefined;
    },
  };
}
