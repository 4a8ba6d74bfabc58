/** The three spellings of this module. */
export const MODULE = 'interlinkPayments';
export const OWNER = 'fe-interlink-payments';

/** openIMIS right codes; openimis-config/<deployment>/rights.json ties them to what they permit (S8). */
export const RIGHT_READ = 990130;
export const RIGHT_MAKE = 990131;
export const RIGHT_APPROVE = 990132;
/** openIMIS's own, to see payrolls. */
export const RIGHT_PAYROLLS = 202001;
export const ANY_RIGHT = [RIGHT_READ, RIGHT_MAKE, RIGHT_APPROVE] as const;

export const ROUTE = 'interlink/payments';
export const ROUTES = {
  approvers: `${ROUTE}/approvers`,
  batches: `${ROUTE}/batches`,
  books: `${ROUTE}/statements`,
  channels: `${ROUTE}/channels`,
  decisions: `${ROUTE}/decisions`,
  dashboard: `${ROUTE}/money`,
  exceptions: `${ROUTE}/exceptions`,
  failed: `${ROUTE}/failed-lines`,
} as const;

export const pathTo = (page: keyof typeof ROUTES) => `/${ROUTES[page]}`;
export const batchPath = (id: string, page?: 'approve' | 'pay-point' | 'sample') =>
  `/${ROUTES.batches}/${id}${page === undefined ? '' : `/${page}`}`;
