import { Type, type Static } from 'typebox';
import { Day, Time } from '../platform/time.js';

const Id = Type.String({ format: 'uuid' });
const Minor = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const InstrId = Type.String({ minLength: 1, maxLength: 35 });

export const PayMarkKind = Type.Enum(['absent', 'paid', 'proxy', 'refused']);

/** Puts the sealed lines of a batch of the channel `pay-point` onto a list of this point. */
export const IssuePayList = Type.Object(
  { point: Type.String({ minLength: 2, maxLength: 100 }) },
  { additionalProperties: false },
);
export type IssuePayList = Static<typeof IssuePayList>;

/** Numbered without gaps; the signature is a detached JWS over the canonical JSON of the list without it. */
export const PayList = Type.Object({
  number: Type.Integer({ minimum: 1 }),
  batchId: Id,
  point: Type.String(),
  programme: Type.String(),
  executionDate: Type.String(),
  currency: Type.String(),
  /** Decimal text. */
  total: Type.String(),
  lines: Type.Array(
    Type.Object({ instrId: InstrId, reference: Type.String(), name: Type.String(), amount: Type.String() }),
  ),
  signature: Type.String(),
});
export type PayList = Static<typeof PayList>;

export const PayMark = Type.Object(
  {
    instrId: InstrId,
    mark: PayMarkKind,
    at: Time,
    place: Type.String({ minLength: 1, maxLength: 100 }),
    /** What was shown or signed, and for whom a proxy came; kept with the person's own key. */
    proof: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
  },
  { additionalProperties: false },
);
export type PayMark = Static<typeof PayMark>;

export const PayMarks = Type.Object(
  { marks: Type.Array(PayMark, { minItems: 1, maxItems: 2000 }) },
  { additionalProperties: false },
);
export type PayMarks = Static<typeof PayMarks>;

/** The newest mark of a line, without its proof. */
export const KeptMark = Type.Object({
  instrId: InstrId,
  mark: PayMarkKind,
  at: Time,
  place: Type.String(),
  who: Type.String(),
});
export type KeptMark = Static<typeof KeptMark>;

/** The manager's count of a day; `isLast`: what nobody claimed goes back to the treasury. */
export const CountCash = Type.Object(
  { day: Day, advanceMinor: Minor, returnedMinor: Minor, isLast: Type.Optional(Type.Boolean()) },
  { additionalProperties: false },
);
export type CountCash = Static<typeof CountCash>;

export const CashCount = Type.Object({
  id: Id,
  batchId: Id,
  day: Day,
  advanceMinor: Minor,
  returnedMinor: Minor,
  paidMinor: Minor,
  currency: Type.String(),
  isLast: Type.Boolean(),
  managerLogin: Type.String(),
  /** Absent until somebody else signed. */
  witnessLogin: Type.Optional(Type.String()),
});
export type CashCount = Static<typeof CashCount>;
