import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the partner saw, in order. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Of the connection it came by. */
  readonly port: number | undefined;
}

export type Reply =
  | {
      readonly status?: number;
      readonly headers?: Record<string, string>;
      readonly body?: string | Buffer;
      /** Before each quarter of the body, after the beginning of the answer. */
      readonly pauseMs?: number;
    }
  /** The request was worked on, but its answer never leaves. */
  | 'lost'
  /** Nothing happens at all. */
  | 'silent';

export interface FakePartner {
  readonly url: string;
  readonly received: readonly Received[];
  at(path: string): readonly Received[];
  close(): Promise<void>;
}

/** A partner over a real socket on a free loopback port. */
export async function startFakePartner(answer: (request: Received) => Reply | Promise<Reply>): Promise<FakePartner> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void readBody(request).then(async (body) => {
      const port = request.socket.remotePort;
      const seen = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body, port };
      received.push(seen);
      respond(request, response, await answer(seen));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    at: (path) => received.filter((one) => one.path.split('?')[0] === path),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function respond(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  if (reply === 'silent') return;
  if (reply === 'lost') return void request.socket.destroy();
  const headers = { 'content-type': 'application/json', ...reply.headers };
  response.writeHead(reply.status ?? 200, headers);
  const body = Buffer.from(reply.body ?? '{}');
  if (reply.pauseMs === undefined) return void response.end(body);
  response.flushHeaders();
  void drip(response, body, reply.pauseMs);
}

async function drip(response: ServerResponse, body: Buffer, pauseMs: number): Promise<void> {
  const size = Math.ceil(body.length / 4);
  for (let at = 0; at < body.length; at += size) {
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    response.write(body.subarray(at, at + size));
  }
  response.end();
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

export const json = (value: unknown, status = 200): Reply => ({ status, body: JSON.stringify(value) });
