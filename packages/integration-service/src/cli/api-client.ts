import { CliError } from './cli-error.js';
import { parseJson, parseJsonObject } from '../platform/json.js';

export interface ApiCall {
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly idempotencyKey?: string;
  readonly ifMatch?: string;
  /** Sent as it is, instead of a body. */
  readonly text?: string;
}

/** The operators' API as its command line sees it. Paths are relative to `/interlink/api/v1`. */
export interface ApiClient {
  /** Throws ApiProblem for a refusal and CliError when nobody answers. */
  get<T>(path: string): Promise<T>;
  /** The bytes of a file, as they are. */
  download(path: string): Promise<Uint8Array>;
  post<T>(path: string, call?: ApiCall): Promise<T>;
  /** A text as it is, in UTF-8. */
  put<T>(path: string, text: string): Promise<T>;
}

/** A refusal with the service's own words and code. */
export class ApiProblem extends CliError {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly correlationId: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(`${detail} (${code}, correlation id ${correlationId})`, status === 401 ? 3 : 4);
  }
}

const TIMEOUT_MS = 60_000;
const BYTES = 'application/octet-stream';

/** With the operator's openIMIS token; one correlation id for everything that this command does. */
export function openApiClient(url: string, token: string, correlationId: string, language = 'en'): ApiClient {
  const base = `${url}/interlink/api/v1`;
  const send = async (method: string, path: string, call: ApiCall = {}): Promise<Response> => {
    const headers: Record<string, string> = {
      accept: 'application/json, */*',
      'accept-language': language,
      authorization: `Bearer ${token}`,
      'x-correlation-id': correlationId,
      ...(method !== 'GET' && {
        'content-type': call.text === undefined ? 'application/json' : BYTES,
        'x-interlink': '1',
      }),
      ...(call.idempotencyKey !== undefined && { 'idempotency-key': call.idempotencyKey }),
      ...(call.ifMatch !== undefined && { 'if-match': call.ifMatch }),
    };
    const body = method === 'GET' ? {} : { body: call.text ?? JSON.stringify(call.body ?? {}) };
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const answer = await fetch(base + path, { method, headers, signal, redirect: 'error', ...body }).catch(() => {
      throw new CliError(`${url} does not answer; is \`interlink serve\` running?`);
    });
    if (!answer.ok) throw toProblem(answer.status, await answer.text(), correlationId);
    return answer;
  };
  const ask = async <T>(method: string, path: string, call?: ApiCall): Promise<T> => {
    const text = await (await send(method, path, call)).text();
    const value = text === '' ? undefined : parseJson(text);
    if (text !== '' && value === undefined) throw new CliError(`${url} answers, but not as Interlink does.`);
    return value as T;
  };
  return {
    get: (path) => ask('GET', path),
    download: async (path) => new Uint8Array(await (await send('GET', path)).arrayBuffer()),
    post: (path, call) => ask('POST', path, call),
    put: (path, text) => ask('PUT', path, { text }),
  };
}

function toProblem(status: number, text: string, correlationId: string): ApiProblem {
  const body = parseJsonObject(text);
  const word = (name: string) => (typeof body[name] === 'string' ? body[name] : undefined);
  const details = Object(body['details']) as Record<string, unknown>;
  const reason = typeof details['reason'] === 'string' ? [`Reason: ${details['reason']}.`] : [];
  const sentences = [word('detail') ?? 'The service refused.', ...reason, ...violationsOf(body['violations'])];
  return new ApiProblem(
    status,
    word('code') ?? `http-${status}`,
    sentences.join(' '),
    word('correlationId') ?? correlationId,
    details,
  );
}

/** Which part of what was typed is wrong, and what would be right. */
const violationsOf = (told: unknown): string[] =>
  (Array.isArray(told) ? told : []).map((one: unknown) => {
    const { path, message } = Object(one) as Record<string, unknown>;
    return `${String(path)} ${String(message)}.`;
  });
