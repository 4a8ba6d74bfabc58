import { Type } from 'typebox';
import { OutgoingError, type OutgoingRequest, type Partner } from '../../interconnection/service.js';
import type { ChannelOutcome, OutgoingFile, PaymentChannel } from './channel.js';

/** The bank's API by mutual TLS: the file with a detached JWS over its bytes; its message id is the idempotency key. */
export const https: PaymentChannel = {
  id: 'https',
  settings: Type.Object({}, { additionalProperties: false }),
  open: ({ bank }) => ({
    async send(file, cause) {
      const answer = await ask(bank, { ...toRequest(file), cause });
      return answer === undefined ? 'unknown' : outcomeOf(answer.status);
    },
    async reports(messageId, cause) {
      const path = `/payments/${messageId}/pain002`;
      const answer = await ask(bank, { operation: 'payment-status', method: 'GET', path, cause });
      return answer?.status === 200 ? [answer.bytes.toString('utf8')] : [];
    },
  }),
};

const toRequest = ({ messageId, text, contentType, bodySignature }: OutgoingFile) =>
  ({
    operation: 'payment-file',
    method: 'POST',
    path: '/payments/pain001',
    headers: { 'content-type': contentType, 'idempotency-key': messageId, 'x-jws-signature': bodySignature },
    body: text,
  }) as const;

function outcomeOf(status: number): ChannelOutcome {
  if (status >= 200 && status < 300) return 'received';
  return status < 500 && ![408, 425, 429].includes(status) ? 'refused' : 'unknown';
}

/** Undefined when no answer came. */
async function ask({ outgoing }: Partner, request: OutgoingRequest) {
  try {
    return await outgoing.request(request);
  } catch (thrown) {
    if (!(thrown instanceof OutgoingError)) throw thrown;
    return undefined;
  }
}
