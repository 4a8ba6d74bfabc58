import { PartnerSettings } from '@interlink/contracts/interconnection/partner';
import { Type, type Static } from 'typebox';

/** A programme as openIMIS cannot say it. */
export const ProgrammeSettings = Type.Object(
  {
    /** Code of an entry of `institutions`. */
    institution: Type.String({ minLength: 1 }),
    /** Whole years; absent: no limit. */
    minimumAge: Type.Optional(Type.Integer({ minimum: 0, maximum: 120 })),
    accountRequired: Type.Boolean(),
    /** Codes of programmes that nobody may be in at the same time. */
    incompatibleWith: Type.Array(Type.String()),
    currency: Type.String({ pattern: '^[A-Z]{3}$' }),
    /** Others see that an overlap exists, never with what. */
    sensitive: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type ProgrammeSettings = Static<typeof ProgrammeSettings>;

export const InstitutionSettings = Type.Object(
  { code: Type.String({ minLength: 1, maxLength: 20 }), name: Type.String({ minLength: 1 }) },
  { additionalProperties: false },
);

/** `interlink.json` of a deployment. A part that belongs to one capability is under `policies.<capability>`. */
export const InterlinkSettings = Type.Object(
  {
    /** Bound into everything that is encrypted: never change it once there is data. */
    deployment: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{1,39}$' }),
    /** Whose day is today for payments, a name as `Africa/Nairobi`; absent: UTC. */
    timeZone: Type.Optional(Type.String({ minLength: 1 })),
    institutions: Type.Array(InstitutionSettings),
    programmes: Type.Record(Type.String(), ProgrammeSettings),
    partners: Type.Record(Type.String({ pattern: '^[a-z][a-z0-9-]*$' }), PartnerSettings, {
      additionalProperties: false,
    }),
    /** Each capability reads its own with `readPolicy`, which validates it. */
    policies: Type.Record(Type.String(), Type.Unknown()),
    /** Packages that export `defineExtension`. */
    extensions: Type.Array(Type.String()),
  },
  { additionalProperties: false },
);
export type InterlinkSettings = Static<typeof InterlinkSettings>;
