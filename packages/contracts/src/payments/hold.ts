/** Why a beneficiary is not paid although openIMIS has the enrolment. */
export type PaymentHold = 'approval-in-doubt' | 'check-missing' | 'enrolment-unfinished';

/** The domain event by which whoever enrols people says who may not be paid yet (S10; D, row 4). */
export const PAYMENT_HOLD_CHANGED = 'enrolment.payment-hold-changed';

/** Ids and codes only. The newest of a journey counts. */
export interface PaymentHoldChanged {
  readonly journeyId: string;
  readonly individualId: string;
  readonly programme: string;
  /** Absent: this journey stops no payment. */
  readonly hold?: PaymentHold | undefined;
  /** The enrolment ended well: what earlier journeys of this person in this programme left behind is over. */
  readonly isEnrolled: boolean;
}
