import { Type, type Static } from 'typebox';
import { Time } from '../platform/time.js';

/** What a partner is told of, without the people whom its filter names: those are kept as keyed hashes. */
export const SubscriptionView = Type.Object({
  code: Type.String(),
  partner: Type.String(),
  role: Type.String(),
  eventType: Type.String(),
  entity: Type.String(),
  recordType: Type.String(),
  state: Type.Union([Type.Literal('active'), Type.Literal('not-yet'), Type.Literal('ended')]),
  startsAt: Time,
  endsAt: Type.Optional(Time),
  /** Cron text; absent: told of each change at once. */
  frequency: Type.Optional(Type.String()),
  /** Notices that wait for their time, and those that were told. */
  waiting: Type.Integer(),
  told: Type.Integer(),
});
export type SubscriptionView = Static<typeof SubscriptionView>;

export const SubscriptionFilter = Type.Object(
  {
    partner: Type.Optional(Type.String({ maxLength: 40 })),
    state: Type.Optional(Type.Union([Type.Literal('active'), Type.Literal('ended')])),
    after: Type.Optional(Type.String({ maxLength: 80 })),
  },
  { additionalProperties: false },
);
export type SubscriptionFilter = Static<typeof SubscriptionFilter>;

export const SubscriptionPage = Type.Object({
  items: Type.Array(SubscriptionView),
  /** Pass as `after` for what comes next; absent on the last page. */
  next: Type.Optional(Type.String()),
});
export type SubscriptionPage = Static<typeof SubscriptionPage>;
