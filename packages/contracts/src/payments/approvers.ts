import { Type, type Static } from 'typebox';
import { Time } from '../platform/time.js';

const Id = Type.String({ format: 'uuid' });
const Base64Url = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '^[A-Za-z0-9_-]+$' });
const Line = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const CredentialId = Base64Url(1400);
const Nonce = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** What the browser asks its authenticator to sign (WebAuthn `get`). `challenge` is base64url. */
export const AssertionRequest = Type.Object({
  nonce: Nonce,
  /** When what is signed ends to count; it is part of the challenge. */
  expiry: Time,
  challenge: Base64Url(64),
  rpId: Type.String(),
  credentialIds: Type.Array(CredentialId),
});
export type AssertionRequest = Static<typeof AssertionRequest>;

/** The authenticator's answer, binary parts as base64url. */
export const Assertion = Type.Object(
  {
    nonce: Nonce,
    credentialId: CredentialId,
    authenticatorData: Base64Url(2000),
    clientDataJson: Base64Url(4000),
    signature: Base64Url(2000),
  },
  { additionalProperties: false },
);
export type Assertion = Static<typeof Assertion>;

/** What the browser asks its authenticator to make (WebAuthn `create`). */
export const EnrolmentRequest = Type.Object({
  nonce: Nonce,
  challenge: Base64Url(64),
  rpId: Type.String(),
  rpName: Type.String(),
  userHandle: Base64Url(100),
  userName: Type.String(),
  displayName: Type.String(),
  /** COSE algorithms, best first. */
  algorithms: Type.Array(Type.Integer()),
  /** Credentials that this person has: an authenticator is enrolled once. */
  excludeIds: Type.Array(CredentialId),
});
export type EnrolmentRequest = Static<typeof EnrolmentRequest>;

/**
 * A new credential. With the code of an open ceremony it is one of the first three; else it waits for two holders and
 * 24 hours.
 */
export const EnrolCredential = Type.Object(
  {
    nonce: Nonce,
    credentialId: CredentialId,
    attestationObject: Base64Url(20_000),
    clientDataJson: Base64Url(4000),
    transports: Type.Array(Line(20), { maxItems: 8 }),
    label: Line(60),
    ceremonyCode: Type.Optional(Line(40)),
    /** Person records of the approver and of everybody of the household: payments to them are for others to approve. */
    relatedIndividualIds: Type.Array(Id, { maxItems: 40, uniqueItems: true }),
  },
  { additionalProperties: false },
);
export type EnrolCredential = Static<typeof EnrolCredential>;

/** A holder's word on another's credential. */
export const JudgeCredential = Type.Object(
  {
    credentialId: CredentialId,
    judgement: Type.Enum(['endorsed', 'objected', 'revoked']),
    reason: Type.Optional(Line(300)),
    assertion: Assertion,
  },
  { additionalProperties: false },
);
export type JudgeCredential = Static<typeof JudgeCredential>;

export const AskJudgement = Type.Pick(JudgeCredential, ['credentialId', 'judgement'], { additionalProperties: false });
export type AskJudgement = Static<typeof AskJudgement>;

export const CredentialState = Type.Enum(['proposed', 'active', 'refused', 'revoked']);
export type CredentialState = Static<typeof CredentialState>;

export const CredentialView = Type.Object({
  credentialId: CredentialId,
  approverId: Type.String(),
  approverLogin: Type.String(),
  label: Type.String(),
  state: CredentialState,
  inCeremony: Type.Boolean(),
  relatedCount: Type.Integer(),
  proposedAt: Time,
  /** Not before this time, whoever endorses. */
  earliestAt: Time,
  endorsementsMissing: Type.Integer({ minimum: 0 }),
  events: Type.Array(
    Type.Object({
      kind: Type.Enum(['endorsed', 'objected', 'revoked']),
      whoLogin: Type.String(),
      at: Time,
      reason: Type.Optional(Type.String()),
    }),
  ),
});
export type CredentialView = Static<typeof CredentialView>;

/** The approvers of money, their credentials and the ceremony that began them. */
export const Approvers = Type.Object({
  assurance: Type.Enum(['webauthn', 'attested']),
  credentials: Type.Array(CredentialView),
  ceremony: Type.Optional(
    Type.Object({
      id: Id,
      place: Type.String(),
      witnesses: Type.Array(Type.String()),
      openedBy: Type.String(),
      openedAt: Time,
      expiresAt: Time,
      isOpen: Type.Boolean(),
      enrolled: Type.Integer(),
    }),
  ),
});
export type Approvers = Static<typeof Approvers>;

/** What waits for the one who is signed in. */
export const PaymentsOpenWork = Type.Object({
  items: Type.Array(
    Type.Object({
      kind: Type.Enum([
        'batch-to-approve',
        'credential-to-judge',
        'decision-to-confirm',
        'exception',
        'failed-line',
        'incident',
        'suspense',
      ]),
      count: Type.Integer({ minimum: 0 }),
    }),
  ),
});
export type PaymentsOpenWork = Static<typeof PaymentsOpenWork>;
