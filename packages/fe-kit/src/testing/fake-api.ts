import { AxiosError, AxiosHeaders, type AxiosResponse, type InternalAxiosRequestConfig } from 'axios';
import { createApiClient, type ApiClient } from '../api-client.js';

/** One call as the service would have got it. */
export interface FakeCall {
  readonly what: string;
  readonly body: unknown;
  readonly params: Readonly<Record<string, unknown>>;
  readonly header: (name: string) => string | undefined;
}
/** Answers a call, at once or by a promise; what it throws by `refuse` is a problem+json. */
type Answer = (call: FakeCall) => unknown;

class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly body: Readonly<Record<string, unknown>>,
  ) {
    super(String(status));
  }
}

/** Ends an answer with a problem, as the service does. */
export function refuse(status: number, code: string, details: Readonly<Record<string, unknown>> = {}): never {
  throw new Refusal(status, { code, details, correlationId: '0f0e0d0c-0000-4000-8000-000000000001' });
}

/** An answer that comes when the test lets it: what is pressed or left meanwhile is what the test is about. */
export function holdBack(answer: () => unknown) {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { answer: () => released.then(answer), release: () => release() };
}

/**
 * An API that answers from a table `'METHOD /path'` (`*` for one part of the path), and remembers what it was asked.
 */
export function fakeApi(answers: Readonly<Record<string, Answer>>) {
  const calls: FakeCall[] = [];
  const lost: string[] = [];
  const adapter = async (config: InternalAxiosRequestConfig): Promise<AxiosResponse> => {
    const call = toCall(config);
    calls.push(call);
    const found = Object.entries(answers).find(([pattern]) => toPattern(pattern).test(call.what));
    const response = (status: number, data: unknown): AxiosResponse => ({
      data,
      status,
      statusText: '',
      headers: {},
      config,
    });
    const fail = (status: number, data: unknown) =>
      Promise.reject(new AxiosError('refused', undefined, config, {}, response(status, data)));
    try {
      const data: unknown = found ? await found[1](call) : refuse(404, 'platform.not-found');
      const at = lost.findIndex((pattern) => toPattern(pattern).test(call.what));
      if (at < 0) return response(200, structuredCloneOf(data));
      // It was done; only the answer did not come back.
      lost.splice(at, 1);
    } catch (thrown) {
      if (thrown instanceof Refusal) return fail(thrown.status, thrown.body);
      throw thrown;
    }
    throw new AxiosError('Network Error', AxiosError.ERR_NETWORK, config);
  };
  const client: ApiClient = createApiClient({ adapter, wait: () => Promise.resolve() });
  const callsOf = (pattern: string) => calls.filter(({ what }) => toPattern(pattern).test(what));
  return { client, calls, callsOf, loseAnswer: (pattern: string) => void lost.push(pattern) };
}

function toCall({ method = 'get', url = '', data, params, headers }: InternalAxiosRequestConfig): FakeCall {
  const sent = AxiosHeaders.from(headers);
  return {
    what: `${method.toUpperCase()} ${url}`,
    body: typeof data === 'string' ? (JSON.parse(data) as unknown) : data,
    params: { ...(params as Record<string, unknown> | undefined) },
    header: (name) => {
      const value = sent.get(name);
      return typeof value === 'string' ? value : undefined;
    },
  };
}

const toPattern = (pattern: string) => new RegExp(`^${pattern.replaceAll('*', '[^/]+')}$`);
const structuredCloneOf = (data: unknown): unknown =>
  data === undefined ? undefined : JSON.parse(JSON.stringify(data));
