import { inSpan } from '../platform/tracing.js';
import { cookieJar } from './cookies.js';

/** Where openIMIS is; `fetch` and `sleep` are replaced in tests. */
export interface OpenImisEndpoint {
  readonly url: string;
  readonly fetch?: typeof fetch;
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

/** One exchange over HTTP within a session: its token, its cookies, its correlation id, its time. */
export type Exchange = (
  input: string | URL | Request,
  init: RequestInit | undefined,
  timeoutMs: number,
) => Promise<Response>;

/** Exchanges that share one cookie jar; redirects are refused, because openIMIS gives none. */
export function openExchange(endpoint: OpenImisEndpoint, token: string | undefined, correlationId: string): Exchange {
  const jar = cookieJar();
  return async (input, init, timeoutMs) => {
    const headers = new Headers(init?.headers);
    headers.set('x-correlation-id', correlationId);
    if (token) headers.set('authorization', `Bearer ${token}`);
    if (jar.header()) headers.set('cookie', jar.header());
    const signal = AbortSignal.timeout(timeoutMs);
    const call = () => (endpoint.fetch ?? fetch)(input, { ...init, headers, redirect: 'error', signal });
    const answer = await inSpan('openimis.call', { correlationId }, call);
    jar.take(answer.headers);
    return answer;
  };
}
