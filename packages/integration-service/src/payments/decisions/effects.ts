import type { DecisionKind } from '@interlink/contracts/payments/decision';
import type { EntitlementEvent } from '@interlink/domain/payments/entitlement';
import type { LineEvidence } from '@interlink/domain/payments/line-state';
import { refuseNotReceived } from '@interlink/domain/payments/not-received';
import { sql } from 'kysely';
import type { Tx } from '../../platform/transaction.js';
import { fenceFingerprint, gapIsAnswered } from '../fence.js';
import { bookEntry } from '../import-statements.js';
import { isOpenIncident } from '../incidents.js';
import { hasFailed, hasOpenSuspense, listWaiting } from '../refold.js';
import { addEvidence, getBatch } from '../store.js';
import type { PaymentsContext } from '../policy.js';
import type { Details, PaymentsTables } from '../tables.js';
import { recallLine, recallLines } from './recall.js';
import { freshBatch, type Deciding, type Rule } from './rule.js';
import { notFound, refusedDecision, splitSuspense } from './subject.js';

const releaseHold: Rule = {
  async check(_context, tx, { target, subject: { batchId = '' } }) {
    const { holds } = await getBatch(tx, batchId, { lock: true });
    if (!holds.some(({ id }) => id === target)) throw refusedDecision('not-held');
  },
  apply: (context, tx, { subject: { batchId = '' } }) => freshBatch(context, tx, batchId),
};

const notReceived: Rule = {
  async check({ calendar }, tx, { subject: { batchId = '', instrId = '' }, details }) {
    const { row } = await getBatch(tx, batchId, { lock: true });
    const db = tx.db<PaymentsTables>();
    const line = await db
      .selectFrom('payments.line')
      .select('state')
      .where('batchId', '=', batchId)
      .where('instrId', '=', instrId)
      .executeTakeFirst();
    if (!line) throw refusedDecision('line-not-unknown');
    const { debtorAccount } = row.debtor;
    const { until } = await db
      .selectFrom('payments.statement')
      .select(({ fn }) => fn.max('until').as('until'))
      .where('account', '=', debtorAccount)
      .executeTakeFirstOrThrow();
    const bookings = await countBookings(tx, batchId, instrId);
    const isUnexplained = await hasOpenSuspense(db, batchId, debtorAccount);
    const known = { state: line.state, executionDate: row.executionDate, bookings, isUnexplained };
    const negativeAnswer = details['negativeAnswer'] !== undefined;
    const reason = refuseNotReceived(
      { ...known, negativeAnswer, ...(until && { statementsUntil: until }) },
      undefined,
      calendar,
    );
    if (reason) throw refusedDecision(reason);
  },
  async apply(context, tx, { id, subject: { batchId = '', instrId = '' } }) {
    const said = { rank: 2, kind: 'status', status: 'CANC', reason: 'not-received' } as const;
    const evidence: LineEvidence = { key: `decision:${id}`, at: tx.now.toISOString(), said };
    await addEvidence(tx, batchId, instrId, evidence);
    await freshBatch(context, tx, batchId, [instrId]);
  },
};

/** In whatever currency: what is booked in another one is out as well. */
async function countBookings(tx: Tx, batchId: string, instrId: string): Promise<number> {
  const { count } = await tx
    .db<PaymentsTables>()
    .selectFrom('payments.evidence')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('batchId', '=', batchId)
    .where('instrId', '=', instrId)
    .where(sql<boolean>`said->>'rank' = '3'`)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Of money that went out all the same, the incident is to be closed (R3, R8). */
const signOffFailed: Rule = {
  async check(_context, tx, { subject: { batchId = '' } }) {
    const { row } = await getBatch(tx, batchId, { lock: true });
    if (!['PARTIAL', 'REJECTED'].includes(row.state)) throw refusedDecision('nothing-to-sign-off');
  },
  async apply(context, tx, { subject: { batchId = '' } }) {
    await sql`update payments.line set signed_off_state = state
      where batch_id = ${batchId} and ${hasFailed} and rank >= 2
        and not 'overpaid' = any(exceptions)`.execute(tx.db<PaymentsTables>());
    await freshBatch(context, tx, batchId);
  },
};

/** The line is done with once no other of its incidents is open. */
const closeIncident: Rule = {
  async apply(context, tx, { subject: { batchId = '', instrId = '' } }) {
    await sql`update payments.line set signed_off_state = state
      where batch_id = ${batchId} and instr_id = ${instrId} and not exists (
        select from payments.incident where incident.batch_id = line.batch_id and incident.instr_id = line.instr_id
          and ${isOpenIncident})`.execute(tx.db<PaymentsTables>());
    await freshBatch(context, tx, batchId);
  },
};

async function findSuspended(tx: Tx, target: string) {
  const { receivedId, key } = splitSuspense(target);
  const db = tx.db<PaymentsTables>();
  const row = await db
    .selectFrom('payments.suspense')
    .select(['account', 'batchId', 'entry'])
    .where('receivedId', '=', receivedId)
    .where('key', '=', key)
    .executeTakeFirst();
  const done = await db
    .selectFrom('payments.suspenseResolution')
    .select('how')
    .where('receivedId', '=', receivedId)
    .where('key', '=', key)
    .executeTakeFirst();
  if (!row || done) throw refusedDecision('already-resolved');
  return { receivedId, key, ...row };
}

async function resolveSuspense(
  context: PaymentsContext,
  tx: Tx,
  { id: decisionId, target }: Deciding,
  matched: { readonly batchId: string; readonly instrId: string } | undefined,
): Promise<void> {
  const { receivedId, key, account, batchId } = await findSuspended(tx, target);
  const place = { batchId: matched?.batchId ?? null, instrId: matched?.instrId ?? null };
  const how = matched ? ('matched' as const) : ('closed' as const);
  const values = { receivedId, key, how, ...place, decisionId, at: tx.now };
  await tx.db<PaymentsTables>().insertInto('payments.suspenseResolution').values(values).execute();
  // Batches of the account, or the one that it names, may have waited for this entry alone.
  const waiting = new Set([...(await listWaiting(tx, account ?? '')), ...(batchId === null ? [] : [batchId])]);
  for (const id of [...waiting].sort()) await freshBatch(context, tx, id);
}

const matchSuspense: Rule = {
  async check(_context, tx, { target, details, subject: { institution } }) {
    const { entry } = await findSuspended(tx, target);
    if (!entry) throw refusedDecision('entry-without-amount');
    const { batchId, instrId } = lineOf(details);
    const line = await tx
      .db<PaymentsTables>()
      .selectFrom('payments.line')
      .innerJoin('payments.batch', 'payments.batch.id', 'payments.line.batchId')
      .select(['payments.line.currency', 'payments.line.state', 'institution'])
      .where('batchId', '=', batchId)
      .where('instrId', '=', instrId)
      .executeTakeFirst();
    if (!line || line.institution !== institution) throw refusedDecision('line-not-found');
    if (line.currency !== entry.currency) throw refusedDecision('currency-differs');
    // It would stand as paid, and leave all the same.
    if (line.state === 'DRAFT' || line.state === 'SEALED') throw refusedDecision('not-sent');
  },
  async apply(context, tx, deciding) {
    const { receivedId, key, entry } = await findSuspended(tx, deciding.target);
    const line = lineOf(deciding.details);
    if (!entry) throw refusedDecision('entry-without-amount');
    await resolveSuspense(context, tx, deciding, line);
    const booked = await bookEntry(context, tx, line, { key, receivedId, entry });
    if (booked) await freshBatch(context, tx, line.batchId, [line.instrId]);
  },
};

function lineOf({ line }: Details): { readonly batchId: string; readonly instrId: string } {
  const [batchId, instrId] = String(line ?? '').split('/');
  if (!batchId || !instrId) throw refusedDecision('line-not-found');
  return { batchId, instrId };
}

const closeSuspense: Rule = {
  check: async (_context, tx, { target }) => void (await findSuspended(tx, target)),
  apply: (context, tx, deciding) => resolveSuspense(context, tx, deciding, undefined),
};

const recordEvent = (kind: EntitlementEvent): Rule => ({
  async apply({ platform }, tx, { id: decisionId, subject: { entitlementId = '' }, details }) {
    const db = tx.db<PaymentsTables>();
    // The attempt that was looked at: one that was made since failed for something else.
    const { attempt } = await db
      .selectFrom('payments.attempt')
      .innerJoin('payments.batch', 'payments.batch.id', 'batchId')
      .innerJoin('payments.decision as proposed', (join) => join.on('proposed.id', '=', decisionId))
      .select(({ fn }) => fn.max('number').as('attempt'))
      .where('entitlementId', '=', entitlementId)
      .whereRef('payments.batch.createdAt', '<=', 'proposed.at')
      .executeTakeFirstOrThrow();
    const event = { id: platform.ids.next(), entitlementId, kind, attempt, decisionId, at: tx.now };
    const values = { ...event, note: String(details['note'] ?? ''), who: tx.actor.loginName };
    await db.insertInto('payments.entitlementEvent').values(values).execute();
  },
});

/** What is under way or paid cannot be given up: it would leave, or stand as given up, all the same. */
const forfeit: Rule = {
  ...recordEvent('forfeited'),
  async check(_context, tx, { subject: { entitlementId = '' } }) {
    const live = await tx
      .db<PaymentsTables>()
      .selectFrom('payments.attempt')
      .select('number')
      .where('entitlementId', '=', entitlementId)
      .where('live', '=', true)
      .executeTakeFirst();
    if (live) throw refusedDecision('attempt-live');
  },
};

/** The journal itself is told at the next look at the fence, so that a crash in between changes nothing. */
const releaseFence: Rule = {
  async check(context, _tx, { target }) {
    if ((await fenceFingerprint(context)) !== target) throw refusedDecision('fence-differs');
    if (!(await gapIsAnswered(context))) throw refusedDecision('gap-not-imported');
  },
};

/** By the people of the programme that it would be paid by (S2). */
const releaseAdopted: Rule = {
  async check({ platform }, tx, { target, subject: { institution } }) {
    const { programme } = await tx
      .db<PaymentsTables>()
      .selectFrom('payments.adoption')
      .select('programme')
      .where('benefitId', '=', target)
      .executeTakeFirstOrThrow();
    if (platform.config.settings.programmes[programme]?.institution !== institution) throw notFound();
  },
};

export const rules: Readonly<Record<DecisionKind, Rule>> = {
  'close-incident': closeIncident,
  'close-suspense': closeSuspense,
  'forfeit-entitlement': forfeit,
  'line-not-received': notReceived,
  'match-suspense': matchSuspense,
  'recall-line': recallLine,
  'recall-lines': recallLines,
  'recover-entitlement': recordEvent('recovered'),
  'release-adopted': releaseAdopted,
  'release-fence': releaseFence,
  'release-hold': releaseHold,
  'resolve-cause': recordEvent('cause-resolved'),
  'sign-off-failed-lines': signOffFailed,
};
