import { Type, type Static } from 'typebox';
import { Day } from '../platform/time.js';
import { BenefitType } from './codes.js';
import { text } from './values.js';

/** A programme of any institution, from openIMIS or another management system. */
export const ProgrammeData = Type.Object(
  {
    code: text(40),
    name: text(),
    description: Type.Optional(text(1000)),
    /** Code of an institution in interlink.json, or the other system's own. */
    institution: Type.Optional(text(60)),
    /** Codes of the public lists: institution 1-8, legal status 1-3, function 1-15, contribution 1-3, type 1-15. */
    institutionType: Type.Optional(Type.String({ pattern: '^[1-8]$' })),
    legalStatus: Type.Optional(Type.String({ pattern: '^[1-3]$' })),
    functions: Type.Optional(Type.Array(Type.String({ pattern: '^([1-9]|1[0-5])$' }))),
    contributionType: Type.Optional(Type.String({ pattern: '^[1-3]$' })),
    programmeType: Type.Optional(Type.String({ pattern: '^([1-9]|1[0-5])$' })),
    benefitTypes: Type.Optional(Type.Array(BenefitType)),
    /** RFC 5545 recurrence, e.g. `FREQ=MONTHLY`. */
    frequency: Type.Optional(text(100)),
    currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
    validFrom: Type.Optional(Day),
    validTo: Type.Optional(Day),
  },
  { additionalProperties: false },
);
export type ProgrammeData = Static<typeof ProgrammeData>;
