import { Type, type Static } from 'typebox';

/** What a right of openIMIS permits here. rights.json alone ties these names to codes 990100-990199 (S8). */
export const Permission = Type.Union([
  Type.Literal('audit.read'),
  Type.Literal('enrolment.approve'),
  Type.Literal('enrolment.create'),
  Type.Literal('enrolment.read'),
  Type.Literal('interconnection.approve'),
  Type.Literal('interconnection.manage'),
  Type.Literal('interconnection.read'),
  Type.Literal('interconnection.read-personal'),
  Type.Literal('payments.approve'),
  Type.Literal('payments.make'),
  Type.Literal('payments.read'),
  Type.Literal('platform.operate'),
  Type.Literal('registry.decide'),
  Type.Literal('registry.erase'),
  Type.Literal('registry.link'),
  Type.Literal('registry.operate'),
  Type.Literal('registry.read'),
  Type.Literal('social-registry.approve'),
  Type.Literal('social-registry.assess'),
  Type.Literal('social-registry.read'),
  Type.Literal('social-registry.update'),
  Type.Literal('social-registry.upload'),
  Type.Literal('verification.read'),
  Type.Literal('verification.run'),
]);
export type Permission = Static<typeof Permission>;

/** Who is signed in, as openIMIS says, and what that permits in Interlink. */
export const Session = Type.Object({
  userId: Type.String(),
  loginName: Type.String(),
  displayName: Type.String(),
  language: Type.String(),
  permissions: Type.Array(Permission),
  /** Institution code of interlink.json; a user without one sees no programme. */
  institution: Type.Optional(Type.String()),
});
export type Session = Static<typeof Session>;
