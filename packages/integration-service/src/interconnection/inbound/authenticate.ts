import { ServiceError } from '@interlink/contracts/errors';
import type { InboundPartner, InboundRequest } from '@interlink/contracts/interconnection/inbound';
import type { PartnerCache, PartnerRecord } from '../store/partner-records.js';
import { isSameCertificate, mayComeWith } from './bound-certificates.js';
import type { TokenIssuer } from './tokens.js';

export interface AuthenticateDeps {
  readonly tokens: TokenIssuer;
  readonly partners: PartnerCache;
}

/** Who sends this. Throws `interconnection.partner-unauthenticated`; which part was wrong is not told. */
export async function authenticate(
  { tokens, partners }: AuthenticateDeps,
  request: InboundRequest,
): Promise<InboundPartner> {
  const token = bearerOf(request);
  const claims = token === undefined ? undefined : await tokens.read(token);
  const record = claims && (await partners.find(claims.partner));
  if (!claims || record?.status !== 'active') throw new ServiceError('interconnection.partner-unauthenticated');
  const { certificateSha256: given } = request;
  const { certificateSha256: ofToken } = claims;
  // RFC 8705: a token that was given over a certificate is worth nothing without it, whatever was registered since.
  const isOwner = ofToken === undefined || isSameCertificate(ofToken, given);
  if (!isOwner || !mayComeWith(record, given)) {
    throw new ServiceError('interconnection.partner-unauthenticated');
  }
  return toInboundPartner(record, claims.scopes, request.correlationId);
}

export function toInboundPartner(
  { id, version, registration }: PartnerRecord,
  scopes: readonly string[],
  correlationId: string,
): InboundPartner {
  return { ...registration, id, version, scopes, actor: { kind: 'partner', id, loginName: id, correlationId } };
}

function bearerOf({ headers }: InboundRequest): string | undefined {
  const { authorization } = headers;
  const [scheme, token, ...more] = typeof authorization === 'string' ? authorization.split(' ') : [];
  return scheme?.toLowerCase() === 'bearer' && token && more.length === 0 ? token : undefined;
}
