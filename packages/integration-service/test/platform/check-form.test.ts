import { SearchItem } from '@interlink/contracts/exchange/dci/search';
import fc from 'fast-check';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { hasForm } from '../../src/platform/check-form.js';

describe('the form of a value', () => {
  const Named = Type.Object({
    name: Type.String({ minLength: 1 }),
    at: Type.Optional(Type.String({ format: 'date-time' })),
  });

  it.each([
    [{ name: 'Ada' }, true],
    [{ name: 'Ada', at: '2026-11-24T08:00:00Z' }, true],
    [{ name: 'Ada', at: 'yesterday' }, false],
    [{ name: '' }, false],
    [{}, false],
    [null, false],
  ])('of %j is right: %s', (value, expected) => {
    expect(hasForm(Named, value)).toBe(expected);
    expect(hasForm(Named, value)).toBe(expected);
  });

  it('is judged by the compiled schema as by the schema itself', () => {
    const item = fc.record({
      reference_id: fc.oneof(fc.string(), fc.integer()),
      timestamp: fc.constantFrom('2026-11-24T08:00:00Z', '2026-11-24', 'now'),
      search_criteria: fc.record({
        query_type: fc.constantFrom('idtype-value', 'predicate', 'sql'),
        query: fc.oneof(fc.constant({ type: 'UIN', value: '1' }), fc.jsonValue()),
        pagination: fc.record({ page_size: fc.integer({ min: -1, max: 3 }) }),
      }),
    });
    fc.assert(
      fc.property(item, (value) => {
        expect(hasForm(SearchItem, value)).toBe(Value.Check(SearchItem, value));
      }),
    );
  });
});
