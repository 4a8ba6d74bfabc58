import { randomUUID } from 'node:crypto';
import { openExchangeKit, searchItem, searchOf, send, type ExchangeKit, type Joined } from './exchange-kit.js';
import { PERSON_ID } from './fake-registry.js';

const WOMEN = { sex: { $eq: 'female' } };
const OTHERS = { sex: { $eq: 'male' } };

describe('S12: a total that is not granted exactly', () => {
  let kit: ExchangeKit;
  let partner: Joined;
  beforeEach(async () => {
    kit = await openExchangeKit(undefined, { predicatesPerDay: 1 });
    partner = await kit.join('statistics');
    const ada = kit.registry.people.get(PERSON_ID);
    if (!ada) throw new Error('the registry that is played knows nobody');
    for (let more = 1; more < 13; more += 1) {
      const personId = randomUUID();
      kit.registry.people.set(personId, { ...ada, personId });
    }
  });
  afterEach(() => kit.close());

  const totalOf = async (criteria: Record<string, unknown>) => {
    const { body } = await send(kit, partner, 'sync-search', { message: searchOf(searchItem(criteria)) });
    return body.message.search_response?.[0]?.pagination?.total_count;
  };
  const by = (query: Record<string, unknown>) => totalOf({ query_type: 'expression', query });

  it('is rounded, and told again for the same filter on whichever page', async () => {
    await kit.agree('statistics', { exactCounts: false });
    expect([await by(WOMEN), await by(WOMEN)]).toEqual([15, 15]);
    const pagination = { page_size: 1, page_number: 2 };
    expect(await totalOf({ query_type: 'expression', query: WOMEN, pagination })).toBe(15);
  });

  it('is told for so many different filters a day, and for no more, whatever they would find', async () => {
    await kit.agree('statistics', { exactCounts: false });
    expect([await by(OTHERS), await by(WOMEN)]).toEqual([0, 0]);
    kit.clock.advance(86_400_000);
    expect(await by(WOMEN)).toBe(15);
  });

  it('costs nothing for a number, nor where it is granted', async () => {
    await kit.agree('statistics', { exactCounts: true });
    expect([await by(OTHERS), await by(WOMEN), await totalOf({})]).toEqual([0, 13, 13]);
  });
});
