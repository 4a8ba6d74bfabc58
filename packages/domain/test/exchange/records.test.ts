import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Value } from 'typebox/value';
import type { Beneficiary } from '@interlink/contracts/exchange/dci/records';
import {
  Beneficiary as BeneficiarySchema,
  DisabledPerson,
  Group,
  Member,
} from '@interlink/contracts/exchange/dci/records';
import { closed } from '@interlink/contracts/exchange/dci/closed';
import { SourceRecord } from '@interlink/contracts/registry/source-record';
import type {
  BeneficiaryView,
  EnrolmentView,
  HouseholdView,
  PersonFields,
  PersonView,
} from '@interlink/contracts/registry/view';
import { toBeneficiary, toDisabledPerson } from '../../src/exchange/records/beneficiary';
import { fromBeneficiary } from '../../src/exchange/records/from-dci';
import { toGroup } from '../../src/exchange/records/group';
import { toDciPerson, toMember } from '../../src/exchange/records/person';

const ada = (over: Partial<PersonFields> = {}): PersonFields => ({
  identifiers: [{ type: 'UIN', value: '880012' }],
  name: { surname: 'Okoro', givenName: 'Ada', secondName: 'Ifeoma' },
  sex: 'female',
  birthDate: { date: '1990-05-04', precision: 'day' },
  maritalStatus: 'M',
  disability: { isDisabled: true, limitations: [{ type: 'VIS_SS', severity: '3' }] },
  phones: ['+100700'],
  addresses: [{ line1: 'Mill Road 7', regionCode: 'N' }],
  related: [{ relationship: 'MTH', name: { givenName: 'Ife' }, identifier: { type: 'UIN', value: '770011' } }],
  accounts: [{ provider: 'B', masked: '***1' }],
  additional: { shoe: 44 },
  ...over,
});
const enrolment = (over: Partial<EnrolmentView> = {}): EnrolmentView => ({
  recordId: 'r',
  source: 'openimis',
  programme: 'CG-01',
  programmeName: 'Child grant',
  institution: 'MSW',
  unit: 'person',
  status: 'active',
  enrolledOn: '2025-01-01',
  statusHistory: [{ status: 'active', on: '2025-01-01' }],
  lastUpdated: '2026-03-01T09:30:00.000Z',
  ...over,
});
const view = (over: Partial<BeneficiaryView> = {}): BeneficiaryView => ({
  enrolment: enrolment(),
  person: { data: ada() } as PersonView,
  benefits: [
    {
      recordId: 'b',
      source: 'openimis',
      programme: 'CG-01',
      type: 'cash',
      status: 'paid',
      dueOn: '2026-02-01',
      amount: { minor: 5000, currency: 'USD' },
    },
  ],
  ...over,
});
const household = (over: Partial<HouseholdView> = {}): HouseholdView => ({
  householdId: '00000000-0000-4000-8000-000000000001',
  version: 1,
  asOf: '2026-03-01',
  knownAt: '2026-03-01T09:30:00.000Z',
  source: 'openimis',
  identifiers: [{ type: 'HOUSEHOLD_ID', value: 'H-1' }],
  unit: 'household',
  addresses: [],
  size: 3,
  povertyScore: 2.5,
  members: [{ data: ada(), role: 'head' }, { role: 'child' }],
  enrolments: [],
  otherEnrolments: false,
  lastUpdated: '2026-03-01T09:30:00.000Z',
  ...over,
});

describe('a record for a partner', () => {
  it('SR-025: is a Member with every field that is known, in the form of the standard', () => {
    const member = toMember(ada(), 'sr');
    expect(member).toMatchObject({
      '@context': 'https://schema.spdci.org/extensions/social/v1/data',
      '@type': 'Member',
      member_identifier: [{ identifier_type: 'UIN', identifier_value: '880012' }],
      demographic_info: {
        '@type': 'SRPerson',
        name: { surname: 'Okoro', given_name: 'Ada', second_name: 'Ifeoma' },
        sex: 'female',
        birth_date: '1990-05-04T00:00:00Z',
        address: [{ address_line_1: 'Mill Road 7', region_code: 'N' }],
      },
      is_disabled: true,
      disability_info: [{ disability_limitation_type: 'VIS_SS', functional_severity: '3' }],
      marital_status: 'M',
      related_person: [{ relationship_type: 'MTH', related_member: { name: { given_name: 'Ife' } } }],
    });
    expect(Value.Check(closed(Member), member)).toBe(true);
  });

  it('says how precise a birth date is when it is not known to the day', () => {
    const member = toMember(ada({ birthDate: { date: '1950-12-31', precision: 'year' } }), 'sr');
    expect(member.demographic_info?.birth_date).toBe('1950-12-31T00:00:00Z');
    expect(member.additional_attributes).toEqual([{ name: 'birth_date_precision', value: 'year' }]);
  });

  it('S15: never holds an account, nor what the unified model has no place for', () => {
    expect(JSON.stringify(toMember(ada(), 'sr'))).not.toMatch(/\*\*\*1|shoe/);
  });

  it('tells the civil status of a person to the role of a civil registry alone', () => {
    expect(toDciPerson(ada(), 'crvs').marital_status).toBe('M');
    expect(toDciPerson(ada(), 'sr').marital_status).toBeUndefined();
  });

  it('SR-025: is a Group with its head and only the members who may be seen', () => {
    const group = toGroup(household(), 'sr');
    expect(group).toMatchObject({
      group_type: '2',
      group_size: 3,
      poverty_score: 2.5,
      member_list: [{ '@type': 'Member' }],
    });
    expect(group.group_head_info?.demographic_info?.name?.given_name).toBe('Ada');
    expect(group.member_list).toHaveLength(1);
    expect(Value.Check(closed(Group), group)).toBe(true);
  });

  it('IBR-036: is a Beneficiary with programme, state and benefits', () => {
    const found = toBeneficiary(view({ household: household() }));
    expect(found).toMatchObject({
      assistance_unit: '1',
      programme_identifier: [{ programme_name: 'Child grant', programme_identifier: 'CG-01' }],
      enrollment_date: '2025-01-01T00:00:00Z',
      enrollment_status: '1',
      status_change_date: ['2025-01-01T00:00:00Z'],
      benefits: [
        {
          benefit_type: '1',
          benefit_date: '2026-02-01T00:00:00Z',
          benefit_value: { amount: '50.00', currency: 'USD' },
        },
      ],
      group: { '@type': 'Group' },
    });
    expect(Value.Check(closed(BeneficiarySchema), found)).toBe(true);
  });

  it.each([
    ['active', '1'],
    ['deceased', '2'],
    ['graduated', '3'],
    ['suspended', '4'],
  ] as const)('IBR-036: an enrolment that is %s has the code %s', (status, code) => {
    expect(toBeneficiary(view({ enrolment: enrolment({ status }) }))?.enrollment_status).toBe(code);
  });

  it.each(['potential', 'exited'] as const)(
    'is not told of an enrolment that is %s: the standard has no word for it',
    (status) => {
      expect(toBeneficiary(view({ enrolment: enrolment({ status }) }))).toBeUndefined();
    },
  );

  it.each(['planned', 'rejected', 'cancelled', 'returned'] as const)('leaves out a benefit that is %s', (status) => {
    const benefits = view().benefits.map((benefit) => ({ ...benefit, status }));
    expect(toBeneficiary(view({ benefits }))?.benefits).toEqual([]);
  });

  it('is a disabled person only for one who is', () => {
    const found = toDisabledPerson(ada());
    expect(Value.Check(closed(DisabledPerson), found)).toBe(true);
    expect(toDisabledPerson(ada({ disability: { isDisabled: false, limitations: [] } }))).toBeUndefined();
  });
});

describe('a beneficiary that a management system pushes', () => {
  const example = JSON.parse(
    readFileSync(
      path.resolve(__dirname, '../../../contracts/test/exchange/examples/ibr-enrollment-updates.json'),
      'utf8',
    ),
  ) as { readonly message: { readonly enrolled_updates: { readonly beneficiaries: readonly [Beneficiary] } } };
  const pushed = (over: Partial<Beneficiary> = {}): Beneficiary => ({
    ...example.message.enrolled_updates.beneficiaries[0],
    ...over,
  });
  const recordsOf = (beneficiary: Beneficiary) => {
    const read = fromBeneficiary(beneficiary);
    return 'records' in read ? read.records : [];
  };

  it('IBR-036: becomes records of person, enrolment and benefit', () => {
    expect(recordsOf(pushed())).toEqual([
      {
        kind: 'person',
        key: 'UIN:880012',
        data: {
          identifiers: [{ type: 'UIN', value: '880012' }],
          name: { surname: 'Okoro', givenName: 'Ada' },
          sex: 'female',
          birthDate: { date: '1990-05-04', precision: 'day' },
        },
      },
      {
        kind: 'enrolment',
        key: 'UIN:880012/CG-01',
        subject: { kind: 'person', key: 'UIN:880012' },
        data: { programme: 'CG-01', status: 'active', enrolledOn: '2025-01-01' },
      },
      {
        kind: 'benefit',
        key: 'UIN:880012/CG-01/2026-02-01/cash/0',
        subject: { kind: 'person', key: 'UIN:880012' },
        data: {
          programme: 'CG-01',
          enrolmentKey: 'UIN:880012/CG-01',
          type: 'cash',
          status: 'paid',
          dueOn: '2026-02-01',
          amount: { minor: 5000, currency: 'USD' },
        },
      },
    ]);
  });

  it('IBR-036: gives records that the registry takes, with the same keys each time', () => {
    for (const record of recordsOf(pushed())) expect(Value.Check(SourceRecord, record)).toBe(true);
    expect(recordsOf(pushed())).toEqual(recordsOf(pushed()));
  });

  it('enrols a household with its members when the unit is one', () => {
    const member = pushed().member ?? {};
    const group = {
      group_identifier: [{ identifier_type: 'HOUSEHOLD_ID', identifier_value: 'H-1' }],
      group_head_info: member,
    };
    const { member: _none, ...rest } = pushed({ assistance_unit: '2', group });
    const records = recordsOf(rest);
    expect(records.map(({ kind }) => kind)).toEqual(['person', 'household', 'enrolment', 'benefit']);
    expect(records[1]).toMatchObject({ data: { members: [{ personKey: 'UIN:880012', role: 'head' }] } });
    for (const record of records) expect(Value.Check(SourceRecord, record)).toBe(true);
  });

  it('is refused when nobody can be known by it', () => {
    expect(fromBeneficiary(pushed({ member: {} }))).toEqual({ refused: 'rjct.person_id.invalid' });
    const { member: _none, ...nobody } = pushed();
    expect(fromBeneficiary(nobody)).toEqual({ refused: 'rjct.person_id.invalid' });
  });

  it.each([
    ['a benefit of an unknown type', { benefit_type: '9', benefit_date: '2026-02-01T00:00:00Z' }],
    [
      'an amount with more digits than the currency',
      { benefit_type: '1', benefit_date: '2026-02-01T00:00:00Z', benefit_value: { amount: '1.005', currency: 'USD' } },
    ],
    [
      'an amount below nothing',
      { benefit_type: '1', benefit_date: '2026-02-01T00:00:00Z', benefit_value: { amount: '-1.00', currency: 'USD' } },
    ],
  ])('is refused whole for %s', (_what, benefit) => {
    expect(fromBeneficiary(pushed({ benefits: [benefit] }))).toEqual({ refused: 'rjct.search_criteria.invalid' });
  });

  it('says the same after it went out and came back', () => {
    const [, enrolmentRecord] = recordsOf(toBeneficiary(view()) as Beneficiary);
    expect(enrolmentRecord).toMatchObject({ data: { programme: 'CG-01', status: 'active', enrolledOn: '2025-01-01' } });
  });
});
