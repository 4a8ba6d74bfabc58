import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  filterFor,
  holdsReadOnly,
  parseMapping,
  readElements,
  toPerson,
  writeElements,
} from '../../src/openimis/mapping';
import { fromStored, toStored } from '../../src/openimis/transforms';

const load = (name: string) =>
  JSON.parse(readFileSync(join(__dirname, '../../../../openimis-config/development', name), 'utf8'));
const demo = parseMapping(load('mapping.json'));
const example = parseMapping(load('mapping.example.json'));

const row = {
  id: '11111111-1111-4111-8111-111111111111',
  firstName: 'Amina',
  lastName: 'Said',
  dob: '1950-12-31',
  location: { uuid: '22222222-2222-4222-8222-222222222222', name: 'Shangani' },
};

const inDemo = {
  national_id: '20058312',
  sex: 'female',
  phone: '+254710017336',
  language: 'fr',
  birth_date_precision: 'year',
  account_provider: 'PWANKENB',
  account_number: '01100152872',
  interlink_journey: 'j-1',
};

const inExample = {
  nin: '20058312',
  gender: 'F',
  telephone: '0710017336',
  langue: 'francais',
  dob_known_to: 'Y',
  bank_code: 'PWANKENB',
  iban_or_wallet: '01100152872',
  enrolment_reference: 'j-1',
};

describe('mapping.json', () => {
  it('reads the same person from two deployments that name and write everything differently', () => {
    const person = toPerson(demo, row, inDemo);
    expect(person).toMatchObject({
      nationalId: '20058312',
      sex: 'female',
      mobile: '+254710017336',
      language: 'fr',
      birthDate: { date: '1950-12-31', precision: 'year' },
      account: { provider: 'PWANKENB', number: '01100152872' },
      journeyId: 'j-1',
    });
    expect(toPerson(example, row, inExample)).toEqual(person);
  });

  it('writes the same person into both in the words of each', () => {
    const { nationalId, sex, mobile, language, journeyId } = toPerson(demo, row, inDemo);
    const values = { nationalId, sex, mobile, language, journeyId, birthDatePrecision: 'year' };
    const { account_provider: _p, account_number: _n, ...writtenInDemo } = inDemo;
    const { bank_code: _b, iban_or_wallet: _i, ...writtenInExample } = inExample;
    expect(writeElements(demo.individual, {}, values)).toEqual(writtenInDemo);
    expect(writeElements(example.individual, {}, values)).toEqual(writtenInExample);
  });

  it('keeps keys that it does not know, whatever they hold', () => {
    const known = Object.values(demo.individual).map(({ key }) => key);
    const unknown = fc.dictionary(
      fc.string().filter((key) => !known.includes(key) && key !== '__proto__'),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(unknown, (jsonExt) => {
        expect(writeElements(demo.individual, jsonExt, { sex: 'male' })).toEqual({ ...jsonExt, sex: 'male' });
      }),
    );
  });

  it('S15: never writes an account or health element, even when asked', () => {
    const values = { accountNumber: '999', accountProvider: 'X', disability: 'true', sex: 'male' };
    expect(writeElements(demo.individual, { account_number: '1' }, values)).toEqual({
      account_number: '1',
      sex: 'male',
    });
    expect(holdsReadOnly(demo.individual, { account_number: '1' })).toBe(true);
    expect(holdsReadOnly(demo.individual, { sex: 'male' })).toBe(false);
  });

  it('S15: refuses a deployment that makes an account writable, and a file that is no mapping', () => {
    const writable = { ...demo, individual: { ...demo.individual, accountNumber: { key: 'account_number' } } };
    expect(() => parseMapping(writable)).toThrow('individual.accountNumber must be readOnly');
    expect(() => parseMapping({ individual: {} })).toThrow('mapping.json');
    expect(() => parseMapping({ ...demo, individual: { sex: { key: 'a=b' } } })).toThrow('mapping.json');
  });

  it('leaves out what is empty or not a value', () => {
    expect(readElements(demo.individual, { national_id: ' ', sex: null, phone: ['a'], language: 7 })).toEqual({
      language: '7',
    });
  });

  it('asks openIMIS for exactly one value, and never for one that it would cut', () => {
    expect(filterFor(demo.individual, 'nationalId', '2005')).toBe('national_id__string="2005"');
    expect(filterFor(example.individual, 'mobile', '+254710017336')).toBe('telephone__string="0710017336"');
    expect(filterFor({ nationalId: { key: 'nin', type: 'integer' } }, 'nationalId', '2005')).toBe('nin__integer=2005');
    expect(filterFor({ nationalId: { key: 'nin', type: 'integer' } }, 'nationalId', 'A5')).toBeUndefined();
    expect(filterFor(demo.individual, 'nationalId', 'a=b')).toBeUndefined();
    expect(filterFor(demo.individual, 'shoeSize', '44')).toBeUndefined();
  });

  it('turns a mobile number there and back', () => {
    const transform = { kind: 'calling-code', callingCode: '+254', trunkPrefix: '0' } as const;
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{6,9}$/), (digits) => {
        expect(fromStored(toStored(`+254${digits}`, transform), transform)).toBe(`+254${digits}`);
      }),
    );
    expect(fromStored('0710 017-336', transform)).toBe('+254710017336');
    expect(fromStored('unknown', transform)).toBe('unknown');
    expect(toStored('+33612345678', transform)).toBe('+33612345678');
  });
});
