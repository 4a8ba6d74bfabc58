import { Type, type Static } from 'typebox';
import { Time } from '../platform/time.js';

const Count = Type.Integer({ minimum: 0 });
const Id = Type.String({ format: 'uuid' });

/** What is to be published: the households of one file, or all that the institution has. */
export const BeginPublication = Type.Object(
  {
    uploadId: Type.Optional(Id),
    /** At most so many households, in the order in which they came. */
    most: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000_000 })),
  },
  { additionalProperties: false },
);
export type BeginPublication = Static<typeof BeginPublication>;

/** `office-hours`: goes on by itself when they are over. */
export const PublicationState = Type.Enum(['running', 'office-hours', 'paused', 'done']);
export type PublicationState = Static<typeof PublicationState>;

/** Households on their way into openIMIS as individuals and groups. */
export const Publication = Type.Object({
  id: Id,
  state: PublicationState,
  uploadId: Type.Optional(Id),
  /** Households. */
  total: Count,
  published: Count,
  failed: Count,
  /** Households a minute over the last minutes of work; absent while nothing is known. */
  perMinute: Type.Optional(Type.Number()),
  remainingSeconds: Type.Optional(Count),
  makerLogin: Type.String(),
  createdAt: Time,
  updatedAt: Time,
});
export type Publication = Static<typeof Publication>;

export const PublicationList = Type.Array(Publication);

/** The answer to one household. */
export const PublicationRow = Type.Object({
  ordinal: Count,
  householdId: Id,
  state: Type.Enum(['waiting', 'published', 'failed']),
  /** uuid of the group in openIMIS. */
  groupId: Type.Optional(Id),
  people: Count,
  /** Why openIMIS did not take it: a code of the error catalogue. */
  problem: Type.Optional(Type.String()),
  at: Type.Optional(Time),
});
export type PublicationRow = Static<typeof PublicationRow>;

export const PublicationRows = Type.Object({
  items: Type.Array(PublicationRow),
  next: Type.Optional(Type.String()),
});
export type PublicationRows = Static<typeof PublicationRows>;
