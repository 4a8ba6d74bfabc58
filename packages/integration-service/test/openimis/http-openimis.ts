import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Call {
  readonly operation: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly headers: IncomingMessage['headers'];
}

type Answer = { readonly data?: unknown; readonly errors?: readonly { readonly message: string }[] };

/** A few lines of openIMIS over a real socket: its CSRF rule, its mutation log, and the faults a test asks for. */
export interface HttpOpenImis {
  readonly url: string;
  readonly calls: Call[];
  /** Mutations that had an effect, by clientMutationId. */
  readonly effects: string[];
  readonly logs: { readonly id: string; status: number; error: string }[];
  /** Faults for the next calls of an operation, in order; `lose` = do it, then cut the connection. */
  readonly faults: Map<string, ('cut' | 'lose' | number | string)[]>;
  /** Mutations that are logged as refused, with the text of the log. */
  readonly refusals: Map<string, string>;
  csrfToken: string;
  answerOf(operation: string, answer: (variables: Readonly<Record<string, unknown>>) => Answer): void;
  close(): Promise<void>;
}

export async function startHttpOpenImis(): Promise<HttpOpenImis> {
  const answers = new Map<string, (variables: Readonly<Record<string, unknown>>) => Answer>();
  const server = createServer((request, response) => void serve(fake, answers, request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const fake: HttpOpenImis = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: [],
    effects: [],
    logs: [],
    faults: new Map(),
    refusals: new Map(),
    csrfToken: 'csrf-1',
    answerOf: (operation, answer) => void answers.set(operation, answer),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return fake;
}

async function serve(
  fake: HttpOpenImis,
  answers: Map<string, (variables: Readonly<Record<string, unknown>>) => Answer>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { query, variables = {} } = JSON.parse(Buffer.concat(chunks).toString()) as {
    query: string;
    variables?: Record<string, unknown>;
  };
  const operation = /(?:query|mutation) (\w+)/.exec(query)?.[1] ?? '';
  fake.calls.push({ operation, variables, headers: request.headers });
  const fault = fake.faults.get(operation)?.shift();
  if (fault === 'cut') return void request.socket.destroy();
  if (typeof fault === 'number') return void response.writeHead(fault).end('<html>an error page</html>');
  const answer =
    fault && fault !== 'lose'
      ? { errors: [{ message: fault }] }
      : answerTo(fake, answers, operation, variables, request);
  if (fault === 'lose') return void request.socket.destroy();
  if (operation === 'FetchCsrfToken')
    response.setHeader('set-cookie', ['sessionid=s1; Path=/; HttpOnly', 'JWT=secret; Path=/']);
  response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
}

function answerTo(
  fake: HttpOpenImis,
  answers: Map<string, (variables: Readonly<Record<string, unknown>>) => Answer>,
  operation: string,
  variables: Readonly<Record<string, unknown>>,
  request: IncomingMessage,
): Answer {
  if (operation === 'FetchCsrfToken') return { data: { getCsrfToken: { csrfToken: fake.csrfToken } } };
  const isSignedIn = request.headers.authorization !== undefined;
  if (isSignedIn && request.headers['x-csrftoken'] !== fake.csrfToken)
    return { errors: [{ message: "'HTTP_X_CSRFTOKEN'" }] };
  if (operation === 'FindMutation') return { data: { mutationLogs: logOf(fake, String(variables.clientMutationId)) } };
  const input = variables.input as { clientMutationId?: string } | undefined;
  if (input?.clientMutationId) {
    const refusal = fake.refusals.get(operation);
    if (refusal === undefined) fake.effects.push(input.clientMutationId);
    fake.logs.push({ id: input.clientMutationId, status: refusal === undefined ? 2 : 1, error: refusal ?? '' });
  }
  return answers.get(operation)?.(variables) ?? { data: {} };
}

function logOf(fake: HttpOpenImis, id: string) {
  const found = fake.logs.filter((log) => log.id === id);
  return {
    edges: found.map(({ status, error }) => ({ node: { status, error, requestDateTime: '2026-11-24T00:00:00' } })),
  };
}
