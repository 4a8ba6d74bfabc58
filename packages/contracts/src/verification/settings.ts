import { Type, type Static } from 'typebox';

const source = (verifier: string, partner: string) =>
  Type.Object(
    {
      /** Id of a verifier, built in or of an extension. */
      verifier: Type.String({ minLength: 1 }),
      /** Key of `partners`. */
      partner: Type.String({ minLength: 1 }),
    },
    { additionalProperties: false, default: { verifier, partner } },
  );

const seconds = (value: number) => Type.Integer({ minimum: 0, default: value });

const HOUR = 3600;

/** `policies.verification` of interlink.json: who is asked what, and how long an answer holds. */
export const VerificationSettings = Type.Object(
  {
    identity: source('national-id', 'national-id'),
    civilStatus: source('civil-registry', 'civil-registry'),
    /** By the provider code that accounts bear; `*` stands for all others. */
    accounts: Type.Record(Type.String({ minLength: 1 }), source('bank-account', 'bank'), {
      default: { '*': { verifier: 'bank-account', partner: 'bank' } },
    }),
    /** How long a `verified` answer is used again, in seconds. Others are asked again at once. */
    validity: Type.Object(
      { identity: seconds(24 * HOUR), civilStatus: seconds(24 * HOUR), account: seconds(720 * HOUR) },
      { additionalProperties: false, default: {} },
    ),
  },
  { additionalProperties: false },
);
export type VerificationSettings = Static<typeof VerificationSettings>;
