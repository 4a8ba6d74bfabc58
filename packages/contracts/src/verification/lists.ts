import { Type, type Static } from 'typebox';
import { VerifiedPerson } from './runs.js';
import { Time } from '../platform/time.js';

/** People who are verified by a job, and how far it is. */
export const VerificationList = Type.Object({
  listId: Type.String({ format: 'uuid' }),
  state: Type.Union([Type.Literal('done'), Type.Literal('running')]),
  total: Type.Integer({ minimum: 1 }),
  done: Type.Integer({ minimum: 0 }),
  /** How many of those that are done came to each verdict. */
  verdicts: Type.Object({
    accept: Type.Integer(),
    review: Type.Integer(),
    stop: Type.Integer(),
    unknown: Type.Integer(),
  }),
  createdAt: Time,
});
export type VerificationList = Static<typeof VerificationList>;

/** Those of a list who are done, in the order of the identifiers. */
export const VerificationListPage = Type.Object({
  items: Type.Array(VerifiedPerson),
  /** Pass as `after` for the next page; absent on the last one, as far as there is one by now. */
  next: Type.Optional(Type.Integer({ minimum: 0 })),
});
export type VerificationListPage = Static<typeof VerificationListPage>;
