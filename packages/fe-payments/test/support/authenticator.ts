const bytes = (...values: number[]) => Uint8Array.from(values).buffer;

/** Stands in for the browser's WebAuthn; what is asked of it is remembered. */
export function giveAuthenticator(answer: 'gives' | 'refuses' = 'gives') {
  const asked: PublicKeyCredentialRequestOptions[] = [];
  const give = (response: object) =>
    answer === 'gives'
      ? Promise.resolve({ id: 'AAAA', response })
      : Promise.reject(new DOMException('the person closed it', 'NotAllowedError'));
  Object.defineProperty(navigator, 'credentials', {
    configurable: true,
    value: {
      get({ publicKey }: { publicKey: PublicKeyCredentialRequestOptions }) {
        asked.push(publicKey);
        return give({ authenticatorData: bytes(1), clientDataJSON: bytes(2), signature: bytes(3) });
      },
      create: () => give({ attestationObject: bytes(4), clientDataJSON: bytes(5), getTransports: () => ['usb'] }),
    },
  });
  return asked;
}
