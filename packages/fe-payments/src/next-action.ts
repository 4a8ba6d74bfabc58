import type { LedgerLine } from '@interlink/contracts/payments/reads';

/** What an officer does about a line, by what the bank said (ISO 20022 reason codes, spec/payments.md A1.4). */
export type NextAction =
  | 'ask-bank'
  | 'ask-person'
  | 'check-death'
  | 'check-name'
  | 'fix-account'
  | 'look-at-booking'
  | 'manual'
  | 'tell-treasury'
  | 'wait-statement';

const BY_REASON: Readonly<Record<string, NextAction>> = Object.fromEntries(
  (
    [
      ['fix-account', 'AC01 AC03 AC04 AC06 AC07 AC13 AC14 AG01 AG03 BE06 BE23 CNOR RC01 RC04'],
      ['check-name', 'BE01 BE22 PI01 PN01 RR03'],
      ['check-death', 'MD07'],
      ['tell-treasury', 'AM04'],
      ['ask-bank', 'AB05 AB07 AB08 MS02 MS03 NARR'],
      ['ask-person', 'NOAS CUST'],
    ] as const
  ).flatMap(([action, codes]) => codes.split(' ').map((code) => [code, action])),
);

export function nextActionOf({
  state,
  reason,
  exceptions,
}: Pick<LedgerLine, 'exceptions' | 'reason' | 'state'>): NextAction {
  if (exceptions.length > 0) return 'look-at-booking';
  if (state === 'UNKNOWN') return 'wait-statement';
  return BY_REASON[reason ?? ''] ?? 'manual';
}
