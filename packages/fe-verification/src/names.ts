/** The three spellings of this module. */
export const MODULE = 'interlinkVerification';
export const OWNER = 'fe-interlink-verification';

/** openIMIS right codes; openimis-config/<deployment>/rights.json ties them to what they permit (S8). */
export const RIGHT_READ = 990125;
export const RIGHT_RUN = 990126;

export const ROUTE_VERIFY = 'interlink/verification/people';
export const ROUTE_EXPIRING = 'interlink/verification/expiring';

export const ROUTE_LIST = 'interlink/verification/lists';

export const listPath = (listId: string) => `/${ROUTE_LIST}/${listId}`;
export const personPath = (individualId: string) => `/${ROUTE_VERIFY}/${individualId}`;
