import type { PaymentsOpenWork } from '@interlink/contracts/payments/approvers';
import type { Session } from '@interlink/contracts/platform/session';
import type { SelectQueryBuilder } from 'kysely';
import type { DbHandle } from '../../platform/database.js';
import { listCredentials } from '../approvers/store.js';
import type { PaymentsContext } from '../policy.js';
import type { PaymentsTables } from '../tables.js';
import { openSuspense, type Payer } from './books.js';
import { openIncidents } from './incidents.js';
import { inQueue, type LineQueue } from './lines.js';

/** What waits for this person. */
export async function countOpenWork(
  { platform }: PaymentsContext,
  { institution = '', permissions, userId }: Session,
  payer: Payer,
): Promise<PaymentsOpenWork> {
  const counts = permissions.includes('payments.approve')
    ? {
        'batch-to-approve': await countToApprove(platform, institution, userId),
        'credential-to-judge': await countToJudge(platform, institution, userId),
        'decision-to-confirm': await countToConfirm(platform, institution, userId),
      }
    : {
        exception: await countLines(platform, institution, 'exceptions'),
        'failed-line': await countLines(platform, institution, 'failed'),
        suspense: payer.accounts.length === 0 ? 0 : await countRows(openSuspense(platform, payer).select('key')),
      };
  // Whoever looks, the maker proposes and the approver confirms that it is over.
  const incident = await countRows(openIncidents(platform, institution).select('incident.id'));
  return {
    items: Object.entries({ ...counts, incident }).map(([kind, count]) => ({
      kind: kind as PaymentsOpenWork['items'][number]['kind'],
      count,
    })),
  };
}

async function countToApprove(handle: DbHandle, institution: string, userId: string): Promise<number> {
  const row = await handle
    .db<PaymentsTables>()
    .selectFrom('payments.batch')
    .select((one) => one.fn.countAll<number>().as('count'))
    .where('institution', '=', institution)
    .where('state', '=', 'VALIDATED')
    .where('makerId', '<>', userId)
    .where((one) =>
      one.not(
        one.exists(
          one
            .selectFrom('payments.approval')
            .select('approverId')
            .whereRef('payments.approval.batchId', '=', 'payments.batch.id')
            .where('approverId', '=', userId),
        ),
      ),
    )
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

async function countToJudge(
  platform: PaymentsContext['platform'],
  institution: string,
  userId: string,
): Promise<number> {
  const all = await listCredentials(platform, institution, platform.clock.now());
  return all.filter(
    ({ row, events, folded }) =>
      folded.state === 'proposed' &&
      row.ceremonyId === null &&
      row.approverId !== userId &&
      !events.some(({ who }) => who === userId),
  ).length;
}

/** What others proposed. */
const countToConfirm = (handle: DbHandle, institution: string, userId: string): Promise<number> =>
  countRows(
    handle
      .db<PaymentsTables>()
      .selectFrom('payments.decision')
      .leftJoin('payments.decisionConfirmation', 'decisionId', 'payments.decision.id')
      .select('payments.decision.id')
      .where('institution', '=', institution)
      .where('proposerId', '<>', userId)
      .where('decisionId', 'is', null),
  );

const countLines = (handle: DbHandle, institution: string, queue: LineQueue): Promise<number> =>
  countRows(
    handle
      .db<PaymentsTables>()
      .selectFrom('payments.line')
      .innerJoin('payments.batch', 'payments.batch.id', 'payments.line.batchId')
      .select('instrId')
      .where('institution', '=', institution)
      .where(inQueue[queue]),
  );

const AT_MOST = 1000;

/** Stops counting at 1000: more is told as that. */
async function countRows<From, Table extends keyof From, Row>(
  query: SelectQueryBuilder<From, Table, Row>,
): Promise<number> {
  return (await query.limit(AT_MOST).execute()).length;
}
