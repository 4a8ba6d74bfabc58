/** The three spellings of this module. */
export const MODULE = 'interlinkEnrolment';
export const OWNER = 'fe-interlink-enrolment';

/** openIMIS right codes; openimis-config/<deployment>/rights.json ties them to what they permit (S8). */
export const RIGHT_READ = 990100;
export const RIGHT_CREATE = 990101;
export const RIGHT_APPROVE = 990102;
export const ANY_RIGHT = [RIGHT_READ, RIGHT_CREATE, RIGHT_APPROVE] as const;

export const ROUTE_DESK = 'interlink/enrolment/desk';
export const ROUTE_IDENTITY = 'interlink/enrolment/identity';
export const ROUTE_JOURNEYS = 'interlink/enrolment/journeys';

export const deskPath = (id?: string) => (id === undefined ? `/${ROUTE_DESK}` : `/${ROUTE_DESK}/${id}`);
export const journeyPath = (id: string, page?: 'approve' | 'slip') =>
  `/${ROUTE_JOURNEYS}/${id}${page === undefined ? '' : `/${page}`}`;
