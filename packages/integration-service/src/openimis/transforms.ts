import { Type, type Static } from 'typebox';

/** How a deployment writes a value that we write otherwise. */
export const Transform = Type.Union([
  Type.Object(
    { kind: Type.Literal('codes'), codes: Type.Record(Type.String(), Type.String()) },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      kind: Type.Literal('calling-code'),
      callingCode: Type.String({ pattern: '^\\+[1-9][0-9]{0,3}$' }),
      trunkPrefix: Type.String({ pattern: '^[0-9]{0,2}$' }),
    },
    { additionalProperties: false },
  ),
]);
export type Transform = Static<typeof Transform>;

/** What openIMIS holds, in our words; a value the transform does not know stays as it is. */
export function fromStored(text: string, transform: Transform | undefined): string {
  if (!transform) return text;
  if (transform.kind === 'codes') {
    return Object.entries(transform.codes).find(([, code]) => code === text)?.[0] ?? text;
  }
  const digits = text.replace(/[\s()-]/g, '');
  if (digits.startsWith('+')) return digits;
  if (!digits.startsWith(transform.trunkPrefix)) return text;
  return `${transform.callingCode}${digits.slice(transform.trunkPrefix.length)}`;
}

/** Our word as openIMIS holds it in this deployment. */
export function toStored(value: string, transform: Transform | undefined): string {
  if (!transform) return value;
  if (transform.kind === 'codes') return transform.codes[value] ?? value;
  if (!value.startsWith(transform.callingCode)) return value;
  return `${transform.trunkPrefix}${value.slice(transform.callingCode.length)}`;
}
