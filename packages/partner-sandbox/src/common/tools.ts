import type { Clock } from './clock.js';
import { openFaults } from './faults.js';
import type { PartnerTools } from './partner-server.js';
import { openReceived } from './received.js';

/** What every partner over this folder is given. */
export const openTools = (folder: string, clock: Clock): PartnerTools => ({
  ...{ clock, folder },
  faults: openFaults(),
  received: openReceived(folder, clock),
});
