import { Type, type Static } from 'typebox';
import { FormatName } from './file-format.js';
import { Day } from '../platform/time.js';

/** In the characters that every bank takes (A1.1), with something to read at both ends. */
const Text = (maxLength: number) =>
  Type.String({ minLength: 1, maxLength, pattern: "^(?! )[a-zA-Z0-9/?:().,'+ -]+(?<! )$" });
/** An id neither begins nor ends with a slash, nor has two in a row: each file with it would be refused. */
const Id = (maxLength: number) =>
  Type.String({ minLength: 1, maxLength, pattern: "^(?![/ ])(?!.*//)[a-zA-Z0-9/?:().,'+ -]+(?<![/ ])$" });

/** Where a programme's money comes from, and what its payments are called. */
export const PaymentProgramme = Type.Object(
  {
    debtorName: Text(140),
    /** The paying institution's id with the bank. */
    debtorId: Id(35),
    debtorAccount: Id(34),
    debtorAgent: Id(35),
    /** ISO 20022 pair of codes (A1.2); the list of categories has these four for what a state pays its people. */
    categoryPurpose: Type.Enum(['GOVT', 'OTHR', 'PENS', 'SSBE']),
    purpose: Type.String({ pattern: '^[A-Z]{4}$' }),
    /** How its files leave unless the maker says otherwise. */
    channel: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$', default: 'https' })),
    /** Most that one payment may be (F10). */
    ceilingMinor: Type.Optional(Type.Integer({ minimum: 1 })),
    /** What the programme may still pay; a batch over it stays a draft. */
    budgetMinor: Type.Optional(Type.Integer({ minimum: 0 })),
  },
  { additionalProperties: false },
);
export type PaymentProgramme = Static<typeof PaymentProgramme>;

/** `policies.payments` of interlink.json. */
export const PaymentSettings = Type.Object(
  {
    /** Key of `partners`: the bank that is paid through. */
    bank: Type.String({ default: 'bank-payments' }),
    programmes: Type.Record(Type.String(), PaymentProgramme, { additionalProperties: false, default: {} }),
    /** Settings of channels by id (`sftp`); a channel that needs none is always there. */
    channels: Type.Record(Type.String(), Type.Unknown(), { default: {} }),
    /**
     * Payment files as data (`FileFormat`), by name; a channel that names none sends pain.001.001.09, `pain-001-001-03`
     * is always there.
     */
    formats: Type.Record(FormatName, Type.Unknown(), { default: {} }),
    /**
     * `webauthn`: every approval is signed by an enrolled authenticator; `attested`: below the first limit the service
     * may vouch.
     */
    approvalAssurance: Type.Enum(['webauthn', 'attested'], { default: 'webauthn' }),
    /** Totals from which two, and from which three people approve; attested approvals are good below the first. */
    approvalLimit1Minor: Type.Integer({ minimum: 1, default: 100_000_000 }),
    approvalLimit2Minor: Type.Integer({ minimum: 1, default: 1_000_000_000 }),
    /** Business days between making a batch and its execution. */
    leadDays: Type.Integer({ minimum: 0, maximum: 30, default: 1 }),
    /**
     * By channel: the time of day, where the deployment is, from which on its other side counts a file as the next
     * day's.
     */
    cutOffs: Type.Record(Type.String(), Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }), { default: {} }),
    /** Days of the week on which the bank works, 0 = Sunday. */
    bankDays: Type.Array(Type.Integer({ minimum: 0, maximum: 6 }), {
      minItems: 1,
      uniqueItems: true,
      default: [1, 2, 3, 4, 5],
    }),
    /** Days on which the bank does not work, `YYYY-MM-DD`. */
    holidays: Type.Array(Day, { default: [] }),
    /** What the bank writes its statements as. */
    statements: Type.Enum(['camt.053', 'mt940'], { default: 'camt.053' }),
    /**
     * Most that the bank takes for one payment within the payment's own booking, in minor units; more is for people.
     * 0: it books its fees by themselves.
     */
    maxFeeMinor: Type.Integer({ minimum: 0, default: 0 }),
    /** Whether the bank announces bookings before its statements do. */
    notifications: Type.Enum(['camt.052', 'camt.054', 'none'], { default: 'none' }),
    /** Lines in one file; a larger batch is sent in several, each with its own message id. */
    maxLinesPerFile: Type.Integer({ minimum: 1, maximum: 100_000, default: 10_000 }),
    /** What the lines of one file share besides: all are with one account keeper, of one place, or both. */
    splitBy: Type.Array(Type.Enum(['agent', 'area']), { uniqueItems: true, default: [] }),
    /** Bank days between a failure and a new attempt (R5). */
    quietDays: Type.Integer({ minimum: 0, maximum: 30, default: 2 }),
    /** Days after which a reconciled batch is closed: returns come until then. */
    returnWindowDays: Type.Integer({ minimum: 1, maximum: 365, default: 45 }),
    /** Part of lines or of value that rules may take out at the seal before approvals drop. */
    removalLimit: Type.Number({ minimum: 0, maximum: 1, default: 0.005 }),
    /** Whether the civil registry is asked about each payee before a batch (F02). */
    lifeCheck: Type.Enum(['civil-registry', 'none'], { default: 'none' }),
    /** Days after which an answer about an account, and about life, is called old. */
    accountFreshDays: Type.Integer({ minimum: 1, default: 180 }),
    lifeFreshDays: Type.Integer({ minimum: 1, default: 31 }),
    /** People whom one account may serve in a batch without being looked at. */
    maxPerAccount: Type.Integer({ minimum: 1, default: 2 }),
    /**
     * The transmit journal outside PostgreSQL (R7); in production on another host's disk. Absent: beside the secrets.
     */
    transmitJournal: Type.Optional(Type.String({ minLength: 1 })),
    chargeBearer: Type.Enum(['DEBT', 'SLEV'], { default: 'SLEV' }),
    serviceLevel: Type.Enum(['INST', 'NURG', 'SDVA', 'URGP'], { default: 'NURG' }),
  },
  { additionalProperties: false, default: {} },
);
export type PaymentSettings = Static<typeof PaymentSettings>;
