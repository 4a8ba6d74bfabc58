import { messageErrors } from '@interlink/contracts/exchange/dci/codes';
import { isServiceError } from '@interlink/contracts/errors';
import type { AgreementRefusal } from '@interlink/contracts/interconnection/agreement';
import type { MessageFault } from '@interlink/domain/exchange/message/check-header';
import { isVolumeUsedUp } from '../../interconnection/service.js';

/** A message that is refused as a whole: thrown anywhere, audited and told in one place. */
export class DciFault extends Error {
  override readonly name = 'DciFault';
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;
  constructor(
    readonly fault: MessageFault,
    /** Code for the audit and the operators' page; the partner is told less. */
    readonly why: string,
    over: { readonly status?: number; readonly retryAfterSeconds?: number | undefined; readonly cause?: unknown } = {},
  ) {
    super(fault.message, { cause: over.cause });
    this.status = over.status ?? messageErrors[fault.code];
    this.retryAfterSeconds = over.retryAfterSeconds;
  }
}

export const notAgreed = (why: AgreementRefusal | 'source-unknown'): DciFault =>
  new DciFault({ code: 'err.request.forbidden', message: 'no agreement in force allows this' }, why);

/** Undefined: the agreement, or the consent, ended since it was asked. The refusal is in the audit. */
export async function ifAgreed<Done>(work: () => Promise<Done>): Promise<Done | undefined> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof DciFault && thrown.fault.code === 'err.request.forbidden') return undefined;
    throw thrown;
  }
}

const CANCELLED_BY_TIMEOUT = '57014';

/** Whatever was thrown, as it is told to a partner: nothing of our inside leaves. */
export function toFault(thrown: unknown): DciFault {
  if (thrown instanceof DciFault) return thrown;
  if (isVolumeUsedUp(thrown)) return notAgreed('volume-used-up');
  if (isServiceError(thrown)) return fromService(thrown.code, thrown.details, thrown);
  const { statusCode, code } = (thrown ?? {}) as { readonly statusCode?: unknown; readonly code?: unknown };
  const over = { cause: thrown };
  if (code === CANCELLED_BY_TIMEOUT) {
    return new DciFault({ code: 'err.request.timeout', message: 'the question took too long' }, 'timeout', over);
  }
  if (statusCode === 429) return tooMany(undefined);
  if (statusCode === 503) return unavailable('overloaded', thrown);
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) {
    const fault = { code: 'err.request.bad', message: 'the request cannot be read' } as const;
    return new DciFault(fault, 'unreadable', { ...over, status: statusCode });
  }
  return unavailable('internal', thrown);
}

function fromService(code: string, details: Readonly<Record<string, unknown>>, cause: unknown): DciFault {
  if (code === 'interconnection.partner-unauthenticated' || code === 'platform.unauthenticated') {
    const fault = { code: 'err.request.unauthorized', message: 'a valid bearer token is needed' } as const;
    return new DciFault(fault, 'unauthenticated');
  }
  if (code === 'interconnection.too-many-requests' || code === 'platform.too-many-requests') {
    return tooMany(details['retryAfterSeconds']);
  }
  if (code === 'platform.message-altered') {
    const message = 'this message_id came before with another body';
    const fault = { code: 'err.request.bad', reason: 'rjct.message_id.duplicate', message } as const;
    return new DciFault(fault, 'message-altered');
  }
  if (code === 'platform.not-found') {
    return new DciFault({ code: 'err.request.not_found', message: 'there is nothing at this address' }, 'not-found');
  }
  return unavailable(code, cause);
}

function tooMany(seconds: unknown): DciFault {
  const retryAfterSeconds = typeof seconds === 'number' ? seconds : 1;
  const fault = { code: 'err.request.too_many_requests', message: 'too many requests; see Retry-After' } as const;
  return new DciFault(fault, 'too-many', { retryAfterSeconds });
}

function unavailable(why: string, cause: unknown): DciFault {
  const fault = { code: 'err.service.unavailable', message: 'not answered; try again later' } as const;
  return new DciFault(fault, why, { cause, retryAfterSeconds: 5 });
}
