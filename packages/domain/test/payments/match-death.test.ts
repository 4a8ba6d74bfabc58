import type { CivilRecord } from '@interlink/contracts/exchange/civil-record';
import { matchDeath } from '../../src/payments/match-death.js';

const payee = { givenName: 'Mercy', surname: 'Omondi', birthDate: { date: '1950-01-01', precision: 'day' } } as const;
const record = (over: Partial<CivilRecord> = {}): CivilRecord => ({
  identifiers: [{ type: 'UIN', value: '880012' }],
  fullName: 'Mercy Omondi',
  birthDate: { date: '1950-01-01', precision: 'day' },
  deceased: true,
  ...over,
});

describe('a notice of a death that bears the number of a payee', () => {
  it.each<[string, Partial<CivilRecord>, string]>([
    ['the name and the birth date', {}, 'strong'],
    ['the name alone', { birthDate: undefined }, 'strong'],
    ['the name in another order', { fullName: 'OMONDI Mercy', birthDate: undefined }, 'strong'],
    ['the birth date alone', { fullName: '' }, 'strong'],
    ['the birth date, and another name', { fullName: 'Njeri Kamau' }, 'strong'],
    ['a name that is only close', { fullName: 'Mercy Omundi', birthDate: undefined }, 'weak'],
    ['the year of birth alone', { fullName: '', birthDate: { date: '1950-12-31', precision: 'year' } }, 'weak'],
    ['nothing else', { fullName: '', birthDate: undefined }, 'weak'],
    [
      'another name and birth date',
      { fullName: 'Njeri Kamau', birthDate: { date: '1990-01-01', precision: 'day' } },
      'weak',
    ],
  ])('R6: and %s', (_what, over, expected) => {
    expect(matchDeath(payee, record(over))).toBe(expected);
  });
});
