import { Type, type Static } from 'typebox';
import { LongId, ShortId, Timestamp } from './dci/values.js';

/** Header as we send it: all members, so that it is valid under the request and the callback schema. */
export const sentHeader = <Action extends string>(action: Action) =>
  Type.Object(
    {
      version: Type.Literal('1.0.0'),
      message_id: LongId,
      message_ts: Timestamp,
      action: Type.Literal(action),
      sender_id: LongId,
      sender_uri: Type.String({ minLength: 1 }),
      receiver_id: LongId,
      total_count: Type.Integer({ minimum: 1 }),
      status: Type.Literal('rcvd'),
      is_msg_encrypted: Type.Boolean(),
      meta: Type.Object({}, { additionalProperties: false }),
    },
    { additionalProperties: false },
  );

export const DciSearchHeader = sentHeader('search');
export type DciSearchHeader = Static<typeof DciSearchHeader>;

const IdTypeValueQuery = Type.Object(
  { type: Type.String({ minLength: 1 }), value: Type.String({ minLength: 1 }) },
  { additionalProperties: false },
);

const PredicateExpression = Type.Object(
  {
    attribute_name: Type.String({ minLength: 1 }),
    operator: Type.Union([
      Type.Literal('gt'),
      Type.Literal('lt'),
      Type.Literal('eq'),
      Type.Literal('ge'),
      Type.Literal('le'),
      Type.Literal('in'),
    ]),
    // Numbers go as text: the published schema refuses integers (dci.md 3.2).
    attribute_value: Type.String({ minLength: 1 }),
  },
  { additionalProperties: false },
);

/** One row of a predicate query; rows are joined by and. */
export const DciPredicate = Type.Object(
  {
    seq_num: Type.Integer({ minimum: 1 }),
    expression1: PredicateExpression,
    condition: Type.Optional(Type.Union([Type.Literal('and'), Type.Literal('or'), Type.Literal('not')])),
    expression2: Type.Optional(PredicateExpression),
  },
  { additionalProperties: false },
);
export type DciPredicate = Static<typeof DciPredicate>;

const criteria = {
  version: Type.Literal('1.0.0'),
  // The second is OpenCRVS's own word, which it insists on (dci.md 6.4).
  reg_type: Type.String({ pattern: '^(ns:org:RegistryType|ocrvs:registry_type):' }),
  reg_record_type: Type.String({ minLength: 1 }),
  pagination: Type.Object(
    { page_size: Type.Integer({ minimum: 1 }), page_number: Type.Integer({ minimum: 1 }) },
    { additionalProperties: false },
  ),
};

/** What is searched for: an identifier, or attributes. */
export const DciSearchCriteria = Type.Union([
  Type.Object(
    { ...criteria, query_type: Type.Literal('idtype-value'), query: IdTypeValueQuery },
    { additionalProperties: false },
  ),
  Type.Object(
    { ...criteria, query_type: Type.Literal('predicate'), query: Type.Array(DciPredicate, { minItems: 1 }) },
    { additionalProperties: false },
  ),
]);
export type DciSearchCriteria = Static<typeof DciSearchCriteria>;

/** Strict: what we send is checked against it before it leaves. */
export const DciSearchMessage = Type.Object(
  {
    transaction_id: ShortId,
    search_request: Type.Array(
      Type.Object(
        {
          reference_id: LongId,
          timestamp: Timestamp,
          search_criteria: DciSearchCriteria,
          locale: Type.String({ pattern: '^[a-z]{3}$' }),
        },
        { additionalProperties: false },
      ),
      { minItems: 1 },
    ),
  },
  { additionalProperties: false },
);
export type DciSearchMessage = Static<typeof DciSearchMessage>;

export const DciSearchEnvelope = Type.Object(
  { signature: Type.String({ minLength: 1 }), header: DciSearchHeader, message: DciSearchMessage },
  { additionalProperties: false },
);
export type DciSearchEnvelope = Static<typeof DciSearchEnvelope>;
