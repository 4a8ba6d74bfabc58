import type { TypedDocumentNode } from '@interlink/contracts/openimis/document';
import { GraphQLClient, type Variables } from 'graphql-request';
import { isServiceError, ServiceError } from '@interlink/contracts/errors';
import { csrfSession, type WithCsrf } from './csrf.js';
import { openExchange, type Exchange, type OpenImisEndpoint } from './exchange.js';
import { toServiceError } from './failures.js';

/** One user's calls to openIMIS. Failures are ServiceErrors. */
export interface Client {
  /** A query; asked again when openIMIS did not answer. */
  query<T, V extends Variables>(document: TypedDocumentNode<T, V>, variables: V): Promise<T>;
  /** A mutation; sent once, because only the caller knows whether twice is harmless. */
  send<T, V extends Variables>(document: TypedDocumentNode<T, V>, variables: V): Promise<T>;
  /** A GET of openIMIS's REST API; undefined when it does not know the token (401, 403). */
  get(path: string): Promise<unknown>;
  /** A file to openIMIS's REST API, sent once; the HTTP status of the answer. */
  upload(path: string, fileName: string, text: string): Promise<number>;
  sleep(milliseconds: number): Promise<void>;
}

const QUERY_TIMEOUT_MS = 10_000;
const MUTATION_TIMEOUT_MS = 30_000;
const RETRY_DELAYS_MS = [200, 800];

const sleepFor = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const withoutCsrf: WithCsrf = (call) => call({});

/** The name of the operation, for logs and details: the variables hold personal values and are never shown. */
export function nameOf(document: TypedDocumentNode<never, never> | TypedDocumentNode<unknown, never>): string {
  const operation = document.definitions.find((definition) => definition.kind === 'OperationDefinition');
  return operation?.name?.value ?? 'unnamed';
}

/** A client with its own cookies. `token` undefined only logs in. */
export function openImisClient(endpoint: OpenImisEndpoint, token: string | undefined, correlationId: string): Client {
  const exchange = openExchange(endpoint, token, correlationId);
  const sleep = endpoint.sleep ?? sleepFor;
  const graphql = (timeoutMs: number) =>
    new GraphQLClient(`${endpoint.url}/api/graphql`, { fetch: (input, init) => exchange(input, init, timeoutMs) });
  const queries = graphql(QUERY_TIMEOUT_MS);
  const mutations = graphql(MUTATION_TIMEOUT_MS);
  const withCsrf = token ? csrfSession(mutations) : withoutCsrf;

  const ask = async <T, V extends Variables>(
    by: GraphQLClient,
    document: TypedDocumentNode<T, V>,
    variables: V,
  ): Promise<T> => {
    try {
      return await withCsrf((requestHeaders) => by.request<T>({ document, variables, requestHeaders }));
    } catch (thrown) {
      throw toServiceError(thrown, nameOf(document));
    }
  };

  return {
    sleep,
    query: (document, variables) => retry(sleep, nameOf(document), () => ask(queries, document, variables)),
    send: (document, variables) => ask(mutations, document, variables),
    get: (path) => retry(sleep, path, () => getJson(exchange, endpoint.url, path, QUERY_TIMEOUT_MS)),
    upload: (path, fileName, text) =>
      withCsrf(async (headers) => {
        const body = new FormData();
        body.set('file', new Blob([text], { type: 'text/csv' }), fileName);
        const upload = { method: 'POST', body, headers };
        return (await exchange(`${endpoint.url}${path}`, upload, MUTATION_TIMEOUT_MS)).status;
      }).catch((thrown: unknown) => {
        throw toServiceError(thrown, 'upload');
      }),
  };
}

async function getJson(exchange: Exchange, url: string, path: string, timeoutMs: number): Promise<unknown> {
  const answer = await exchange(`${url}${path}`, {}, timeoutMs);
  if (answer.status === 401 || answer.status === 403) return undefined;
  if (answer.ok) return answer.json();
  throw new ServiceError('platform.openimis-unavailable', { operation: path, reason: `status-${answer.status}` });
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
