import { ServiceError } from '@interlink/contracts/errors';
import type { DecisionKind } from '@interlink/contracts/payments/decision';
import type { DbHandle } from '../../platform/database.js';
import type { PaymentsTables } from '../tables.js';

/** What a decision is about, in the words of the ledger. */
export interface Subject {
  readonly institution: string;
  readonly batchId?: string;
  readonly instrId?: string;
  readonly entitlementId?: string;
}

export const notFound = () => new ServiceError('payments.decision-not-found');
/** `about`: of several things, the one that is in the way. */
export const refusedDecision = (reason: string, about: { readonly instrId?: string } = {}) =>
  new ServiceError('payments.decision-refused', { reason, ...about });

type Find = (handle: DbHandle, target: string, own: string) => Promise<Subject | undefined>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Throws `payments.decision-not-found` when there is no such thing for this institution (S2). */
export async function findSubject(
  handle: DbHandle,
  kind: DecisionKind,
  target: string,
  institution: string | undefined,
): Promise<Subject> {
  const subject = await finders[kind](handle, target, institution ?? '');
  if (!subject || institution === undefined || subject.institution !== institution) throw notFound();
  return subject;
}

const byBatch = async (handle: DbHandle, id: string, more: Partial<Subject> = {}): Promise<Subject | undefined> => {
  if (!UUID.test(id)) return undefined;
  const row = await handle
    .db<PaymentsTables>()
    .selectFrom('payments.batch')
    .select('institution')
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { institution: row.institution, batchId: id, ...more };
};

const byEntitlement: Find = async (handle, target) => {
  if (!UUID.test(target)) return undefined;
  const row = await handle
    .db<PaymentsTables>()
    .selectFrom('payments.attempt')
    .select('batchId')
    .where('entitlementId', '=', target)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && byBatch(handle, row.batchId, { entitlementId: target });
};

const byHold: Find = async (handle, target) => {
  if (!UUID.test(target)) return undefined;
  const db = handle.db<PaymentsTables>();
  const row = await db.selectFrom('payments.hold').select('batchId').where('id', '=', target).executeTakeFirst();
  return row && byBatch(handle, row.batchId);
};

const byIncident: Find = async (handle, target) => {
  if (!UUID.test(target)) return undefined;
  const row = await handle
    .db<PaymentsTables>()
    .selectFrom('payments.incident')
    .select(['batchId', 'instrId', 'entitlementId'])
    .where('id', '=', target)
    .executeTakeFirst();
  return row && byBatch(handle, row.batchId, { instrId: row.instrId, entitlementId: row.entitlementId });
};

/** `<batch>/<instrId>`. */
const byLine: Find = async (handle, target) => {
  const [batchId = '', instrId = ''] = target.split('/');
  return byBatch(handle, batchId, { instrId });
};

/** An entry belongs to whoever pays from its account; of what names neither account nor batch anybody may be the payer. */
const bySuspense: Find = async (handle, target, own) => {
  const { receivedId, key } = splitSuspense(target);
  if (!UUID.test(receivedId)) return undefined;
  const db = handle.db<PaymentsTables>();
  const row = await db
    .selectFrom('payments.suspense')
    .select(['account', 'batchId'])
    .where('receivedId', '=', receivedId)
    .where('key', '=', key)
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.batchId !== null) return byBatch(handle, row.batchId);
  if (row.account === null) return { institution: own };
  const paid = await db
    .selectFrom('payments.batch')
    .select('id')
    .where((eb) => eb(eb.ref('debtor', '->>').key('debtorAccount'), '=', row.account))
    .where('institution', '=', own)
    .limit(1)
    .executeTakeFirst();
  return paid && { institution: own };
};

/** The deployment's own affair: anybody with the rights may see it. */
const ofDeployment: Find = async (_handle, _target, own) => ({ institution: own });

const byAdopted: Find = async (handle, target, own) => {
  if (!UUID.test(target)) return undefined;
  const db = handle.db<PaymentsTables>();
  const row = await db
    .selectFrom('payments.adoption')
    .select('benefitId')
    .where('benefitId', '=', target)
    .executeTakeFirst();
  return row && { institution: own };
};

const finders: Readonly<Record<DecisionKind, Find>> = {
  'close-incident': byIncident,
  'close-suspense': bySuspense,
  'forfeit-entitlement': byEntitlement,
  'line-not-received': byLine,
  'match-suspense': bySuspense,
  'recall-line': byLine,
  'recall-lines': (handle, target) => byBatch(handle, target),
  'recover-entitlement': byEntitlement,
  'release-adopted': byAdopted,
  'release-fence': ofDeployment,
  'release-hold': byHold,
  'resolve-cause': byEntitlement,
  'sign-off-failed-lines': (handle, target) => byBatch(handle, target),
};

export function splitSuspense(target: string): { readonly receivedId: string; readonly key: string } {
  const at = target.indexOf('/');
  return { receivedId: target.slice(0, Math.max(0, at)), key: target.slice(at + 1) };
}
