import { Type, type Static } from 'typebox';

/** A message as a partner's integrator would send it; it is looked at and has no effect. */
export const CheckMessage = Type.Object(
  { message: Type.String({ minLength: 2, maxLength: 1_048_576 }) },
  { additionalProperties: false },
);
export type CheckMessage = Static<typeof CheckMessage>;

/** What would happen to the message before it is understood: the first refusal, or none. */
export const MessageCheck = Type.Object({
  ok: Type.Boolean(),
  /** A code of dci.md 3.1. */
  refusal: Type.Optional(Type.String()),
  detail: Type.Optional(Type.String()),
  signature: Type.Optional(Type.Union([Type.Literal('verified'), Type.Literal('absent')])),
  encrypted: Type.Optional(Type.Boolean()),
  /** Keys that count now, so that a wrong `kid` is seen. */
  knownKeys: Type.Array(Type.String()),
});
export type MessageCheck = Static<typeof MessageCheck>;
