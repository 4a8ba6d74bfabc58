import { Type, type Static } from 'typebox';
import { readPolicy, type Config } from '../platform/config.js';

/** `policies.exchange` of interlink.json. */
export const ExchangePolicy = Type.Object(
  {
    /** How long the result of an asynchronous request is kept, days. */
    resultDays: Type.Integer({ minimum: 1, maximum: 90, default: 7 }),
    /** How long callbacks and notices that partners sent us are kept, days. */
    receivedDays: Type.Integer({ minimum: 1, maximum: 3650, default: 730 }),
    /**
     * How long it stays what was told of a subscription, days: only so long is an event known that comes again. To whom
     * what was told is in the log of exchanges.
     */
    noticeDays: Type.Integer({ minimum: 1, maximum: 3650, default: 30 }),
    /** How long subscriptions that ended are shown, days. */
    endedDays: Type.Integer({ minimum: 1, maximum: 3650, default: 730 }),
    /** How long it is known when we sent which request, days; after it a repeat may bear an id that was sent before. */
    sentDays: Type.Integer({ minimum: 30, maximum: 3650, default: 400 }),
    /** Active subscriptions of one partner. */
    subscriptionsPerPartner: Type.Integer({ minimum: 1, maximum: 1_000_000, default: 20_000 }),
    /** How long a subscription holds that names no end, days. */
    subscriptionDays: Type.Integer({ minimum: 1, maximum: 3650, default: 365 }),
    /** Largest file of a partner, bytes. */
    bulkBytes: Type.Integer({ minimum: 1024, maximum: 10_737_418_240, default: 268_435_456 }),
    /** Files of one partner that are not finished. */
    bulkFilesPerPartner: Type.Integer({ minimum: 1, maximum: 1000, default: 10 }),
    /** How long it is remembered which records a synchronised file held, so that the next one differs from it, days. */
    synchroniseDays: Type.Integer({ minimum: 1, maximum: 730, default: 90 }),
    /** How long we wait for an answer that comes later, hours; one that comes after is refused. */
    answerHours: Type.Integer({ minimum: 1, maximum: 720, default: 24 }),
    /** Callback addresses may be private: a developer's machine; without effect in production (S14). */
    allowPrivateAddresses: Type.Boolean({ default: false }),
  },
  { additionalProperties: false },
);
export type ExchangePolicy = Static<typeof ExchangePolicy>;

export function exchangePolicy(config: Config): ExchangePolicy {
  return readPolicy(config, 'exchange', ExchangePolicy);
}
