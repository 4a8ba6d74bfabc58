import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { sign, type Envelope } from './dci';
import { toPublic } from './sandbox';

export interface Told {
  readonly enrollment_status: string;
  readonly member: { readonly member_identifier: readonly { readonly identifier_value: string }[] };
  readonly benefits: readonly object[];
}
export interface Pushed {
  readonly header: { readonly sender_id: string; readonly action: string };
  readonly message: { readonly enrolled_updates?: { readonly beneficiaries: readonly Told[] } };
}

/** Interlink's side of a push: keeps what came and answers for each, signed with the key that it publishes. */
export class PushListener {
  readonly pushes: Pushed[] = [];
  /** How the next pushes are answered. */
  mode: 'away' | 'refuse' | 'take' = 'take';
  /** A push is kept at once and answered later. */
  answersAfterMs = 0;
  url = '';
  signingKey: Parameters<typeof sign>[1] | undefined;
  private server: Server | undefined;

  async open(): Promise<this> {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        void this.answer(request.url ?? '', text).then(([status, body]) =>
          response
            .writeHead(status, { 'content-type': 'application/json', connection: 'close' })
            .end(JSON.stringify(body)),
        );
      });
    });
    await new Promise<void>((done) => void this.server?.listen(0, '127.0.0.1', done));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this;
  }

  private async answer(path: string, text: string): Promise<[number, unknown]> {
    const key = this.signingKey as NonNullable<PushListener['signingKey']>;
    if (path.endsWith('jwks.json')) return [200, { keys: [toPublic(key)] }];
    if (path.endsWith('/token')) return [200, { access_token: 't' }];
    if (this.mode === 'away') return [503, {}];
    const push = JSON.parse(text) as Pushed;
    this.pushes.push(push);
    await sleep(this.answersAfterMs);
    const { enrolled_updates: updates } = push.message;
    if (!updates) return [200, { message: { ack_status: 'ACK' } }];
    const item =
      this.mode === 'take' ? { status: 'succ' } : { status: 'rjct', status_reason_code: 'rjct.person_id.invalid' };
    const answers = updates.beneficiaries.map(() => item);
    const parts = { header: { action: 'on-search' }, message: { enrolled_response: answers } };
    return [200, await sign(parts as unknown as Envelope, key)];
  }

  close = () => new Promise<void>((done) => void this.server?.close(() => done()));
}
