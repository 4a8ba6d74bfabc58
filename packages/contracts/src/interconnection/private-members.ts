/** Members that make a JWK private or shared (RFC 7518, 6; `priv` is of the AKP keys that follow it). */
export const PRIVATE_MEMBERS = ['d', 'dp', 'dq', 'k', 'oth', 'p', 'priv', 'q', 'qi'] as const;

/** Such a key is nobody's secret any more once it was pasted or sent, whatever stands in the member. */
export const isPrivateKey = (jwk: Readonly<Record<string, unknown>>): boolean =>
  PRIVATE_MEMBERS.some((member) => member in jwk);
