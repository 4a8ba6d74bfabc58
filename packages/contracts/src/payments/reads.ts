import { Type, type Static } from 'typebox';
import { CheckReport } from './check-report.js';
import { Batch, BatchLine, BatchState, LineState } from './batch.js';
import { Decision, RecallReason } from './decision.js';
import { Time } from '../platform/time.js';

const Id = Type.String({ format: 'uuid' });
const Minor = Type.Integer();
const Count = Type.Integer({ minimum: 0 });
const Next = Type.Optional(Type.String());

/** Number and money of lines in one state. */
export const StateTally = Type.Object({
  state: LineState,
  currency: Type.String(),
  count: Count,
  totalMinor: Minor,
});
export type StateTally = Static<typeof StateTally>;

export const BatchSummary = Type.Pick(Batch, [
  'id',
  'payrollId',
  'programme',
  'state',
  'count',
  'totalMinor',
  'currency',
  'executionDate',
  'makerLogin',
  'createdAt',
]);
export type BatchSummary = Static<typeof BatchSummary>;

export const BatchPage = Type.Object({ items: Type.Array(BatchSummary), nextCursor: Next });
export type BatchPage = Static<typeof BatchPage>;

/** One thing that happened with a batch. `what`: a fact, or `received:<kind>`, `attempt`. */
export const BatchEvent = Type.Object({
  at: Time,
  what: Type.String(),
  who: Type.Optional(Type.String()),
  detail: Type.Optional(Type.String()),
});
export type BatchEvent = Static<typeof BatchEvent>;

/** Payments of a batch that have one thing in common. */
export const BatchTotal = Type.Object({
  /** Absent when it is not known, or for the sum of `others`. */
  name: Type.Optional(Type.String()),
  /** So many smaller ones together. */
  others: Type.Optional(Count),
  count: Count,
  totalMinor: Minor,
});
export type BatchTotal = Static<typeof BatchTotal>;

/** As approved, or to be approved: what was taken out at the seal is still among them. */
export const BatchTotals = Type.Object({
  agent: Type.Array(BatchTotal),
  /** By village. */
  area: Type.Array(BatchTotal),
  sex: Type.Array(BatchTotal),
});
export type BatchTotals = Static<typeof BatchTotals>;

/** A payment that the bank was asked to call back. */
export const Recall = Type.Object({
  id: Id,
  instrId: Type.String(),
  benefitCode: Type.String(),
  reason: RecallReason,
  messageId: Type.String(),
  at: Time,
  state: Type.Enum(['ACCEPTED', 'ASKED', 'DISPUTED', 'PENDING', 'REFUSED', 'SENT']),
  /** Why the bank refuses, as it said. */
  answer: Type.Optional(Type.String()),
});
export type Recall = Static<typeof Recall>;

/** A batch without its lines, however many there are. */
export const BatchHead = Type.Interface([Type.Omit(Batch, ['fileSha256', 'lines'])], {
  root: Type.String(),
  tallies: Type.Array(StateTally),
  totals: BatchTotals,
  /** Oldest first. */
  timeline: Type.Array(BatchEvent),
  /** What stops it until two people let it go. */
  holds: Type.Array(Type.Object({ id: Id, reason: Type.String(), at: Time })),
  checks: Type.Optional(Type.Object({ at: Time, who: Type.String(), report: CheckReport })),
  files: Type.Array(
    Type.Object({
      part: Type.Integer(),
      format: Type.String(),
      count: Count,
      totalMinor: Minor,
      messageId: Type.String(),
      sha256: Type.String(),
      size: Count,
      sealedAt: Time,
    }),
  ),
  /** Oldest first; absent when nobody asked for any. */
  recalls: Type.Optional(Type.Array(Recall)),
  transmissions: Type.Array(
    Type.Object({
      part: Type.Integer(),
      number: Type.Integer(),
      channel: Type.String(),
      messageId: Type.String(),
      at: Time,
    }),
  ),
});
export type BatchHead = Static<typeof BatchHead>;

/** A line with the batch that it stands in. */
export const LedgerLine = Type.Interface([BatchLine], {
  batchId: Id,
  entitlementId: Type.String(),
  programme: Type.String(),
  executionDate: Type.String(),
  /** More went out for it than was owed: the oldest incident of it that two people have not closed (R8). */
  incidentId: Type.Optional(Id),
});
export type LedgerLine = Static<typeof LedgerLine>;

/** A proposal with the payments that it is about, as they stand: whoever confirms it sees what. */
export const DecisionView = Type.Interface([Decision], { lines: Type.Array(LedgerLine) });
export type DecisionView = Static<typeof DecisionView>;

export const LinePage = Type.Object({ items: Type.Array(LedgerLine), nextCursor: Next });
export type LinePage = Static<typeof LinePage>;

/** More went out for a payment than was owed, and no two people have closed it (R3, R8). */
export const Incident = Type.Object({
  id: Id,
  excessMinor: Minor,
  /** Of the excess: what was booked in another currency than owed is all of it. */
  currency: Type.String(),
  at: Time,
  line: LedgerLine,
});
export type Incident = Static<typeof Incident>;

export const IncidentPage = Type.Object({ items: Type.Array(Incident), nextCursor: Next });
export type IncidentPage = Static<typeof IncidentPage>;

/** What each leaf of the approved root is made of: the line as it goes into the file, in the order of InstrId. */
export const LeafPage = Type.Object({
  /** What all lines share; part of each leaf. */
  terms: Type.Object({
    categoryPurpose: Type.String(),
    chargeBearer: Type.Enum(['DEBT', 'SLEV']),
    serviceLevel: Type.String(),
    executionDate: Type.String(),
  }),
  items: Type.Array(
    Type.Object({
      entitlementId: Type.String(),
      attempt: Type.Integer(),
      instrId: Type.String(),
      endToEndId: Type.String(),
      uetr: Type.String(),
      amountMinor: Minor,
      currency: Type.String(),
      creditorAgent: Type.String(),
      account: Type.String(),
      payeeName: Type.String(),
      purpose: Type.String(),
      remittance: Type.String(),
    }),
  ),
  nextCursor: Next,
});
export type LeafPage = Static<typeof LeafPage>;

/** A message of the bank that no line is known for. */
export const SuspenseItem = Type.Object({
  receivedId: Id,
  key: Type.String(),
  why: Type.String(),
  kind: Type.String(),
  source: Type.String(),
  at: Time,
  amountMinor: Type.Optional(Minor),
  currency: Type.Optional(Type.String()),
  bookedOn: Type.Optional(Type.String()),
});
export const SuspensePage = Type.Object({ items: Type.Array(SuspenseItem), nextCursor: Next });
export type SuspensePage = Static<typeof SuspensePage>;

/** Lines that a booking without a line may belong to, the likeliest first, each with what speaks for it. */
export const SuspenseMatches = Type.Object({
  items: Type.Array(
    Type.Object({
      line: LedgerLine,
      signs: Type.Array(Type.Enum(['near-day', 'same-amount', 'same-day', 'still-open'])),
    }),
  ),
});
export type SuspenseMatches = Static<typeof SuspenseMatches>;

export const StatementItem = Type.Object({
  account: Type.String(),
  sequence: Type.Integer(),
  statementId: Type.String(),
  openingMinor: Minor,
  closingMinor: Minor,
  currency: Type.String(),
  at: Time,
  /** Whether the one before it is there and closes where this opens. */
  follows: Type.Boolean(),
});
export const StatementPage = Type.Object({ items: Type.Array(StatementItem), nextCursor: Next });
export type StatementPage = Static<typeof StatementPage>;

/** Money of the institution in each state. */
export const MoneyByState = Type.Object({
  batches: Type.Array(
    Type.Object({
      state: BatchState,
      currency: Type.String(),
      count: Count,
      lines: Count,
      totalMinor: Minor,
    }),
  ),
  lines: Type.Array(StateTally),
  /** When it was counted: at most a minute ago. */
  countedAt: Time,
});
export type MoneyByState = Static<typeof MoneyByState>;

/** How and where payments leave. */
export const PaymentChannels = Type.Object({
  approvalAssurance: Type.String(),
  approvalLimit1Minor: Minor,
  approvalLimit2Minor: Minor,
  leadDays: Type.Integer(),
  /** By channel: the time of day from which on a file counts as the next day's. */
  cutOffs: Type.Record(Type.String(), Type.String()),
  /** Days of the week on which the bank works, 0 = Sunday. */
  bankDays: Type.Array(Type.Integer()),
  holidays: Type.Array(Type.String()),
  /** The day that it is where the deployment is. */
  today: Type.String(),
  /** The first day on which a batch made now, for the first of the channels, can be executed. */
  earliestExecution: Type.String(),
  channels: Type.Array(
    Type.Object({ id: Type.String(), kind: Type.String(), host: Type.String(), programmes: Type.Array(Type.String()) }),
  ),
  /** Public keys by which others check what we seal and send. */
  keys: Type.Array(
    Type.Object({ kid: Type.String(), algorithm: Type.String(), use: Type.String(), thumbprint: Type.String() }),
  ),
  /** Why nothing may leave now (R7); absent when everything may. */
  fence: Type.Optional(Type.String()),
  /** Codes of the error catalogue: what else keeps batches from being sealed or sent (S5, S14). */
  stops: Type.Array(Type.String()),
});
export type PaymentChannels = Static<typeof PaymentChannels>;
