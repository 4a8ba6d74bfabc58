import { Type, type Static } from 'typebox';
import { AgreementAction } from './agreement.js';
import { AddressKind } from './registered-partner.js';
import { Time } from '../platform/time.js';

/** Keys of a partner, as its JWKS; valid from now for a year unless said otherwise. */
export const AddKeys = Type.Object(
  {
    jwks: Type.Object({ keys: Type.Array(Type.Record(Type.String(), Type.Unknown()), { minItems: 1, maxItems: 20 }) }),
    notBefore: Type.Optional(Time),
    notAfter: Type.Optional(Time),
  },
  { additionalProperties: false },
);
export type AddKeys = Static<typeof AddKeys>;

export const AddAddress = Type.Object(
  { kind: AddressKind, url: Type.String({ minLength: 8, maxLength: 500 }) },
  { additionalProperties: false },
);
export type AddAddress = Static<typeof AddAddress>;

/** A client certificate, by the SHA-256 of its DER form, hex. */
export const AddCertificate = Type.Object(
  { sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) },
  { additionalProperties: false },
);
export type AddCertificate = Static<typeof AddCertificate>;

export const ChangeStatus = Type.Object(
  { status: Type.Union([Type.Literal('active'), Type.Literal('suspended')]) },
  { additionalProperties: false },
);
export type ChangeStatus = Static<typeof ChangeStatus>;

export const ActOnAgreement = Type.Object({ action: AgreementAction }, { additionalProperties: false });
export type ActOnAgreement = Static<typeof ActOnAgreement>;

/** Shown once; only its hash is kept. */
export const NewCredential = Type.Object({
  clientId: Type.String(),
  clientSecret: Type.String(),
  notAfter: Time,
});
export type NewCredential = Static<typeof NewCredential>;

export const ExchangeFilter = Type.Object(
  {
    partner: Type.Optional(Type.String({ maxLength: 40 })),
    operation: Type.Optional(Type.String({ maxLength: 60 })),
    result: Type.Optional(Type.String({ maxLength: 40 })),
    /** From this time on, and before that one. */
    from: Type.Optional(Time),
    until: Type.Optional(Time),
    /** The cursor of the page before. */
    after: Type.Optional(Type.String({ format: 'uuid' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  },
  { additionalProperties: false },
);
export type ExchangeFilter = Static<typeof ExchangeFilter>;

/** One line of the exchange log. `subjects` only for who may see people: others get their number. */
export const ExchangeLine = Type.Object({
  id: Type.String({ format: 'uuid' }),
  at: Time,
  partner: Type.String(),
  direction: Type.Union([Type.Literal('in'), Type.Literal('out')]),
  operation: Type.String(),
  result: Type.String(),
  refusal: Type.Optional(Type.String()),
  agreementId: Type.Optional(Type.String()),
  purpose: Type.Optional(Type.String()),
  elements: Type.Array(Type.String()),
  people: Type.Integer(),
  subjects: Type.Optional(Type.Array(Type.String())),
  records: Type.Integer(),
  tookMs: Type.Integer(),
  signature: Type.String(),
  correlationId: Type.String(),
});
export type ExchangeLine = Static<typeof ExchangeLine>;

export const ExchangePage = Type.Object({
  lines: Type.Array(ExchangeLine),
  next: Type.Optional(Type.String({ format: 'uuid' })),
});
export type ExchangePage = Static<typeof ExchangePage>;
