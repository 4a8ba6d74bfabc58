import axios, { isAxiosError, type AxiosAdapter, type AxiosInstance, type AxiosRequestConfig } from 'axios';
import { ApiError, isErrorCode, type ApiProblem } from './api-problem.js';
import { randomId } from './random-id.js';

/** What accompanies a change. */
export interface ChangeOptions {
  /** One per intent of a person: every repeat of the same intent carries the same key. */
  readonly key?: string | undefined;
  /** Version of what was shown; the API refuses with 412 when it is another by now. */
  readonly version?: number | undefined;
  /** Joins the call to a journey's trail. */
  readonly correlationId?: string | undefined;
}

/** Interlink's API. Every failure is an ApiError. */
export interface ApiClient {
  get<T>(path: string, params?: Readonly<Record<string, string | number | undefined>>): Promise<T>;
  /** Repeats on a lost answer only with a key: without one a repeat could be a second act. */
  post<T>(path: string, body: unknown, options?: ChangeOptions): Promise<T>;
  /** A part of a file, as bytes. Repeats on a lost answer: a part has its number, so twice is once. */
  putBytes<T>(path: string, bytes: ArrayBuffer, headers?: Readonly<Record<string, string>>): Promise<T>;
}

export interface ApiClientOptions {
  readonly adapter?: AxiosAdapter;
  readonly wait?: (ms: number) => Promise<void>;
}

const BASE = '/interlink/api/v1';
const TIMEOUT_MS = 30_000;
/** Waits before the second, third and fourth try: a rural link is often back within seconds. */
const RETRY_AFTER_MS = [500, 2_000, 5_000];
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export function createApiClient({ adapter, wait = sleep }: ApiClientOptions = {}): ApiClient {
  const http = axios.create({
    baseURL: BASE,
    timeout: TIMEOUT_MS,
    withCredentials: true,
    headers: { 'X-Interlink': '1' },
    ...(adapter ? { adapter } : {}),
  });
  return {
    get: (path, params) => send(http, wait, true, { method: 'get', url: path, params }),
    post: (path, body, options = {}) =>
      send(http, wait, options.key !== undefined, {
        method: 'post',
        url: path,
        data: body ?? {},
        headers: changeHeaders(options),
      }),
    putBytes: (path, bytes, headers = {}) =>
      send(http, wait, true, {
        method: 'put',
        url: path,
        data: bytes,
        headers: { ...changeHeaders({}), ...headers, 'Content-Type': 'application/octet-stream' },
      }),
  };
}

function changeHeaders({ key, version, correlationId }: ChangeOptions): Record<string, string> {
  return {
    'Content-Type': 'application/json',
    'X-Correlation-Id': correlationId ?? randomId(),
    ...(key === undefined ? {} : { 'Idempotency-Key': key }),
    ...(version === undefined ? {} : { 'If-Match': `"${version}"` }),
  };
}

async function send<T>(
  http: AxiosInstance,
  wait: (ms: number) => Promise<void>,
  isRepeatable: boolean,
  request: AxiosRequestConfig,
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return (await http.request<T>(request)).data;
    } catch (thrown) {
      const problem = readProblem(thrown);
      const delay = RETRY_AFTER_MS[attempt];
      if (!isRepeatable || delay === undefined || !isPassing(problem)) throw new ApiError(problem);
      await wait(delay);
    }
  }
}

/** Gone by itself soon: no answer, a proxy without its service, or our own first try still at work. */
function isPassing({ code, status }: ApiProblem): boolean {
  return code === 'lost' || status === 502 || status === 504 || code === 'platform.idempotency-key-in-progress';
}

function readProblem(thrown: unknown): ApiProblem {
  if (!isAxiosError<Record<string, unknown>>(thrown)) throw thrown; // a bug stays a bug
  const { response } = thrown;
  if (!response) return { code: 'lost', status: 0, details: {} };
  const body = typeof response.data === 'object' && response.data !== null ? response.data : {};
  const header: unknown = response.headers['x-correlation-id'];
  const correlationId = body.correlationId ?? header;
  return {
    code: isErrorCode(body.code) ? body.code : codeOfStatus(response.status),
    status: response.status,
    correlationId: typeof correlationId === 'string' ? correlationId : undefined,
    details: typeof body.details === 'object' && body.details !== null ? { ...body.details } : {},
  };
}

/** For answers that are not ours, such as a proxy's. */
function codeOfStatus(status: number): ApiProblem['code'] {
  if (status === 401) return 'platform.unauthenticated';
  if (status === 403) return 'platform.forbidden';
  if (status === 502 || status === 504) return 'lost';
  return 'unknown';
}
