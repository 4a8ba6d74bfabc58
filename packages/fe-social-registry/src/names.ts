/** The three spellings of this module. */
export const MODULE = 'interlinkSocialRegistry';
export const OWNER = 'fe-interlink-social-registry';

/** openIMIS right codes; openimis-config/<deployment>/rights.json ties them to what they permit (S8). */
export const RIGHT_READ = 990160;
export const RIGHT_UPLOAD = 990161;
export const RIGHT_ASSESS = 990162;
export const RIGHT_APPROVE = 990163;
export const RIGHT_UPDATE = 990164;

export const ROUTE_HOUSEHOLDS = 'interlink/social-registry/households';
export const ROUTE_REGISTERED = 'interlink/social-registry/registered';
export const ROUTE_UPLOADS = 'interlink/social-registry/uploads';
export const ROUTE_PUBLICATIONS = 'interlink/social-registry/publications';
export const ROUTE_ASSESSMENTS = 'interlink/social-registry/assessments';
export const ROUTE_CHANGES = 'interlink/social-registry/updates';

export const draftPath = (id: string) => `/${ROUTE_HOUSEHOLDS}/${id}`;
export const registeredPath = (id: string) => `/${ROUTE_REGISTERED}/${id}`;
export const changePath = (id: string) => `/${ROUTE_CHANGES}/${id}`;
export const uploadPath = (id: string) => `/${ROUTE_UPLOADS}/${id}`;
export const runPath = (id: string) => `/${ROUTE_ASSESSMENTS}/${id}`;
export const publicationPath = (id: string) => `/${ROUTE_PUBLICATIONS}/${id}`;
