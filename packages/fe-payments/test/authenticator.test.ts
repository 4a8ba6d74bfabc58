import { createCredential, signChallenge } from '../src/authenticator.js';
import { giveAuthenticator } from './support/authenticator.js';

const request = {
  nonce: 'ab'.repeat(32),
  expiry: '2026-11-27T08:00:00.000Z',
  challenge: '_-8',
  rpId: 'openimis.example.org',
  credentialIds: ['AQID'],
};
const enrolment = {
  nonce: 'ab'.repeat(32),
  challenge: '_-8',
  rpId: 'openimis.example.org',
  rpName: 'Interlink',
  userHandle: 'YW5h',
  userName: 'ana',
  displayName: 'Ana',
  algorithms: [-8, -7],
  excludeIds: [],
};
const refused = { problem: { code: 'payments.credential-refused', status: 403, details: { reason: 'not-given' } } };

describe('The authenticator of an approver (S11)', () => {
  it('is asked for exactly this challenge, by one of the person’s own keys, and must verify the person', async () => {
    const asked = giveAuthenticator();
    const given = await signChallenge(request);
    expect(asked[0]).toMatchObject({ rpId: 'openimis.example.org', userVerification: 'required' });
    expect([...new Uint8Array(asked[0]?.challenge as ArrayBuffer)]).toEqual([255, 239]);
    expect([...(asked[0]?.allowCredentials?.[0]?.id as Uint8Array)]).toEqual([1, 2, 3]);
    expect(given).toEqual({
      nonce: request.nonce,
      credentialId: 'AAAA',
      authenticatorData: 'AQ',
      clientDataJson: 'Ag',
      signature: 'Aw',
    });
  });

  it('is asked for no longer than what is signed counts, and when that is over at once gives up', async () => {
    const asked = giveAuthenticator();
    await signChallenge({ ...request, expiry: new Date(Date.now() + 60_000).toISOString() });
    expect(asked[0]?.timeout).toBeGreaterThan(50_000);
    expect(asked[0]?.timeout).toBeLessThanOrEqual(60_000);
    await signChallenge({ ...request, expiry: '2020-01-01T00:00:00.000Z' });
    expect(asked[1]?.timeout).toBe(1);
  });

  it('makes a key and gives what the service checks', async () => {
    giveAuthenticator();
    expect(await createCredential(enrolment)).toEqual({
      nonce: enrolment.nonce,
      credentialId: 'AAAA',
      attestationObject: 'BA',
      clientDataJson: 'BQ',
      transports: ['usb'],
    });
  });

  it('that a person closes is a refusal with a code, not an error of the browser', async () => {
    giveAuthenticator('refuses');
    await expect(signChallenge(request)).rejects.toMatchObject(refused);
    await expect(createCredential(enrolment)).rejects.toMatchObject(refused);
  });

  it('that the browser does not have is a refusal as well: without TLS there is none to ask', async () => {
    Object.defineProperty(navigator, 'credentials', { configurable: true, value: undefined });
    await expect(signChallenge(request)).rejects.toMatchObject(refused);
    await expect(createCredential(enrolment)).rejects.toMatchObject(refused);
  });

  it('is not blamed for a challenge that cannot be read: that is a mistake of ours', async () => {
    giveAuthenticator();
    await expect(signChallenge({ ...request, challenge: '*' })).rejects.not.toMatchObject(refused);
  });

  it('tells no way to reach it that an old browser does not know', async () => {
    const made = {
      id: 'AAAA',
      response: { attestationObject: new ArrayBuffer(1), clientDataJSON: new ArrayBuffer(1) },
    };
    Object.defineProperty(navigator, 'credentials', { configurable: true, value: { create: async () => made } });
    expect((await createCredential(enrolment)).transports).toEqual([]);
  });

  it('is not asked to make a key where one of the person is already', async () => {
    const asked: CredentialCreationOptions[] = [];
    const create = async (options: CredentialCreationOptions) => void asked.push(options);
    Object.defineProperty(navigator, 'credentials', { configurable: true, value: { create } });
    await expect(createCredential({ ...enrolment, excludeIds: ['AQID', '_-8'] })).rejects.toMatchObject(refused);
    const { excludeCredentials = [], pubKeyCredParams = [] } = asked[0]?.publicKey ?? {};
    expect(excludeCredentials.map(({ id }) => [...(id as Uint8Array)])).toEqual([
      [1, 2, 3],
      [255, 239],
    ]);
    // Best first: the browser takes the first that the key can.
    expect(pubKeyCredParams.map(({ alg }) => alg)).toEqual([-8, -7]);
  });

  it('that gives nothing is a refusal as well', async () => {
    const nothing = { get: async () => null, create: async () => null };
    Object.defineProperty(navigator, 'credentials', { configurable: true, value: nothing });
    await expect(signChallenge(request)).rejects.toMatchObject(refused);
    await expect(createCredential(enrolment)).rejects.toMatchObject(refused);
  });
});
