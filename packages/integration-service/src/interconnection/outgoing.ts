import { isIP } from 'node:net';
import type { ExchangeCause } from '@interlink/contracts/interconnection/partner-port';
import { admit, closedCircuit, settle, type Circuit } from '@interlink/domain/interconnection/circuit';
import { Pool, type Dispatcher } from 'undici';
import { inSpan } from '../platform/tracing.js';
import { guardedLookup, isInsideAddress } from './address-guard.js';
import { OutgoingError, toOutgoingError } from './outgoing-error.js';
import { partnerClock, type PartnerSkew } from './partner-clock.js';

/** Settings of one destination. Times in milliseconds. */
export interface Destination {
  /** Partner id in interlink.json. */
  readonly partner: string;
  readonly url: string;
  /** The whole exchange, waiting for a free connection included. */
  readonly timeoutMs: number;
  readonly connections: number;
  readonly allowPrivateAddresses: boolean;
  /** Mutual TLS: PEM texts. */
  readonly clientCertificate?: { readonly cert: string; readonly key: string; readonly ca: string } | undefined;
}

/** One exchange as the access log keeps it. `result` is the HTTP status or why there is none. */
export interface ExchangeRecord {
  readonly cause: ExchangeCause;
  readonly partner: string;
  readonly operation: string;
  readonly result: string;
  readonly tookMs: number;
}

export interface OutgoingRequest {
  /** What is asked for, e.g. `civil-search`; goes to the access log and metrics. */
  readonly operation: string;
  readonly method: 'GET' | 'POST';
  /** Relative to the destination's url. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | undefined;
  readonly cause: ExchangeCause;
  readonly timeoutMs?: number | undefined;
  /**
   * For a large answer: how long it may take from its first byte on, without a pause of the partner's `timeoutMs`; left
   * out: the whole has `timeoutMs`.
   */
  readonly bodyTimeoutMs?: number | undefined;
  readonly maxBytes?: number | undefined;
}

export interface OutgoingAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

/** A connection to one partner; no redirect is followed, no answer over a megabyte is taken (S16). */
export interface Outgoing {
  readonly partner: string;
  /** Throws OutgoingError when there is no answer; an answer with an error status is an answer. */
  request(request: OutgoingRequest): Promise<OutgoingAnswer>;
  /** How far the partner's clock was from ours at its last dated answer to this process (S14). */
  skew(): PartnerSkew | undefined;
  close(): Promise<void>;
}

export interface OutgoingDeps {
  readonly now: () => number;
  /** Must not lose the record: an exchange that cannot be logged fails (S6). */
  readonly record: (record: ExchangeRecord) => Promise<void>;
  /** The machine's clock, which is compared with the partner's; tests give another. Milliseconds since 1970. */
  readonly wall?: (() => number) | undefined;
}

const MAX_BYTES = 1_048_576;
// Requests that wait for a connection, per connection; more would only time out there.
const WAITING = 8;
const CIRCUIT = { failures: 8, coolDownMs: 5000 };

/** Opens no connection yet; throws at once when the url itself is not allowed. */
export function openOutgoing(destination: Destination, deps: OutgoingDeps): Outgoing {
  const base = checkedUrl(destination);
  const pool = new Pool(base.origin, {
    connections: destination.connections,
    pipelining: 1,
    keepAliveTimeout: 10_000,
    headersTimeout: destination.timeoutMs,
    bodyTimeout: destination.timeoutMs,
    connect: {
      timeout: Math.min(destination.timeoutMs, 3000),
      ...(destination.allowPrivateAddresses ? {} : { lookup: guardedLookup }),
      ...destination.clientCertificate,
    },
  });
  const gate = openGate(destination, deps.now);
  const wall = deps.wall ?? Date.now;
  const clock = partnerClock(wall);
  const exchange = async (request: OutgoingRequest): Promise<OutgoingAnswer> => {
    const started = deps.now();
    const sentAt = wall();
    const record = (result: string) =>
      deps.record({
        cause: request.cause,
        partner: destination.partner,
        operation: request.operation,
        result,
        tookMs: deps.now() - started,
      });
    try {
      const answer = await gate(() => send(pool, base.pathname, request, destination.timeoutMs));
      clock.observe(sentAt, answer.headers);
      await record(String(answer.status));
      return answer;
    } catch (thrown) {
      if (!(thrown instanceof OutgoingError)) throw thrown;
      await record(thrown.reason);
      throw thrown;
    }
  };
  const request = (asked: OutgoingRequest) => {
    const { operation, cause } = asked;
    const fields = { partner: destination.partner, operation, correlationId: cause.actor.correlationId };
    return inSpan('partner.call', fields, () => exchange(asked));
  };
  return { partner: destination.partner, request, skew: clock.seen, close: () => pool.destroy() };
}

function checkedUrl({ url, allowPrivateAddresses }: Destination): URL {
  const base = new URL(url);
  if (base.username !== '' || base.password !== '') throw new OutgoingError('address-refused');
  if (allowPrivateAddresses) return base;
  if (base.protocol !== 'https:') throw new OutgoingError('address-refused');
  const host = base.hostname.replace(/^\[|\]$/g, '');
  // A literal address is never looked up, so it is checked here.
  if (isIP(host) !== 0 && isInsideAddress(host)) throw new OutgoingError('address-refused');
  return base;
}

/** Lets requests through while the partner answers and not too many wait. */
function openGate(destination: Destination, now: () => number) {
  let circuit: Circuit = closedCircuit;
  let inFlight = 0;
  return async <Answer extends { readonly status: number }>(go: () => Promise<Answer>): Promise<Answer> => {
    if (inFlight >= destination.connections * WAITING) throw new OutgoingError('overloaded');
    const entry = admit(circuit, now());
    circuit = entry.circuit;
    if (!entry.admitted) throw new OutgoingError('circuit-open');
    inFlight += 1;
    let answered = false;
    try {
      const answer = await go();
      answered = answer.status < 500;
      return answer;
    } finally {
      inFlight -= 1;
      circuit = settle(circuit, answered, now(), CIRCUIT);
    }
  };
}

async function send(
  pool: Pool,
  basePath: string,
  request: OutgoingRequest,
  timeoutMs: number,
): Promise<OutgoingAnswer> {
  const { signal, restart, clear } = deadline(request.timeoutMs ?? timeoutMs);
  try {
    const response = await pool.request({
      method: request.method,
      path: `${basePath.replace(/\/$/, '')}${request.path}`,
      // One id through all systems, so that a question can be found again at whoever was asked.
      headers: { ...request.headers, 'x-correlation-id': request.cause.actor.correlationId },
      body: request.body ?? null,
      signal,
    });
    if (request.bodyTimeoutMs !== undefined) restart(request.bodyTimeoutMs);
    const bytes = await readBody(response.body, request.maxBytes ?? MAX_BYTES);
    if (response.statusCode >= 300 && response.statusCode < 400) throw new OutgoingError('redirected');
    return { status: response.statusCode, headers: plainHeaders(response.headers), bytes };
  } catch (thrown) {
    throw toOutgoingError(thrown, signal.aborted);
  } finally {
    clear();
  }
}

function deadline(timeoutMs: number) {
  const controller = new AbortController();
  const start = (ms: number) => setTimeout(() => controller.abort(), ms);
  let timer = start(timeoutMs);
  const clear = () => clearTimeout(timer);
  const restart = (ms: number) => {
    clear();
    timer = start(ms);
  };
  return { signal: controller.signal, restart, clear };
}

async function readBody(body: Dispatcher.ResponseData['body'], maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new OutgoingError('too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function plainHeaders(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ]);
  return Object.fromEntries(entries) as Record<string, string>;
}
