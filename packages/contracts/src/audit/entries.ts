import { Type, type Static } from 'typebox';
import { Time } from '../platform/time.js';

const Name = Type.String({ minLength: 1, maxLength: 200 });

/** What the log is asked for; everything that is given must hold. */
export const AuditQuery = Type.Object(
  {
    stream: Type.Optional(Name),
    subject: Type.Optional(Name),
    action: Type.Optional(Name),
    actor: Type.Optional(Name),
    /** Everything that one request, journey or payroll set off, whoever did it. */
    correlation: Type.Optional(Type.String({ format: 'uuid' })),
    /** From this time on. */
    from: Type.Optional(Time),
    /** Before this time. */
    to: Type.Optional(Time),
    cursor: Type.Optional(Type.String({ format: 'uuid' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  },
  { additionalProperties: false },
);
export type AuditQuery = Static<typeof AuditQuery>;

export const AuditItem = Type.Object({
  id: Type.String(),
  at: Time,
  stream: Type.String(),
  action: Type.String(),
  actorKind: Type.String(),
  actorLogin: Type.String(),
  onBehalfOf: Type.Optional(Type.String()),
  subject: Type.Optional(Type.String()),
  correlationId: Type.String(),
  /** Place in its chain, under which `audit verify` names it. */
  shard: Type.Integer(),
  seq: Type.Integer(),
  /** Absent when it was erased. */
  body: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
});
export type AuditItem = Static<typeof AuditItem>;

/** Newest first. */
export const AuditPage = Type.Object({ items: Type.Array(AuditItem), next: Type.Optional(Type.String()) });
export type AuditPage = Static<typeof AuditPage>;

/** One look at a person's data, as the person may know it. */
export const Access = Type.Object({
  at: Time,
  action: Type.String(),
  by: Type.String(),
  kind: Type.String(),
  onBehalfOf: Type.Optional(Type.String()),
});
export type Access = Static<typeof Access>;

export const AccessPage = Type.Object({ items: Type.Array(Access), next: Type.Optional(Type.String()) });
export type AccessPage = Static<typeof AccessPage>;
