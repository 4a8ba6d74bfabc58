import fc from 'fast-check';
import { lineIdsOf, messageIdOf, paymentInfoIdOf } from '../../src/payments/ids.js';
import { hmac } from './builders.js';

describe('the ids of a payment (A1.5)', () => {
  it('are the same for the same batch, entitlement and attempt, whenever they are made', () => {
    expect(lineIdsOf(hmac, 'b', 'e', 1)).toEqual(lineIdsOf(hmac, 'b', 'e', 1));
    expect(messageIdOf(hmac, 'b', 1)).toMatch(/^M[0-9a-f]{32}$/);
    expect(paymentInfoIdOf(hmac, 'b', 1)).toMatch(/^P[0-9a-f]{32}$/);
    expect(messageIdOf(hmac, 'b', 1)).not.toBe(messageIdOf(hmac, 'b', 2));
  });

  it('have the form that banks take: at most 35 characters, a UETR of version 4', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), fc.integer({ min: 1, max: 99 }), (batch, entitlement, attempt) => {
        const { instrId, endToEndId, uetr } = lineIdsOf(hmac, batch, entitlement, attempt);
        expect(instrId).toMatch(/^I[0-9a-f]{32}$/);
        expect(endToEndId).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}-\d{2}$/);
        expect(uetr).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      }),
    );
  });

  it('keep the 26 characters of an entitlement over its attempts and batches, and nothing else', () => {
    const [first, second] = [lineIdsOf(hmac, 'b1', 'e', 1), lineIdsOf(hmac, 'b2', 'e', 2)];
    expect(second.endToEndId.slice(0, 26)).toBe(first.endToEndId.slice(0, 26));
    expect(second.endToEndId).toMatch(/-02$/);
    expect(second.uetr).not.toBe(first.uetr);
    expect(second.instrId).not.toBe(first.instrId);
    expect(lineIdsOf(hmac, 'b1', 'other', 1).endToEndId.slice(0, 26)).not.toBe(first.endToEndId.slice(0, 26));
  });

  it.each([0, 100, 1.5])('refuse the attempt %p', (attempt) => {
    expect(() => lineIdsOf(hmac, 'b', 'e', attempt)).toThrow(RangeError);
  });
});
