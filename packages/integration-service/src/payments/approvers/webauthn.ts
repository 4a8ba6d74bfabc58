import { ServiceError } from '@interlink/contracts/errors';
import type { Assertion, EnrolCredential } from '@interlink/contracts/payments/approvers';
import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';

/** Who asks the authenticator: the deployment's public address. */
export interface RelyingParty {
  readonly origin: string;
  /** The host of the origin. Authenticators refuse bare IP addresses. */
  readonly rpId: string;
}

export const relyingParty = (publicOrigin: string): RelyingParty => ({
  origin: publicOrigin,
  rpId: new URL(publicOrigin).hostname,
});

/** ES256, EdDSA, RS256: what authenticators have. */
export const ALGORITHMS = [-7, -8, -257];

export const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

const refused = (reason: string, cause?: unknown) =>
  new ServiceError('payments.credential-refused', { reason }, { cause });

/**
 * A new credential whose holder was verified by PIN or biometric; its public key as base64url. Throws
 * `payments.credential-refused`.
 */
export async function checkRegistration(
  { origin, rpId }: RelyingParty,
  challenge: Uint8Array,
  given: Pick<EnrolCredential, 'attestationObject' | 'clientDataJson' | 'credentialId'>,
): Promise<{ readonly publicKey: string; readonly counter: number }> {
  const { credentialId: id, attestationObject, clientDataJson: clientDataJSON } = given;
  const checked = await verifyRegistrationResponse({
    response: {
      id,
      rawId: id,
      type: 'public-key',
      clientExtensionResults: {},
      response: { attestationObject, clientDataJSON },
    },
    expectedChallenge: base64url(challenge),
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch((cause: unknown) => {
    throw refused('not-proven', cause);
  });
  if (!checked.verified || checked.registrationInfo.credential.id !== id) throw refused('not-proven');
  const { publicKey, counter } = checked.registrationInfo.credential;
  return { publicKey: base64url(publicKey), counter };
}

/** Whether the key signed this challenge for this address with its holder verified; the authenticator's new count. */
export async function checkAssertion(
  { origin, rpId }: RelyingParty,
  challenge: Uint8Array,
  given: Assertion,
  known: { readonly publicKey: string; readonly counter: number },
): Promise<number> {
  const { credentialId: id, authenticatorData, clientDataJson: clientDataJSON, signature } = given;
  const checked = await verifyAuthenticationResponse({
    response: {
      id,
      rawId: id,
      type: 'public-key',
      clientExtensionResults: {},
      response: { authenticatorData, clientDataJSON, signature },
    },
    expectedChallenge: base64url(challenge),
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
    credential: { id, counter: known.counter, publicKey: Buffer.from(known.publicKey, 'base64url') },
  }).catch((cause: unknown) => {
    throw refused('not-proven', cause);
  });
  if (!checked.verified) throw refused('not-proven');
  return checked.authenticationInfo.newCounter;
}
