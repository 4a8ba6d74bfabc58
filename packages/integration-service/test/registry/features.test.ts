import type { PersonData } from '@interlink/contracts/registry/person';
import fc from 'fast-check';
import type { Vault } from '../../src/platform/vault.js';
import {
  blindKeys,
  featuresOf,
  keysOf,
  narrowingKeysOf,
  nameWordsOf,
  searchNameOf,
} from '../../src/registry/features.js';

/** Shows what would be hashed. */
const keys = blindKeys({ blindIndex: (kind: string, value: string) => `${kind}:${value}` } as unknown as Vault);
const data = (over: Partial<PersonData> = {}): PersonData => ({
  name: { givenName: 'Amina', surname: 'Wanjiru' },
  birthDate: { date: '1950-03-02', precision: 'day' },
  ...over,
});

describe('IBR-021: what people are found by', () => {
  it.each([
    ['ab-12.34/5', 'AB 12 345'],
    ['ＡＢ１２３４５', 'ab12345'],
    ['ab\u00a012\u200912 3'.replace('12 3', '345'), 'AB12345'],
  ])('is the same identifier written %j and %j', (one, other) => {
    expect(keys.number(one)).toBe(keys.number(other));
    expect(keys.identifier({ type: 'NID', value: one })).toBe(keys.identifier({ type: 'NID', value: other }));
    expect(keys.account(one)).toBe(keys.account(other));
  });

  it('is the same number in the digits of any script', () => {
    expect(keys.number('٤٢-١٢٣٤٥')).toBe(keys.number('42 12345'));
    expect(keys.account('۰۱۱۰۰')).toBe(keys.account('01100'));
    expect(keys.phone('+٢٥٤ ٧٠٠ ٠٠٠ ٠٠١')).toBe(keys.phone('+254700000001'));
    expect(keys.phone('٠٧٠٠')).not.toBe(keys.phone('٠٧٠١'));
  });

  it.each(['-', '. / -', ' '])(
    'is nothing that is written for “none”: %j is no number, no telephone and no account',
    (value) => {
      const nobody = { identifiers: [{ type: 'NID', value }], accounts: [{ provider: 'BANK', number: value }] };
      expect(keysOf(keys, { ...nobody, phones: [value, 'none'], emails: [' '] })).toEqual([]);
    },
  );

  it.each(['-', '0', '0000 0000', '٠٠٠', '99999999', 'XXXXX'])(
    'F03: is found by %j, if anybody looks, but not made one with all who have it',
    (value) => {
      const identifiers = [{ type: 'NID', value }];
      expect(narrowingKeysOf(keys, { identifiers })).toEqual([]);
      expect(featuresOf(keys, 's', { identifiers }).identifiers).toEqual([]);
      expect(keysOf(keys, { identifiers }).map(({ kind }) => kind)).toEqual(
        value === '-' ? [] : ['identifier', 'number'],
      );
      const somebody = { identifiers: [...identifiers, { type: 'NID', value: `${value}7` }] };
      expect(featuresOf(keys, 's', somebody).identifiers).toHaveLength(1);
      expect(narrowingKeysOf(keys, somebody)).toHaveLength(1);
    },
  );

  it('is another identifier of another type, or with another digit', () => {
    const ids = [
      { type: 'NID', value: '12345' },
      { type: 'UIN', value: '12345' },
      { type: 'NID', value: '12346' },
    ].map(keys.identifier);
    expect(new Set(ids).size).toBe(3);
  });

  it('is the same number of a telephone with blanks and signs, and another with another country', () => {
    expect(keys.phone('+254 (700) 000-001')).toBe(keys.phone('+254700000001'));
    expect(keys.phone('+255700000001')).not.toBe(keys.phone('+254700000001'));
  });

  it('is the same address of mail in any case', () => {
    expect(keys.email(' Amina@Example.ORG ')).toBe(keys.email('amina@example.org'));
  });

  it('is no kind under the hash of another: an account is not found by an identifier of the same digits', () => {
    const same = '0110000001';
    const all = [keys.number(same), keys.phone(same), keys.email(same), keys.account(same)];
    expect(new Set(all).size).toBe(all.length);
  });

  it('is the same whether letters and their marks were typed together or apart, and whatever blanks stand around', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(keys.number(text.normalize('NFD'))).toBe(keys.number(text.normalize('NFC')));
        expect(keys.number(` ${text}\t`)).toBe(keys.number(text));
      }),
    );
  });

  it('is each key once, however often a source repeats it', () => {
    const twice = data({
      identifiers: [
        { type: 'NID', value: 'A-1' },
        { type: 'NID', value: 'a 1' },
      ],
      phones: ['+254700000001', '+254 700 000 001'],
    });
    const found = keysOf(keys, twice).map(({ kind }) => kind);
    expect(found.filter((kind) => kind === 'identifier')).toHaveLength(1);
    expect(found.filter((kind) => kind === 'number')).toHaveLength(1);
    expect(found.filter((kind) => kind === 'phone')).toHaveLength(1);
  });

  it('is the sound of a name with the day of birth, and not with a year alone', () => {
    const sounds = (over: Partial<PersonData>) => keysOf(keys, data(over)).filter(({ kind }) => kind === 'birth-sound');
    expect(sounds({}).map(({ value }) => value)).toEqual(expect.arrayContaining(['1950-03-02|mn']));
    expect(sounds({ birthDate: { date: '1950-12-31', precision: 'year' } })).toEqual([]);
  });

  it('is nothing for somebody of whom nothing is known', () => {
    expect(keysOf(keys, {})).toEqual([]);
    expect(featuresOf(keys, 's', {})).toEqual({ source: 's', identifiers: [], names: [] });
    expect([nameWordsOf({}), searchNameOf({ name: { givenName: '', surname: '…' } })]).toEqual([[], '']);
  });

  it('says of a sex that is not known nothing, rather than that it differs', () => {
    expect(featuresOf(keys, 's', data({ sex: 'unknown' }))).not.toHaveProperty('sex');
    expect(featuresOf(keys, 's', data({ sex: 'female' }))).toMatchObject({ sex: 'female' });
  });

  it.each([
    ['José', 'jose'],
    ['O’Brien', 'obrien'],
    ['Al-Rashid', 'al rashid'],
    ['ＡＭＩＮＡ', 'amina'],
    ['Ami\u200bna', 'amina'],
    ['Łukasz Ørsted', 'lukasz orsted'],
  ])('IBR-028: has %s in the index of names as %s', (givenName, words) => {
    expect(searchNameOf({ name: { givenName, surname: '' } })).toBe(words);
  });

  it('IBR-028: has in the index of names small Latin letters and digits alone, whatever the script', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 30 }),
        fc.string({ unit: 'binary', maxLength: 10 }),
        (one, other) => {
          const words = nameWordsOf({ name: { givenName: one, surname: other } });
          expect(words.every((word) => /^[a-z0-9]+$/.test(word))).toBe(true);
          expect(new Set(words).size).toBe(words.length);
        },
      ),
    );
  });
});
