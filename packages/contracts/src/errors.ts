import { enrolmentErrors } from './enrolment/errors.js';
import { exchangeErrors } from './exchange/errors.js';
import { interconnectionErrors } from './interconnection/errors.js';
import { paymentsErrors } from './payments/errors.js';
import { platformErrors } from './platform/errors.js';
import { registryErrors } from './registry/errors.js';
import { socialRegistryErrors } from './social-registry/errors.js';
import { verificationErrors } from './verification/errors.js';

/** Every code that can cross a package boundary, with its status and texts. One capability a line, sorted. */
export const errorCatalogue = {
  ...enrolmentErrors,
  ...exchangeErrors,
  ...interconnectionErrors,
  ...paymentsErrors,
  ...platformErrors,
  ...registryErrors,
  ...socialRegistryErrors,
  ...verificationErrors,
} as const;

/** A stable code: clients switch on it, never on a message. */
export type ErrorCode = keyof typeof errorCatalogue;

/** Every failure that crosses a package boundary. Callers switch on `code`, never on the message. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  constructor(
    readonly code: ErrorCode,
    /** Facts for the reader of the answer; never a personal value (S13). */
    readonly details: Readonly<Record<string, unknown>> = {},
    options?: { cause?: unknown },
  ) {
    super(errorCatalogue[code].en, options);
  }
}

/** Narrows what `catch` gives; a stranger (a bug) stays a stranger and is thrown again. */
export function isServiceError(thrown: unknown): thrown is ServiceError {
  return thrown instanceof ServiceError;
}
