import { Type, type Static } from 'typebox';
import { Time } from './time.js';

/** A message that its receiver refused ten times. No content: what it says is nobody's business who operates. */
export const ParkedMessage = Type.Object({
  id: Type.String({ format: 'uuid' }),
  stream: Type.String(),
  seq: Type.Integer(),
  kind: Type.String(),
  tries: Type.Integer(),
  /** Code of the last refusal. */
  refusal: Type.Optional(Type.String()),
  correlationId: Type.String(),
  createdAt: Time,
});
export type ParkedMessage = Static<typeof ParkedMessage>;

export const ParkedPage = Type.Object({
  items: Type.Array(ParkedMessage),
  /** Pass as `cursor` for what comes after; absent on the last page. */
  next: Type.Optional(Type.String()),
});
export type ParkedPage = Static<typeof ParkedPage>;
