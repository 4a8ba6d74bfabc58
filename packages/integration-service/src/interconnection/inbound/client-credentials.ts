import { timingSafeEqual } from 'node:crypto';
import type { InboundRequest } from '@interlink/contracts/interconnection/inbound';
import { PartnerId } from '@interlink/contracts/interconnection/registered-partner';
import { decodeJwt, decodeProtectedHeader, jwtVerify, type JWTPayload } from 'jose';
import { Value } from 'typebox/value';
import type { Platform } from '../../platform/platform.js';
import type { Tx } from '../../platform/transaction.js';
import { hashOfSecret } from '../registration.js';
import type { PartnerCache, PartnerRecord } from '../store/partner-records.js';
import { takeNonce } from '../store/use.js';
import { isBound, mayComeWith } from './bound-certificates.js';
import { keysOf } from './partner-keys.js';
import type { TokenIssuer } from './tokens.js';

/** What came to the token endpoint: the form and the Authorization header. */
export interface TokenRequest {
  readonly form: Readonly<Record<string, string | undefined>>;
  readonly request: InboundRequest;
}

/** RFC 6749: a token, or an error with its status. */
export type TokenAnswer =
  | { readonly status: 200; readonly token: string; readonly expiresIn: number; readonly scope: string }
  | { readonly status: 400 | 401; readonly error: 'invalid_request' | 'unsupported_grant_type' | 'invalid_client' };

export interface ClientCredentialsDeps {
  readonly platform: Pick<Platform, 'clock' | 'inTransaction'>;
  readonly partners: PartnerCache;
  readonly tokens: TokenIssuer;
  /** What an assertion may name as its audience: our issuer, or this endpoint. */
  readonly audiences: readonly string[];
}

const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** An assertion lives minutes; one for years would be a password. */
const MAX_ASSERTION_S = 600;

/** Gives an active partner a token for its secret or its signed assertion; which part was wrong is never told. */
export async function grantToken(deps: ClientCredentialsDeps, { form, request }: TokenRequest): Promise<TokenAnswer> {
  if (form['grant_type'] === undefined) return { status: 400, error: 'invalid_request' };
  if (form['grant_type'] !== 'client_credentials') return { status: 400, error: 'unsupported_grant_type' };
  const claimed = claimedClient(form, request);
  if (!claimed) return { status: 400, error: 'invalid_request' };
  // Anybody may ask here, with a text that no database takes, too.
  const record = Value.Check(PartnerId, claimed.clientId) ? await deps.partners.findNow(claimed.clientId) : undefined;
  if (!record) return { status: 401, error: 'invalid_client' };
  const actor = { kind: 'partner', id: record.id, loginName: record.id, correlationId: request.correlationId } as const;
  const proven = await deps.platform.inTransaction(actor, async (tx) => {
    const isProven =
      record.status === 'active' &&
      mayComeWith(record, request.certificateSha256) &&
      (await isClient(deps, tx, record, claimed));
    const [action, method] = [isProven ? 'interconnection.give-token' : 'interconnection.refuse-token', claimed.method];
    tx.audit({ stream: `partner:${record.id}`, action, subject: record.id, body: { method } });
    return isProven;
  });
  if (!proven) return { status: 401, error: 'invalid_client' };
  const scopes = (form['scope'] ?? '').split(' ').filter((word) => /^[\x21-\x7e]{1,80}$/.test(word));
  const certificateSha256 = isBound(record) ? request.certificateSha256 : undefined;
  const { token, expiresIn } = await deps.tokens.issue({ partner: record.id, scopes, certificateSha256 });
  return { status: 200, token, expiresIn, scope: scopes.join(' ') };
}

type Claimed =
  | {
      readonly method: 'client_secret_basic' | 'client_secret_post';
      readonly clientId: string;
      readonly secret: string;
    }
  | { readonly method: 'private_key_jwt'; readonly clientId: string; readonly assertion: string };

/** Exactly one way to say who one is (RFC 6749, 2.3). */
function claimedClient(form: TokenRequest['form'], request: InboundRequest): Claimed | undefined {
  const basic = basicOf(request.headers['authorization']);
  const { client_id: id, client_secret: secret, client_assertion: assertion, client_assertion_type: type } = form;
  if ([basic, secret, assertion].filter((way) => way !== undefined).length !== 1) return undefined;
  if (basic) return id === undefined || id === basic.clientId ? { method: 'client_secret_basic', ...basic } : undefined;
  if (secret !== undefined) {
    return id === undefined ? undefined : { method: 'client_secret_post', clientId: id, secret };
  }
  const subject = type === ASSERTION && assertion !== undefined ? subjectOf(assertion) : undefined;
  if (subject === undefined || assertion === undefined || (id !== undefined && id !== subject)) return undefined;
  return { method: 'private_key_jwt', clientId: subject, assertion };
}

function basicOf(header: string | readonly string[] | undefined) {
  const [scheme, credentials] = typeof header === 'string' ? header.split(' ') : [];
  if (scheme?.toLowerCase() !== 'basic' || credentials === undefined) return undefined;
  const [id = '', ...rest] = Buffer.from(credentials, 'base64').toString('utf8').split(':');
  const clientId = decoded(id);
  const secret = decoded(rest.join(':'));
  return clientId && secret ? { clientId, secret } : undefined;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

function subjectOf(assertion: string): string | undefined {
  try {
    return decodeJwt(assertion).sub;
  } catch {
    return undefined;
  }
}

async function isClient(deps: ClientCredentialsDeps, tx: Tx, record: PartnerRecord, claimed: Claimed) {
  if (claimed.method !== 'private_key_jwt') return hasSecret(record, claimed.secret, tx.now);
  const payload = await verifyAssertion(deps, record, claimed.assertion);
  if (!payload) return false;
  return takeNonce(tx, record.id, `assertion ${payload.jti}`, new Date((payload.exp + MAX_ASSERTION_S) * 1000));
}

function hasSecret({ credentials }: PartnerRecord, secret: string, now: Date): boolean {
  const given = Buffer.from(hashOfSecret(secret));
  return credentials.some(
    ({ secretHash, revokedAt, notAfter }) =>
      revokedAt === null && now < notAfter && timingSafeEqual(given, Buffer.from(secretHash)),
  );
}

/** RFC 7523: iss and sub are the client, aud is us, short-lived, with a jti that was never used. */
async function verifyAssertion(
  { platform, audiences }: ClientCredentialsDeps,
  record: PartnerRecord,
  assertion: string,
) {
  const now = platform.clock.now();
  try {
    const { kid } = decodeProtectedHeader(assertion);
    const known = kid === undefined ? [] : await keysOf(record, () => now).find(kid);
    const opened = await Promise.allSettled(
      known.map(({ alg, key }) =>
        jwtVerify(assertion, key, {
          algorithms: alg === 'EdDSA' ? ['EdDSA', 'Ed25519'] : [alg],
          ...{ issuer: record.id, subject: record.id, audience: [...audiences], currentDate: now, clockTolerance: 30 },
          requiredClaims: ['exp', 'jti'],
        }),
      ),
    );
    const proven = opened.find((one) => one.status === 'fulfilled');
    return proven && isShort(proven.value.payload, now) ? proven.value.payload : undefined;
  } catch {
    // Whatever is wrong with it, it proves nothing.
    return undefined;
  }
}

function isShort(
  payload: JWTPayload,
  now: Date,
): payload is JWTPayload & { readonly exp: number; readonly jti: string } {
  return typeof payload.jti === 'string' && (payload.exp ?? Infinity) <= now.getTime() / 1000 + MAX_ASSERTION_S;
}
