import { ServiceError } from '@interlink/contracts/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../clock.js';
import type { RequestTables } from '../tables.js';
import type { InTransaction, Tx } from '../transaction.js';
import type { Answer, HttpKit, Operator } from './api.js';
import { hashOfBody } from './canonical-body.js';
import { claimKey, keepAnswer, releaseKey, type KeptAnswer, type KeyScope } from './idempotency-store.js';

export interface IdempotencyDeps {
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
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
      const scope = scopeOf(request, actor.id, options?.key ?? 'required');
      if (!scope) return send(reply, await deps.inTransaction(actor, work));
      const kept = await deps.inTransaction(actor, (tx) => once(tx, scope, work));
      return 'replayed' in kept ? replay(reply, kept.replayed) : send(reply, kept.answer);
    },
    async idempotentAround(request, reply, work, options) {
      const { actor } = deps.operatorOf(request);
      const scope = scopeOf(request, actor.id, options?.key ?? 'required');
      if (!scope) return send(reply, await work());
      const claim = (tx: Tx) => claimKey(tx.db<RequestTables>(), scope, tx.now, LEASE_MS);
      const replayed = await deps.inTransaction(actor, claim);
      if (replayed) return replay(reply, replayed);
      try {
        const answer = await work();
        await deps.inTransaction(actor, (tx) => keepAnswer(tx.db<RequestTables>(), scope, toKept(answer)));
        return send(reply, answer);
      } catch (thrown) {
        await deps.inTransaction(actor, (tx) => releaseKey(tx.db<RequestTables>(), scope));
        throw thrown;
      }
    },
  };
}

type Once = { readonly replayed: KeptAnswer } | { readonly answer: Answer };

async function once(tx: Tx, scope: KeyScope, work: (tx: Tx) => Promise<Answer>): Promise<Once> {
  const replayed = await claimKey(tx.db<RequestTables>(), scope, tx.now);
  if (replayed) return { replayed };
  const answer = await work(tx);
  await keepAnswer(tx.db<RequestTables>(), scope, toKept(answer));
  return { answer };
}

function scopeOf(request: FastifyRequest, principal: string, need: 'required' | 'optional'): KeyScope | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined && need === 'optional') return undefined;
  if (typeof key !== 'string' || !KEY_SHAPE.test(key)) throw new ServiceError('platform.idempotency-key-missing');
  // The address with its ids, not the pattern: the same key on another journey is another request.
  const route = request.url.split('?')[0] ?? '';
  return { principal, key, route, method: request.method, bodyHash: hashOfBody(request.body) };
}

const toKept = ({ status, body }: Answer): KeptAnswer => ({ status, body: JSON.stringify(body ?? null) });

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
