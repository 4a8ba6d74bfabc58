import { Type, type Static } from 'typebox';
import type { JourneyPolicy } from '@interlink/domain/enrolment/decision';

/** `policies.enrolment` of interlink.json. */
export const EnrolmentPolicy = Type.Object(
  {
    /** The account keeper cannot say whose account it is: go on, go on without payment, or let a person look. */
    accountNotCheckable: Type.Union([Type.Literal('remark'), Type.Literal('provisional'), Type.Literal('hold')], {
      default: 'provisional',
    }),
    /** The holder's name is written almost like the applicant's. */
    accountNameClose: Type.Union([Type.Literal('remark'), Type.Literal('hold')], { default: 'remark' }),
    /**
     * Programmes before whose eligibility is decided other beneficiary registries are asked (`policies.verification`).
     */
    otherRegistries: Type.Array(Type.String({ minLength: 1 }), { uniqueItems: true, default: [] }),
    /** One of them has the person in a programme: go on with a remark, let a person look, or refuse. */
    enrolledElsewhere: Type.Union([Type.Literal('remark'), Type.Literal('hold'), Type.Literal('refuse')], {
      default: 'hold',
    }),
    /** One of them does not answer, or there is no agreement to ask it. */
    enrolmentsUnknown: Type.Union([Type.Literal('remark'), Type.Literal('hold')], { default: 'hold' }),
    /** A silent registry is asked so often before the journey goes on provisionally. */
    checkAttempts: Type.Integer({ minimum: 1, maximum: 10, default: 2 }),
    firstRetryMs: Type.Integer({ minimum: 10, default: 1_000 }),
    longestRetryMs: Type.Integer({ minimum: 10, default: 300_000 }),
    /** How long one process may hold a journey without a sign of life. */
    leaseMs: Type.Integer({ minimum: 1_000, default: 30_000 }),
    /** How soon somebody else goes on with a journey whose process was killed. */
    rescueMs: Type.Integer({ minimum: 100, default: 10_000 }),
    /** How long a request waits for the engine before the page asks again. */
    inlineBudgetMs: Type.Integer({ minimum: 0, default: 8_000 }),
    /** How soon a task of openIMIS that waits for people is looked at again. */
    taskPollMs: Type.Integer({ minimum: 100, default: 15_000 }),
    /** Told in the registration message. */
    grievanceNumber: Type.String({ default: '1508' }),
    /** Months from the enrolment to the first payment. */
    firstPayAfterMonths: Type.Integer({ minimum: 0, maximum: 12, default: 1 }),
  },
  { additionalProperties: false, default: {} },
);
export type EnrolmentPolicy = Static<typeof EnrolmentPolicy>;

export function toJourneyPolicy(policy: EnrolmentPolicy): JourneyPolicy {
  const { accountNotCheckable, accountNameClose, enrolledElsewhere, enrolmentsUnknown } = policy;
  const { checkAttempts, firstRetryMs, longestRetryMs } = policy;
  return {
    branches: { accountNotCheckable, accountNameClose, enrolledElsewhere, enrolmentsUnknown },
    retry: { checkAttempts, firstDelayMs: firstRetryMs, longestDelayMs: longestRetryMs },
  };
}
