import { Type, type Static } from 'typebox';
import { Day } from '../platform/time.js';
import { ROOM } from './room.js';

/** No control characters: other systems refuse some of them only later. */
const PLAIN = '^[^\\u0000-\\u001f\\u007f]*$';
export const text = (maxLength: number = ROOM.text) => Type.String({ minLength: 1, maxLength, pattern: PLAIN });

/** What people read, in each language that the deployment ships. */
export const Wording = Type.Object(
  { en: Type.String({ minLength: 1 }), fr: Type.String({ minLength: 1 }), ar: Type.String({ minLength: 1 }) },
  { additionalProperties: false },
);
export type Wording = Static<typeof Wording>;

/** A date as precise as it is known. `date` is always full: unknown parts are the latest possible. */
export const PartialDate = Type.Object(
  { date: Day, precision: Type.Enum(['day', 'month', 'year']) },
  { additionalProperties: false },
);
export type PartialDate = Static<typeof PartialDate>;

/** Whole minor units: 120.00 KES is 12000. */
export const Money = Type.Object(
  {
    minor: Type.Integer({ minimum: -Number.MAX_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }),
    currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  },
  { additionalProperties: false },
);
export type Money = Static<typeof Money>;

/** `type`: UIN, BRN, MRN, DRN of the public list, or what a country adds (NID, HOUSEHOLD_ID, FARMER_ID ...). */
export const Identifier = Type.Object(
  { type: Type.String({ pattern: '^[A-Z][A-Z0-9_]{1,39}$' }), value: text(ROOM.identifier) },
  { additionalProperties: false },
);
export type Identifier = Static<typeof Identifier>;

export const PersonName = Type.Object(
  {
    surname: Type.Optional(text()),
    givenName: Type.Optional(text()),
    secondName: Type.Optional(text()),
    maidenName: Type.Optional(text()),
    prefix: Type.Optional(text(40)),
    suffix: Type.Optional(text(40)),
  },
  { additionalProperties: false },
);
export type PersonName = Static<typeof PersonName>;

export const GeoPoint = Type.Object(
  {
    latitude: Type.Number({ minimum: -90, maximum: 90 }),
    longitude: Type.Number({ minimum: -180, maximum: 180 }),
  },
  { additionalProperties: false },
);

export const Address = Type.Object(
  {
    line1: Type.Optional(text()),
    line2: Type.Optional(text()),
    locality: Type.Optional(text()),
    subRegionCode: Type.Optional(text(40)),
    regionCode: Type.Optional(text(40)),
    postalCode: Type.Optional(text(20)),
    countryCode: Type.Optional(Type.String({ pattern: '^[A-Z]{2,3}$' })),
    geo: Type.Optional(GeoPoint),
  },
  { additionalProperties: false },
);
export type Address = Static<typeof Address>;

/** Where somebody lives: the village of openIMIS, and its district by which operators are limited. */
export const Place = Type.Object(
  {
    locationId: Type.String({ format: 'uuid' }),
    districtId: Type.Optional(Type.String({ format: 'uuid' })),
    name: Type.Optional(text()),
  },
  { additionalProperties: false },
);
export type Place = Static<typeof Place>;

/** As a source states it; it is kept encrypted, and a view shows it masked. */
export const Account = Type.Object({ provider: text(40), number: text(60) }, { additionalProperties: false });
export type Account = Static<typeof Account>;

/**
 * What the unified model has no place for, by the source's own keys; a key of more than 100 characters, or with a
 * control character, is refused.
 */
export const Additional = Type.Record(Type.String({ pattern: '^[^\\u0000-\\u001f\\u007f]{0,100}$' }), Type.Unknown(), {
  additionalProperties: false,
});
