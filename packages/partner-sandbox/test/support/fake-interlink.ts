import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JWK } from 'jose';
import { sign, type Envelope } from './dci';

/** As much of Interlink as the consumer speaks to: tokens, public keys, and an ear for messages. */
export interface FakeInterlink {
  readonly url: string;
  readonly got: { readonly path: string; readonly token: string; readonly text: string }[];
  /** Signs what is answered; replace it and the answers are somebody else's. */
  answerKey: JWK;
  close(): Promise<void>;
}

export async function startFakeInterlink(published: JWK, key: JWK): Promise<FakeInterlink> {
  const got: FakeInterlink['got'] = [];
  const server = createServer(async (request, response) => {
    const text = await textOf(request);
    const tell = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(JSON.stringify(body));
    if (request.url === '/interlink/.well-known/jwks.json') return void tell(200, { keys: [published] });
    if (request.url === '/interlink/oauth2/client/token') {
      const isKnown = new URLSearchParams(text).get('client_secret') === 'right';
      return void tell(isKnown ? 200 : 401, isKnown ? { access_token: 'token-1' } : { error: 'invalid_client' });
    }
    got.push({ path: request.url ?? '', token: request.headers.authorization ?? '', text });
    const parts = { header: { action: 'on-search' }, message: { search_response: [] } };
    return void tell(200, await sign(parts as unknown as Envelope, fake.answerKey));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const fake: FakeInterlink = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    got,
    answerKey: key,
    close: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
  return fake;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
