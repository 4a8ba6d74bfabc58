import type { FastifyRequest } from 'fastify';

// NUL, and half of a surrogate pair: JSON can say them, PostgreSQL cannot keep them.
const UNSTORABLE = /\u0000|\p{Surrogate}/u; // eslint-disable-line no-control-regex

/**
 * Where a text, or the name of a member, is that cannot be kept (`/name`, `/list/0`); undefined when everything can be.
 */
export function findUnstorable(given: unknown): string | undefined {
  // A list of what is left instead of recursion: a body may be nested as deep as it is long.
  const left: { readonly value: unknown; readonly path: string }[] = [{ value: given, path: '' }];
  for (let next = left.pop(); next; next = left.pop()) {
    const { value, path } = next;
    if (typeof value === 'string' && UNSTORABLE.test(value)) return path;
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) continue;
    for (const [name, part] of Object.entries(value)) {
      if (UNSTORABLE.test(name)) return path;
      left.push({ value: part, path: `${path}/${name}` });
    }
  }
  return undefined;
}

/** The same of JSON that was read from this text: only by an escape can it say such a character. */
export const isStorable = (text: string, value: unknown): boolean =>
  !/\\u(?:0000|d[89a-f])/i.test(text) || findUnstorable(value) === undefined;

/** Refused as a body of a wrong form, before anything is done: the database would refuse it only half way through. */
export function refuseUnstorable({ body, query, params }: FastifyRequest): void {
  for (const [validationContext, part] of Object.entries({ body, querystring: query, params })) {
    const instancePath = findUnstorable(part);
    if (instancePath === undefined) continue;
    const message = 'must not hold the character NUL, nor half of a character';
    throw Object.assign(new Error(message), { validation: [{ instancePath, message }], validationContext });
  }
}
