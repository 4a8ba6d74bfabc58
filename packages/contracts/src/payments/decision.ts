import { Type, type Static } from 'typebox';
import { Time } from '../platform/time.js';

/**
 * What nobody may do alone. `target`: id of a hold; `<batch id>/<instrId>` of a line or an incident's id; a batch's id
 * (of `recall-lines` and `sign-off-failed-lines`); `<received id>/<key>` of a suspense entry; the fingerprint of a
 * fence; an adopted benefit's id; an entitlement's id.
 */
export const DecisionKind = Type.Enum([
  'close-incident',
  'close-suspense',
  'forfeit-entitlement',
  'line-not-received',
  'match-suspense',
  'recall-line',
  'recall-lines',
  'recover-entitlement',
  'release-adopted',
  'release-fence',
  'release-hold',
  'resolve-cause',
  'sign-off-failed-lines',
]);
export type DecisionKind = Static<typeof DecisionKind>;

/** Account wrong, amount wrong, customer asks, paid twice, fraud, our error, not owed. */
export const RecallReason = Type.Enum(['AC03', 'AM09', 'CUST', 'DUPL', 'FRAD', 'TECH', 'UPAY']);
export type RecallReason = Static<typeof RecallReason>;

/**
 * One person's proposal; it has its effect when another confirms it. `note` says why, without names or account numbers.
 */
export const ProposeDecision = Type.Object(
  {
    kind: DecisionKind,
    target: Type.String({ minLength: 1, maxLength: 300 }),
    note: Type.String({ minLength: 3, maxLength: 1000 }),
    /** For `match-suspense`: the line that the entry belongs to, `<batch id>/<instrId>`. */
    line: Type.Optional(Type.String({ maxLength: 100 })),
    /** For `line-not-received`: how the bank said that it does not have it. */
    negativeAnswer: Type.Optional(Type.Enum(['cancellation-answer', 'letter', 'status'])),
    /** For `recall-lines`: which payments of the batch the bank is asked for, by one message. */
    instrIds: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 35 }), { minItems: 1, maxItems: 500, uniqueItems: true }),
    ),
    /** For `recall-line` and `recall-lines`: why, as ISO 20022 has it. */
    recallReason: Type.Optional(RecallReason),
  },
  { additionalProperties: false },
);
export type ProposeDecision = Static<typeof ProposeDecision>;

export const Decision = Type.Object({
  id: Type.String({ format: 'uuid' }),
  kind: DecisionKind,
  batchId: Type.Optional(Type.String()),
  target: Type.String(),
  details: Type.Record(Type.String(), Type.Unknown()),
  proposerLogin: Type.String(),
  proposedAt: Time,
  confirmerLogin: Type.Optional(Type.String()),
  confirmedAt: Type.Optional(Time),
});
export type Decision = Static<typeof Decision>;
