import { Type, type Static } from 'typebox';
import { Time } from './time.js';

const Code = Type.String({ pattern: '^[0-9]{6}$' });

/** S7: the one who is signed in gives the password again, and the six digits of an authenticator where there is one. */
export const ConfirmSession = Type.Object(
  { password: Type.String({ minLength: 1, maxLength: 200 }), code: Type.Optional(Code) },
  { additionalProperties: false },
);
export type ConfirmSession = Static<typeof ConfirmSession>;

export const SessionConfirmed = Type.Object({
  /** Until then approving routes take this session's word. */
  confirmedUntil: Time,
  /** Whether an authenticator's code was part of it (S11). */
  secondFactor: Type.Boolean(),
});
export type SessionConfirmed = Static<typeof SessionConfirmed>;

/** The secret of a new authenticator, shown this once; it counts only after `ActivateAuthenticator`. */
export const NewAuthenticator = Type.Object({
  /** Base32, for typing. */
  secret: Type.String(),
  /** `otpauth://`, for a QR code. */
  uri: Type.String(),
});
export type NewAuthenticator = Static<typeof NewAuthenticator>;

export const ActivateAuthenticator = Type.Object({ code: Code }, { additionalProperties: false });
export type ActivateAuthenticator = Static<typeof ActivateAuthenticator>;
