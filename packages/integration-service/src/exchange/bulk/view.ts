import { BULK_REPLY_ACTION, type BulkFile, type BulkReply } from '@interlink/contracts/exchange/bulk';
import type { DciRole } from '@interlink/contracts/exchange/dci/role';
import type { InboundPartner } from '@interlink/contracts/interconnection/inbound';
import type { ExchangeContext } from '../context.js';
import { sealedEnvelope } from '../server/envelope.js';
import type { BulkFileRow } from '../tables.js';

/** How far a file is, as a signed message: with it the result's hash is signed. */
export function tellFile(context: ExchangeContext, partner: InboundPartner, file: BulkFileRow): Promise<object> {
  const message: BulkReply = {
    transaction_id: file.transactionId,
    correlation_id: file.correlationId,
    bulk_response: toBulkFile(file),
  };
  return sealedEnvelope(context, partner, {
    ...{ role: file.role as DciRole, action: BULK_REPLY_ACTION, message, items: 1 },
    status: file.state === 'refused' ? 'rjct' : file.state === 'ready' ? 'succ' : 'pdng',
    at: context.platform.clock.now().toISOString(),
  });
}

export function toBulkFile(file: BulkFileRow): BulkFile {
  const { id, kind, operation, format, state, size, received, lines, rejected, refusal } = file;
  const sha256 = state === 'ready' ? file.resultSha256 : null;
  return {
    ...{ file_id: id, kind, operation, format, state, lines, rejected },
    ...(size !== null && { size, received }),
    ...(refusal !== null && { refusal }),
    ...(sha256 !== null && { result: { size: file.resultSize, sha256 } }),
    expires_at: file.expiresAt.toISOString(),
  };
}
