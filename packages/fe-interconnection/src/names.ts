/** The three spellings of this module. */
export const MODULE = 'interlinkInterconnection';
export const OWNER = 'fe-interlink-interconnection';

/** openIMIS right codes; openimis-config/<deployment>/rights.json ties them to what they permit (S8). */
export const RIGHT_READ = 990140;
export const RIGHT_MANAGE = 990141;
export const RIGHT_APPROVE = 990142;
/** Of the platform: dead letters are of every stream, not of partners alone. */
export const RIGHT_OPERATE = 990120;

const ROUTE = 'interlink/interconnection';
export const ROUTES = {
  connectors: `${ROUTE}/connectors`,
  exchanges: `${ROUTE}/exchanges`,
  files: `${ROUTE}/files`,
  followed: `${ROUTE}/followed-registries`,
  parked: `${ROUTE}/dead-letters`,
  partners: `${ROUTE}/partners`,
  subscriptions: `${ROUTE}/subscriptions`,
} as const;

export const NEW_PARTNER = `${ROUTE}/new-partner`;
export const pathTo = (page: keyof typeof ROUTES, search = '') => `/${ROUTES[page]}${search}`;
export const partnerPath = (id: string, page?: 'agreements' | 'console') =>
  `/${ROUTES.partners}/${encodeURIComponent(id)}${page === undefined ? '' : `/${page}`}`;
