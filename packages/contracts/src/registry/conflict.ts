import { Type, type Static } from 'typebox';
import { Time } from '../platform/time.js';

export const ConflictKind = Type.Enum(['field', 'overlap', 'probable-match']);
export type ConflictKind = Static<typeof ConflictKind>;

/** What one source says, in a conflict over a field. */
export const ConflictSide = Type.Object({
  source: Type.String(),
  recordId: Type.String(),
  value: Type.Optional(Type.Unknown()),
  recordedAt: Time,
});

/** Something that sources, or rules, do not agree about, until a person decides. */
export const Conflict = Type.Object({
  id: Type.String({ format: 'uuid' }),
  kind: ConflictKind,
  personId: Type.String({ format: 'uuid' }),
  /** Of whoever is known by one, and may be seen. */
  personName: Type.Optional(Type.String()),
  /** ETag. */
  version: Type.Integer(),
  state: Type.Enum(['open', 'resolved']),
  /** Of a `field` conflict. */
  field: Type.Optional(Type.String()),
  sides: Type.Array(ConflictSide),
  /** Of an `overlap`: the two programmes, where the one who asks may see them. */
  programmes: Type.Array(Type.String()),
  /** The same by what they call themselves. */
  programmeNames: Type.Optional(Type.Array(Type.String())),
  /** Of a `probable-match`. */
  otherPersonId: Type.Optional(Type.String()),
  otherPersonName: Type.Optional(Type.String()),
  score: Type.Optional(Type.Number()),
  openedAt: Time,
  resolvedAt: Type.Optional(Time),
  resolvedBy: Type.Optional(Type.String()),
  resolution: Type.Optional(Type.String()),
  note: Type.Optional(Type.String()),
});
export type Conflict = Static<typeof Conflict>;

export const ConflictPage = Type.Object({ items: Type.Array(Conflict), next: Type.Optional(Type.String()) });
export type ConflictPage = Static<typeof ConflictPage>;

export const ResolveConflict = Type.Object(
  {
    /** `choose` a side's value; `accept` an overlap; `link` or keep `apart` a probable match. */
    decision: Type.Enum(['choose', 'accept', 'link', 'apart']),
    recordId: Type.Optional(Type.String({ format: 'uuid' })),
    note: Type.String({ minLength: 3, maxLength: 500 }),
  },
  { additionalProperties: false },
);
export type ResolveConflict = Static<typeof ResolveConflict>;
