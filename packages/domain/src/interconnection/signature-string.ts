/** The parts of a dialect A signature (dci.md 5). Times are Unix seconds; `signature` is base64. */
export interface SignatureString {
  readonly senderId: string;
  readonly keyId: string;
  readonly algorithm: string;
  readonly created: number;
  readonly expires: number;
  readonly signature: string;
}

export type SignatureDialect = 'attached-jws' | 'detached-jws' | 'signature-string';

/** Which dialect a signature is written in; undefined when it is none, e.g. `unsigned-example`. */
export function findDialect(signature: string): SignatureDialect | undefined {
  if (signature.includes('kidId=')) return 'signature-string';
  const parts = signature.split('.');
  if (parts.length !== 3 || !signature.startsWith('eyJ') || parts[2] === '') return undefined;
  return parts[1] === '' ? 'detached-jws' : 'attached-jws';
}

/** What is signed: `digest` is the base64 SHA-256 of the canonical message. */
export function signingString(created: number, expires: number, digest: string): string {
  return `(created): ${created}\n(expires): ${expires}\ndigest: ${digest}`;
}

export function formatSignatureString(parts: SignatureString): string {
  const kid = `${parts.senderId}|${parts.keyId}|${parts.algorithm}`;
  return (
    `namespace="dci", kidId="${kid}", algorithm="${parts.algorithm}", created="${parts.created}", ` +
    `expires="${parts.expires}", headers="(created) (expires) digest", signature="${parts.signature}"`
  );
}

/** Undefined when a part is missing, twice there or not of its form: a signature is never half understood. */
export function parseSignatureString(text: string): SignatureString | undefined {
  const found = namedValues(text.replace(/^Signature:\s*/, ''));
  const signer = signerOf(found?.get('kidId') ?? '');
  const created = unixSeconds(found?.get('created'));
  const expires = unixSeconds(found?.get('expires'));
  const signature = found?.get('signature') ?? '';
  if (!found || !signer || created === undefined || expires === undefined || signature === '') return undefined;
  if (signer.algorithm !== found.get('algorithm') || found.get('headers') !== SIGNED_HEADERS) return undefined;
  return { ...signer, created, expires, signature };
}

const SIGNED_HEADERS = '(created) (expires) digest';

function namedValues(text: string): ReadonlyMap<string, string> | undefined {
  const found = new Map<string, string>();
  for (const [, name = '', value = ''] of text.matchAll(/(\w+)="([^"]*)"/g)) {
    if (found.has(name)) return undefined;
    found.set(name, value);
  }
  return found;
}

function signerOf(kid: string): Pick<SignatureString, 'senderId' | 'keyId' | 'algorithm'> | undefined {
  const [senderId = '', keyId = '', algorithm = '', ...more] = kid.split('|');
  return more.length === 0 && senderId !== '' && keyId !== '' ? { senderId, keyId, algorithm } : undefined;
}

function unixSeconds(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}
