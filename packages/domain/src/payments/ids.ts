import { toHex, type Hmac } from './hashing.js';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The ids that a line bears in a message: fixed by batch, entitlement and attempt, so the same batch is the same bytes.
 */
export interface LineIds {
  /** Unique per attempt and batch. */
  readonly instrId: string;
  /** 26 characters from the entitlement alone, and the attempt. */
  readonly endToEndId: string;
  /** Lower-case UUID with the version and variant of v4. */
  readonly uetr: string;
}

/** Of one file of a batch; `part` counts from 1. */
export function messageIdOf(hmac: Hmac, batchId: string, part: number): string {
  return `M${hexOf(hmac, 'message', batchId, part)}`;
}

export function paymentInfoIdOf(hmac: Hmac, batchId: string, part: number): string {
  return `P${hexOf(hmac, 'payment-info', batchId, part)}`;
}

/** Of the message that asks the bank to call payments back; `recall`: the id of our own record. */
export function recallIdOf(hmac: Hmac, recall: string): string {
  return `R${hexOf(hmac, 'recall', recall)}`;
}

/** Of the cancellation of one payment in that message. */
export function cancellationIdOf(hmac: Hmac, recall: string, instrId: string): string {
  return `C${hexOf(hmac, 'cancellation', recall, instrId)}`;
}

/** `attempt`: 1 to 99. */
export function lineIdsOf(hmac: Hmac, batchId: string, entitlementId: string, attempt: number): LineIds {
  if (!Number.isInteger(attempt) || attempt < 1 || attempt > 99) throw new RangeError('an attempt is 1 to 99');
  return {
    instrId: `I${hexOf(hmac, 'instruction', batchId, entitlementId, attempt)}`,
    endToEndId: `${crockford26(derive(hmac, 'end-to-end', entitlementId))}-${String(attempt).padStart(2, '0')}`,
    uetr: uuid4(derive(hmac, 'uetr', batchId, entitlementId, attempt)),
  };
}

/** Parts are separated by what no id holds, so that two lists never give one text. */
function derive(hmac: Hmac, ...parts: readonly (string | number)[]): Uint8Array {
  return hmac(['interlink-payment-ids-v1', ...parts].join('\n'));
}

function hexOf(hmac: Hmac, ...parts: readonly (string | number)[]): string {
  return toHex(derive(hmac, ...parts)).slice(0, 32);
}

function crockford26(bytes: Uint8Array): string {
  let bits = bytes.slice(0, 17).reduce((value, byte) => (value << 8n) | BigInt(byte), 0n) >> 6n;
  let text = '';
  for (let at = 0; at < 26; at += 1) {
    text = `${CROCKFORD[Number(bits & 31n)]}${text}`;
    bits >>= 5n;
  }
  return text;
}

function uuid4(bytes: Uint8Array): string {
  const hex = toHex(bytes.slice(0, 16));
  const variant = ((parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
