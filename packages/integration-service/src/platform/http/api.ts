import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { Permission, Session } from '@interlink/contracts/platform/session';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { Actor } from '../actor.js';
import type { Tx } from '../transaction.js';

/** The operators' API. Routes are registered relative to `/interlink/api/v1` with TypeBox schemas. */
export type Api = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** Who is signed in, for the length of one request. */
export interface Operator {
  readonly session: Session;
  /** The operator's own openIMIS token: for `openimis.asOperator`, never kept, never put into a job (S7). */
  readonly token: string;
  /**
   * uuids of the districts the operator is limited to; empty = sees nobody (openIMIS gives its administrators all of
   * them).
   */
  readonly districts: readonly string[];
  readonly actor: Actor;
}

declare module 'fastify' {
  interface FastifyRequest {
    correlationId: string;
    /** Set by `requirePermission` and `requireSession`; read it with `operatorOf(request)`. */
    operator: Operator | undefined;
  }
}

/** What a creating route answers; kept with its Idempotency-Key. */
export interface Answer<Body = unknown> {
  readonly status: number;
  readonly body: Body;
  readonly headers?: Readonly<Record<string, string>>;
}

export type PreHandler = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/** What a capability's `routes.ts` is given. */
export interface HttpKit {
  /** preHandler: 401 without a session, 403 without the permission, CSRF rules on every change by cookie. */
  requirePermission(permission: Permission, options?: SessionOptions): PreHandler;
  requireSession(options?: SessionOptions): PreHandler;
  /** For a handler that learns late how much an act weighs: throws what `fresh` and `secondFactor` would. */
  confirmed(request: FastifyRequest, options: { readonly secondFactor: boolean }): Promise<void>;
  /** The signed-in operator; throws `platform.unauthenticated` when the route has no preHandler for it. */
  operatorOf(request: FastifyRequest): Operator;
  /**
   * S4: runs `work` in a transaction of which the Idempotency-Key is the first row, and keeps the answer there.
   * `required` (default): 400 without the header; `optional`: without it, it is an ordinary transaction.
   */
  idempotent(
    request: FastifyRequest,
    reply: FastifyReply,
    work: (tx: Tx) => Promise<Answer>,
    options?: IdempotencyOptions,
  ): Promise<unknown>;
  /** For work that asks others and so cannot be one transaction: the key is claimed before, the answer kept after. */
  idempotentAround(
    request: FastifyRequest,
    reply: FastifyReply,
    work: () => Promise<Answer>,
    options?: IdempotencyOptions,
  ): Promise<unknown>;
}

export interface SessionOptions {
  /**
   * S7, for approve, appoint, keys, agreements, break-glass, export, merge, replay: openIMIS is asked again instead of
   * a session of up to 60 s being believed, and the password was given again less than 5 minutes ago, else 403
   * `platform.confirmation-needed`.
   */
  readonly fresh?: boolean;
  /** With `fresh`: an authenticator's code as well (S11), else 403 `platform.second-factor-needed`. */
  readonly secondFactor?: boolean;
}

export interface IdempotencyOptions {
  readonly key?: 'required' | 'optional';
  /** For so many days the answer is given again; after them the key is refused as too old. Default: 30. */
  readonly keptDays?: number;
}
