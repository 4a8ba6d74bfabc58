import { Type, type Static } from 'typebox';

/** How a partner's DCI messages are signed (dci.md 5): C, B, or A with letters beyond ASCII escaped or as they are. */
export const SignatureDialect = Type.Union([
  Type.Literal('attached-jws'),
  Type.Literal('detached-jws'),
  Type.Literal('signature-string-escaped'),
  Type.Literal('signature-string-utf8'),
]);
export type SignatureDialect = Static<typeof SignatureDialect>;

/** `optional`: an unsigned message is taken as unsigned; one that bears a signature must verify. */
export const SignaturePolicy = Type.Union([Type.Literal('required'), Type.Literal('optional'), Type.Literal('none')]);
export type SignaturePolicy = Static<typeof SignaturePolicy>;

/** What kind of peer it is: how it writes, what it offers, which words it insists on (dci.md 5, 6.4, 12). */
export const PeerKind = Type.Union([
  Type.Literal('opencrvs'),
  Type.Literal('openg2p'),
  Type.Literal('openspp'),
  Type.Literal('standard'),
]);
export type PeerKind = Static<typeof PeerKind>;

/** One system that Interlink asks: an entry of `partners` in interlink.json. */
export const PartnerSettings = Type.Object(
  {
    /** Origin and base path; https unless the deployment allows private addresses. */
    url: Type.String({ minLength: 1 }),
    /** OAuth2 or OpenID Connect client id that the partner gave us. */
    clientId: Type.String({ minLength: 1 }),
    /** File in the secrets folder that holds the client secret. */
    clientSecretFile: Type.Optional(Type.String({ minLength: 1 })),
    /** Where a token is fetched, relative to `url`. */
    tokenPath: Type.Optional(Type.String({ pattern: '^/' })),
    /** File with the partner's public keys (JWKS), relative to the secrets folder. */
    jwksFile: Type.Optional(Type.String({ minLength: 1 })),
    /** The partner's id in DCI messages, and ours to it. */
    dciId: Type.Optional(Type.String({ minLength: 1 })),
    ownDciId: Type.Optional(Type.String({ minLength: 1 })),
    signature: Type.Optional(SignaturePolicy),
    dialect: Type.Optional(SignatureDialect),
    /**
     * Whether messages are encrypted, with the key of `jwksFile` that is for it; `none` when left out. `optional`: ours
     * are when there is such a key; `required`: all are, both ways. What comes encrypted for us is opened under any of
     * them.
     */
    encryption: Type.Optional(SignaturePolicy),
    /** `standard` when left out. */
    peer: Type.Optional(PeerKind),
    /** Mutual TLS: PEM files in the secrets folder; the authority is the only one that is believed. */
    clientCertificate: Type.Optional(
      Type.Object(
        {
          certificateFile: Type.String({ minLength: 1 }),
          keyFile: Type.String({ minLength: 1 }),
          authorityFile: Type.String({ minLength: 1 }),
        },
        { additionalProperties: false },
      ),
    ),
    /** The whole exchange, in milliseconds. */
    timeoutMs: Type.Optional(Type.Integer({ minimum: 100, maximum: 60_000 })),
    /** Connections at once. */
    connections: Type.Optional(Type.Integer({ minimum: 1, maximum: 256 })),
    /** Loopback and private addresses are refused unless this says otherwise (S16); never in production. */
    allowPrivateAddresses: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type PartnerSettings = Static<typeof PartnerSettings>;
