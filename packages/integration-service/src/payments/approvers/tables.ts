import type { Assertion } from '@interlink/contracts/payments/approvers';
import type { CredentialEvent } from '@interlink/domain/payments/appointments';
import type { ColumnType, Selectable } from 'kysely';

type Json<T> = ColumnType<T, unknown, never>;

/** An assertion with all that an offline verifier needs beside the statement and the approver. */
export interface KeptAssertion extends Assertion {
  /** COSE key, base64url. */
  readonly publicKey: string;
  /** ISO time, part of the challenge. */
  readonly expiry: string;
}

export interface ApproverTables {
  'payments.ceremony': {
    id: string;
    institution: string;
    place: string;
    witnesses: string[];
    logins: string[];
    codeHash: string;
    openedBy: string;
    at: Date;
    expiresAt: Date;
  };
  'payments.credential': {
    credentialId: string;
    approverId: string;
    approverLogin: string;
    institution: string;
    /** COSE key, base64url. */
    publicKey: string;
    transports: string[];
    label: string;
    ceremonyId: string | null;
    relatedIndividualIds: string[];
    attestationObject: string;
    clientDataJson: string;
    at: Date;
  };
  'payments.credentialEvent': {
    credentialId: string;
    kind: CredentialEvent['kind'];
    who: string;
    whoLogin: string;
    reason: string | null;
    assertion: Json<KeptAssertion>;
    at: Date;
  };
  /** The authenticator's own count; it never goes back unless the key was copied. */
  'payments.credentialCounter': { credentialId: string; counter: number };
  'payments.challenge': {
    nonce: string;
    userId: string;
    /** What for, e.g. `approve:<batch>:<statement hash>`. */
    purpose: string;
    expiry: Date;
    goodUntil: Date;
    usedAt: Date | null;
  };
}

export type CredentialRow = Selectable<ApproverTables['payments.credential']>;
