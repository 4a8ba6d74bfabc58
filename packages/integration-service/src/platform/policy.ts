import { Type, type Static } from 'typebox';
import { readPolicy, type Config } from './config.js';

/** `policies.platform` of interlink.json. */
export const PlatformPolicy = Type.Object(
  {
    /** How long it stays in the outbox what was delivered, and of an SMS what became of it, days; receipts come in one. */
    deliveredDays: Type.Integer({ minimum: 2, maximum: 3650, default: 30 }),
  },
  { additionalProperties: false },
);
export type PlatformPolicy = Static<typeof PlatformPolicy>;

/** Throws ConfigError for a mistake. */
export function platformPolicy(config: Config): PlatformPolicy {
  return readPolicy(config, 'platform', PlatformPolicy);
}
