import { Type, type Static } from 'typebox';
import { Day } from '../platform/time.js';
import { AssistanceUnit } from './codes.js';
import { Additional, Address, Identifier, Place, text } from './values.js';

export const HouseholdRole = Type.Enum([
  'head',
  'spouse',
  'son',
  'daughter',
  'child',
  'mother',
  'father',
  'grandmother',
  'grandfather',
  'grandchild',
  'sister',
  'brother',
  'other-relative',
  'not-related',
]);
export type HouseholdRole = Static<typeof HouseholdRole>;

/** A member as the source states it: by the key that the same source gives to the person. */
export const MembershipData = Type.Object(
  {
    personKey: text(120),
    role: Type.Optional(HouseholdRole),
    /** Who receives for the household. */
    recipient: Type.Optional(Type.Enum(['primary', 'secondary'])),
    from: Type.Optional(Day),
    to: Type.Optional(Day),
  },
  { additionalProperties: false },
);
export type MembershipData = Static<typeof MembershipData>;

/** What one source says of one household. */
export const HouseholdData = Type.Object(
  {
    identifiers: Type.Optional(Type.Array(Identifier, { maxItems: 20 })),
    unit: Type.Optional(AssistanceUnit),
    place: Type.Optional(Place),
    addresses: Type.Optional(Type.Array(Address, { maxItems: 10 })),
    /** As the source states it; the members that we know may be fewer. */
    size: Type.Optional(Type.Integer({ minimum: 0, maximum: 999_999_999 })),
    povertyScore: Type.Optional(Type.Number()),
    povertyScoreType: Type.Optional(text(40)),
    members: Type.Array(MembershipData),
    registrationDate: Type.Optional(Day),
    additional: Type.Optional(Additional),
  },
  { additionalProperties: false },
);
export type HouseholdData = Static<typeof HouseholdData>;
