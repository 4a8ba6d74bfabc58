import { Type, type Static } from 'typebox';

/** BLOCK: cannot be sealed. HOLD: needs a person's decision. REVIEW: for a queue. INFO: for the record. */
export const FindingSeverity = Type.Enum(['BLOCK', 'HOLD', 'REVIEW', 'INFO']);
export type FindingSeverity = Static<typeof FindingSeverity>;

/** What a rule found about one payment: codes and ids, with which its explanation is filled in any language. */
export const Finding = Type.Object({
  /** File name of the rule. */
  rule: Type.String(),
  /** Number in the catalogue, e.g. `F02`. */
  code: Type.String(),
  version: Type.String(),
  severity: FindingSeverity,
  /** Values of the explanation. */
  values: Type.Record(Type.String(), Type.String()),
  /** What a person should do about it. */
  action: Type.String(),
});
export type Finding = Static<typeof Finding>;
