import { Type, type Static } from 'typebox';
import { Time } from '../platform/time.js';

/**
 * The evidence pack of a batch: text, one JSON record a line, so that neither writer nor verifier holds a million lines
 * at once. The first record is `pack`, the last is `end`; between them the kinds come in the order of this file. Bytes
 * are base64, hashes lower-case hex of SHA-256, times ISO 8601 in UTC, amounts minor units. A detached JWS is compact,
 * over the UTF-8 bytes of the text beside it as they are (RFC 7797), or over their base64url where its header says no
 * b64.
 */
const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' });
const Part = Type.Integer({ minimum: 1 });
const Minor = Type.Integer();
const Json = Type.Record(Type.String(), Type.Unknown());

export const EVIDENCE_PACK_VERSION = 'interlink-evidence-pack-1';

export const PackHead = Type.Object({
  type: Type.Literal('pack'),
  version: Type.Literal(EVIDENCE_PACK_VERSION),
  deployment: Type.String(),
  batchId: Type.String(),
  payrollId: Type.String(),
  programme: Type.String(),
  state: Type.String(),
  makerId: Type.String(),
  makerLogin: Type.String(),
  exportedAt: Time,
  /** Canonical JSON (RFC 8785) of what was approved; it names the root, count and total over all leaves. */
  statement: Type.String(),
  statementHash: Hash,
});

/**
 * Public keys by which the signatures of the pack are checked. A verifier compares their thumbprints with what it was
 * told by another way.
 */
export const PackKeys = Type.Object({ type: Type.Literal('keys'), jwks: Type.Object({ keys: Type.Array(Json) }) });

/** One approved line, in the order of InstrId; `hash` is SHA-256(0x00 || JCS(line with its terms)). */
export const PackLeaf = Type.Object({
  type: Type.Literal('leaf'),
  index: Type.Integer({ minimum: 0 }),
  instrId: Type.String(),
  entitlementId: Type.String(),
  attempt: Type.Integer({ minimum: 1 }),
  hash: Hash,
  amountMinor: Minor,
  currency: Type.String(),
  /** 0: in no file, because it was removed at the seal. */
  part: Type.Integer({ minimum: 0 }),
  state: Type.String(),
  netMinor: Minor,
});

/** A leaf that rules took out between approval and seal; nothing is ever added or changed there. */
export const PackRemoval = Type.Object({
  type: Type.Literal('removal'),
  index: Type.Integer({ minimum: 0 }),
  instrId: Type.String(),
  reason: Type.String(),
  evidence: Json,
  at: Time,
});

/**
 * `attested`: the service vouches for who was signed in. `signed`: a WebAuthn assertion over
 * SHA-256('interlink-approval-v1' || statement || approver || nonce || expiry).
 */
export const PackApproval = Type.Object({
  type: Type.Literal('approval'),
  approverId: Type.String(),
  approverLogin: Type.String(),
  statementHash: Hash,
  at: Time,
  assurance: Type.Enum(['attested', 'signed']),
  /** The canonical JSON that the service signed. */
  attested: Type.String(),
  attestation: Type.String(),
  assertion: Type.Optional(
    Type.Object({
      credentialId: Type.String(),
      /** COSE key, base64url. */
      publicKey: Type.String(),
      authenticatorData: Type.String(),
      clientDataJson: Type.String(),
      signature: Type.String(),
      nonce: Type.String(),
      expiry: Time,
    }),
  ),
});

/**
 * A sealed file. `manifest` is canonical JSON {messageId, part, parts, format, sha256, size, count, total, statement,
 * statementHash, removed, approvals}.
 */
export const PackFile = Type.Object({
  type: Type.Literal('file'),
  part: Part,
  messageId: Type.String(),
  format: Type.String(),
  sha256: Hash,
  size: Type.Integer({ minimum: 1 }),
  count: Type.Integer({ minimum: 1 }),
  totalMinor: Minor,
  manifest: Type.String(),
  manifestSignature: Type.String(),
  bodySignature: Type.String(),
  /** The bytes as they were sent; left out when the exporter was told to keep accounts out of the pack. */
  bytes: Type.Optional(Type.String()),
  at: Time,
});

/** Kept in the ledger before the first byte left. */
export const PackTransmission = Type.Object({
  type: Type.Literal('transmission'),
  part: Part,
  number: Type.Integer({ minimum: 1 }),
  channel: Type.String(),
  messageId: Type.String(),
  sha256: Hash,
  at: Time,
});

/** The same from the transmit journal outside the database (R7). */
export const PackJournalEntry = Type.Object({ type: Type.Literal('journal'), entry: Json });

/** A message of the bank, as it came. */
export const PackReceived = Type.Object({
  type: Type.Literal('received'),
  id: Type.String(),
  kind: Type.String(),
  source: Type.String(),
  sha256: Hash,
  bytes: Type.Optional(Type.String()),
  at: Time,
});

/** What a message said about a line; `receivedId` is the message, absent for what the channel answered. */
export const PackEvidence = Type.Object({
  type: Type.Literal('evidence'),
  instrId: Type.String(),
  key: Type.String(),
  at: Time,
  said: Json,
  receivedId: Type.Optional(Type.String()),
});

/** What a statement booked on a line after the batch was closed: the leaf stands as it stood (I9). */
export const PackAdjustment = Type.Object({
  type: Type.Literal('adjustment'),
  instrId: Type.String(),
  key: Type.String(),
  at: Time,
  said: Json,
  receivedId: Type.Optional(Type.String()),
});

/** A statement of the debit account by which lines were booked. */
export const PackStatement = Type.Object({
  type: Type.Literal('statement'),
  account: Type.String(),
  sequence: Type.Integer(),
  statementId: Type.String(),
  openingMinor: Minor,
  closingMinor: Minor,
  currency: Type.String(),
  receivedId: Type.String(),
});

/** What two people decided about the batch: who proposed, who confirmed. */
export const PackDecision = Type.Object({
  type: Type.Literal('decision'),
  id: Type.String(),
  kind: Type.String(),
  target: Type.String(),
  details: Json,
  proposedBy: Type.String(),
  proposedAt: Time,
  confirmedBy: Type.Optional(Type.String()),
  confirmedAt: Type.Optional(Time),
});

/**
 * A message by which payments were called back, as it left: ids and amounts, nobody's name, so that its bytes are
 * always there.
 */
export const PackRecall = Type.Object({
  type: Type.Literal('recall'),
  id: Type.String(),
  messageId: Type.String(),
  channel: Type.String(),
  reason: Type.String(),
  instrIds: Type.Array(Type.String(), { minItems: 1 }),
  /** The decision of two people that it follows from. */
  decisionId: Type.String(),
  sha256: Hash,
  bytes: Type.String(),
  /** Detached JWS over the bytes. */
  signature: Type.String(),
  at: Time,
});

/**
 * What was heard of it. Without `instrId` of all its payments; without `receivedId` the channel said it, else that
 * message.
 */
export const PackRecallWord = Type.Object({
  type: Type.Literal('recall-word'),
  recallId: Type.String(),
  key: Type.String(),
  said: Type.String(),
  reason: Type.Optional(Type.String()),
  instrId: Type.Optional(Type.String()),
  receivedId: Type.Optional(Type.String()),
  at: Time,
});

/**
 * An audit entry about the batch, as it stands in its shard: hash = SHA-256(prevHash || seq || JCS(header) ||
 * commitment).
 */
export const PackAudit = Type.Object({
  type: Type.Literal('audit'),
  shard: Type.Integer(),
  seq: Type.Integer(),
  header: Json,
  commitment: Type.String(),
  prevHash: Hash,
  hash: Hash,
  /** Absent when it was erased. HMAC-SHA-256(salt, body) is the commitment. */
  body: Type.Optional(Type.Object({ text: Type.String(), salt: Type.String() })),
});

/**
 * Links from an entry of the batch to the head of its shard: hash, sequence, header and commitment of each entry after
 * it.
 */
export const PackTreeHead = Type.Object({
  type: Type.Literal('tree-head'),
  head: Json,
  hash: Hash,
  signature: Type.String(),
  keyId: Type.String(),
});

/**
 * `records`: how many records stand before this one, so that a cut pack is seen. `sha256`: of all their bytes with line
 * ends.
 */
export const PackEnd = Type.Object({
  type: Type.Literal('end'),
  records: Type.Integer({ minimum: 1 }),
  sha256: Hash,
});

export const EvidencePackRecord = Type.Union([
  PackHead,
  PackKeys,
  PackLeaf,
  PackRemoval,
  PackApproval,
  PackFile,
  PackTransmission,
  PackJournalEntry,
  PackReceived,
  PackEvidence,
  PackAdjustment,
  PackStatement,
  PackDecision,
  PackRecall,
  PackRecallWord,
  PackAudit,
  PackTreeHead,
  PackEnd,
]);
export type EvidencePackRecord = Static<typeof EvidencePackRecord>;
