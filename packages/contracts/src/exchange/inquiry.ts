import { Type, type Static } from 'typebox';
import { Time } from '../platform/time.js';

/**
 * `asked`: sent, or about to be. `acknowledged`: the partner has it. `answered`: its answer is kept. `refused`: it said
 * no, with a code. `expired`: no answer in time; one that comes now is refused.
 */
export const InquiryState = Type.Union([
  Type.Literal('acknowledged'),
  Type.Literal('answered'),
  Type.Literal('asked'),
  Type.Literal('expired'),
  Type.Literal('refused'),
]);
export type InquiryState = Static<typeof InquiryState>;

/** One person, by a number that the registry knows; or one place, by an attribute of the record that is a place. */
export const FollowedWhom = Type.Union([
  Type.Object(
    {
      by: Type.Literal('identifier'),
      /** e.g. `UIN`. */
      type: Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_-]{0,39}$' }),
      value: Type.String({ minLength: 1, maxLength: 99 }),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      by: Type.Literal('place'),
      /** e.g. `birth_place`, `address.region_code`: never an attribute that says something of a person. */
      attribute: Type.String({ pattern: '^[a-z_.]{0,60}(address|location|place)[a-z_.]{0,60}$' }),
      value: Type.String({ minLength: 1, maxLength: 99 }),
    },
    { additionalProperties: false },
  ),
]);
export type FollowedWhom = Static<typeof FollowedWhom>;

/** Of which events of a registry we want to be told. */
export const FollowRegistry = Type.Object(
  {
    /** Key of `partners`; registered under the same name, because it comes to us. */
    partner: Type.String({ minLength: 1, maxLength: 40 }),
    /** Id of a connector, e.g. `vital-events`. */
    connector: Type.String({ minLength: 1, maxLength: 40 }),
    /** A word of the standard, e.g. `Death`. */
    eventType: Type.String({ minLength: 1, maxLength: 99 }),
    recordType: Type.Optional(Type.String({ minLength: 1, maxLength: 99 })),
    /** Left out: whoever the events are about. */
    whom: Type.Optional(FollowedWhom),
  },
  { additionalProperties: false },
);
export type FollowRegistry = Static<typeof FollowRegistry>;

/** One subscription of ours at a partner. No personal value. */
export const FollowedRegistry = Type.Object({
  id: Type.String({ format: 'uuid' }),
  partner: Type.String(),
  connector: Type.String(),
  role: Type.String(),
  eventType: Type.String(),
  /** About whom; the number of a person is told nowhere. */
  about: Type.Union([Type.Literal('everybody'), Type.Literal('person'), Type.Literal('place')]),
  /** Attribute and value of a place. */
  place: Type.Optional(Type.String()),
  /** Of the request to be told. */
  state: InquiryState,
  /** Of the request to be told no more, once there is one. */
  ending: Type.Optional(InquiryState),
  /** The partner's code, where it refused. */
  code: Type.Optional(Type.String()),
  /** By which the partner's notices name it. */
  subscriptionCodes: Type.Array(Type.String()),
  askedAt: Time,
  answeredAt: Type.Optional(Time),
});
export type FollowedRegistry = Static<typeof FollowedRegistry>;

export const FollowedRegistries = Type.Object({ items: Type.Array(FollowedRegistry) });
export type FollowedRegistries = Static<typeof FollowedRegistries>;
