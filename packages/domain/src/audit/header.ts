/** The part of an audit entry that is never erased: ids and codes, no personal value. */
export interface AuditHeader {
  readonly id: string;
  /** Groups entries about one thing, e.g. `journey:<id>`; its hash chooses the shard. */
  readonly stream: string;
  /** `<capability>.<verb>`, e.g. `enrolment.approve`. */
  readonly action: string;
  readonly actorKind: string;
  readonly actorId: string;
  readonly actorLogin: string;
  readonly onBehalfOf?: string;
  readonly subject?: string;
  readonly correlationId: string;
  /** ISO 8601, UTC, milliseconds. */
  readonly at: string;
}

/** S5: one global chain was too slow, so there are sixteen; a shard is a chain of its own. */
export const SHARDS = 16;

/** Before the first entry of a shard. */
export const GENESIS = '0'.repeat(64);
