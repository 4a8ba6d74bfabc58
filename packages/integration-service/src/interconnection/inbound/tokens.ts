import { createHash } from 'node:crypto';
import { SignJWT, decodeProtectedHeader, jwtVerify } from 'jose';
import type { Keyring } from '../keyring.js';

/** What an access token of ours says. */
export interface TokenClaims {
  readonly partner: string;
  readonly scopes: readonly string[];
  /** SHA-256 of the certificate that it is bound to, hex. */
  readonly certificateSha256?: string | undefined;
}

export interface TokenIssuer {
  issue(claims: TokenClaims): Promise<{ readonly token: string; readonly expiresIn: number }>;
  /** Undefined for whatever is not a living token of ours. */
  read(token: string): Promise<TokenClaims | undefined>;
}

export interface TokenIssuerDeps {
  readonly keyring: Keyring;
  /** `${publicOrigin}/interlink`: issuer and audience. */
  readonly issuer: string;
  readonly lifetimeSeconds: number;
  readonly now: () => Date;
  readonly newId: () => string;
}

const TYPE = 'at+jwt';

/** Short-lived tokens (RFC 9068), signed with a key that signs nothing else. */
export function openTokenIssuer({ keyring, issuer, lifetimeSeconds, now, newId }: TokenIssuerDeps): TokenIssuer {
  const verified = verifiedTokens();
  return {
    async issue({ partner, scopes, certificateSha256 }) {
      const { alg, kid, privateKey } = await keyring.token();
      const bound = certificateSha256 === undefined ? {} : { cnf: { 'x5t#S256': toBase64Url(certificateSha256) } };
      const seconds = Math.floor(now().getTime() / 1000);
      const token = await new SignJWT({ scope: scopes.join(' '), client_id: partner, ...bound })
        .setProtectedHeader({ alg, kid, typ: TYPE })
        .setSubject(partner)
        .setIssuer(issuer)
        .setAudience(issuer)
        .setJti(newId())
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + lifetimeSeconds)
        .sign(privateKey);
      return { token, expiresIn: lifetimeSeconds };
    },
    async read(token) {
      const hash = createHash('sha256').update(token).digest('base64url');
      const seen = verified.get(hash);
      // Its signature does not change; its time runs out, and its key may be withdrawn.
      if (seen && now().getTime() < seen.expiresAt && (await keyring.findToken(seen.kid))) return seen.claims;
      verified.delete(hash);
      try {
        const { kid } = decodeProtectedHeader(token);
        const key = kid === undefined ? undefined : await keyring.findToken(kid);
        if (!key || kid === undefined) return undefined;
        const { payload } = await jwtVerify(token, key, {
          algorithms: ['EdDSA'],
          ...{ issuer, audience: issuer, typ: TYPE, currentDate: now(), requiredClaims: ['exp', 'sub'] },
        });
        const claims = toClaims(payload);
        verified.add(hash, { kid, claims, expiresAt: (payload.exp ?? 0) * 1000 });
        return claims;
      } catch (thrown) {
        if (isNoToken(thrown)) return undefined;
        throw thrown;
      }
    },
  };
}

interface Verified {
  readonly kid: string;
  readonly claims: TokenClaims;
  readonly expiresAt: number;
}

/** More living tokens than partners could sensibly have; the oldest goes first. */
const MOST = 5000;

/** Tokens of which the signature was verified, by their hash: the token itself is not kept. */
function verifiedTokens() {
  const kept = new Map<string, Verified>();
  return {
    get: (hash: string) => kept.get(hash),
    delete: (hash: string) => void kept.delete(hash),
    add(hash: string, one: Verified) {
      const [oldest] = kept.keys();
      if (kept.size >= MOST && oldest !== undefined) kept.delete(oldest);
      kept.set(hash, one);
    },
  };
}

/** jose's errors say what is wrong with the text; anything else, such as a database that is down, is not about it. */
function isNoToken(thrown: unknown): boolean {
  if (thrown instanceof TypeError) return true;
  return thrown instanceof Error && 'code' in thrown && String(thrown.code).startsWith('ERR_J');
}

function toClaims(payload: Readonly<Record<string, unknown>>): TokenClaims {
  const { sub, scope, cnf } = payload as { sub: string; scope?: unknown; cnf?: { readonly 'x5t#S256'?: unknown } };
  const thumbprint = cnf?.['x5t#S256'];
  return {
    partner: sub,
    scopes: typeof scope === 'string' ? scope.split(' ').filter((word) => word !== '') : [],
    certificateSha256:
      typeof thumbprint === 'string' ? Buffer.from(thumbprint, 'base64url').toString('hex') : undefined,
  };
}

const toBase64Url = (hex: string) => Buffer.from(hex, 'hex').toString('base64url');
