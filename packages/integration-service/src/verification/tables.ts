import type { Scope } from '@interlink/contracts/registry/scope';
import type { AskableKind, Verdict } from '@interlink/contracts/verification/runs';
import type {
  VerificationKind,
  VerificationOutcome,
  VerificationReason,
  VerificationResult,
} from '@interlink/contracts/verification/result';
import type { ColumnType, Generated } from 'kysely';

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
  /** People whom an operator has verified by a job. */
  'verification.list': {
    id: string;
    operatorId: string;
    loginName: string;
    correlationId: string;
    /** As far as the operator saw when he asked (S2). */
    scope: ColumnType<Scope, unknown, never>;
    programme: string | null;
    checks: AskableKind[];
    stopOn: VerificationReason[];
    createdAt: Date;
    finishedAt: Date | null;
    expiresAt: Date;
  };
  'verification.listItem': {
    listId: string;
    place: number;
    maskedId: string;
    individualId: string | null;
    /** Sealed with the person's key: whom to ask about. */
    person: Buffer | null;
    claimedAt: Date | null;
    verdict: Verdict | null;
    results: ColumnType<VerificationResult[] | null, unknown, unknown>;
    notAsked: Generated<AskableKind[]>;
    doneAt: Date | null;
  };
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
