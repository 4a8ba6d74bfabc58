import type { Sha256 } from './hashing.js';

/** What an approver's authenticator signs (S11). */
export interface ApprovalChallenge {
  /** Canonical JSON of what was shown: it holds no line break, so that the parts cannot be shifted. */
  readonly statement: string;
  readonly approverId: string;
  /** Hex of 32 random bytes, good for one approval. */
  readonly nonce: string;
  /** ISO time at which the approval ends to count. */
  readonly expiry: string;
}

/**
 * SHA-256('interlink-approval-v1' || statement || approver || nonce || expiry), a line each. Throws for a part with a
 * line break.
 */
export function approvalChallenge(parts: ApprovalChallenge, sha256: Sha256): Uint8Array {
  return hashOf('interlink-approval-v1', [parts.statement, parts.approverId, parts.nonce, parts.expiry], sha256);
}

/** What a holder signs who endorses, refuses or revokes another's credential. */
export interface JudgementChallenge {
  readonly credentialId: string;
  readonly judgement: 'endorsed' | 'objected' | 'revoked';
  readonly approverId: string;
  readonly nonce: string;
  readonly expiry: string;
}

/** SHA-256('interlink-credential-v1' || credential || judgement || approver || nonce || expiry), a line each. */
export function judgementChallenge(parts: JudgementChallenge, sha256: Sha256): Uint8Array {
  const { credentialId, judgement, approverId, nonce, expiry } = parts;
  return hashOf('interlink-credential-v1', [credentialId, judgement, approverId, nonce, expiry], sha256);
}

function hashOf(purpose: string, parts: readonly string[], sha256: Sha256): Uint8Array {
  if (parts.some((part) => /[\r\n]/.test(part))) throw new RangeError('a part of a challenge has a line break');
  return sha256([purpose, ...parts].join('\n'));
}
