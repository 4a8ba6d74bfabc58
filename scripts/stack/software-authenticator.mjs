import { createHash, createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/**
 * A security key in software, for the demo and the tests alone: it lets a script act as an approver. Whoever has its
 * file can approve, which is what a real key prevents.
 */

const sha256 = (data) => createHash('sha256').update(data).digest();
const base64url = (bytes) => Buffer.from(bytes).toString('base64url');

/** CBOR of what a key needs: whole numbers, bytes, text and maps of fewer than 24 entries. */
function cbor(value) {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Map) {
    const entries = [...value].flatMap(([key, one]) => [cbor(key), cbor(one)]);
    return Buffer.concat([head(5, value.size), ...entries]);
  }
  return Buffer.concat([head(2, value.length), value]);
}

function head(major, size) {
  if (size < 24) return Buffer.from([(major << 5) | size]);
  if (size < 256) return Buffer.from([(major << 5) | 24, size]);
  return Buffer.from([(major << 5) | 25, size >> 8, size & 255]);
}

const USER_PRESENT_AND_VERIFIED = 0b101;
const HAS_CREDENTIAL = 0b100_0000;

function authenticatorData(rpId, flags, counter, credential = Buffer.alloc(0)) {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  return Buffer.concat([sha256(rpId), Buffer.from([flags]), count, credential]);
}

const clientData = (type, challenge, origin) =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));

function cosePublicKey(jwk) {
  const [x, y] = [jwk.x, jwk.y].map((part) => Buffer.from(part, 'base64url'));
  return cbor(
    new Map([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, x],
      [-3, y],
    ]),
  );
}

/** A new key for one origin. `kept` brings an earlier one back. */
export function softwareAuthenticator(origin, kept) {
  const rpId = new URL(origin).hostname;
  const made = kept ?? {
    credentialId: base64url(randomBytes(32)),
    privateKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
  };
  const privateKey = createPrivateKey({ key: made.privateKey, format: 'jwk' });
  const { credentialId } = made;
  return {
    credentialId,
    /** COSE key, base64url. */
    publicKey: base64url(cosePublicKey(made.privateKey)),
    kept: made,
    /** The answer to `EnrolmentRequest`. */
    create({ nonce, challenge }) {
      const id = Buffer.from(credentialId, 'base64url');
      const credential = Buffer.concat([
        Buffer.alloc(16),
        Buffer.from([0, id.length]),
        id,
        cosePublicKey(made.privateKey),
      ]);
      const authData = authenticatorData(rpId, USER_PRESENT_AND_VERIFIED | HAS_CREDENTIAL, 0, credential);
      const attestation = cbor(
        new Map([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', authData],
        ]),
      );
      return {
        nonce,
        credentialId,
        attestationObject: base64url(attestation),
        clientDataJson: base64url(clientData('webauthn.create', challenge, origin)),
        transports: ['internal'],
      };
    },
    /** The answer to `AssertionRequest`. `verified: false` leaves out that the holder was verified. */
    get({ nonce, challenge }, { verified = true, counter = 0 } = {}) {
      const data = authenticatorData(rpId, verified ? USER_PRESENT_AND_VERIFIED : 1, counter);
      const json = clientData('webauthn.get', challenge, origin);
      const signature = sign('sha256', Buffer.concat([data, sha256(json)]), privateKey);
      return {
        nonce,
        credentialId,
        authenticatorData: base64url(data),
        clientDataJson: base64url(json),
        signature: base64url(signature),
      };
    },
  };
}
