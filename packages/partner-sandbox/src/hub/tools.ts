import type { BusinessClock } from '../common/clock.js';
import type { PartnerTools } from '../common/partner-server.js';
import type { Inbox } from '../sms/inbox.js';

/** What the operator's pages show and move. */
export interface HubTools extends PartnerTools {
  readonly inbox: Inbox;
  readonly businessClock: BusinessClock;
}
