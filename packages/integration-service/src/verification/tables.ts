import type {
  VerificationKind,
  VerificationOutcome,
  VerificationReason,
} from '@interlink/contracts/verification/result';
import type { ColumnType } from 'kysely';

export interface ResultRow {
  subjectId: string;
  id: string;
  kind: VerificationKind;
  source: string;
  outcome: VerificationOutcome;
  reasons: VerificationReason[];
  requestId: string;
  /** Keyed hash of what was asked: the same question again has the same. */
  inputs: string;
  checkedAt: Date;
  expiresAt: Date;
  tookMs: number;
  signature: 'verified' | 'absent' | 'invalid';
  evidenceSha256: string | null;
  /** Sealed with the subject's key: what was received, base64. */
  evidence: Buffer | null;
  /** Sealed with the subject's key: JSON. */
  attributes: Buffer | null;
  proof: ColumnType<Readonly<Record<string, string | number | boolean>>, unknown, never>;
}

export interface VerificationTables {
  /** Append-only. */
  'verification.result': ResultRow;
  /** Whom of openIMIS somebody had verified. */
  'verification.person': { individualId: string; firstAskedAt: Date };
  /** One journey to the identity provider and back. */
  'verification.authentication': {
    /** SHA-256 of the state, hex: who reads the table cannot come back in the person's place. */
    stateHash: string;
    journeyId: string;
    secrets: Buffer;
    createdAt: Date;
    expiresAt: Date;
    claimedAt: Date | null;
    completedAt: Date | null;
    resultId: string | null;
  };
}
