import { MAX_PARTNER_SKEW_MS } from '@interlink/domain/interconnection/clock-skew';
import { Type } from 'typebox';
import { OutgoingError, type OutgoingRequest, type Partner } from '../../interconnection/service.js';
import type { ChannelClock, ChannelOutcome, OutgoingFile, PaymentChannel } from './channel.js';

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
    clock: clockOf(bank),
  }),
};

/** An answer is believed for so long: two clocks do not drift apart by half a minute in an hour. */
const SKEW_KEPT_MS = 3_600_000;

/** The `Date` of the bank's answers, whatever they were about; a status that nobody has is an answer too. */
function clockOf(bank: Partner): ChannelClock {
  const lastSkewMs = () => bank.outgoing.skew()?.skewMs;
  return {
    lastSkewMs,
    async skewMs(messageId, cause) {
      const seen = bank.outgoing.skew();
      const isGood = seen && Math.abs(seen.skewMs) <= MAX_PARTNER_SKEW_MS && Date.now() - seen.seenAt < SKEW_KEPT_MS;
      if (!isGood) {
        await ask(bank, { operation: 'payment-status', method: 'GET', path: `/payments/${messageId}/pain002`, cause });
      }
      return lastSkewMs();
    },
  };
}

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
