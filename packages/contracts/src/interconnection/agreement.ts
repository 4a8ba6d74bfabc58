import { Type, type Static } from 'typebox';
import { Day, Time } from '../platform/time.js';

/** `out`: data leave us for the partner. `in`: the partner's data come to us. */
export const AgreementDirection = Type.Union([Type.Literal('out'), Type.Literal('in')]);
export type AgreementDirection = Static<typeof AgreementDirection>;

export const AgreementMode = Type.Union([Type.Literal('query'), Type.Literal('event'), Type.Literal('file')]);
export type AgreementMode = Static<typeof AgreementMode>;

/** As kept. That one is expired follows from the time, so no clock has to write it. */
export const AgreementStatus = Type.Union([
  Type.Literal('draft'),
  Type.Literal('approved'),
  Type.Literal('active'),
  Type.Literal('suspended'),
  Type.Literal('terminated'),
]);
export type AgreementStatus = Static<typeof AgreementStatus>;

/** A dotted path of the unified model, e.g. `demographic_info.birth_date`; it stands for all beneath it. */
export const ElementPath = Type.String({
  pattern: '^[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z][A-Za-z0-9_]*)*$',
  maxLength: 200,
});

const terms = {
  purpose: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{1,59}$' }),
  direction: AgreementDirection,
  mode: AgreementMode,
  /** Register record types that it covers, e.g. `Member`; none: any. */
  recordTypes: Type.Array(Type.String({ minLength: 1, maxLength: 80 }), { maxItems: 50 }),
  elements: Type.Array(ElementPath, { minItems: 1, maxItems: 300 }),
  legalBasis: Type.String({ minLength: 3, maxLength: 300 }),
  /** Processing that rests on the person's consent: without it nothing is answered. */
  consentRequired: Type.Boolean(),
  /** First and last day, both included. */
  validFrom: Day,
  validUntil: Day,
  /** Records a day; absent: only the partner's quotas limit it. */
  dailyRecords: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000_000 })),
  /** Totals exact (S12); otherwise rounded to 5 with small ones hidden. */
  exactCounts: Type.Boolean(),
  /** Days for which the partner may keep what it got. */
  retentionDays: Type.Integer({ minimum: 0, maximum: 36_500 }),
  breachContact: Type.String({ minLength: 3, maxLength: 200 }),
};

/** What a maker writes down; a second person approves it. */
export const AgreementTerms = Type.Object(terms, { additionalProperties: false });
export type AgreementTerms = Static<typeof AgreementTerms>;

export const AgreementAction = Type.Union([
  Type.Literal('approve'),
  Type.Literal('activate'),
  Type.Literal('suspend'),
  Type.Literal('terminate'),
]);
export type AgreementAction = Static<typeof AgreementAction>;

/** One data-sharing agreement (governance F2). */
export const Agreement = Type.Object({
  id: Type.String({ format: 'uuid' }),
  partner: Type.String(),
  status: AgreementStatus,
  ...terms,
  madeBy: Type.String(),
  madeAt: Time,
  approvedBy: Type.Optional(Type.String()),
  approvedAt: Type.Optional(Time),
});
export type Agreement = Static<typeof Agreement>;

/** Why nothing may be exchanged; a stable name for the audit, the operator's page and the partner's answer. */
export type AgreementRefusal =
  | 'partner-not-active'
  | 'no-agreement'
  | 'purpose-not-agreed'
  | 'mode-not-agreed'
  | 'record-type-not-agreed'
  | 'not-approved'
  | 'suspended'
  | 'terminated'
  | 'not-yet-valid'
  | 'expired'
  | 'consent-missing'
  | 'consent-not-valid'
  | 'volume-used-up'
  | 'filter-not-agreed'
  | 'element-not-agreed'
  | 'no-element-left';

/** What is about to be exchanged. */
export interface AgreementQuestion {
  readonly partner: string;
  readonly direction: AgreementDirection;
  readonly mode: AgreementMode;
  /** Absent: any purpose; with several agreements that differ, the narrowest answer is not guessed but refused. */
  readonly purpose?: string | undefined;
  readonly recordType?: string | undefined;
  /** Asked for (out) or delivered (in); empty: everything that is agreed. */
  readonly elements: readonly string[];
  /** Looked at by filters and sort: all of them must be agreed, or a filter would tell what the answer may not. */
  readonly filterElements?: readonly string[] | undefined;
  /** Consent that was checked, or none. Its elements limit the answer; one that does not hold refuses it. */
  readonly consent?: CheckedConsent | 'not-valid' | undefined;
  /** It passed before and was counted then, or none does now: how much may still pass today is no matter. */
  readonly isRepeat?: true | undefined;
}

/** A consent that the service checked: whom it came from and how far it goes. */
export interface CheckedConsent {
  /** Its record at the partner, or when it was given; undefined: it limits, but nobody says that it was given. */
  readonly reference: string | undefined;
  /** It bears a signature of its own, by a registered key of the partner. */
  readonly isSigned?: boolean | undefined;
  readonly purpose?: string | undefined;
  /** Absent: all that is agreed. */
  readonly elements?: readonly string[] | undefined;
  /** When a signed one is over, in milliseconds: with it what rests on it. */
  readonly untilMs?: number | undefined;
}

export type AgreementDecision =
  | {
      readonly allowed: true;
      readonly agreementId: string;
      readonly purpose: string;
      /** Elements that may pass: paths, each standing for all beneath it. */
      readonly elements: readonly string[];
      /** Asked for, not agreed, left out. */
      readonly withheld: readonly string[];
      readonly exactCounts: boolean;
      readonly consentRequired: boolean;
      /** On which it rests, beside the agreement, when one was given. */
      readonly consent?: { readonly reference: string; readonly isSigned: boolean } | undefined;
      /** Records that may still pass today; undefined: no cap. */
      readonly recordsLeft: number | undefined;
      /** Records that may pass on one day; undefined: no cap. */
      readonly dailyRecords: number | undefined;
    }
  | {
      readonly allowed: false;
      readonly refusal: AgreementRefusal;
      readonly agreementId?: string | undefined;
      /** Refused for now alone; undefined: no agreement that fits is in force, or will be by itself. */
      readonly until?: AgreementWait | undefined;
    };

/** `next-day`: the volume, or the agreement, begins with a day; `resumed`: somebody suspended it, and may resume it. */
export type AgreementWait = 'next-day' | 'resumed';
