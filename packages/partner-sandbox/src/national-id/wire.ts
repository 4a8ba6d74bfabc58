import { setTimeout as sleep } from 'node:timers/promises';
import { decodeJwt, decodeProtectedHeader, importJWK, SignJWT, type JWTHeaderParameters } from 'jose';
import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { PrivateJwk } from '../common/keys.js';
import type { PartnerTools } from '../common/partner-server.js';
import type { FaultKind } from '../common/partners.js';
import { maskSecrets } from '../common/received.js';

const OPERATIONS: readonly (readonly [RegExp, string])[] = [
  [/^\/\.well-known\//, 'discovery'],
  [/^\/jwks$/, 'jwks'],
  [/^\/request$/, 'par'],
  [/^\/auth(\/|$)/, 'authorize'],
  [/^\/token$/, 'token'],
  [/^\/me$/, 'userinfo'],
];
const MISSTATEMENTS: readonly FaultKind[] = ['lies', 'stale', 'withheld'];
const KINDS: readonly FaultKind[] = ['delay', 'timeout', 'status-500', 'lost-answer'];

/** Records what reaches the provider and lets it fail on demand. */
export function watchWire(provider: Provider, tools: PartnerTools, signingKey: PrivateJwk): void {
  provider.use(async (context, next) => {
    // Middleware is typed before the provider has added its part.
    const ctx = context as KoaContextWithOIDC;
    const operation = OPERATIONS.find(([path]) => path.test(ctx.path))?.[1] ?? 'unknown';
    const fault = tools.faults.take('national-id', operation, KINDS);
    if (fault?.kind === 'delay') await sleep(fault.delayMs);
    const isSkipped = fault?.kind === 'timeout' || fault?.kind === 'status-500';
    try {
      if (!isSkipped) await next();
    } finally {
      record(ctx, operation, tools);
    }
    fail(ctx, fault?.kind);
    const misstated = tools.faults.take('national-id', operation, MISSTATEMENTS)?.kind;
    if (misstated) await misstate(ctx, misstated, signingKey);
    if (tools.faults.take('national-id', operation, ['wrong-signature'])) forge(ctx);
  });
}

function fail(ctx: KoaContextWithOIDC, kind: FaultKind | undefined): void {
  if (kind === 'status-500') ctx.throw(500);
  if (kind === 'timeout') ctx.respond = false;
  if (kind === 'lost-answer') ctx.req.socket.destroy();
}

function record(ctx: KoaContextWithOIDC, operation: string, { received }: PartnerTools): void {
  const body: unknown = (ctx.oidc as KoaContextWithOIDC['oidc'] | undefined)?.body;
  const { search } = ctx;
  received.add('national-id', {
    operation,
    method: ctx.method,
    // Query strings of the way back bear codes.
    path: operation === 'authorize' ? ctx.path : `${ctx.path}${search}`,
    correlationId: ctx.get('x-correlation-id') || null,
    body: typeof body === 'object' && body !== null ? maskSecrets({ ...body }) : null,
  });
}

/** By a password that the person chose: not what was asked for. */
const WEAKER_ACR = 'mosip:idp:acr:static-code';

const DAY_S = 86_400;

/** Signs an ID token that names another means by which the person signed in, or none, or an earlier day. */
async function misstate(ctx: KoaContextWithOIDC, kind: FaultKind, key: PrivateJwk): Promise<void> {
  const token = idTokenOf(ctx);
  if (token === undefined) return;
  const claims = decodeJwt(token);
  const other =
    kind === 'stale'
      ? { auth_time: Number(claims['auth_time']) - DAY_S }
      : { acr: kind === 'lies' ? WEAKER_ACR : undefined };
  const said = new SignJWT({ ...claims, ...other });
  const header = decodeProtectedHeader(token) as JWTHeaderParameters;
  const signed = await said.setProtectedHeader(header).sign(await importJWK(key, header.alg));
  ctx.body = { ...(ctx.body as object), id_token: signed };
}

function idTokenOf({ body }: KoaContextWithOIDC): string | undefined {
  const token = (body as { id_token?: unknown } | null | undefined)?.id_token;
  return typeof token === 'string' ? token : undefined;
}

/** Changes the signature of what is signed in the answer. */
function forge(ctx: KoaContextWithOIDC): void {
  if (typeof ctx.body === 'string') ctx.body = forgeJws(ctx.body);
  const token = idTokenOf(ctx);
  if (token !== undefined) ctx.body = { ...(ctx.body as object), id_token: forgeJws(token) };
}

function forgeJws(jws: string): string {
  const [header, payload, signature = ''] = jws.split('.');
  const bytes = Buffer.from(signature, 'base64url');
  bytes.writeUInt8((bytes[0] ?? 0) ^ 1, 0);
  return [header, payload, bytes.toString('base64url')].join('.');
}
