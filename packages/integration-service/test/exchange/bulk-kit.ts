import { createHash } from 'node:crypto';
import { runFile } from '../../src/exchange/bulk/run.js';
import type { DciRole } from '@interlink/contracts/exchange/dci/role';
import type { BulkFile } from '@interlink/contracts/exchange/bulk';
import { signAs } from '../interconnection/message-writer.js';
import { newId, type ExchangeKit, type Joined } from './exchange-kit.js';

export interface Told {
  readonly status: number;
  readonly signature: string | undefined;
  readonly file: BulkFile;
  readonly error: { readonly code: string; readonly message: string } | undefined;
}
interface Answer {
  readonly signature?: string;
  readonly errors?: readonly { readonly code: string; readonly message: string }[];
  readonly message: { readonly bulk_response: BulkFile };
}

export const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

/** A partner with files: everything over HTTP, as it would. */
export function bulkPartner(kit: ExchangeKit, partner: Joined, role: DciRole = 'sr') {
  const url = `/interlink/dci/${role}/files`;
  const bearer = async () => ({ authorization: `Bearer ${await kit.tokenOf(partner.id)}` });
  const toTold = (response: { statusCode: number; json<T>(): T }): Told => {
    const { signature, message, errors } = response.json<Answer>();
    return { status: response.statusCode, signature, file: message.bulk_response, error: errors?.[0] };
  };
  const self = {
    async begin(request: Record<string, unknown>, header: Record<string, unknown> = {}): Promise<Told> {
      const now = kit.clock.now().toISOString();
      const parts = {
        header: {
          ...{ version: '1.0.0', message_id: newId(), message_ts: now, action: 'bulk', sender_id: partner.dciId },
          ...{ receiver_id: 'interlink', total_count: 1, ...header },
        },
        message: { transaction_id: 't-bulk', bulk_request: request },
      };
      const payload = JSON.stringify({ signature: await signAs('attached', parts, partner.key, now), ...parts });
      const headers = { ...(await bearer()), 'content-type': 'application/json' };
      return toTold(await kit.app.inject({ method: 'POST', url, headers, payload }));
    },
    async put(id: string, offset: number, payload: Buffer): Promise<Told> {
      const headers = { ...(await bearer()), 'content-type': 'application/octet-stream' };
      return toTold(await kit.app.inject({ method: 'PUT', url: `${url}/${id}/content/${offset}`, headers, payload }));
    },
    status: async (id: string): Promise<Told> =>
      toTold(await kit.app.inject({ method: 'GET', url: `${url}/${id}`, headers: await bearer() })),
    async fetch(id: string, range?: string) {
      const headers = { ...(await bearer()), ...(range !== undefined && { range }) };
      const response = await kit.app.inject({ method: 'GET', url: `${url}/${id}/content`, headers });
      return { status: response.statusCode, headers: response.headers, bytes: response.rawPayload };
    },
    /** Begins, sends the whole and has it worked on. */
    async push(operation: string, format: string, content: Buffer | string): Promise<Told> {
      const bytes = Buffer.from(content as string);
      const begun = await self.begin({ kind: 'push', operation, format, size: bytes.length, sha256: sha256(bytes) });
      if (begun.status !== 200 || begun.error) return begun;
      await self.put(begun.file.file_id, 0, bytes);
      await runFile(kit.server.context, begun.file.file_id);
      return self.status(begun.file.file_id);
    },
    /** Begins and has it worked on. */
    async make(request: Record<string, unknown>): Promise<Told> {
      const begun = await self.begin(request);
      if (begun.status !== 200 || begun.error) return begun;
      await runFile(kit.server.context, begun.file.file_id);
      return self.status(begun.file.file_id);
    },
    async lines(id: string): Promise<readonly Record<string, unknown>[]> {
      const { bytes } = await self.fetch(id);
      const lines = bytes.toString('utf8').split('\n').slice(0, -1);
      return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    },
  };
  return self;
}
