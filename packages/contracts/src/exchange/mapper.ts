import { Type, type Static } from 'typebox';
import { DciAnswerHeader } from './dci-answer.js';
import { sentHeader } from './dci-search.js';
import { LongId, ShortId, Timestamp } from './dci/values.js';

/** A person or an account as a mapper names them: `type:value@provider`, such as `uin:880012@nid`. */
export const MapperAddress = Type.String({ pattern: '^[^:@\\s]+:[^:@\\s]+@[^:@\\s]+$', maxLength: 255 });

const item = {
  reference_id: LongId,
  timestamp: Timestamp,
  locale: Type.Optional(Type.String({ pattern: '^[a-z]{3}$' })),
};

const LinkItem = Type.Object(
  {
    ...item,
    id: MapperAddress,
    fa: MapperAddress,
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    phone_number: Type.Optional(Type.String({ pattern: '^\\+?\\d{4,15}$' })),
  },
  { additionalProperties: false },
);

const ResolveItem = Type.Object(
  {
    ...item,
    id: MapperAddress,
    fa: Type.Optional(MapperAddress),
    scope: Type.Union([Type.Literal('yes_no'), Type.Literal('details')]),
  },
  { additionalProperties: false },
);

/** Strict: what we send is checked against it before it leaves (G2P Connect; dci.md 6.6). */
export const MapperLinkMessage = Type.Object(
  { transaction_id: ShortId, link_request: Type.Array(LinkItem, { minItems: 1, maxItems: 1 }) },
  { additionalProperties: false },
);
export type MapperLinkMessage = Static<typeof MapperLinkMessage>;

export const MapperResolveMessage = Type.Object(
  { transaction_id: ShortId, resolve_request: Type.Array(ResolveItem, { minItems: 1, maxItems: 1 }) },
  { additionalProperties: false },
);
export type MapperResolveMessage = Static<typeof MapperResolveMessage>;

export const MapperLinkEnvelope = Type.Object(
  { signature: Type.String({ minLength: 1 }), header: sentHeader('link'), message: MapperLinkMessage },
  { additionalProperties: false },
);
export type MapperLinkEnvelope = Static<typeof MapperLinkEnvelope>;

export const MapperResolveEnvelope = Type.Object(
  { signature: Type.String({ minLength: 1 }), header: sentHeader('resolve'), message: MapperResolveMessage },
  { additionalProperties: false },
);
export type MapperResolveEnvelope = Static<typeof MapperResolveEnvelope>;

// Tolerant: members that we do not read may be anything, and more may be there.
const Text = Type.Optional(Type.Union([Type.String(), Type.Null()]));

export const MapperAnswerItem = Type.Object({
  reference_id: Type.String({ minLength: 1 }),
  status: Type.Optional(Type.String()),
  status_reason_code: Text,
  id: Text,
  fa: Text,
  account_provider_info: Type.Optional(Type.Union([Type.Null(), Type.Object({ name: Text, code: Text })])),
});
export type MapperAnswerItem = Static<typeof MapperAnswerItem>;

const answers = Type.Optional(Type.Array(MapperAnswerItem, { maxItems: 1000 }));

/** Answer to a link or a resolve. */
export const MapperAnswerEnvelope = Type.Object({
  signature: Text,
  header: DciAnswerHeader,
  message: Type.Object({
    transaction_id: Type.String({ minLength: 1 }),
    link_response: answers,
    resolve_response: answers,
  }),
});
export type MapperAnswerEnvelope = Static<typeof MapperAnswerEnvelope>;
