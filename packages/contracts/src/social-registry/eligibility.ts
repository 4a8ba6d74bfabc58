import { Type, type Static } from 'typebox';

const Count = Type.Integer({ minimum: 0 });

/**
 * IBR-024: how a household stands to a programme after an assessment. None of them is a decision.
 * `to-reach`: may qualify, and nobody of it has applied (SR-015). `applied`: somebody waits for an answer.
 * `served`: somebody is in the programme, and the assessment agrees. `to-review`: somebody is in the programme, and the
 * assessment does not agree; a person looks at it, nothing is cut off. `outside`: may not qualify and is not in it.
 */
export const Standing = Type.Enum(['to-reach', 'applied', 'served', 'to-review', 'outside']);
export type Standing = Static<typeof Standing>;

export const StandingCount = Type.Object({ standing: Standing, households: Count, members: Count });
export type StandingCount = Static<typeof StandingCount>;

/** What follows from an assessment, by programme; `state` is `running` while the results are worked out. */
export const EligibilityResults = Type.Object({
  state: Type.Enum(['running', 'done']),
  done: Count,
  total: Count,
  programmes: Type.Array(Type.Object({ programme: Type.String(), standings: Type.Array(StandingCount) })),
});
export type EligibilityResults = Static<typeof EligibilityResults>;

/** One household of an outreach or review list: enough to find it, no more. */
export const ListedHousehold = Type.Object({
  householdId: Type.String(),
  score: Type.Integer(),
  members: Count,
  headName: Type.Optional(Type.String()),
  mobile: Type.Optional(Type.String()),
  village: Type.Optional(Type.String()),
});
export type ListedHousehold = Static<typeof ListedHousehold>;

export const ListedHouseholds = Type.Object({
  items: Type.Array(ListedHousehold),
  next: Type.Optional(Type.String()),
});
export type ListedHouseholds = Static<typeof ListedHouseholds>;

export const ListedQuery = Type.Object(
  { standing: Standing, after: Type.Optional(Type.String({ format: 'uuid' })) },
  { additionalProperties: false },
);
export type ListedQuery = Static<typeof ListedQuery>;
