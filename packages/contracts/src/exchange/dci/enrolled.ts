import { Type, type Static } from 'typebox';
import { Beneficiary } from './records.js';
import { QueryType } from './query.js';
import { Anything, DciStatus, LongId, MAX_ITEMS, ReasonMessage, ShortId, Timestamp } from './values.js';

/** Is this person enrolled in this programme? (IBR, sync/enrolled) */
export const EnrolledRequest = Type.Object({
  transaction_id: ShortId,
  enrolled_criteria: Type.Object({
    query_type: Type.Optional(QueryType),
    response_entity: Type.Optional(Type.Enum(['Group', 'Member'])),
    query: Anything,
  }),
});
export type EnrolledRequest = Static<typeof EnrolledRequest>;

export const EnrolledAnswer = Type.Object({
  reference_id: LongId,
  timestamp: Timestamp,
  status: DciStatus,
  status_reason_code: Type.Optional(Type.String({ maxLength: 99 })),
  status_reason_message: Type.Optional(ReasonMessage),
  enrolled_status: Type.Optional(Type.Enum(['yes', 'no'])),
});
export type EnrolledAnswer = Static<typeof EnrolledAnswer>;

export const EnrolledResponse = Type.Object({
  transaction_id: ShortId,
  correlation_id: ShortId,
  enrolled_response: Type.Array(EnrolledAnswer),
});
export type EnrolledResponse = Static<typeof EnrolledResponse>;

/** A management system tells whom it enrolled (IBR, sync/enrollment/updates). */
export const EnrollmentUpdates = Type.Object({
  transaction_id: ShortId,
  enrolled_updates: Type.Object({
    beneficiaries: Type.Array(Beneficiary, { minItems: 1, maxItems: MAX_ITEMS }),
  }),
});
export type EnrollmentUpdates = Static<typeof EnrollmentUpdates>;

/** Is this person registered as disabled? (DR, sync/disabled and its two siblings) */
export const DisabledRequest = Type.Object({
  transaction_id: ShortId,
  disabled_criteria: Type.Object({ query_type: Type.Optional(QueryType), query: Anything }),
});
export type DisabledRequest = Static<typeof DisabledRequest>;

export const DisabledResponse = Type.Object({
  transaction_id: ShortId,
  correlation_id: ShortId,
  disabled_response: Type.Array(
    Type.Object({
      reference_id: LongId,
      timestamp: Timestamp,
      status: DciStatus,
      status_reason_code: Type.Optional(Type.String({ maxLength: 99 })),
      status_reason_message: Type.Optional(ReasonMessage),
      disabled_status: Type.Optional(Type.Enum(['yes', 'no'])),
    }),
  ),
});
export type DisabledResponse = Static<typeof DisabledResponse>;
