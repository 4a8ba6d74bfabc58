import { ServiceError } from '@interlink/contracts/errors';
import type { JourneyPerson } from '@interlink/domain/enrolment/allowed-actions';
import { sql, type Kysely } from 'kysely';
import type { Operator } from '../platform/http/api.js';
import type { EnrolmentTables, JourneyHead } from './tables.js';

/**
 * S2: an operator sees journeys of his institution's programmes and of his districts. Without an institution or a
 * district: none.
 */
export function maySee({ session, districts }: Operator, head: JourneyHead): boolean {
  if (session.institution === undefined || session.institution !== head.institution) return false;
  return head.districtId !== null && districts.includes(head.districtId);
}

/** The same answer whether there is no such journey or the operator may not see it. */
export function refuseUnseen(operator: Operator, head: JourneyHead | undefined): asserts head is JourneyHead {
  if (!head || !maySee(operator, head)) throw new ServiceError('enrolment.journey-not-found');
}

/** Heads that the operator may see, as a query: counts and lists go through it. */
export function visibleHeads(db: Kysely<EnrolmentTables>, { session, districts }: Operator) {
  // No institution has the empty code, so that who has none sees none.
  const query = db.selectFrom('enrolment.journey').where('institution', '=', session.institution ?? '');
  return districts.length === 0 ? query.where(sql<boolean>`false`) : query.where('districtId', 'in', [...districts]);
}

export function toPerson({ session }: Operator): JourneyPerson {
  const { loginName, permissions } = session;
  return {
    loginName,
    mayCreate: permissions.includes('enrolment.create'),
    mayApprove: permissions.includes('enrolment.approve'),
  };
}
