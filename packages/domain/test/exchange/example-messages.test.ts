import { requestEnvelopeOf } from '@interlink/contracts/exchange/dci/messages';
import { operations, type DciOperation } from '@interlink/contracts/exchange/dci/role';
import fc from 'fast-check';
import { Value } from 'typebox/value';
import { exampleMessages } from '../../src/exchange/example-messages.js';

const OPERATIONS: Readonly<Record<string, DciOperation>> = {
  enrolled: 'enrolled',
  'search-expression': 'search',
  'search-id': 'sync-search',
  'search-predicate': 'sync-search',
  subscribe: 'subscribe',
  'txn-status': 'sync-txn-status',
};

function made(over: Partial<Parameters<typeof exampleMessages>[0]> = {}) {
  let count = 0;
  return exampleMessages({
    partner: { dciId: 'https://health.example/dci', ownDciId: 'interlink' },
    now: '2026-11-24T08:00:00.000Z',
    newId: () => `id-${(count += 1)}`,
    ...over,
  });
}

describe('the example messages of the console', () => {
  it.each(made().map((one) => [one.id, one] as const))('IBR-036: %s has the form that the standard asks', (id, one) => {
    const operation = OPERATIONS[id] as DciOperation;
    const signed = { ...one.body, signature: 'x' };
    expect([...Value.Errors(requestEnvelopeOf(operation), signed)]).toEqual([]);
    expect(one.path.endsWith(`/registry${operations[operation].path}`)).toBe(true);
    expect(one.body.header['action']).toBe(operations[operation].action);
  });

  it('names the partner as sender, its address for answers, and no message twice', () => {
    const ids = made().map(({ body }) => body.header['message_id']);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { body } of made({ callbackUrl: 'https://health.example/cb' })) {
      expect(body.header).toMatchObject({
        ...{ sender_id: 'https://health.example/dci', receiver_id: 'interlink' },
        sender_uri: 'https://health.example/cb',
      });
    }
    expect(made()[0]?.body.header).not.toHaveProperty('sender_uri');
  });

  it('leaves the signature to the integrator: an example is never accepted as it is', () => {
    expect(made().map(({ body }) => body.signature)).toEqual(made().map(() => ''));
  });

  it('has the standard’s form whatever the partner calls itself', () => {
    const name = fc.string({ minLength: 1, maxLength: 255 }).filter((text) => text.trim() === text);
    fc.assert(
      fc.property(name, (dciId) => {
        for (const { id, body } of made({ partner: { dciId, ownDciId: 'interlink' } })) {
          const schema = requestEnvelopeOf(OPERATIONS[id] as DciOperation);
          expect(Value.Check(schema, { ...body, signature: 'x' })).toBe(true);
        }
      }),
      { numRuns: 20 },
    );
  });
});
