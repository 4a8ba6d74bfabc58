import type { Finding, FindingSeverity } from '@interlink/contracts/fraud/finding';

/** A payment that is about to be made, with all that rules may look at; what is not known is absent. */
export interface PaymentSubject {
  readonly individualId: string;
  /** `YYYY-MM-DD`, all dates. */
  readonly payDate: string;
  /** What it is paid for. */
  readonly period?: { readonly from: string; readonly to: string } | undefined;
  readonly amountMinor: number;
  readonly currency: string;
  /** A signed notice of the civil registry; the date as precise as the registry has it. */
  readonly death?: { readonly date?: string | undefined; readonly source: string } | undefined;
  readonly identifiers: readonly SharedIdentifier[];
  /** Another payment for the same person, programme and period that is made or under way. */
  readonly earlierPayment?: { readonly instrId: string; readonly state: string } | undefined;
  readonly enrolment?: { readonly status: string; readonly endedOn?: string | undefined } | undefined;
  /** Most that the plan pays a beneficiary at once. */
  readonly ceilingMinor?: number | undefined;
  /** Several periods in one amount, decided by a person (purpose SPSP). */
  readonly approvedArrears: boolean;
}

export interface SharedIdentifier {
  readonly type: string;
  /** Last digits, for the explanation. */
  readonly end: string;
  /** Other individuals who bear it. */
  readonly sharedWith: readonly string[];
  /** A dummy, or an identifier that is known to be shared. */
  readonly isKnownShared: boolean;
}

/** A rule looks at one payment. Pure: the same subject gives the same finding, today and in ten years. */
export interface FraudRule {
  /** Its file name. */
  readonly id: string;
  readonly code: string;
  /** Changes with what it does. */
  readonly version: string;
  readonly severity: FindingSeverity;
  /** With `{names}` of the finding's values. */
  readonly explanation: string;
  readonly action: string;
  /** The values of the explanation when it fires. */
  inspect(subject: PaymentSubject): Readonly<Record<string, string>> | undefined;
}

/** Every finding of these rules about a payment, in the order of the rules. */
export function inspectPayment(rules: readonly FraudRule[], subject: PaymentSubject): readonly Finding[] {
  return rules.flatMap((rule) => {
    const values = rule.inspect(subject);
    if (!values) return [];
    const { id, code, version, severity, action } = rule;
    return [{ rule: id, code, version, severity, values: { ...values }, action }];
  });
}

export function blocks(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === 'BLOCK');
}
