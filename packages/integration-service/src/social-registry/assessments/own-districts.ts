import { sql } from 'kysely';
import type { Operator } from '../../platform/http/api.js';

/** S2: of `social_registry.household`, those that are in the operator's districts now; nothing tells of others. */
export const isInOwnDistricts = ({ districts }: Operator) =>
  sql<boolean>`household.district_id = any(${[...districts]}::uuid[])`;
