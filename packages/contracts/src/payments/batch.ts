import { Type, type Static } from 'typebox';
import { Assertion } from './approvers.js';
import { Day, Time } from '../platform/time.js';

const Id = Type.String({ format: 'uuid' });
const Minor = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const Hex = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** spec/payments.md A5; folded from facts and evidence, set by nobody. */
export const BatchState = Type.Enum([
  'DRAFT',
  'VALIDATED',
  'APPROVED',
  'SEALED',
  'TRANSMITTING',
  'TRANSMITTED',
  'ACKNOWLEDGED',
  'PARTIAL',
  'SETTLED',
  'REJECTED',
  'RECONCILED',
  'CLOSED',
  'CANCELLED',
  'VOIDED',
  'EXCEPTION',
]);
export type BatchState = Static<typeof BatchState>;

export const LineState = Type.Enum([
  'DRAFT',
  'SEALED',
  'SENDING',
  'SENT',
  'INPROC',
  'UNKNOWN',
  'SETTLED',
  'REJECTED',
  'RETURNED',
  'CANCELLED',
]);
export type LineState = Static<typeof LineState>;

/** Makes a batch of an openIMIS payroll that stands at APPROVE_FOR_PAYMENT. */
export const MakeBatch = Type.Object(
  {
    payrollId: Id,
    /** `YYYY-MM-DD`, a business day; absent: the first one that the bank's lead time allows. */
    executionDate: Type.Optional(Day),
    /** How its files leave; absent: as the programme's payments do. */
    channel: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' })),
  },
  { additionalProperties: false },
);
export type MakeBatch = Static<typeof MakeBatch>;

/** Names the statement that was shown: an approval of anything else is refused. */
export const AskApproval = Type.Object({ statementHash: Hex }, { additionalProperties: false });
export type AskApproval = Static<typeof AskApproval>;

/** Without an assertion it is attested, which a deployment must allow (`approvalAssurance`). */
export const ApproveBatch = Type.Object(
  { statementHash: Hex, assertion: Type.Optional(Assertion) },
  { additionalProperties: false },
);
export type ApproveBatch = Static<typeof ApproveBatch>;

export const BatchApproval = Type.Object({
  approverLogin: Type.String(),
  at: Time,
  /** S11: `signed` by an enrolled authenticator; `attested`: the service vouches for who was signed in. */
  assurance: Type.Enum(['attested', 'signed']),
});

/** A benefit of the payroll that is not in the batch. */
export const Exclusion = Type.Object({ benefitId: Type.String(), code: Type.String(), reason: Type.String() });
export type Exclusion = Static<typeof Exclusion>;

/** One payment of a batch; no name, and of the account only the end. */
export const BatchLine = Type.Object({
  instrId: Type.String(),
  endToEndId: Type.String(),
  uetr: Type.String(),
  benefitCode: Type.String(),
  individualId: Type.String(),
  attempt: Type.Integer({ minimum: 1, maximum: 99 }),
  amountMinor: Minor,
  currency: Type.String(),
  accountEnd: Type.String(),
  state: LineState,
  exceptions: Type.Array(Type.String()),
  /** ISO 20022 reason of a failure. */
  reason: Type.Optional(Type.String()),
  /** When openIMIS was seen to hold the receipt. */
  writtenBackAt: Type.Optional(Time),
});
export type BatchLine = Static<typeof BatchLine>;

/** A batch with its lines. Amounts in minor units. */
export const Batch = Type.Object({
  id: Id,
  payrollId: Id,
  programme: Type.String(),
  state: BatchState,
  count: Type.Integer({ minimum: 1 }),
  totalMinor: Minor,
  currency: Type.String(),
  executionDate: Type.String(),
  makerLogin: Type.String(),
  createdAt: Time,
  /** Canonical JSON of what is approved; `statementHash` is its SHA-256. */
  statement: Type.String(),
  statementHash: Hex,
  approvalsNeeded: Type.Integer({ minimum: 1 }),
  approvals: Type.Array(BatchApproval),
  exclusions: Type.Array(Exclusion),
  messageId: Type.String(),
  /** SHA-256 of the file's bytes, once sealed. */
  fileSha256: Type.Optional(Hex),
  lines: Type.Array(BatchLine),
});
export type Batch = Static<typeof Batch>;

/**
 * What an approval is answered by: a hundred thousand lines are approved in one action, and none of them is sent back.
 */
export const BatchWithoutLines = Type.Omit(Batch, ['lines']);
export type BatchWithoutLines = Static<typeof BatchWithoutLines>;

/** An edit before the seal: it drops the approvals and is checked anew. */
export const EditBatch = Type.Object(
  {
    /** InstrIds of lines to leave out. */
    leaveOut: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 35 }), { minItems: 1, maxItems: 1000, uniqueItems: true }),
    ),
    /** Why, without names: it stands beside each line that is left out. */
    reason: Type.Optional(Type.String({ minLength: 3, maxLength: 200 })),
    executionDate: Type.Optional(Day),
  },
  { additionalProperties: false },
);
export type EditBatch = Static<typeof EditBatch>;
