import { Value } from 'typebox/value';
import { HouseholdData, MembershipData } from '../../src/registry/household';
import { Disability, PersonData, RelatedPerson } from '../../src/registry/person';
import { ProgrammeData } from '../../src/registry/programme';
import { Address, Identifier, Money, PersonName } from '../../src/registry/values';
import { anId, describeBody, longer } from '../support/bodies';

const person = {
  identifiers: [{ type: 'NID', value: '12345678' }],
  name: { givenName: 'Amina', surname: 'Wanjiru' },
  otherNames: [{ givenName: 'آمنة' }],
  sex: 'female',
  birthDate: { date: '1950-04-03', precision: 'day' },
  birthPlace: 'Kisumu',
  deathDate: { date: '2026-12-31', precision: 'year' },
  maritalStatus: 'W',
  employmentStatus: '1',
  occupation: '0',
  educationLevel: '8',
  incomeLevel: 'low',
  language: 'sw',
  disability: { isDisabled: true, limitations: [{ type: 'VIS_SS', severity: '3' }] },
  phones: ['+254700000001'],
  emails: ['amina@example.org'],
  addresses: [{ line1: 'Plot 4', countryCode: 'KE' }],
  place: { locationId: anId, districtId: anId, name: 'Kibera' },
  accounts: [{ provider: 'DEMOKENA', number: '01100152872' }],
  related: [{ relationship: 'SON', identifier: { type: 'NID', value: '87654321' } }],
  registrationDate: '2020-01-01',
  additional: { clan: 'any value' },
};

describeBody('what a source says of a person (IBR-020)', PersonData, {
  good: person,
  closed: true,
  optional: Object.keys(person),
  also: [
    ['otherNames', []],
    ['language', 'swa'],
    ['additional', {}],
  ],
  bad: [
    ['identifiers', [{ type: 'nid', value: '1' }]],
    ['identifiers', [{ type: 'NID', value: '' }]],
    ['identifiers', Array.from({ length: 51 }, () => ({ type: 'NID', value: '1' }))],
    ['name', 'Amina Wanjiru'],
    ['name.givenName', ''],
    ['name.givenName', 'Ami\u0000na'],
    ['name.nickname', 'Ami'],
    ['otherNames', Array.from({ length: 21 }, () => ({}))],
    ['sex', 'F'],
    ['birthDate', '1950-04-03'],
    ['birthDate.date', '1950-04'],
    ['maritalStatus', 'married'],
    ['employmentStatus', '8'],
    ['employmentStatus', 1],
    ['occupation', '10'],
    ['educationLevel', '9'],
    ['incomeLevel', longer(40)],
    ['language', 'Swahili'],
    ['disability', true],
    ['disability.limitations.0.type', 'SEEING'],
    ['disability.limitations.0.severity', 3],
    ['phones', ['']],
    ['phones', [longer(40)]],
    ['emails', [longer(200)]],
    ['addresses.0.countryCode', 'Kenya'],
    ['place.locationId', 'kibera'],
    ['accounts.0.number', longer(60)],
    ['accounts.0.holder', 'Amina'],
    ['related.0.relationship', 'son'],
    ['registrationDate', '2020-02-30'],
    ['additional', ['clan']],
  ],
});

describeBody('a household', HouseholdData, {
  good: {
    identifiers: [{ type: 'HOUSEHOLD_ID', value: 'H1' }],
    unit: 'household',
    place: { locationId: anId },
    addresses: [],
    size: 0,
    povertyScore: -0.5,
    povertyScoreType: 'pmt',
    members: [{ personKey: 'p1', role: 'head', recipient: 'primary', from: '2020-01-01', to: '2026-01-01' }],
    registrationDate: '2020-01-01',
    additional: {},
  },
  closed: true,
  optional: [
    'identifiers', 'unit', 'place', 'addresses', 'size', 'povertyScore', 'povertyScoreType', 'registrationDate',
    'additional',
  ], // prettier-ignore
  also: [
    ['members', []],
    ['size', 999_999_999],
  ],
  bad: [
    ['unit', 'village'],
    ['size', -1],
    ['size', 2.5],
    // More than the database counts to: one such household would stop the feed of its source.
    ['size', 1_000_000_000],
    ['povertyScore', 'poor'],
    ['members.0.role', 'uncle'],
    ['members.0.recipient', 'third'],
    ['members.0.personKey', longer(120)],
    ['members.0.from', '2020'],
    ['addresses', Array.from({ length: 11 }, () => ({}))],
  ],
});

describeBody('a member', MembershipData, {
  good: { personKey: 'p1', role: 'other-relative' },
  closed: true,
  optional: ['role'],
  bad: [
    ['personKey', ''],
    ['role', 'Head'],
  ],
});

describeBody('a programme', ProgrammeData, {
  good: {
    code: 'OAA',
    name: 'Old Age Allowance',
    description: 'For people over 65',
    institution: 'msw',
    institutionType: '8',
    legalStatus: '3',
    functions: ['1', '15'],
    contributionType: '3',
    programmeType: '15',
    benefitTypes: ['cash', 'in-kind'],
    frequency: 'FREQ=MONTHLY',
    currency: 'KES',
    validFrom: '2020-01-01',
    validTo: '2030-01-01',
  },
  closed: true,
  optional: [
    'description', 'institution', 'institutionType', 'legalStatus', 'functions', 'contributionType', 'programmeType',
    'benefitTypes', 'frequency', 'currency', 'validFrom', 'validTo',
  ], // prettier-ignore
  bad: [
    ['code', longer(40)],
    ['name', ''],
    ['institutionType', '9'],
    ['legalStatus', '0'],
    ['functions', ['16']],
    ['functions', ['0']],
    ['contributionType', '4'],
    ['programmeType', 'pension'],
    ['benefitTypes', ['money']],
    ['currency', 'Shilling'],
    ['validFrom', 'now'],
  ],
});

describe('the values of the unified model', () => {
  it.each([
    [
      'an identifier',
      Identifier,
      [{ type: 'UIN', value: '1' }, { type: 'FARMER_ID', value: 'ü' }], // prettier-ignore
      [{ type: 'U', value: '1' }, { type: '1UIN', value: '1' }, { type: 'UIN', value: 'a\nb' }, { type: 'UIN' }], // prettier-ignore
    ],
    [
      'an amount',
      Money,
      [{ minor: -12_000, currency: 'KES' }, { minor: 0, currency: 'UGX' }], // prettier-ignore
      [{ minor: 0.5, currency: 'KES' }, { minor: 1, currency: 'kes' }, { minor: 2 ** 53, currency: 'KES' }], // prettier-ignore
    ],
    [
      'an address',
      Address,
      [{}, { geo: { latitude: -90, longitude: 180 } }],
      [{ geo: { latitude: -91, longitude: 0 } }, { geo: { latitude: 0 } }, { street: 'x' }],
    ],
    ['a name', PersonName, [{}, { prefix: 'Dr' }], [{ surname: longer(200) }, { surname: 'a\tb' }, 'Amina']],
    [
      'a disability',
      Disability,
      [{ isDisabled: false, limitations: [] }],
      [{ isDisabled: false }, { isDisabled: 'no', limitations: [] }, { isDisabled: true, limitations: [{}] }],
    ],
    [
      'somebody related',
      RelatedPerson,
      [{ relationship: 'CHILD' }],
      [{}, { relationship: 'A' }, { relationship: 'chd' }],
    ],
  ] as const)('%s is what it says, and nothing else', (_what, schema, good, bad) => {
    expect(good.filter((value) => !Value.Check(schema, value))).toEqual([]);
    expect((bad as readonly unknown[]).filter((value) => Value.Check(schema, value))).toEqual([]);
  });
});
