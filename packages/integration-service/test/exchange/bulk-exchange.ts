import { readLines } from '../../src/exchange/bulk/read-lines.js';
import { ALL, agreed, openExchangeKit, type ExchangeKit, type Joined } from './exchange-kit.js';
import { ada } from './fake-registry.js';

const SHY = ['member_identifier', 'demographic_info.name.surname'];

/**
 * Two partners under agreements for files, one of whom is told little, and three people with names to be careful of.
 */
export function bulkExchange() {
  let kit: ExchangeKit;
  let partner: Joined;
  let shy: Joined;
  beforeAll(async () => {
    kit = await openExchangeKit();
    partner = await kit.join('mis');
    shy = await kit.join('shy');
    for (const [id, elements] of [
      ['mis', ALL],
      ['shy', SHY],
    ] as const) {
      for (const mode of ['query', 'file'] as const)
        await kit.addAgreement(id, agreed({ mode, elements: [...elements] }));
      for (const mode of ['event', 'file'] as const) {
        await kit.addAgreement(id, agreed({ mode, direction: 'in', elements: [...elements] }));
      }
    }
    for (let at = 1; at <= 3; at += 1) {
      const personId = `0190a000-0000-7000-8000-00000000010${at}`;
      const data = {
        identifiers: [{ type: 'UIN', value: `10${at}` }],
        name: { surname: `=cmd|${at}`, givenName: 'Zoë "Q"' },
      };
      kit.registry.people.set(personId, ada({ personId, data }));
    }
  });
  afterAll(() => kit.close());

  return {
    get kit() {
      return kit;
    },
    get partner() {
      return partner;
    },
    get shy() {
      return shy;
    },
  };
}

export const bySurname = (surname: string) => ({ query_type: 'expression', query: { surname: { eq: surname } } });
export const everybody = { query_type: 'expression', query: { programme_identifier: { eq: 'CG-01' } } };
export const beneficiary = (uin: string) => ({
  assistance_unit: '1',
  member: { member_identifier: [{ identifier_type: 'UIN', identifier_value: uin }] },
  programme_identifier: [{ programme_name: 'Food basket', programme_identifier: 'FOOD' }],
  enrollment_date: '2026-03-01T00:00:00Z',
  enrollment_status: '1',
  benefits: [],
});

export async function recordsOf(format: 'csv' | 'jsonl' | 'xml', bytes: Buffer): Promise<unknown[]> {
  const values: unknown[] = [];
  for await (const { value } of readLines(format, [bytes] as unknown as AsyncIterable<Buffer>)) values.push(value);
  return values;
}
