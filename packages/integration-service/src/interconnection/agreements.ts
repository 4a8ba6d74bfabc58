import { ServiceError } from '@interlink/contracts/errors';
import type { Agreement, AgreementAction, AgreementTerms } from '@interlink/contracts/interconnection/agreement';
import { changeAgreement } from '@interlink/domain/interconnection/agreement-state';
import { toJson } from '../platform/database.js';
import type { Ids } from '../platform/ids.js';
import type { Tx } from '../platform/transaction.js';
import { audit } from './registration.js';
import { toAgreement } from './store/agreements.js';
import type { InterconnectionTables } from './tables.js';

/** Writes an agreement down as a draft; one that would never hold is refused as a body of a wrong form. */
export async function draftAgreement(tx: Tx, ids: Ids, partner: string, terms: AgreementTerms): Promise<Agreement> {
  if (terms.validUntil < terms.validFrom) {
    throw new ServiceError('platform.body-invalid', { reason: 'ends-before-it-begins' });
  }
  const row = await tx
    .db<InterconnectionTables>()
    .insertInto('interconnection.agreement')
    .values({
      ...{ id: ids.next(), partner, status: 'draft', terms: toJson(terms), changedAt: tx.now },
      ...{ madeBy: tx.actor.id, madeLogin: tx.actor.loginName, madeAt: tx.now },
      ...{ approvedBy: null, approvedLogin: null, approvedAt: null },
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const { purpose, direction, mode, elements } = terms;
  audit(tx, partner, 'draft-agreement', { agreementId: row.id, purpose, direction, mode, elements });
  return toAgreement(row);
}

/** Approve, activate, suspend, terminate; the row is locked, so two people never act on it at once. */
export async function actOnAgreement(tx: Tx, partner: string, id: string, action: AgreementAction): Promise<Agreement> {
  const db = tx.db<InterconnectionTables>();
  const row = await db
    .selectFrom('interconnection.agreement')
    .select(['status', 'madeBy'])
    .where('id', '=', id)
    .where('partner', '=', partner)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new ServiceError('interconnection.not-found', { id });
  const change = changeAgreement(row, action, tx.actor.id);
  if (!change.ok) {
    if (change.why === 'second-person-needed') throw new ServiceError('interconnection.second-person-needed');
    throw new ServiceError('interconnection.agreement-not-in-state', { status: row.status, action });
  }
  const approved = { approvedBy: tx.actor.id, approvedLogin: tx.actor.loginName, approvedAt: tx.now };
  const changed = await db
    .updateTable('interconnection.agreement')
    .set({ status: change.status, changedAt: tx.now, ...(action === 'approve' && approved) })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  audit(tx, partner, `${action}-agreement`, { agreementId: id, before: row.status });
  return toAgreement(changed);
}
