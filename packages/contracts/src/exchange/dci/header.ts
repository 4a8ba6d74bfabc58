import { Type, type Static, type TSchema } from 'typebox';
import { Anything, DciStatus, DciVersion, LongId, ReasonMessage, Timestamp } from './values.js';

const common = {
  version: Type.Optional(DciVersion),
  message_id: LongId,
  message_ts: Timestamp,
  receiver_id: Type.Optional(LongId),
  is_msg_encrypted: Type.Optional(Type.Boolean()),
  meta: Type.Optional(Anything),
};

/** Header of search, subscribe, unsubscribe, txn-status, on-subscribe and on-unsubscribe. */
export const requestHeader = <A extends TSchema>(action: A) =>
  Type.Object({
    ...common,
    action,
    sender_id: LongId,
    sender_uri: Type.Optional(Type.String({ format: 'uri', maxLength: 2000 })),
    total_count: Type.Integer({ minimum: 1 }),
  });

/** Header of on-search, notify, txn-on-status, sync replies and enrollment/updates. */
export const callbackHeader = <A extends TSchema>(action: A) =>
  Type.Object({
    ...common,
    action,
    status: DciStatus,
    status_reason_code: Type.Optional(Type.String({ maxLength: 99 })),
    status_reason_message: Type.Optional(ReasonMessage),
    sender_id: Type.Optional(LongId),
    sender_uri: Type.Optional(Type.String({ format: 'uri', maxLength: 2000 })),
    total_count: Type.Optional(Type.Integer({ minimum: 0 })),
    completed_count: Type.Optional(Type.Integer({ minimum: 0 })),
  });

export const RequestHeader = requestHeader(Type.String({ minLength: 1, maxLength: 99 }));
export type RequestHeader = Static<typeof RequestHeader>;
export const CallbackHeader = callbackHeader(Type.String({ minLength: 1, maxLength: 99 }));
export type CallbackHeader = Static<typeof CallbackHeader>;

/** What we send, always: all members of both headers, so that either published schema takes it. */
export const EmittedHeader = Type.Object(
  {
    version: Type.Literal('1.0.0'),
    message_id: LongId,
    message_ts: Timestamp,
    action: Type.String({ minLength: 1 }),
    status: DciStatus,
    status_reason_code: Type.Optional(Type.String({ minLength: 1, maxLength: 99 })),
    status_reason_message: Type.Optional(ReasonMessage),
    sender_id: LongId,
    sender_uri: Type.String({ format: 'uri', maxLength: 2000 }),
    receiver_id: LongId,
    total_count: Type.Integer({ minimum: 1 }),
    completed_count: Type.Integer({ minimum: 0 }),
    is_msg_encrypted: Type.Boolean(),
    meta: Anything,
  },
  { additionalProperties: false },
);
export type EmittedHeader = Static<typeof EmittedHeader>;

/** RFC 7516 flattened JWE with the unprotected header alone (dci.md 5). */
export const EncryptedMessage = Type.Object({
  header: Type.Object({ alg: Type.String(), enc: Type.String(), kid: Type.String() }),
  encrypted_key: Type.String({ minLength: 1 }),
  iv: Type.String({ minLength: 1 }),
  ciphertext: Type.String(),
  tag: Type.String({ minLength: 1 }),
});
export type EncryptedMessage = Static<typeof EncryptedMessage>;

/** The envelope before anything in it is believed. */
export const LooseEnvelope = Type.Object({
  signature: Type.Optional(Type.Union([Type.String({ maxLength: 400_000 }), Type.Null()])),
  header: Anything,
  message: Anything,
});
export type LooseEnvelope = Static<typeof LooseEnvelope>;

/** A whole message of one endpoint, for documents and contract tests. */
export const requestEnvelope = <M extends TSchema>(action: string, message: M) =>
  Type.Object({
    signature: Type.Optional(Type.String()),
    header: requestHeader(Type.Literal(action)),
    message: Type.Union([message, EncryptedMessage]),
  });
export const callbackEnvelope = <M extends TSchema>(action: string, message: M) =>
  Type.Object({
    signature: Type.Optional(Type.String()),
    header: callbackHeader(Type.Literal(action)),
    message: Type.Union([message, EncryptedMessage]),
  });
