import type { BusinessClock } from '../common/clock.js';
import type { Conduct } from '../bank-payments/conduct.js';
import type { PartnerTools } from '../common/partner-server.js';
import type { Inbox } from '../sms/inbox.js';

/** What the operator's pages show and move. */
export interface HubTools extends PartnerTools {
  readonly inbox: Inbox;
  readonly businessClock: BusinessClock;
  readonly conduct: Conduct;
  /** The bank's books as they are; absent when it takes no payments. */
  readonly books?: () => unknown;
}
