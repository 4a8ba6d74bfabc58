import { ClientError } from 'graphql-request';
import { ServiceError } from '@interlink/contracts/errors';

const NOT_SIGNED_IN = /not authenticated|authentication credentials|signature has expired|incorrect_credentials/i;
const NOT_ALLOWED = /unauthori[sz]ed|permission|authentication_required|lack_of_schema_perms/i;
const NO_CSRF = /csrf/i;

/** True when openIMIS missed the CSRF token of the session: a new one helps. */
export function isCsrfFailure(thrown: unknown): boolean {
  return thrown instanceof ClientError && NO_CSRF.test(messagesOf(thrown));
}

/**
 * What a failed call means to a caller. What openIMIS wrote is only looked at, never kept: it may hold the values of
 * the request (S13).
 */
export function toServiceError(thrown: unknown, operation: string): ServiceError {
  if (thrown instanceof ServiceError) return thrown;
  if (!(thrown instanceof ClientError)) {
    const reason = thrown instanceof Error && thrown.name === 'TimeoutError' ? 'timeout' : 'unreachable';
    return new ServiceError('platform.openimis-unavailable', { operation, reason });
  }
  const { status } = thrown.response;
  if (status === 401) return new ServiceError('platform.unauthenticated', { operation });
  if (status === 429 || status >= 500) {
    return new ServiceError('platform.openimis-unavailable', { operation, reason: `status-${status}` });
  }
  return toRefusal(messagesOf(thrown), operation);
}

/** What the text of a refused mutation or query means; the text itself goes no further. */
export function toRefusal(text: string, operation: string): ServiceError {
  if (NOT_SIGNED_IN.test(text)) return new ServiceError('platform.unauthenticated', { operation });
  if (NOT_ALLOWED.test(text)) return new ServiceError('platform.forbidden', { operation, system: 'openIMIS' });
  return new ServiceError('platform.openimis-refused', { operation });
}

function messagesOf(error: ClientError): string {
  return (error.response.errors ?? []).map(({ message }) => message).join('\n');
}
