import fc from 'fast-check';
import { toCivilRecord } from '../../src/exchange/civil-record.js';

const person = (over: Record<string, unknown> = {}) => ({
  '@type': 'spdci-extensions-dci:Person',
  identifier: [{ identifier_type: 'UIN', identifier_value: 'KE-1' }],
  name: { given_name: 'Amina', second_name: 'Njeri', surname: 'Hassan' },
  sex: 'female',
  birth_date: '1955-04-12T00:00',
  death_date: '',
  ...over,
});

describe('a person of the civil registry', () => {
  it('is read from the published shape', () => {
    expect(toCivilRecord(person())).toEqual({
      identifiers: [{ type: 'UIN', value: 'KE-1' }],
      givenName: 'Amina',
      surname: 'Hassan',
      fullName: 'Amina Njeri Hassan',
      birthDate: { date: '1955-04-12', precision: 'day' },
      deceased: false,
      deathDate: undefined,
      sex: 'female',
    });
  });

  it('is read from a camelCase peer with one identifier', () => {
    const peer = {
      identifier: { name: 'UIN', identifier: 'KE-1' },
      name: { givenName: 'Amina', familyName: 'Hassan' },
      birthDate: '1955',
      gender: 'F',
    };
    expect(toCivilRecord(peer)).toMatchObject({
      identifiers: [{ type: 'UIN', value: 'KE-1' }],
      fullName: 'Amina Hassan',
      birthDate: { date: '1955-12-31', precision: 'year' },
      sex: 'unknown',
    });
  });

  it('is read from a plain name', () => {
    expect(toCivilRecord(person({ name: ' Amina   Hassan ' }))?.fullName).toBe('Amina Hassan');
  });

  it.each([
    ['2024-05-01', '2024-05-01'],
    ['2024', '2024'],
    ['2024-05-01T10:00:00Z', '2024-05-01'],
    ['unknown', undefined],
  ])('is deceased when the date of death is %s', (death_date, deathDate) => {
    expect(toCivilRecord(person({ death_date }))).toMatchObject({ deceased: true, deathDate });
  });

  it.each([
    ['a list', ['2024-05-01']],
    ['an object', { value: '2024-05-01', precision: 'day' }],
    ['a number', 20_240_501],
    ['no more than that it is so', true],
    ['something deep inside', { date: [{ on: '2024' }] }],
  ])('is deceased when the date of death is %s: what nobody can read is no sign of life', (_what, death_date) => {
    expect(toCivilRecord(person({ death_date }))).toMatchObject({ deceased: true });
    expect(toCivilRecord(person({ death_date: '', date_of_death: death_date }))).toMatchObject({ deceased: true });
  });

  it.each([[[]], [{}], [['', null]], [{ value: '' }], [false]])(
    'is alive when the date of death is %j',
    (death_date) => {
      expect(toCivilRecord(person({ death_date }))).toMatchObject({ deceased: false, deathDate: undefined });
    },
  );

  it.each(['', '  ', null, undefined])('is alive when the date of death is %p', (death_date) => {
    expect(toCivilRecord(person({ death_date }))?.deceased).toBe(false);
  });

  it('is nobody without name and identifier', () => {
    expect(toCivilRecord({ birth_date: '1955' })).toBeUndefined();
  });

  it('never fails on what a partner may send', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('name', 'identifier', 'birth_date', 'sex'), fc.jsonValue()), (raw) => {
        const record = toCivilRecord(raw);
        expect(record === undefined || typeof record.fullName === 'string').toBe(true);
      }),
    );
  });
});
