import type { TLSSocket } from 'node:tls';
import type { InboundRequest } from '@interlink/contracts/interconnection/inbound';
import type { FastifyRequest } from 'fastify';
import type { InterconnectionPolicy } from '../policy.js';

const LOOPBACK = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];

/** Headers and, where there is one, the fingerprint of the client certificate. */
export function toInboundRequest(
  { headers, raw, correlationId }: Pick<FastifyRequest, 'headers' | 'raw' | 'correlationId'>,
  { certificateHeader }: Pick<InterconnectionPolicy, 'certificateHeader'>,
): InboundRequest {
  const own = certificateOf(raw.socket as TLSSocket);
  // A header counts only from the proxy beside us: anybody else could write it.
  const trusted = certificateHeader !== undefined && LOOPBACK.includes(raw.socket.remoteAddress ?? '');
  const stated = trusted ? headers[certificateHeader] : undefined;
  return { headers, correlationId, certificateSha256: own ?? fingerprint(stated) };
}

/** Of a connection that our own TLS server verified. */
function certificateOf(socket: TLSSocket): string | undefined {
  if (socket.encrypted !== true || socket.authorized !== true) return undefined;
  return fingerprint(socket.getPeerCertificate().fingerprint256);
}

function fingerprint(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  const hex = text.replaceAll(':', '').toLowerCase();
  return /^[0-9a-f]{64}$/.test(hex) ? hex : undefined;
}
