import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { typeCommand } from './typed-command.js';

export interface SeenCall {
  readonly call: string;
  readonly body: unknown;
  readonly key: string | undefined;
}
type Answer = unknown | ((seen: SeenCall) => unknown);

/** What the service refuses with: a problem of RFC 9457. */
export class Refusal {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly details: object = {},
  ) {}
}

/** Bytes that are no JSON. */
export class FileAnswer {
  constructor(readonly bytes: Buffer) {}
}

/** A service that answers from a list, and a command line that is signed in to it. */
export async function openFakeService() {
  const seen: SeenCall[] = [];
  let answers: Record<string, Answer> = {};
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += String(chunk)));
    request.on('end', () => {
      const call = `${request.method} ${(request.url ?? '').replace('/interlink/api/v1', '')}`;
      const key = request.headers['idempotency-key'] as string | undefined;
      const one = { call, body: text === '' ? undefined : (JSON.parse(text) as unknown), key };
      seen.push(one);
      const found = answers[call];
      const answer = typeof found === 'function' ? (found as (seen: SeenCall) => unknown)(one) : found;
      if (answer instanceof FileAnswer) {
        response.writeHead(200, { 'content-type': 'application/pdf' }).end(answer.bytes);
        return;
      }
      const { status, body } =
        answer instanceof Refusal
          ? {
              status: answer.status,
              body: { code: answer.code, detail: 'No.', correlationId: 'c-1', details: answer.details },
            }
          : {
              status: answer === undefined ? 404 : 200,
              body: answer ?? { code: 'platform.not-found', detail: 'Nothing.' },
            };
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const folder = mkdtempSync(path.join(tmpdir(), 'interlink-verbs-'));
  const session = path.join(folder, 'session.json');
  const interlinkUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  writeFileSync(
    session,
    JSON.stringify({ token: 't', loginName: 'ina', openimisUrl: 'http://127.0.0.1:9', interlinkUrl }),
  );
  return {
    seen,
    /** From now on it answers so, by `METHOD /path`; to all else: not found. */
    answers(given: Record<string, Answer>) {
      answers = given;
      seen.length = 0;
    },
    file(name: string, content: unknown): string {
      const file = path.join(folder, name);
      writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
      return file;
    },
    type: (command: string, ...lines: string[]) => type(command, { INTERLINK_SESSION_FILE: session }, lines),
    async close() {
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true });
    },
  };
}

/** Runs a command with these lines on standard input, and returns what a person would see. */
export const type = (command: string, environment: Record<string, string>, lines: readonly string[] = []) =>
  typeCommand(command.split(' ').filter(Boolean), environment, lines);

/** A message of a stream that waits for a person. */
export const parked = (id: string, seq: number) => ({
  id,
  stream: 'dci:mis',
  seq,
  kind: 'notify',
  tries: 10,
  correlationId: 'c',
  createdAt: 't',
});
