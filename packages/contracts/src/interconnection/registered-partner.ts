import { Type, type Static } from 'typebox';
import { SignatureDialect, SignaturePolicy } from './partner.js';
import { Time } from '../platform/time.js';

/** The name by which a partner is known here; also its OAuth2 client id. */
export const PartnerId = Type.String({ pattern: '^[a-z][a-z0-9-]{1,39}$' });

export const PartnerStatus = Type.Union([Type.Literal('draft'), Type.Literal('active'), Type.Literal('suspended')]);
export type PartnerStatus = Static<typeof PartnerStatus>;

export const PartnerEnvironment = Type.Union([Type.Literal('test'), Type.Literal('production')]);

export const PartnerContact = Type.Object(
  {
    role: Type.Union([Type.Literal('technical'), Type.Literal('legal'), Type.Literal('breach')]),
    name: Type.String({ minLength: 1, maxLength: 120 }),
    email: Type.String({ minLength: 3, maxLength: 200 }),
  },
  { additionalProperties: false },
);

/** Calls of one operation: in a second and in a day (S12). */
export const Quota = Type.Object(
  {
    perSecond: Type.Integer({ minimum: 1, maximum: 10_000 }),
    perDay: Type.Integer({ minimum: 1, maximum: 100_000_000 }),
  },
  { additionalProperties: false },
);
export type Quota = Static<typeof Quota>;

const registration = {
  name: Type.String({ minLength: 1, maxLength: 120 }),
  environment: PartnerEnvironment,
  /** `sender_id` of its messages. */
  dciId: Type.String({ minLength: 1, maxLength: 255 }),
  /** How we name ourselves to it. */
  ownDciId: Type.String({ minLength: 1, maxLength: 255 }),
  signature: SignaturePolicy,
  dialect: SignatureDialect,
  /** Messages to us must be encrypted; ours to it are, when it has a key for it. */
  encryption: SignaturePolicy,
  /** Takes spellings of the field that the schema forbids (dci.md 3.2). */
  lenient: Type.Boolean(),
  contacts: Type.Array(PartnerContact, { maxItems: 20 }),
  /** By operation; `default` for all others. */
  quotas: Type.Record(Type.String({ pattern: '^[a-z][a-z-]{0,59}$' }), Quota, { additionalProperties: false }),
  /**
   * SHA-256 of its first client certificate, hex; its tokens are bound to it. Later ones are proposed and confirmed.
   */
  certificateSha256: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })),
};

export const PartnerRegistration = Type.Object(registration, { additionalProperties: false });
export type PartnerRegistration = Static<typeof PartnerRegistration>;

export const AddPartner = Type.Object({ id: PartnerId, ...registration }, { additionalProperties: false });
export type AddPartner = Static<typeof AddPartner>;

/** A change that one person makes and a second one confirms (S16); until then it has no effect. */
const proposed = {
  proposedBy: Type.String(),
  proposedAt: Time,
  confirmedBy: Type.Optional(Type.String()),
  confirmedAt: Type.Optional(Time),
};

export const PartnerKeyView = Type.Object({
  id: Type.String({ format: 'uuid' }),
  /** As the partner names it in messages. */
  kid: Type.String(),
  /** RFC 7638, base64url: to be compared over another way than the one the key came by. */
  thumbprint: Type.String(),
  use: Type.Union([Type.Literal('sig'), Type.Literal('enc')]),
  alg: Type.String(),
  source: Type.Union([Type.Literal('upload'), Type.Literal('url')]),
  notBefore: Time,
  notAfter: Time,
  revokedAt: Type.Optional(Time),
  ...proposed,
});
export type PartnerKeyView = Static<typeof PartnerKeyView>;

export const AddressKind = Type.Union([
  Type.Literal('api'),
  Type.Literal('callback'),
  Type.Literal('jwks'),
  Type.Literal('notify'),
]);
export type AddressKind = Static<typeof AddressKind>;

export const PartnerAddressView = Type.Object({
  id: Type.String({ format: 'uuid' }),
  kind: AddressKind,
  url: Type.String(),
  ...proposed,
});
export type PartnerAddressView = Static<typeof PartnerAddressView>;

export const PartnerCertificateView = Type.Object({
  id: Type.String({ format: 'uuid' }),
  /** SHA-256, hex: to be compared over another way than the one the certificate came by. */
  sha256: Type.String(),
  revokedAt: Type.Optional(Time),
  ...proposed,
});
export type PartnerCertificateView = Static<typeof PartnerCertificateView>;

export const CredentialView = Type.Object({
  id: Type.String({ format: 'uuid' }),
  notAfter: Time,
  madeBy: Type.String(),
  madeAt: Time,
  revokedAt: Type.Optional(Time),
});
export type CredentialView = Static<typeof CredentialView>;

export const PartnerSummary = Type.Object({
  id: Type.String(),
  name: Type.String(),
  environment: PartnerEnvironment,
  status: PartnerStatus,
  /** `settings`: of interlink.json, asked by us only. */
  origin: Type.Union([Type.Literal('registered'), Type.Literal('settings')]),
  /** Keys and addresses that wait for a second person. */
  waiting: Type.Integer(),
});
export type PartnerSummary = Static<typeof PartnerSummary>;

export const PartnerView = Type.Object({
  id: Type.String(),
  status: PartnerStatus,
  ...registration,
  addedBy: Type.String(),
  addedAt: Time,
  keys: Type.Array(PartnerKeyView),
  addresses: Type.Array(PartnerAddressView),
  certificates: Type.Array(PartnerCertificateView),
  credentials: Type.Array(CredentialView),
});
export type PartnerView = Static<typeof PartnerView>;
