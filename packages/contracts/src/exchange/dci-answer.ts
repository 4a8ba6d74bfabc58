import { Type, type Static } from 'typebox';

// Tolerant on purpose: members that we do not read may be anything, counts may be text, more members may be there.
const Count = Type.Union([Type.Integer(), Type.String({ pattern: '^\\d+$' })]);
const Text = Type.Union([Type.String(), Type.Null()]);

/** Header of an answer as partners write it: camelCase ids and other actions are met in the field. */
export const DciAnswerHeader = Type.Object({
  message_id: Type.String({ minLength: 1, maxLength: 255 }),
  message_ts: Type.Optional(Type.String()),
  action: Type.Optional(Type.String()),
  status: Type.Optional(Type.String()),
  status_reason_code: Type.Optional(Text),
  status_reason_message: Type.Optional(Text),
  sender_id: Type.Optional(Text),
  receiver_id: Type.Optional(Text),
  total_count: Type.Optional(Count),
  is_msg_encrypted: Type.Optional(Type.Boolean()),
});
export type DciAnswerHeader = Static<typeof DciAnswerHeader>;

export const DciAnswerItem = Type.Object({
  reference_id: Type.String({ minLength: 1 }),
  status: Type.Optional(Type.String()),
  status_reason_code: Type.Optional(Text),
  data: Type.Optional(
    Type.Union([
      Type.Null(),
      Type.Object({
        reg_records: Type.Optional(
          Type.Union([Type.Null(), Type.Object({}), Type.Array(Type.Object({}), { maxItems: 1000 })]),
        ),
      }),
    ]),
  ),
  pagination: Type.Optional(Type.Union([Type.Null(), Type.Object({ total_count: Type.Optional(Count) })])),
});
export type DciAnswerItem = Static<typeof DciAnswerItem>;

export const DciAnswerMessage = Type.Object({
  transaction_id: Type.String({ minLength: 1 }),
  correlation_id: Type.Optional(Text),
  search_response: Type.Optional(Type.Array(DciAnswerItem, { maxItems: 1000 })),
});
export type DciAnswerMessage = Static<typeof DciAnswerMessage>;

/** Answer to a sync search. */
export const DciAnswerEnvelope = Type.Object({
  signature: Type.Optional(Text),
  header: DciAnswerHeader,
  message: DciAnswerMessage,
});
export type DciAnswerEnvelope = Static<typeof DciAnswerEnvelope>;

/** Answer to a question about one of our own requests, as peers write it. */
export const DciStatusEnvelope = Type.Object({
  signature: Type.Optional(Text),
  header: DciAnswerHeader,
  message: Type.Object({
    transaction_id: Type.String({ minLength: 1 }),
    txnstatus_response: Type.Object({ txn_type: Type.Optional(Text), txn_status: Type.Object({}) }),
  }),
});
export type DciStatusEnvelope = Static<typeof DciStatusEnvelope>;

/** Acknowledgement of an asynchronous request: bare, as the standard has it, or with header and signature. */
export const DciAckEnvelope = Type.Object({
  message: Type.Object({
    ack_status: Type.Union([Type.Literal('ACK'), Type.Literal('NACK')]),
    correlation_id: Type.String({ minLength: 1, maxLength: 99 }),
  }),
});
export type DciAckEnvelope = Static<typeof DciAckEnvelope>;

const DciError = Type.Object({ code: Type.String(), message: Type.Optional(Text) });

/** A refusal of the whole message in any of the three shapes that are met (dci.md 3, 6.4). */
export const DciRefusal = Type.Union([
  Type.Object({
    message: Type.Object({
      ack_status: Type.Union([Type.Literal('NACK'), Type.Literal('ERR')]),
      error: Type.Optional(DciError),
    }),
  }),
  Type.Object({ errors: Type.Array(DciError, { minItems: 1 }) }),
  Type.Object({ error: DciError }),
]);
export type DciRefusal = Static<typeof DciRefusal>;
