import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FormatName } from '@interlink/contracts/payments/file-format';
import { CompactEncrypt, importJWK, type JWK } from 'jose';
import { Type } from 'typebox';
import { OutgoingError, type OutgoingRequest, type Partner } from '../../interconnection/service.js';
import type { Cause, ChannelOutcome, OutgoingFile, PaymentChannel } from './channel.js';
import { channelClock } from './clock.js';
import { LARGE_ANSWER } from './large-answer.js';

const HttpsSettings = Type.Object(
  {
    /**
     * File of the secrets folder with the bank's public key (JWK with `kid`; EC or RSA): files are encrypted for it,
     * for a bank whose TLS ends before whoever reads them. Absent: they are not.
     */
    encryptionKeyFile: Type.Optional(Type.String({ minLength: 1 })),
    /** Of `policies.payments.formats`; absent: pain.001.001.09. */
    format: Type.Optional(FormatName),
  },
  { additionalProperties: false },
);

/** The bank's API by mutual TLS: the file with a detached JWS over its bytes; its message id is the idempotency key. */
export const https: PaymentChannel<typeof HttpsSettings> = {
  id: 'https',
  settings: HttpsSettings,
  open({ bank, secretsDir }, { encryptionKeyFile, format }) {
    const key = encryptionKeyFile === undefined ? undefined : readKey(join(secretsDir, encryptionKeyFile));
    const post = async (file: OutgoingFile, operation: string, path: string, cause: Cause) => {
      const body = key ? await encrypt(file, key) : { type: file.contentType, text: file.text };
      const answer = await ask(bank, { ...toRequest(file, body), operation, path, cause });
      return answer === undefined ? 'unknown' : outcomeOf(answer.status);
    };
    const get = async (operation: string, path: string, cause: Cause) => {
      const answer = await ask(bank, { ...LARGE_ANSWER, operation, method: 'GET', path, cause });
      return answer?.status === 200 ? [answer.bytes.toString('utf8')] : [];
    };
    return {
      send: (file, cause) => post(file, 'payment-file', '/payments/pain001', cause),
      reports: (messageId, cause) => get('payment-status', `/payments/${messageId}/pain002`, cause),
      recall: (message, cause) => post(message, 'payment-recall', '/payments/camt055', cause),
      recallAnswers: (messageId, cause) => get('recall-answer', `/payments/${messageId}/camt029`, cause),
      clock: channelClock(bank, (messageId, cause) => get('payment-status', `/payments/${messageId}/pain002`, cause)),
      ...(format !== undefined && { format }),
    };
  },
};

/** Read at start, so that a key that is missing or private stops the start and not a payment. */
function readKey(file: string): JWK {
  const key = JSON.parse(readFileSync(file, 'utf8')) as JWK;
  if (typeof key.kid !== 'string' || key.d !== undefined || (key.kty !== 'EC' && key.kty !== 'RSA')) {
    throw new Error(`${file} must hold the bank's public key as a JWK of EC or RSA with a kid`);
  }
  return key;
}

interface Body {
  readonly type: string;
  readonly text: string;
}

/** RFC 7516, compact; the signature beside it is over what is inside. */
async function encrypt({ text, contentType }: OutgoingFile, key: JWK): Promise<Body> {
  const alg = key.kty === 'RSA' ? 'RSA-OAEP-256' : 'ECDH-ES+A256KW';
  const header = { alg, enc: 'A256GCM', kid: key.kid ?? '', cty: contentType } as const;
  const sealed = await new CompactEncrypt(Buffer.from(text))
    .setProtectedHeader(header)
    .encrypt(await importJWK(key, alg));
  return { type: 'application/jose', text: sealed };
}

const toRequest = ({ messageId, bodySignature }: OutgoingFile, { type, text }: Body) =>
  ({
    method: 'POST',
    headers: { 'content-type': type, 'idempotency-key': messageId, 'x-jws-signature': bodySignature },
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
