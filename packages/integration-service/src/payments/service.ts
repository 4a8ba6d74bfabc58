import { isServiceError, ServiceError } from '@interlink/contracts/errors';
import type { AssertionRequest } from '@interlink/contracts/payments/approvers';
import type {
  ApproveBatch,
  AskApproval,
  Batch,
  BatchWithoutLines,
  MakeBatch,
} from '@interlink/contracts/payments/batch';
import { systemActor, type Actor } from '../platform/actor.js';
import type { Operator } from '../platform/http/api.js';
import type { ReadyCheck } from '../platform/http/health.js';
import type { Subscriber } from '../platform/outbox/subscriber.js';
import type { Platform } from '../platform/platform.js';
import type { Tx } from '../platform/transaction.js';
import { advanceBatch, AT_THE_BANK, bringUpToDate } from './advance.js';
import { approveBatch, askApproval, cancelBatch } from './approve.js';
import { openApproverDesk, type ApproverDesk } from './approvers/service.js';
import { openDesk, type PaymentDesk } from './desk.js';
import { openDocuments, type PaymentDocuments } from './documents/service.js';
import { openDisbursedEar, type DisbursedEar } from './disbursed.js';
import { checkFence } from './fence.js';
import { deathSubscriber } from './deaths.js';
import { holdSubscriber } from './holds.js';
import { importGap } from './import-gap.js';
import { importNotifications } from './import-notifications.js';
import { importStatements } from './import-statements.js';
import { importStatus } from './import-status.js';
import { mergeSubscriber } from './merged-people.js';
import { makeBatch } from './make-batch.js';
import { openMakings, type Makings } from './makings.js';
import { workRecalls } from './recalls/work.js';
import { openPayPoints, type PayPoints } from './pay-points/service.js';
import { openContext, type PaymentsContext, type PaymentsDeps } from './policy.js';
import { openPaymentReads, type PaymentReads } from './reads/service.js';
import { openSamples, type PaymentSamples } from './samples/service.js';
import { refuseWrongBankClock } from './stops.js';
import { getBatch } from './store.js';
import type { PaymentsTables } from './tables.js';
import { viewBatch, viewWithoutLines } from './view.js';

export { countPayments } from './kept-payments.js';

/** Batches of payments, from an openIMIS payroll to what the bank's statements prove. */
export interface Payments {
  /** Throws `payments.payroll-refused` with a reason. */
  make(operator: Operator, body: MakeBatch): Promise<Batch>;
  /** For batches of any size: makes it within the answer or goes on after it. */
  readonly makings: Makings;
  readonly reads: PaymentReads;
  get(operator: Operator, id: string): Promise<Batch>;
  /** The last approval that is needed sets the batch going. */
  approve(tx: Tx, operator: Operator, id: string, body: ApproveBatch): Promise<BatchWithoutLines>;
  /** What the approver's authenticator is to sign. */
  askApproval(tx: Tx, operator: Operator, id: string, body: AskApproval): Promise<AssertionRequest>;
  readonly approvers: ApproverDesk;
  readonly desk: PaymentDesk;
  readonly payPoints: PayPoints;
  readonly documents: PaymentDocuments;
  /** People asked by chance whether the money came. */
  readonly samples: PaymentSamples;
  /** Hears partners who pay for us tell what became of it. */
  readonly disbursed: DisbursedEar;
  /** Hears of whom enrolments keep from being paid. */
  readonly holds: Subscriber;
  /** Stops what has not left for whom a signed notice says to be dead. */
  readonly deaths: Subscriber;
  /** Hears that two people are one, and looks for payments to both. */
  readonly merged: Subscriber;
  /** Work on a batch that this operator may see, answered by the batch as it is then. */
  change(tx: Tx, operator: Operator, id: string, work: (tx: Tx) => Promise<void>): Promise<Batch>;
  /** Not ready while the ledger and the journal of what left differ (R7). */
  readonly readyCheck: ReadyCheck;
  /** Not ready while our clock and that of the bank's last answer differ (S14). */
  readonly clockCheck: ReadyCheck;
  cancel(tx: Tx, operator: Operator, id: string): Promise<Batch>;
  /** Seals, sends, asks, writes back: whatever can be done now. Safe to repeat. */
  advance(id: string, actor: Actor): Promise<void>;
  /** As `advance`, and asks the bank for its newest word and statements at once. */
  bringUpToDate(id: string, actor: Actor): Promise<void>;
  /** Advances every batch that is not at its end, by new statements too while one waits for the bank. */
  sweep(): Promise<void>;
  /** Reads new statements also when no batch waits: a return may come weeks later. */
  readStatements(): Promise<void>;
}

/** Throws when interlink.json names a bank that is no partner. */
export function createPayments(platform: Platform, deps: PaymentsDeps): Payments {
  const context = openContext(platform, deps);
  const view = (handle: Pick<Platform, 'db'>, id: string) => viewBatch(handle, id, context.limits);
  return {
    make: async (operator, body) => view(platform, await makeBatch(context, operator, body)),
    makings: openMakings(context, deps.makingWaitMs),
    reads: openPaymentReads(context),
    async get(operator, id) {
      await refuseUnseen(platform, operator, id);
      const read = { action: 'payments.read-batch', stream: `batch:${id}`, subjects: [id] };
      return platform.auditedRead(operator.actor, read, () => view(platform, id));
    },
    async approve(tx, operator, id, body) {
      await refuseUnseen(tx, operator, id);
      await approveBatch(context, tx, operator, id, body);
      return viewWithoutLines(tx, id, context.limits);
    },
    async askApproval(tx, operator, id, body) {
      await refuseUnseen(tx, operator, id);
      return askApproval(context, tx, operator, id, body);
    },
    approvers: openApproverDesk(context),
    desk: openDesk(context),
    payPoints: openPayPoints(context),
    documents: openDocuments(context),
    samples: openSamples(context),
    disbursed: openDisbursedEar(context),
    holds: holdSubscriber(platform),
    deaths: deathSubscriber(context, deps.readDeath ?? (() => Promise.resolve(undefined))),
    merged: mergeSubscriber(context),
    async change(tx, operator, id, work) {
      await refuseUnseen(tx, operator, id);
      await work(tx);
      return view(tx, id);
    },
    readyCheck: { name: 'payments-fence', check: () => refuseFenced(context) },
    clockCheck: { name: 'bank-clock', check: async () => refuseWrongBankClock(context) },
    async cancel(tx, operator, id) {
      await refuseUnseen(tx, operator, id);
      await cancelBatch(context, tx, id);
      return view(tx, id);
    },
    advance: (id, actor) => advanceBatch(context, id, actor),
    bringUpToDate: (id, actor) => bringUpToDate(context, id, actor),
    sweep: () => sweep(context),
    readStatements: async () => void (await importStatements(context, systemActor(platform.ids.next()))),
  };
}

async function refuseFenced(context: PaymentsContext): Promise<void> {
  const reason = await checkFence(context);
  if (reason !== undefined) throw new ServiceError('payments.fenced', { reason });
}

/** The same answer whether there is no such batch or it is another institution's. */
async function refuseUnseen(handle: Pick<Platform, 'db'>, { session }: Operator, id: string): Promise<void> {
  const row = await handle
    .db<PaymentsTables>()
    .selectFrom('payments.batch')
    .select('institution')
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row || row.institution !== session.institution) throw new ServiceError('payments.batch-not-found');
}

const OPEN = [
  'APPROVED',
  'SEALED',
  'TRANSMITTING',
  'TRANSMITTED',
  'ACKNOWLEDGED',
  'PARTIAL',
  'SETTLED',
  'REJECTED',
  'RECONCILED',
] as const;

async function sweep(context: PaymentsContext): Promise<void> {
  const { platform } = context;
  if ((await checkFence(context)) === 'journal-ahead') await importGap(context, systemActor(platform.ids.next()));
  const batches = await platform
    .db<PaymentsTables>()
    .selectFrom('payments.batch')
    .select(['id', 'state', 'correlationId', 'makerLogin'])
    .where('state', 'in', OPEN)
    .orderBy('id')
    .execute();
  // Status before statements: a sum without lines is understood by what the report says of the lines.
  const atBank = batches.filter(({ state }) => AT_THE_BANK.has(state));
  for (const batch of atBank) {
    await attempt(context, async () => {
      const actor = systemActor(batch.correlationId, batch.makerLogin);
      await importStatus(context, await getBatch(platform, batch.id), actor);
    });
  }
  if (atBank.length > 0) {
    await attempt(context, () => importNotifications(context, systemActor(platform.ids.next())));
    await attempt(context, async () => void (await importStatements(context, systemActor(platform.ids.next()))));
  }
  await attempt(context, () => workRecalls(context, systemActor(platform.ids.next())));
  for (const { id, correlationId, makerLogin } of batches) {
    await attempt(context, () => advanceBatch(context, id, systemActor(correlationId, makerLogin)));
  }
}

/** What cannot go on does not stop the rest; it is tried again at the next sweep. */
async function attempt({ platform }: PaymentsContext, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (thrown) {
    const code = isServiceError(thrown) ? thrown.code : undefined;
    platform.log.error('A batch could not go on', {
      code,
      errorName: thrown instanceof Error ? thrown.name : 'unknown',
    });
  }
}
