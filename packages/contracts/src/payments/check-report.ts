import { Type, type Static } from 'typebox';
import { Time } from '../platform/time.js';

/** One thing that a payment officer should look at before the batch is approved. */
export const CheckFinding = Type.Object({
  check: Type.String(),
  /** BLOCK keeps the batch a draft; HOLD wants a decision; WARN and INFO are to be known. */
  severity: Type.Enum(['BLOCK', 'HOLD', 'WARN', 'INFO']),
  /** InstrIds, at most 100; `count` says how many there are. Empty: it is about the whole batch. */
  lines: Type.Array(Type.String()),
  count: Type.Integer({ minimum: 0 }),
  values: Type.Record(Type.String(), Type.String()),
  /** What to do about it. */
  action: Type.String(),
});
export type CheckFinding = Static<typeof CheckFinding>;

/** Who came, changed and went since the batch before; the lists behind it have this hash. */
export const BatchDelta = Type.Object({
  previousBatchId: Type.Optional(Type.String()),
  added: Type.Integer(),
  changed: Type.Integer(),
  ended: Type.Integer(),
  unchanged: Type.Integer(),
  hash: Type.String(),
});
export type BatchDelta = Static<typeof BatchDelta>;

/** The checks before approval, worst first. */
export const CheckReport = Type.Object({
  revision: Type.Integer({ minimum: 1 }),
  at: Time,
  passed: Type.Boolean(),
  findings: Type.Array(CheckFinding),
  /** Benefits of the payroll that are not in the batch, by reason. */
  leftOut: Type.Record(Type.String(), Type.Integer()),
  delta: BatchDelta,
});
export type CheckReport = Static<typeof CheckReport>;
