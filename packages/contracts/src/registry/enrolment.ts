import { Type, type Static } from 'typebox';
import { Day } from '../platform/time.js';
import { BenefitStatus, BenefitType, EnrolmentStatus } from './codes.js';
import { Additional, Money, text } from './values.js';

/** Whose record it is, by the key that the same source gives to the person or household. */
export const SubjectKey = Type.Object(
  { kind: Type.Enum(['person', 'household']), key: text(120) },
  { additionalProperties: false },
);
export type SubjectKey = Static<typeof SubjectKey>;

export const StatusChange = Type.Object({ status: EnrolmentStatus, on: Day }, { additionalProperties: false });
export type StatusChange = Static<typeof StatusChange>;

/** One enrolment of one subject in one programme. */
export const EnrolmentData = Type.Object(
  {
    programme: text(40),
    status: EnrolmentStatus,
    enrolledOn: Type.Optional(Day),
    /** First day on which it no longer holds. */
    endsOn: Type.Optional(Day),
    /** As far as the source tells; Interlink keeps its own history of what the source said. */
    statusHistory: Type.Optional(Type.Array(StatusChange, { maxItems: 200 })),
    additional: Type.Optional(Additional),
  },
  { additionalProperties: false },
);
export type EnrolmentData = Static<typeof EnrolmentData>;

/** What somebody is or was due from a programme for a period. */
export const BenefitData = Type.Object(
  {
    programme: text(40),
    /** Source key of the enrolment it follows from, when the source says it. */
    enrolmentKey: Type.Optional(text(120)),
    type: BenefitType,
    status: BenefitStatus,
    /** Name of the period, e.g. a payment cycle's code. */
    period: Type.Optional(text(60)),
    dueOn: Type.Optional(Day),
    amount: Type.Optional(Money),
    /** For vouchers and things: how many of `description`. */
    quantity: Type.Optional(Type.Number({ minimum: 0 })),
    description: Type.Optional(text(500)),
    /** Source key of the payroll or batch that carries it. */
    batchKey: Type.Optional(text(120)),
  },
  { additionalProperties: false },
);
export type BenefitData = Static<typeof BenefitData>;

/** Money that moved, or tried to. */
export const PaymentData = Type.Object(
  {
    programme: text(40),
    benefitKey: Type.Optional(text(120)),
    amount: Money,
    paidOn: Day,
    status: Type.Enum(['sent', 'paid', 'failed', 'returned']),
    /** bank, mobile money, cash ... */
    channel: Type.Optional(text(40)),
    receipt: Type.Optional(text(120)),
    period: Type.Optional(text(60)),
  },
  { additionalProperties: false },
);
export type PaymentData = Static<typeof PaymentData>;
