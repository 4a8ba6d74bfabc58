/** Why a payment failed, by what has to be done about it (A1.4). */
export type CauseClass =
  | 'address-wrong'
  | 'account-unusable'
  | 'name-differs'
  | 'not-claimed'
  | 'deceased'
  | 'funds'
  | 'time'
  | 'duplicate'
  | 'our-file'
  | 'signature'
  | 'unspecified';

export const NEXT_ACTIONS = [
  'fix-account',
  'review-name',
  'check-death',
  'alert-treasury',
  'ask-person',
  'ask-status',
  'send-next-day',
  'correct-file',
  'stop-channel',
  'look-into-it',
] as const;
export type NextAction = (typeof NEXT_ACTIONS)[number];

const CLASSES: Readonly<Record<CauseClass, string>> = {
  'address-wrong': 'AC01 AC03 AC13 AC14 RC01 RC04 BE06 CNOR BE23',
  'account-unusable': 'AC04 AC06 AC07 AG01 AG03',
  'name-differs': 'BE01 BE22 RR03 PN01 PI01',
  // At a payment point: nobody came, or somebody did not want it.
  'not-claimed': 'NOAS CUST',
  deceased: 'MD07',
  funds: 'AM04',
  time: 'TM01 AB05 AB07 AB08',
  duplicate: 'AM05 DUPL DU01 DU02 DU03 DU04 DU05 RF01',
  'our-file': 'AM09 AM10 AM16 AM17 AM18 AM19 AM20 FF01 FF07 FF08 CURR AC09 AC11 CH03 CH04',
  signature: 'DS0A DS0B DS0H DS10',
  unspecified: 'MS02 MS03 NARR',
};
const BY_REASON = new Map(
  Object.entries(CLASSES).flatMap(([name, codes]) => codes.split(' ').map((code) => [code, name as CauseClass])),
);
const ACTIONS: Readonly<Record<CauseClass, NextAction>> = {
  'address-wrong': 'fix-account',
  'account-unusable': 'fix-account',
  'name-differs': 'review-name',
  'not-claimed': 'ask-person',
  deceased: 'check-death',
  funds: 'alert-treasury',
  time: 'ask-status',
  duplicate: 'look-into-it',
  'our-file': 'correct-file',
  signature: 'stop-channel',
  unspecified: 'look-into-it',
};

/** The class of an ISO 20022 reason; an unknown code or none is `unspecified`. */
export function causeOf(reason: string | undefined): CauseClass {
  return (reason !== undefined && BY_REASON.get(reason)) || 'unspecified';
}

/**
 * Whether a rejection proves that nothing was paid. A time-out does not, and who refuses it as a copy has it already:
 * taken for a failure it would be paid again (R4, R5).
 */
export function provesFailure(reason: string | undefined): boolean {
  const cause = causeOf(reason);
  return cause !== 'duplicate' && (cause !== 'time' || reason === 'TM01');
}

/** What a person does next about it. */
export function nextActionOf(reason: string | undefined): NextAction {
  return reason === 'TM01' ? 'send-next-day' : ACTIONS[causeOf(reason)];
}

/** Money that nobody came for: it went back to the treasury, and whoever it was meant for is to be asked. */
export function isUnclaimed(state: string, reason: string | undefined): boolean {
  return state === 'CANCELLED' && reason === 'NOAS';
}

/** Causes that a new account which was checked again puts right; the others want a person's word. */
export function isCuredByAccount(cause: CauseClass): boolean {
  return cause === 'address-wrong' || cause === 'account-unusable';
}

/** Causes of the whole file rather than of a payee: a new attempt alone would fail again. */
export function concernsWholeBatch(cause: CauseClass): boolean {
  return cause === 'funds' || cause === 'our-file' || cause === 'signature';
}
