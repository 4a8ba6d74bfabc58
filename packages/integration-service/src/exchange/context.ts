import type { Inbound } from '../interconnection/service.js';
import type { Platform } from '../platform/platform.js';
import type { Registry } from '../registry/service.js';
import type { Callbacks } from './callbacks/outgoing.js';
import type { ExchangePolicy } from './policy.js';

/** As much of the registry as the exchange asks and tells. */
export type Register = Pick<
  Registry,
  | 'erasedAmong'
  | 'getHouseholdsAsOne'
  | 'getHouseholdsAsOneWithin'
  | 'getPerson'
  | 'getPersonWithin'
  | 'ingestWithin'
  | 'policy'
  | 'searchWithin'
>;

/** What every part of the server is built from. */
export interface ExchangeContext {
  readonly platform: Platform;
  readonly policy: ExchangePolicy;
  readonly inbound: Inbound;
  readonly registry: Register;
  readonly callbacks: Callbacks;
  /** Base of our own addresses, e.g. https://host/interlink/dci. */
  readonly ownUrl: string;
}
