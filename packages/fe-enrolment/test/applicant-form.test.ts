import fc from 'fast-check';
import {
  EMPTY_APPLICANT,
  findFieldErrors,
  findSearchErrors,
  missingForSearch,
  toSearch,
  toStartJourney,
} from '../src/applicant-form.js';
import { toBirthDate } from '../src/birth-date.js';

const complete = {
  ...EMPTY_APPLICANT,
  programme: 'OAA',
  givenName: 'A',
  surname: 'B',
  birthDate: '1955',
  villageId: 'v',
};
const search = { nationalId: '', name: '', birthDate: '', mobile: '' };

describe('What an officer types', () => {
  it("D row 4': takes unknown parts of a birth date as the latest possible", () => {
    expect(['1955', '1956-02', '1955-03-12'].map(toBirthDate)).toEqual([
      { date: '1955-12-31', precision: 'year' },
      { date: '1956-02-29', precision: 'month' },
      { date: '1955-03-12', precision: 'day' },
    ]);
  });

  it.each(['1955-02-29', '1955-13', '12.3.1955', '55', ''])('refuses %p as a birth date', (typed) => {
    expect(toBirthDate(typed)).toBeUndefined();
  });

  it('gives every calendar day back as it was typed', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1900-01-01'), max: new Date('2030-12-31'), noInvalidDate: true }), (day) => {
        const typed = day.toISOString().slice(0, 10);
        expect(toBirthDate(typed)).toEqual({ date: typed, precision: 'day' });
      }),
    );
  });

  it.each([
    ['an identifier alone', { ...search, nationalId: ' 12344711 ', name: 'x y' }, { nationalId: '12344711' }],
    [
      'name and birth date',
      { ...search, name: 'Amina W', birthDate: '1955-03-12' },
      { name: 'Amina W', birthDate: '1955-03-12' },
    ],
    [
      'name, birth date and mobile',
      { ...search, name: 'Amina W', birthDate: '1955', mobile: '+254 700000001' },
      { name: 'Amina W', birthDate: '1955-12-31', mobile: '+254700000001' },
    ],
  ])('searches by %s', (_what, fields, expected) => {
    expect(toSearch(fields)).toEqual(expected);
  });

  it.each([
    ['a name alone', { ...search, name: 'Amina W' }, 'birthDate'],
    ['a name and a mobile', { ...search, name: 'Amina W', mobile: '+254 700000001' }, 'birthDate'],
    ['a birth date alone', { ...search, birthDate: '1955-03-12' }, 'name'],
    ['one letter', { ...search, name: 'A', birthDate: '1955-03-12' }, 'name'],
    ['nothing', search, 'nationalId'],
  ])('S12: does not search by %s, which the service would refuse as too wide: %s', (_what, fields, missing) => {
    expect(findSearchErrors(fields)).toEqual({});
    expect(toSearch(fields)).toBeUndefined();
    expect(missingForSearch(fields)).toBe(missing);
  });

  it.each([
    ['nationalId', { nationalId: '123' }],
    ['birthDate', { birthDate: '12.3.1955' }],
    ['birthDate', { birthDate: '1955-02-30' }],
    ['mobile', { mobile: '0700000001' }],
  ])('says that %s cannot be searched for, before anything is searched: %j', (field, wrong) => {
    const rest = { ...search, name: 'Amina W', birthDate: '1955-03-12', mobile: '+254700000001' };
    expect(Object.keys(findSearchErrors({ ...rest, ...wrong }))).toEqual([field]);
  });

  it('lets a person begin without phone and without identifier', () => {
    expect(findFieldErrors(complete)).toEqual({});
    expect(toStartJourney(complete).applicant).toEqual({
      givenName: 'A',
      surname: 'B',
      birthDate: { date: '1955-12-31', precision: 'year' },
      language: 'en',
      locationId: 'v',
    });
  });

  it.each([
    ['programme', { programme: '' }],
    ['mobile', { mobile: '0700' }],
    ['nationalId', { nationalId: '12' }],
    ['villageId', { villageId: '' }],
    ['proxyDocument', { hasProxy: true, proxyName: 'J', proxyRelationship: 'son' }],
  ])('finds the fault in %s', (field, change) => {
    expect(Object.keys(findFieldErrors({ ...complete, ...change }))).toEqual([field]);
  });
});
