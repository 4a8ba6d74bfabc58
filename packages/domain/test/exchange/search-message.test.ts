import { DciSearchEnvelope } from '@interlink/contracts/exchange/dci-search';
import type { CivilSearch } from '@interlink/contracts/exchange/civil-record';
import fc from 'fast-check';
import { Value } from 'typebox/value';
import { civilSearchMessage } from '../../src/exchange/search-message.js';

const identity = {
  messageId: 'm-1',
  transactionId: 't-1',
  referenceId: 'r-1',
  at: '2026-11-24T08:00:00Z',
  senderId: 'spmis.example.org',
  senderUri: 'https://spmis.example.org/dci',
  receiverId: 'crvs.example.org',
};
const search = (over: Partial<CivilSearch> = {}): CivilSearch => ({
  givenName: 'Amina',
  surname: 'Wanjiru',
  birthDate: { date: '1950-04-03', precision: 'day' },
  ...over,
});
const message = (over: Partial<CivilSearch> = {}) => civilSearchMessage(search(over), identity);
const criteria = (over: Partial<CivilSearch> = {}) => message(over).message.search_request[0]?.search_criteria;
const rows = (over: Partial<CivilSearch> = {}) =>
  (
    criteria(over)?.query as { expression1: { attribute_name: string; operator: string; attribute_value: string } }[]
  ).map(
    ({ expression1: { attribute_name: name, operator, attribute_value: value } }) => `${name} ${operator} ${value}`,
  );

describe('a search of the civil registry', () => {
  it('SR-025: goes by the identifier when there is one, and says nothing else about the person', () => {
    expect(criteria({ nationalId: '12345678' })).toMatchObject({
      query_type: 'idtype-value',
      query: { type: 'UIN', value: '12345678' },
    });
    expect(JSON.stringify(message({ nationalId: '12345678' }))).not.toContain('Amina');
  });

  it('goes by name and birth date when there is none', () => {
    expect(criteria()?.query_type).toBe('predicate');
    expect(rows()).toEqual(['given_name eq Amina', 'surname eq Wanjiru', 'birth_date eq 1950-04-03']);
  });

  it.each([
    ['year', '1950-12-31', ['birth_date ge 1950-01-01', 'birth_date le 1950-12-31']],
    ['month', '1950-04-30', ['birth_date ge 1950-04-01', 'birth_date le 1950-04-30']],
  ] as const)('asks for the whole %s when no more is known of the birth date', (precision, date, expected) => {
    expect(rows({ birthDate: { date, precision } }).slice(2)).toEqual(expected);
  });

  it('numbers its rows from one', () => {
    const query = criteria({ birthDate: { date: '1950-12-31', precision: 'year' } })?.query as { seq_num: number }[];
    expect(query.map(({ seq_num: number }) => number)).toEqual([1, 2, 3, 4]);
  });

  it('is the same message when it is sent again: nothing in it is made anew', () => {
    expect(message()).toEqual(message());
  });

  it('bears the ids that it was given', () => {
    const { header, message: body } = message();
    expect(header).toMatchObject({
      message_id: 'm-1',
      sender_id: 'spmis.example.org',
      receiver_id: 'crvs.example.org',
    });
    expect(body).toMatchObject({ transaction_id: 't-1', search_request: [{ reference_id: 'r-1' }] });
  });

  it('S13: asks for few records: two already say that it is not one person', () => {
    expect(criteria()?.pagination).toEqual({ page_size: 5, page_number: 1 });
  });

  it('is valid by the strict schema, whoever is searched', () => {
    const name = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' });
    const anySearch = fc.record({
      givenName: name,
      surname: name,
      nationalId: fc.option(fc.string({ minLength: 1, maxLength: 40 }), { nil: undefined }),
      birthDate: fc.record({
        date: fc.constantFrom('1950-12-31', '2000-02-29'),
        precision: fc.constantFrom<CivilSearch['birthDate']['precision']>('day', 'month', 'year'),
      }),
    });
    fc.assert(
      fc.property(anySearch, (given) => {
        expect(Value.Check(DciSearchEnvelope, { signature: 's', ...message(given) })).toBe(true);
      }),
    );
  });
});
