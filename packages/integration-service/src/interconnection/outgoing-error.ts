import { AddressRefused } from './address-guard.js';

/** Why there is no answer that may be used. */
export type OutgoingReason =
  | 'address-refused'
  | 'circuit-open'
  | 'overloaded'
  | 'redirected'
  | 'timed-out'
  | 'token-refused'
  | 'too-large'
  | 'unreachable';

/** A partner gave no answer; it never says what was asked (S13). */
export class OutgoingError extends Error {
  override readonly name = 'OutgoingError';
  constructor(
    readonly reason: OutgoingReason,
    options?: { cause?: unknown },
  ) {
    super(`no answer: ${reason}`, options);
  }
}

const TIMEOUTS = new Set(['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT']);

/** Sorts what the HTTP library threw. Every failure of a connection is "unreachable" to those who asked. */
export function toOutgoingError(thrown: unknown, timedOut: boolean): OutgoingError {
  if (thrown instanceof OutgoingError) return thrown;
  if (thrown instanceof AddressRefused) return new OutgoingError('address-refused', { cause: thrown });
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  return new OutgoingError(timedOut || TIMEOUTS.has(code) ? 'timed-out' : 'unreachable', { cause: thrown });
}
