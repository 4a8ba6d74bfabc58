import { Type, type Static } from 'typebox';
import { ConfigError } from '../platform/config-error.js';
import { readPolicy, type Config } from '../platform/config.js';

/** `policies.interconnection` of interlink.json. */
export const InterconnectionPolicy = Type.Object(
  {
    /** Life of an access token, seconds. */
    tokenSeconds: Type.Integer({ minimum: 60, maximum: 3600, default: 600 }),
    /** How far a message's own time may lie from ours, seconds. */
    replayWindowSeconds: Type.Integer({ minimum: 30, maximum: 3600, default: 300 }),
    /**
     * How long the log of exchanges is kept, days: two years, as what partners sent. A line about somebody under legal
     * hold is kept until that is lifted; what proves the exchange to others is the sealed audit log.
     */
    logDays: Type.Integer({ minimum: 90, maximum: 3650, default: 730 }),
    /**
     * How long ids of messages are known, days: far longer than a replay would be taken (`replayWindowSeconds`), and no
     * shorter than what came of a message is kept.
     */
    messageIdDays: Type.Integer({ minimum: 90, maximum: 3650, default: 90 }),
    /** Different filters with rounded totals a day and partner (S12). */
    predicatesPerDay: Type.Integer({ minimum: 1, maximum: 100_000, default: 200 }),
    /** Callback and key addresses may be private: a developer's machine, never production (S14). */
    allowPrivateAddresses: Type.Boolean({ default: false }),
    /** Proxies on this very machine that checked the client certificate and say its fingerprint in this header. */
    certificateHeader: Type.Optional(Type.String({ pattern: '^x-[a-z0-9-]+$' })),
  },
  { additionalProperties: false },
);
export type InterconnectionPolicy = Static<typeof InterconnectionPolicy>;

/** For a partner of interlink.json that does not say otherwise. Milliseconds; connections at once. */
export const destinationDefaults = { timeoutMs: 5000, connections: 16 } as const;

/** Throws ConfigError for a mistake, and in production for private addresses (S14). */
export function interconnectionPolicy(config: Config): InterconnectionPolicy {
  const policy = readPolicy(config, 'interconnection', InterconnectionPolicy);
  if (config.mode === 'production' && policy.allowPrivateAddresses) {
    throw new ConfigError('INTERLINK_MODE=production refuses to start: partners may have private addresses.');
  }
  return policy;
}
