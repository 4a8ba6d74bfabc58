import { Type, type Static } from 'typebox';
import { VerificationReason } from './result.js';
import { AskableKind } from './runs.js';

const members = {
  /** Id of a verifier, built in or of an extension. */
  verifier: Type.String({ minLength: 1 }),
  /** Key of `partners`. */
  partner: Type.String({ minLength: 1 }),
};
const source = (verifier: string, partner: string) =>
  Type.Object(members, { additionalProperties: false, default: { verifier, partner } });

/** Who identifies people, and by which means: the provider is asked for one of them, and nothing else counts. */
const identitySource = Type.Object(
  {
    ...members,
    /** Values of `acr` (OpenID Connect): how the person must have proven who they are. The first is the dearest. */
    acr: Type.Array(Type.String({ pattern: '^[!-~]{1,200}$' }), {
      minItems: 1,
      maxItems: 20,
      uniqueItems: true,
      default: ['mosip:idp:acr:generated-code'],
    }),
    /** How long ago the person may have proven it to the provider: whoever did so before does it again (`max_age`). */
    maxAgeSeconds: Type.Integer({ minimum: 30, maximum: 86_400, default: 300 }),
  },
  { additionalProperties: false, default: { verifier: 'national-id', partner: 'national-id' } },
);

const seconds = (value: number) => Type.Integer({ minimum: 0, default: value });

const HOUR = 3600;

/** A name with something in it; what its pattern does not find is refused, for it would pass unread. */
const Name = Type.String({ pattern: '^.+$' });

/** Who is asked about people of a programme, and what nothing goes on with. */
const policy = Type.Object(
  {
    /** What is asked. */
    checks: Type.Array(AskableKind, { uniqueItems: true, default: ['civil-status', 'account'] }),
    /** Reasons that stop; every other finding is for a person to look at. */
    stopOn: Type.Array(VerificationReason, { uniqueItems: true, default: ['deceased', 'account-blocked'] }),
  },
  { additionalProperties: false, default: {} },
);

/** `policies.verification` of interlink.json: who is asked what, and how long an answer holds. */
export const VerificationSettings = Type.Object(
  {
    identity: identitySource,
    civilStatus: source('civil-registry', 'civil-registry'),
    /** By the provider code that accounts bear; `*` stands for all others. */
    accounts: Type.Record(Name, source('bank-account', 'bank'), {
      additionalProperties: false,
      default: { '*': { verifier: 'bank-account', partner: 'bank' } },
    }),
    /** Who is asked about double enrolment, beside our own registry; each under an agreement. */
    enrolments: Type.Array(Type.Object(members, { additionalProperties: false }), { maxItems: 20, default: [] }),
    /** How long a `verified` answer is used again, in seconds. Others are asked again at once. */
    validity: Type.Object(
      {
        identity: seconds(24 * HOUR),
        civilStatus: seconds(24 * HOUR),
        account: seconds(720 * HOUR),
        enrolment: seconds(HOUR),
      },
      { additionalProperties: false, default: {} },
    ),
    /**
     * How long it is known who went to the identity provider, days: only so long is a return that comes again given the
     * first answer.
     */
    authenticationDays: Type.Integer({ minimum: 1, maximum: 3650, default: 30 }),
    /** Where no programme is named, or the programme has no policy of its own. */
    general: policy,
    /** By programme code. */
    programmes: Type.Record(Name, policy, { additionalProperties: false, default: {} }),
  },
  { additionalProperties: false },
);
export type VerificationSettings = Static<typeof VerificationSettings>;
