import type { DciRole } from '@interlink/contracts/exchange/dci/role';
import type { InboundPartner } from '@interlink/contracts/interconnection/inbound';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isUuid } from '../../platform/ids.js';
import type { ExchangeContext } from '../context.js';
import { admit } from '../server/endpoint.js';
import { DciFault } from '../server/fault.js';
import type { BulkFileRow } from '../tables.js';
import { beginFile } from './begin.js';
import { getFile } from './store.js';
import { fetchResult, receivePart } from './transfer.js';
import { tellFile } from './view.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The body is a part of a file. */
    isBytes?: boolean;
  }
}

type Handle = (partner: InboundPartner, request: FastifyRequest) => Promise<BulkFileRow>;

/** Files of one role: begun by a signed message, sent in parts, fetched from any byte on. */
export function bulkRoutes(scope: FastifyInstance, context: ExchangeContext, role: DciRole): void {
  const base = `/${role}/files`;
  const options = (isBytes: boolean) => ({
    schema: { hide: true },
    config: { dci: { role, operation: undefined }, isBytes },
    // First of all who it is; only then is the body read.
    onRequest: (request: FastifyRequest) => admit(context, 'files', request),
  });
  const told = (handle: Handle) => async (request: FastifyRequest, reply: FastifyReply) => {
    const partner = partnerOf(request);
    const file = await handle(partner, request);
    return reply.header('cache-control', 'no-store').send(await tellFile(context, partner, file));
  };
  scope.post(
    base,
    options(false),
    told((partner, { body }) => beginFile(context, role, partner, body)),
  );
  scope.get(
    `${base}/:id`,
    options(false),
    told((partner, request) => getFile(context.platform, { ...addressOf(role, request), partner: partner.id })),
  );
  scope.put(
    `${base}/:id/content/:offset`,
    options(true),
    told((partner, request) => {
      const { offset } = request.params as { readonly offset: string };
      const part = { offset: placeOf(offset), bytes: request.body };
      return receivePart(context, partner, addressOf(role, request), part);
    }),
  );
  scope.get(`${base}/:id/content`, options(false), (request, reply) => sendResult(context, role, request, reply));
}

function partnerOf({ dciPartner }: FastifyRequest): InboundPartner {
  if (!dciPartner) throw new Error('a request for a file came past its admission');
  return dciPartner;
}

function addressOf(role: DciRole, { params }: FastifyRequest) {
  const { id } = params as { readonly id: string };
  if (isUuid(id)) return { role, id };
  throw new DciFault({ code: 'err.request.not_found', message: 'there is no such file' }, 'file-unknown');
}

function placeOf(text: string): number {
  if (/^(0|[1-9]\d{0,14})$/.test(text)) return Number(text);
  throw new DciFault({ code: 'err.request.bad', message: 'this is no place in a file' }, 'place', { status: 400 });
}

/** RFC 9110: `Range: bytes=1000-` goes on where it broke off; other ranges are answered by the whole. */
async function sendResult(context: ExchangeContext, role: DciRole, request: FastifyRequest, reply: FastifyReply) {
  const [, start] = /^bytes=(\d{1,15})-$/.exec(request.headers.range ?? '') ?? [];
  const address = addressOf(role, request);
  const { from, size, sha256, content } = await fetchResult(context, partnerOf(request), address, Number(start ?? 0));
  // Of nothing there is no part.
  const isPart = start !== undefined && size > 0;
  void reply
    .status(isPart ? 206 : 200)
    .type('application/octet-stream')
    .headers({
      'accept-ranges': 'bytes',
      'cache-control': 'no-store',
      'content-disposition': `attachment; filename="${address.id}"`,
      'content-length': String(size - from),
      'repr-digest': `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`,
    });
  if (isPart) void reply.header('content-range', `bytes ${from}-${size - 1}/${size}`);
  return reply.send(content);
}
