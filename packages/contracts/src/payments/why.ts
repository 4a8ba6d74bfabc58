import { Type, type Static } from 'typebox';
import { Time } from '../platform/time.js';

/** Why somebody was, or was not, paid: what decided then, and the same question asked of the same facts now. */
export const WhyAnswer = Type.Object({
  batchId: Type.String(),
  programme: Type.String(),
  cycle: Type.String(),
  executionDate: Type.String(),
  decidedAt: Time,
  outcome: Type.Enum(['left-out', 'paid']),
  reason: Type.Optional(Type.String()),
  /** The facts that decided, as they were known then; absent when the person was erased. */
  inputs: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  /** What the rules say of these facts today. */
  recomputed: Type.Optional(Type.Object({ outcome: Type.String(), reason: Type.Optional(Type.String()) })),
  /** Whether both agree. */
  identical: Type.Optional(Type.Boolean()),
  /** The line, when it was paid: its state and what was said about it, in order. */
  line: Type.Optional(
    Type.Object({
      instrId: Type.String(),
      endToEndId: Type.String(),
      amountMinor: Type.Integer(),
      currency: Type.String(),
      state: Type.String(),
      reason: Type.Optional(Type.String()),
      evidence: Type.Array(Type.Object({ at: Type.String(), said: Type.Record(Type.String(), Type.Unknown()) })),
    }),
  ),
});
export type WhyAnswer = Static<typeof WhyAnswer>;
