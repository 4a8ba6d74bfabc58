import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { GraphQLClient, type Variables } from 'graphql-request';
import { isServiceError, ServiceError } from '@interlink/contracts/errors';
import { FetchCsrfTokenDocument } from '@interlink/contracts/openimis/generated/operations';
import { cookieJar } from './cookies.js';
import { isCsrfFailure, toServiceError } from './failures.js';

/** Where openIMIS is and how long it may take; `fetch` and `sleep` are replaced in tests. */
export interface OpenImisEndpoint {
  readonly url: string;
  readonly fetch?: typeof fetch;
  readonly sleep?: (milliseconds: number) => Promise<void>;
  readonly queryTimeoutMs?: number;
  readonly mutationTimeoutMs?: number;
}

/** One user's calls to openIMIS. Failures are ServiceErrors. */
export interface Client {
  /** A query; asked again when openIMIS did not answer. */
  query<T, V extends Variables>(document: TypedDocumentNode<T, V>, variables: V): Promise<T>;
  /** A mutation; sent once, because only the caller knows whether twice is harmless. */
  send<T, V extends Variables>(document: TypedDocumentNode<T, V>, variables: V): Promise<T>;
  /** A GET of openIMIS's REST API; undefined when it does not know the token (401, 403). */
  get(path: string): Promise<unknown>;
  sleep(milliseconds: number): Promise<void>;
}

const RETRY_DELAYS_MS = [200, 800];

export const sleepFor = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The name of the operation, for logs and details: the variables hold personal values and are never shown. */
export function nameOf(document: TypedDocumentNode<never, never> | TypedDocumentNode<unknown, never>): string {
  const operation = document.definitions.find((definition) => definition.kind === 'OperationDefinition');
  return operation?.name?.value ?? 'unnamed';
}

/** A client with its own cookies. `token` undefined only logs in. */
export function openImisClient(endpoint: OpenImisEndpoint, token: string | undefined, correlationId: string): Client {
  const jar = cookieJar();
  const sleep = endpoint.sleep ?? sleepFor;
  let csrf: Promise<string> | undefined;

  const exchange = async (input: string | URL | Request, init: RequestInit | undefined, timeoutMs: number) => {
    const headers = new Headers(init?.headers);
    headers.set('x-correlation-id', correlationId);
    if (token) headers.set('authorization', `Bearer ${token}`);
    if (jar.header()) headers.set('cookie', jar.header());
    const answer = await (endpoint.fetch ?? fetch)(input, {
      ...init,
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    jar.take(answer.headers);
    return answer;
  };
  const graphql = (timeoutMs: number) =>
    new GraphQLClient(`${endpoint.url}/api/graphql`, { fetch: (input, init) => exchange(input, init, timeoutMs) });
  const queries = graphql(endpoint.queryTimeoutMs ?? 10_000);
  const mutations = graphql(endpoint.mutationTimeoutMs ?? 30_000);

  const csrfToken = () => {
    csrf ??= mutations.request(FetchCsrfTokenDocument).then(
      (answer) => answer.getCsrfToken?.csrfToken ?? '',
      (thrown: unknown) => {
        csrf = undefined;
        throw thrown;
      },
    );
    return csrf;
  };
  // openIMIS wants the CSRF token for its lists too, not only for changes.
  const ask = async <T, V extends Variables>(
    by: GraphQLClient,
    document: TypedDocumentNode<T, V>,
    variables: V,
  ): Promise<T> => {
    const once = async () => {
      const headers: Record<string, string> = token ? { 'x-csrftoken': await csrfToken() } : {};
      return by.request<T>({ document, variables, requestHeaders: headers });
    };
    try {
      return await once().catch((thrown: unknown) => {
        if (!isCsrfFailure(thrown)) throw thrown;
        csrf = undefined; // openIMIS refused it before doing anything: the session ended
        return once();
      });
    } catch (thrown) {
      throw toServiceError(thrown, nameOf(document));
    }
  };

  return {
    sleep,
    query: (document, variables) => retry(sleep, nameOf(document), () => ask(queries, document, variables)),
    send: (document, variables) => ask(mutations, document, variables),
    get: (path) =>
      retry(sleep, path, async () => {
        const answer = await exchange(`${endpoint.url}${path}`, {}, endpoint.queryTimeoutMs ?? 10_000);
        if (answer.status === 401 || answer.status === 403) return undefined;
        if (!answer.ok) {
          throw new ServiceError('platform.openimis-unavailable', {
            operation: path,
            reason: `status-${answer.status}`,
          });
        }
        return answer.json();
      }),
  };
}

async function retry<T>(sleep: Client['sleep'], operation: string, ask: () => Promise<T>): Promise<T> {
  for (const delay of RETRY_DELAYS_MS) {
    try {
      return await ask();
    } catch (thrown) {
      const failure = toServiceError(thrown, operation);
      // A call that took its whole time is not asked again: the person waits, and openIMIS is likely overloaded.
      if (failure.code !== 'platform.openimis-unavailable' || failure.details.reason === 'timeout') throw failure;
      await sleep(delay);
    }
  }
  return ask().catch((thrown: unknown) => {
    throw toServiceError(thrown, operation);
  });
}

/** True for the failures after which a mutation may or may not have been done. */
export function isUnavailable(thrown: unknown): boolean {
  return isServiceError(thrown) && thrown.code === 'platform.openimis-unavailable';
}
