/** What a `consent` or `authorize` object of a DCI message says, in whichever of its spellings (dci.md 5). */
export interface StatedConsent {
  readonly at: string | undefined;
  readonly purpose: string | undefined;
  readonly reference: string | undefined;
  /** A consent that the partner signed (OpenG2P); to be verified with its keys before it counts. */
  readonly jws: string | undefined;
}

/** Undefined when there is none or it is no object. Nothing in it is believed yet. */
export function readConsent(value: unknown): StatedConsent | undefined {
  const consent = toRecord(value);
  if (!consent || Object.keys(consent).length === 0) return undefined;
  const purpose = toRecord(consent['purpose']);
  return {
    at: textOf(consent['ts']),
    purpose: textOf(purpose?.['code']),
    reference:
      textOf(consent['id']) ?? textOf(purpose?.['ref_uri']) ?? textOf(purpose?.['refUri']) ?? textOf(consent['refUri']),
    jws: textOf(consent['consent_jws']),
  };
}

/** The elements that the payload of a signed consent names: `scopes` or `scope`, as list or words. */
export function consentedElements(payload: unknown): readonly string[] | undefined {
  const claims = toRecord(payload);
  const scopes = claims?.['scopes'] ?? claims?.['scope'];
  if (typeof scopes === 'string') return scopes.split(/\s+/).filter((word) => word !== '');
  return Array.isArray(scopes) ? scopes.filter((one): one is string => typeof one === 'string') : undefined;
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
