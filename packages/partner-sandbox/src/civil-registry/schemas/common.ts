/** An RFC 3339 time with zone; the format refuses one without. */
export const timestamp = { type: 'string', format: 'date-time' } as const;
export const shortId = { type: 'string', minLength: 1, maxLength: 99 } as const;
export const longId = { type: 'string', minLength: 1, maxLength: 255 } as const;
export const version = { type: 'string' } as const;
export const locale = { type: 'string', pattern: '^[a-z]{3}$' } as const;
export const regType = { type: 'string', minLength: 1 } as const;
/**
 * As published: text, a fraction, a truth value or an object; an integer matches two of its branches and is refused.
 */
export const attributeValue = {
  type: ['string', 'number', 'boolean', 'object'],
  not: { type: 'integer' },
} as const;
