/** What makes a message the same message when it is sent again. `at` is RFC 3339 with zone. */
export interface MessageIdentity {
  readonly messageId: string;
  readonly transactionId: string;
  readonly referenceId: string;
  readonly at: string;
  readonly senderId: string;
  readonly senderUri: string;
  readonly receiverId: string;
}

/** All members, so that it is valid under the request and the callback schema of every generation (dci.md 3). */
export const sentHeaderOf = <Action extends string>(action: Action, id: MessageIdentity) => ({
  version: '1.0.0' as const,
  message_id: id.messageId,
  message_ts: id.at,
  action,
  sender_id: id.senderId,
  sender_uri: id.senderUri,
  receiver_id: id.receiverId,
  total_count: 1,
  status: 'rcvd' as const,
  is_msg_encrypted: false as const,
  meta: {},
});
