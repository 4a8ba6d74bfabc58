import { Type, type Static } from 'typebox';
import { Day } from '../platform/time.js';
import { FunctionalLimitation, FunctionalSeverity, MaritalStatus, Sex } from './codes.js';
import { ROOM } from './room.js';
import { Account, Additional, Address, Identifier, PartialDate, PersonName, Place, text } from './values.js';

export const Disability = Type.Object(
  {
    isDisabled: Type.Boolean(),
    limitations: Type.Array(
      Type.Object({ type: FunctionalLimitation, severity: FunctionalSeverity }, { additionalProperties: false }),
    ),
  },
  { additionalProperties: false },
);
export type Disability = Static<typeof Disability>;

/** Somebody related, as a source states it; `identifier` finds the person when we know one. */
export const RelatedPerson = Type.Object(
  {
    /** HL7 role: SELF, CHILD, DAU, SON, PRIMSPOUS, MTH, FTH ... */
    relationship: Type.String({ pattern: '^[A-Z]{2,12}$' }),
    name: Type.Optional(PersonName),
    identifier: Type.Optional(Identifier),
  },
  { additionalProperties: false },
);

/** What one source says of one person (IBR-020). Everything is optional: a registry may know nothing but a number. */
export const PersonData = Type.Object(
  {
    identifiers: Type.Optional(Type.Array(Identifier, { maxItems: 50 })),
    name: Type.Optional(PersonName),
    /** The same person in other scripts or by other names. */
    otherNames: Type.Optional(Type.Array(PersonName, { maxItems: 20 })),
    sex: Type.Optional(Sex),
    birthDate: Type.Optional(PartialDate),
    birthPlace: Type.Optional(text()),
    deathDate: Type.Optional(PartialDate),
    maritalStatus: Type.Optional(MaritalStatus),
    /** Codes of the public lists: employment 1-7, occupation 0-9 (ISCO-08), education 0-8 (ISCED). */
    employmentStatus: Type.Optional(Type.String({ pattern: '^[1-7]$' })),
    occupation: Type.Optional(Type.String({ pattern: '^[0-9]$' })),
    educationLevel: Type.Optional(Type.String({ pattern: '^[0-8]$' })),
    incomeLevel: Type.Optional(text(40)),
    language: Type.Optional(Type.String({ pattern: '^[a-z]{2,3}$' })),
    disability: Type.Optional(Disability),
    /** E.164 where the source has it so. */
    phones: Type.Optional(Type.Array(text(ROOM.phone), { maxItems: 20 })),
    emails: Type.Optional(Type.Array(text(), { maxItems: 20 })),
    addresses: Type.Optional(Type.Array(Address, { maxItems: 20 })),
    place: Type.Optional(Place),
    accounts: Type.Optional(Type.Array(Account, { maxItems: 20 })),
    related: Type.Optional(Type.Array(RelatedPerson, { maxItems: 50 })),
    registrationDate: Type.Optional(Day),
    /** What the unified model has no place for, by the source's own key. */
    additional: Type.Optional(Additional),
  },
  { additionalProperties: false },
);
export type PersonData = Static<typeof PersonData>;

/** A field of which the unified view holds one value, chosen by its policy. */
export type SingleField = Exclude<
  keyof PersonData,
  'identifiers' | 'otherNames' | 'phones' | 'emails' | 'addresses' | 'accounts' | 'related' | 'additional'
>;
/** A field that holds everything that any source says. */
export type ManyField = 'identifiers' | 'otherNames' | 'phones' | 'emails' | 'addresses' | 'accounts' | 'related';
