import { Type, type Static } from 'typebox';
import { Anything, Timestamp } from './values.js';

const Word = Type.String({ maxLength: 1000 });
const Code = Type.String({ maxLength: 99 });
const optional = Type.Optional;
const annotations = { '@context': optional(Type.Unknown()), '@type': optional(Word) };

export const DciIdentifier = Type.Object({
  identifier_type: Code,
  identifier_value: Type.String({ minLength: 1, maxLength: 255 }),
});
export type DciIdentifier = Static<typeof DciIdentifier>;

export const DciName = Type.Object({
  surname: optional(Word),
  given_name: optional(Word),
  second_name: optional(Word),
  maiden_name: optional(Word),
  prefix: optional(Word),
  suffix: optional(Word),
});
export type DciName = Static<typeof DciName>;

export const DciAddress = Type.Object({
  ...annotations,
  address_line_1: optional(Word),
  address_line_2: optional(Word),
  locality: optional(Word),
  sub_region_code: optional(Word),
  region_code: optional(Word),
  postal_code: optional(Word),
  country_code: optional(Word),
  geo_location: optional(Anything),
});
export type DciAddress = Static<typeof DciAddress>;

export const DciPerson = Type.Object({
  ...annotations,
  identifier: optional(Type.Array(DciIdentifier, { maxItems: 50 })),
  name: optional(DciName),
  sex: optional(Type.Enum(['male', 'female', 'other', 'unknown'])),
  birth_date: optional(Timestamp),
  death_date: optional(Timestamp),
  address: optional(Type.Array(DciAddress, { maxItems: 20 })),
  phone_number: optional(Type.Array(Word, { maxItems: 20 })),
  email: optional(Type.Array(Word, { maxItems: 20 })),
  registration_date: optional(Timestamp),
  last_updated: optional(Timestamp),
  birth_place: optional(Type.Unknown()),
  marital_status: optional(Code),
});
export type DciPerson = Static<typeof DciPerson>;

export const DisabilityInfo = Type.Object({
  '@type': optional(Word),
  disability_limitation_type: Code,
  functional_severity: Code,
});

export const Member = Type.Object({
  ...annotations,
  member_identifier: optional(Type.Array(DciIdentifier, { maxItems: 50 })),
  demographic_info: optional(DciPerson),
  related_person: optional(Type.Array(Anything, { maxItems: 50 })),
  is_disabled: optional(Type.Boolean()),
  disability_info: optional(Type.Array(DisabilityInfo, { maxItems: 6 })),
  marital_status: optional(Code),
  employment_status: optional(Code),
  occupation: optional(Code),
  income_level: optional(Code),
  language_code: optional(Code),
  education_level: optional(Code),
  additional_attributes: optional(Type.Array(Anything, { maxItems: 200 })),
  registration_date: optional(Timestamp),
  last_updated: optional(Timestamp),
});
export type Member = Static<typeof Member>;

export const Group = Type.Object({
  ...annotations,
  group_identifier: optional(Type.Array(DciIdentifier, { maxItems: 50 })),
  group_type: optional(Code),
  geographical_location: optional(Anything),
  address: optional(Type.Array(DciAddress, { maxItems: 20 })),
  poverty_score: optional(Type.Number()),
  poverty_score_type: optional(Word),
  group_head_info: optional(Member),
  group_size: optional(Type.Integer({ minimum: 0 })),
  member_list: optional(Type.Array(Member, { maxItems: 100 })),
  registration_date: optional(Timestamp),
  last_updated: optional(Timestamp),
  additional_attributes: optional(Type.Array(Anything, { maxItems: 200 })),
});
export type Group = Static<typeof Group>;

/** `amount` is decimal text; `currency` ISO 4217. */
export const DciCurrency = Type.Object({
  amount: Type.Union([Type.String({ pattern: '^\\d{1,13}(\\.\\d{1,4})?$' }), Type.Number({ minimum: 0 })]),
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
});
export type DciCurrency = Static<typeof DciCurrency>;

export const Benefit = Type.Object({
  ...annotations,
  benefit_type: Code,
  benefit_date: Timestamp,
  benefit_value: optional(DciCurrency),
  benefit_description: optional(Word),
  benefit_quantity: optional(Type.Union([Type.Number({ minimum: 0 }), Code])),
});
export type Benefit = Static<typeof Benefit>;

export const Programme = Type.Object({
  ...annotations,
  programme_name: Type.String({ minLength: 1, maxLength: 255 }),
  programme_identifier: Type.String({ minLength: 1, maxLength: 99 }),
  programme_description: optional(Word),
  implementing_institution: optional(Word),
  institution_type: optional(Code),
  legal_status: optional(Code),
  social_protection_functions: optional(Type.Array(Code)),
  contribution_type: optional(Code),
  programme_type: optional(Code),
  benefit_frequency: optional(Type.Array(Anything)),
});
export type Programme = Static<typeof Programme>;

export const Beneficiary = Type.Object({
  ...annotations,
  assistance_unit: Type.Enum(['1', '2', '3']),
  group: optional(Group),
  member: optional(Member),
  programme_identifier: Type.Array(Programme, { minItems: 1, maxItems: 20 }),
  enrollment_date: Timestamp,
  enrollment_status: Type.Enum(['1', '2', '3', '4']),
  status_change_date: optional(Type.Array(Type.Unknown(), { maxItems: 200 })),
  benefits: Type.Array(Benefit, { maxItems: 500 }),
  additional_attributes: optional(Type.Array(Anything, { maxItems: 200 })),
});
export type Beneficiary = Static<typeof Beneficiary>;

/** Person of a disability registry. */
export const DisabledPerson = Type.Object({
  ...annotations,
  personal_details: Member,
  disability_status: optional(Code),
  disability_details: optional(Type.Array(Anything)),
});
export type DisabledPerson = Static<typeof DisabledPerson>;
