import type {
  Assertion,
  AssertionRequest,
  EnrolCredential,
  EnrolmentRequest,
} from '@interlink/contracts/payments/approvers';
import { ApiError } from '@interlink/fe-kit/api-problem';

/** Whoever says no to the browser's dialog, or has no key, is told so as by the service. */
async function given(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    const credential = await ask();
    if (credential) return credential as PublicKeyCredential;
  } catch {
    // Closed, or over its time; and without TLS a browser has nothing to ask.
  }
  throw new ApiError({ code: 'payments.credential-refused', status: 403, details: { reason: 'not-given' } });
}

function toBytes(base64url: string): Uint8Array {
  const base64 = base64url.replaceAll('-', '+').replaceAll('_', '/');
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}

function toBase64url(buffer: ArrayBuffer): string {
  const text = [...new Uint8Array(buffer)].map((byte) => String.fromCharCode(byte)).join('');
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

const named = (id: string) => ({ type: 'public-key', id: toBytes(id) as BufferSource }) as const;

/** Makes a key in the person's authenticator, which asks for PIN or finger. Throws `payments.credential-refused`. */
export async function createCredential(
  request: EnrolmentRequest,
): Promise<Pick<EnrolCredential, 'attestationObject' | 'clientDataJson' | 'credentialId' | 'nonce' | 'transports'>> {
  const publicKey: PublicKeyCredentialCreationOptions = {
    challenge: toBytes(request.challenge) as BufferSource,
    rp: { id: request.rpId, name: request.rpName },
    user: {
      id: toBytes(request.userHandle) as BufferSource,
      name: request.userName,
      displayName: request.displayName,
    },
    pubKeyCredParams: request.algorithms.map((alg) => ({ type: 'public-key' as const, alg })),
    excludeCredentials: request.excludeIds.map(named),
    authenticatorSelection: { userVerification: 'required', residentKey: 'discouraged' },
    attestation: 'none',
  };
  const { id, response } = await given(() => navigator.credentials.create({ publicKey }));
  const { attestationObject, clientDataJSON } = response as AuthenticatorAttestationResponse;
  return {
    nonce: request.nonce,
    credentialId: id,
    attestationObject: toBase64url(attestationObject),
    clientDataJson: toBase64url(clientDataJSON),
    transports: (response as AuthenticatorAttestationResponse).getTransports?.() ?? [],
  };
}

/** What is signed counts until then: a dialog that is open longer would only be refused afterwards. */
const untilMs = (expiry: string) => Math.max(1, Date.parse(expiry) - Date.now());

/** Has the person's authenticator sign, after PIN or finger. Throws `payments.credential-refused`. */
export async function signChallenge(request: AssertionRequest): Promise<Assertion> {
  const { nonce, expiry, challenge, rpId, credentialIds } = request;
  const publicKey: PublicKeyCredentialRequestOptions = {
    challenge: toBytes(challenge) as BufferSource,
    rpId,
    allowCredentials: credentialIds.map(named),
    userVerification: 'required',
    timeout: untilMs(expiry),
  };
  const { id, response } = await given(() => navigator.credentials.get({ publicKey }));
  const { authenticatorData, clientDataJSON, signature } = response as AuthenticatorAssertionResponse;
  return {
    nonce,
    credentialId: id,
    authenticatorData: toBase64url(authenticatorData),
    clientDataJson: toBase64url(clientDataJSON),
    signature: toBase64url(signature),
  };
}
