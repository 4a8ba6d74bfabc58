import { ServiceError } from '@interlink/contracts/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RequestTables } from '../tables.js';
import type { InTransaction, Tx } from '../transaction.js';
import type { SealedPlace, Vault } from '../vault.js';
import type { Answer, HttpKit, IdempotencyOptions, Operator } from './api.js';
import { hashOfBody } from './canonical-body.js';
import { claimKey, keepAnswer, releaseKey, type KeptAnswer, type KeyScope } from './idempotency-store.js';

export interface IdempotencyDeps {
  readonly inTransaction: InTransaction;
  /** An answer may hold a person: it is kept encrypted, and its body as a keyed hash only (S15). */
  readonly vault: Vault;
  readonly operatorOf: (request: FastifyRequest) => Operator;
}

const KEY_SHAPE = /^[\x21-\x7e]{8,255}$/;
/** Longer than any answer that is waited for. */
const LEASE_MS = 90_000;

/** S4: whatever is asked twice with one key happens once, and is answered twice. */
export function idempotency(deps: IdempotencyDeps): Pick<HttpKit, 'idempotent' | 'idempotentAround'> {
  return {
    async idempotent(request, reply, work, options) {
      const { actor } = deps.operatorOf(request);
      const scope = scopeOf(deps, request, actor.id, options?.key ?? 'required');
      if (!scope) return send(reply, await deps.inTransaction(actor, work));
      const kept = await deps.inTransaction(actor, (tx) => once(deps, tx, scope, work, options));
      return 'replayed' in kept ? replay(reply, kept.replayed) : send(reply, kept.answer);
    },
    async idempotentAround(request, reply, work, options) {
      const { actor } = deps.operatorOf(request);
      const scope = scopeOf(deps, request, actor.id, options?.key ?? 'required');
      if (!scope) return send(reply, await work());
      const replayed = await deps.inTransaction(actor, (tx) =>
        claim(deps, tx, scope, { ...options, leaseMs: LEASE_MS }),
      );
      if (replayed) return replay(reply, replayed);
      try {
        const answer = await work();
        await deps.inTransaction(actor, (tx) => keep(deps, tx, scope, answer));
        return send(reply, answer);
      } catch (thrown) {
        await deps.inTransaction(actor, (tx) => releaseKey(tx.db<RequestTables>(), scope));
        throw thrown;
      }
    },
  };
}

/** The same kit for routes whose answers are kept longer: said once for all of a capability. */
export function keepingAnswers(http: HttpKit, keptDays: number): HttpKit {
  return {
    ...http,
    idempotent: (request, reply, work, options) => http.idempotent(request, reply, work, { keptDays, ...options }),
    idempotentAround: (request, reply, work, options) =>
      http.idempotentAround(request, reply, work, { keptDays, ...options }),
  };
}

type Once = { readonly replayed: KeptAnswer } | { readonly answer: Answer };

type Sealing = Pick<IdempotencyDeps, 'vault'>;

async function once(
  deps: Sealing,
  tx: Tx,
  scope: KeyScope,
  work: (tx: Tx) => Promise<Answer>,
  options?: IdempotencyOptions,
): Promise<Once> {
  const replayed = await claim(deps, tx, scope, options);
  if (replayed) return { replayed };
  const answer = await work(tx);
  await keep(deps, tx, scope, answer);
  return { answer };
}

/** The answer that was kept, opened; undefined: go on. */
async function claim(
  { vault }: Sealing,
  tx: Tx,
  scope: KeyScope,
  how?: IdempotencyOptions & { readonly leaseMs?: number },
): Promise<KeptAnswer | undefined> {
  const kept = await claimKey(tx.db<RequestTables>(), scope, tx.now, how);
  if (!kept) return undefined;
  const body = await vault.open(tx, placeOf(scope), Buffer.from(kept.body, 'base64'));
  // Whose key was destroyed has no answer any more.
  if (body === undefined) throw new ServiceError('platform.idempotency-key-expired');
  return { status: kept.status, body };
}

async function keep({ vault }: Sealing, tx: Tx, scope: KeyScope, { status, body }: Answer): Promise<void> {
  const sealed = await vault.seal(tx, placeOf(scope), JSON.stringify(body ?? null));
  await keepAnswer(tx.db<RequestTables>(), scope, { status, body: sealed.toString('base64') });
}

function placeOf({ principal, method, route, key }: KeyScope): SealedPlace {
  const rowId = [principal, method, route, key].join(' ');
  const whose = { subjectId: principal, purpose: 'idempotency' };
  return { table: 'platform.idempotency_key', column: 'response', rowId, ...whose };
}

function scopeOf(
  { vault }: Sealing,
  request: FastifyRequest,
  principal: string,
  need: 'required' | 'optional',
): KeyScope | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined && need === 'optional') return undefined;
  if (typeof key !== 'string' || !KEY_SHAPE.test(key)) throw new ServiceError('platform.idempotency-key-missing');
  // The address with its ids, not the pattern: the same key on another journey is another request.
  const route = request.url.split('?')[0] ?? '';
  const bodyHash = vault.blindIndex('idempotency-body', hashOfBody(request.body));
  return { principal, key, route, method: request.method, bodyHash };
}

function send(reply: FastifyReply, { status, body, headers }: Answer): FastifyReply {
  return reply
    .status(status)
    .headers({ ...headers })
    .send(body);
}

function replay(reply: FastifyReply, { status, body }: KeptAnswer): FastifyReply {
  return reply
    .status(status)
    .header('idempotency-replayed', 'true')
    .type('application/json; charset=utf-8')
    .serializer((text: unknown) => String(text))
    .send(body);
}
