import type { Finding } from '@interlink/contracts/fraud/finding';
import type { PaymentHold } from '@interlink/contracts/payments/hold';
import { inspectPayment, type PaymentSubject, type SharedIdentifier } from '../fraud/rule.js';
import { fraudRules } from '../fraud/rules.js';
import { transliterate } from './charset.js';
import type { ExclusionReason } from './check-line.js';
import { hasFailed, type LineState } from './line-state.js';
import { fromDecimal } from './money.js';
import type { Period } from './period.js';

/**
 * All that decided whether a benefit was paid, as it was known then. It is kept with the batch, so that the same
 * question has the same answer years later: nothing else is looked at.
 */
export interface BenefitInputs {
  /** Version of these rules; an answer is recomputed by the rules of that version. */
  readonly ruleSetVersion: string;
  readonly benefit: {
    readonly benefitId: string;
    readonly code: string;
    readonly isCodeUnique: boolean;
    /** Whether openIMIS can be told of it by its CSV. */
    readonly isCodeWritable: boolean;
    readonly status: string;
    readonly hasReceipt: boolean;
    /** Decimal text. */
    readonly amount: string;
  };
  readonly currency: string;
  readonly programme: string;
  readonly cycle: string;
  readonly period?: Period | undefined;
  readonly executionDate: string;
  readonly ceilingMinor?: number | undefined;
  readonly person?: BenefitPerson | undefined;
  readonly account?:
    { readonly outcome: string; readonly reasons: readonly string[]; readonly checkedAt: string } | undefined;
  readonly life?: {
    readonly outcome: string;
    readonly deceased: boolean;
    readonly deathDate?: string | undefined;
    readonly checkedAt: string;
  };
  readonly enrolment?: { readonly status: string } | undefined;
  /** What the enrolment in Interlink says against paying. */
  readonly hold?: PaymentHold | undefined;
  readonly identifiers: readonly SharedIdentifier[];
  readonly earlierPayment?: { readonly instrId: string; readonly state: LineState } | undefined;
  readonly adopted?: 'paid-elsewhere' | 'unknown' | 'unpaid' | undefined;
  /** Why a further attempt may not be made yet (R5). */
  readonly reissue?: string | undefined;
}

export interface BenefitPerson {
  readonly individualId: string;
  readonly givenName: string;
  readonly surname: string;
  readonly birthDate?: { readonly date: string; readonly precision: string } | undefined;
  readonly locationId?: string | undefined;
  readonly account?: { readonly provider: string; readonly number: string } | undefined;
}

export type BenefitOutcome =
  | {
      readonly outcome: 'paid';
      readonly amountMinor: number;
      readonly payeeName: string;
      readonly findings: readonly Finding[];
    }
  | { readonly outcome: 'left-out'; readonly reason: string; readonly findings: readonly Finding[] };

/** Whether this benefit is paid by the batch, and if not why (I10). Pure: equal inputs, equal answer. */
export function decideBenefit(inputs: BenefitInputs): BenefitOutcome {
  const amount = fromDecimal(inputs.benefit.amount, inputs.currency);
  const reason = refuseBenefit(inputs) ?? (amount && amount.minor > 0 ? undefined : 'amount-not-exact');
  if (reason !== undefined || !amount)
    return { outcome: 'left-out', reason: reason ?? 'amount-not-exact', findings: [] };
  const { person } = inputs;
  const payeeName = person && transliterate(`${person.givenName} ${person.surname}`);
  const missing = refusePerson(inputs, payeeName);
  if (missing !== undefined || !person || payeeName === undefined) {
    return { outcome: 'left-out', reason: missing ?? 'person-not-found', findings: [] };
  }
  const findings = inspectPayment(fraudRules, toSubject(inputs, person.individualId, amount.minor));
  const blocking = findings.find(({ severity }) => severity === 'BLOCK');
  if (blocking) return { outcome: 'left-out', reason: `fraud-${blocking.code}`, findings };
  if (inputs.account?.outcome !== 'verified') return { outcome: 'left-out', reason: 'account-not-verified', findings };
  return { outcome: 'paid', amountMinor: amount.minor, payeeName, findings };
}

function refuseBenefit({ benefit }: BenefitInputs): ExclusionReason | undefined {
  if (!benefit.isCodeUnique) return 'code-not-unique';
  if (benefit.status !== 'ACCEPTED' || benefit.hasReceipt) return 'benefit-not-payable';
  return benefit.isCodeWritable ? undefined : 'text-not-writable';
}

function refusePerson(
  { person, hold, adopted, reissue }: BenefitInputs,
  payeeName: string | undefined,
): string | undefined {
  if (hold !== undefined) return hold;
  if (!person) return 'person-not-found';
  if (!person.account) return 'account-missing';
  if (payeeName === undefined) return 'name-not-writable';
  return adopted === undefined ? reissue : `adopted-${adopted}`;
}

function toSubject(inputs: BenefitInputs, individualId: string, amountMinor: number): PaymentSubject {
  const {
    executionDate: payDate,
    period,
    currency,
    life,
    identifiers,
    earlierPayment,
    enrolment,
    ceilingMinor,
  } = inputs;
  return {
    individualId,
    payDate,
    period,
    amountMinor,
    currency,
    death: life?.deceased ? { date: life.deathDate, source: 'civil-registry' } : undefined,
    identifiers,
    // One that failed pays nobody.
    earlierPayment: earlierPayment && !hasFailed(earlierPayment.state) ? earlierPayment : undefined,
    enrolment,
    ceilingMinor,
    approvedArrears: false,
  };
}
