import type { When } from './api.js';
import { whenQuery } from './when.js';

/** The three spellings of this module. */
export const MODULE = 'interlinkRegistry';
export const OWNER = 'fe-interlink-registry';

/** openIMIS right codes; openimis-config/<deployment>/rights.json ties them to what they permit (S8). */
export const RIGHT_READ = 990150;
export const RIGHT_LINK = 990151;
export const RIGHT_DECIDE = 990152;
export const RIGHT_OPERATE = 990153;
export const RIGHT_ERASE = 990154;
/** Of the audit log: who has looked. */
export const RIGHT_AUDIT = 990110;

export const ROUTE_PEOPLE = 'interlink/registry/people';
export const ROUTE_HOUSEHOLDS = 'interlink/registry/households';
export const ROUTE_CONFLICTS = 'interlink/registry/conflicts';
export const ROUTE_SOURCES = 'interlink/registry/sources';
export const ROUTE_ERASURES = 'interlink/registry/erasures';
export const ROUTE_QUALITY = 'interlink/registry/quality';
export const ROUTE_STATISTICS = 'interlink/registry/statistics';

export const personPath = (id: string, when: When = {}) =>
  `/${ROUTE_PEOPLE}/${encodeURIComponent(id)}${whenQuery(when)}`;
export const householdPath = (id: string, when: When = {}) =>
  `/${ROUTE_HOUSEHOLDS}/${encodeURIComponent(id)}${whenQuery(when)}`;

/** Of the module that takes changes in people's lives, where it is enabled. */
export const REF_CHANGES = 'interlinkSocialRegistry.route.changes';
export const RIGHT_CHANGE = 990164;
