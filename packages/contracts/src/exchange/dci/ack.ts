import { Type, type Static } from 'typebox';
import { ShortId, ReasonMessage, Timestamp } from './values.js';

const Fault = Type.Object({ code: Type.String({ minLength: 1 }), message: Type.Optional(ReasonMessage) });

/** ACK: accepted, a callback follows. NACK: accepted, none follows. ERR: not processable. */
export const AckMessage = Type.Object({
  ack_status: Type.Enum(['ACK', 'NACK', 'ERR']),
  timestamp: Timestamp,
  correlation_id: ShortId,
  error: Type.Optional(Fault),
});
export type AckMessage = Static<typeof AckMessage>;

/** Answer to every asynchronous request and to every callback. */
export const Ack = Type.Object({ message: AckMessage });
export type Ack = Static<typeof Ack>;

/**
 * A refusal that each documented reader understands: `errors` as 401, 403 and 500 promise it, an ERR acknowledgement as
 * the default of an asynchronous call promises it; a synchronous one adds the header of a callback.
 */
export const Refusal = Type.Object({
  errors: Type.Array(Fault, { minItems: 1 }),
  message: AckMessage,
});
export type Refusal = Static<typeof Refusal>;
