import { ChangePolicy, LifeEvent } from '@interlink/contracts/social-registry/change-request';
import { isOfficeHour } from '@interlink/domain/social-registry/publication';
import { Type, type Static } from 'typebox';
import { ConfigError } from '../../platform/config-error.js';

const Time = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });

/** `policies.social-registry` of interlink.json. */
export const SocialRegistryPolicy = Type.Object(
  {
    /** While people work in openIMIS nothing is published; absent: at any time. */
    officeHours: Type.Optional(
      Type.Object(
        {
          timeZone: Type.String({ minLength: 1 }),
          days: Type.Array(Type.Enum(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']), { minItems: 1 }),
          from: Time,
          to: Time,
        },
        { additionalProperties: false },
      ),
    ),
    /** Households that are published at once. */
    publishAtOnce: Type.Integer({ minimum: 1, maximum: 20, default: 4 }),
    /** Which changes need a second person; one that is not named does. */
    updates: Type.Partial(Type.Record(LifeEvent, ChangePolicy), { default: {} }),
    /** Life events that are believed on paper only. */
    evidenceFor: Type.Array(LifeEvent, { default: ['birth', 'death', 'marriage'] }),
    /** How long one process may hold a publication without a sign of life. */
    publishLeaseMs: Type.Integer({ minimum: 1_000, default: 60_000 }),
  },
  { additionalProperties: false },
);
export type SocialRegistryPolicy = Static<typeof SocialRegistryPolicy>;

/**
 * Throws a ConfigError at the start for a time zone that there is not: nothing would ever be published, and nobody
 * told.
 */
export function checkOfficeHours({ officeHours }: SocialRegistryPolicy, now: Date): void {
  try {
    isOfficeHour(officeHours, now);
  } catch (cause) {
    const text = `policies.social-registry.officeHours: there is no time zone ${String(officeHours?.timeZone)}.`;
    throw new ConfigError(text, { cause });
  }
}
