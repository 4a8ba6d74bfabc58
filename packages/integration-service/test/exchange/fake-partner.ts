import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Callback {
  readonly path: string;
  readonly contentType: string | undefined;
  readonly body: {
    readonly signature: string;
    readonly header: Readonly<Record<string, unknown>>;
    readonly message: Readonly<Record<string, unknown>>;
  };
}

/** A partner's own receiver: it keeps what comes and answers as it is told. */
export interface FakePartner {
  readonly url: string;
  readonly got: Callback[];
  /** Status of the next answers. */
  answers: { status: number; body: string };
  close(): Promise<void>;
}

export async function startFakePartner(): Promise<FakePartner> {
  const got: Callback[] = [];
  const partner = { url: '', got, answers: { status: 200, body: '{"message":{"ack_status":"ACK"}}' } };
  const server = createServer(async (request, response) => {
    const text = await bodyOf(request);
    got.push({
      path: request.url ?? '',
      contentType: request.headers['content-type'],
      body: JSON.parse(text) as Callback['body'],
    });
    response.writeHead(partner.answers.status, { 'content-type': 'application/json' }).end(partner.answers.body);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  partner.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => void server.close(() => resolve()));
  };
  return Object.assign(partner, { close });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
