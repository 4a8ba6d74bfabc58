import { ServiceError } from '@interlink/contracts/errors';
import type { RegistryOutcome, RegistryRequest } from '@interlink/contracts/exchange/registry-port';
import type { ExchangeCause } from '@interlink/contracts/interconnection/partner-port';
import { systemActor } from '../../platform/actor.js';
import { forgetAll } from '../../platform/jobs/forget.js';
import { daysBefore } from '../../platform/jobs/oldest.js';
import type { Platform } from '../../platform/platform.js';
import type { ExchangePolicy } from '../policy.js';
import {
  addInquiry,
  claimDue,
  findByTransaction,
  forgetInquiries,
  openAnswer,
  type InquiryRow,
} from '../store/inquiries.js';
import { referenceOf, transactionOf } from './dci-call.js';
import { permitRequest } from './permit-outcome.js';
import { FIRST_LOOK_MS, pursue, sendInquiry, type Pursuing, type Speaking } from './pursue.js';

/** A request to a partner whose answer comes later. */
export interface NewInquiry {
  readonly partner: string;
  readonly connector: string;
  readonly request: RegistryRequest;
  /** The same for each repeat of one step: it is asked once. */
  readonly requestId: string;
  readonly cause: ExchangeCause;
  /** Of an unsubscription: which of our subscriptions it ends. */
  readonly ends?: string | undefined;
}

/** Requests to partners that are answered later, from before they are sent until they are answered or given up. */
export interface Inquiries {
  /**
   * Keeps it, sends it, and says where it stands. Who cannot be reached is asked again by the job. Throws
   * `exchange.not-agreed` for records that no agreement lets the partner tell us.
   */
  begin(inquiry: NewInquiry): Promise<InquiryRow>;
  /** What was answered; undefined until then, and when it was refused or forgotten. */
  outcome(row: InquiryRow): Promise<RegistryOutcome | undefined>;
  /** Sends again what was not acknowledged, asks what has become of the others, gives up what is too late. */
  lookAfter(): Promise<void>;
  /** Forgets what was kept long enough. */
  forget(): Promise<void>;
}

const LOOK_EVERY_MS = 60_000;
const HOUR_MS = 3_600_000;

export function openInquiries(
  { platform, inbound }: Omit<Pursuing, 'speaking'>,
  policy: ExchangePolicy,
  speaking: Speaking,
): Inquiries {
  const pursuing = { platform, inbound, speaking };
  const after = (ms: number) => new Date(platform.clock.now().getTime() + ms);
  return {
    async begin(inquiry) {
      const { partner, requestId, request, cause } = inquiry;
      const known = await findByTransaction(platform, partner, transactionOf(requestId));
      if (known) return known;
      await mustBeAgreed(pursuing, inquiry);
      const isNew = await keep(platform, policy, speaking, inquiry);
      const row = await getByRequest(platform, partner, requestId);
      if (!isNew) return row;
      await sendInquiry(pursuing, row, request, cause);
      return getByRequest(platform, partner, requestId);
    },
    outcome: (row) => openAnswer(platform, row),
    async lookAfter() {
      const actor = systemActor(platform.ids.next());
      const due = await platform.inTransaction(actor, (tx) => claimDue(tx, after(LOOK_EVERY_MS)));
      for (const row of due) await pursueOrReport(pursuing, row);
    },
    forget: () =>
      forgetAll(platform, {
        'exchange.inquiry': (tx) => forgetInquiries(tx, platform, daysBefore(tx.now, policy.resultDays)),
      }),
  };
}

async function mustBeAgreed(
  { inbound, speaking }: Pursuing,
  { partner, connector, request, cause }: NewInquiry,
): Promise<void> {
  const { role } = speaking.connectorOf(connector);
  const permit = await permitRequest(inbound, cause, { partner, role }, request);
  if (permit?.allowed === false) throw new ServiceError('exchange.not-agreed', { partner, refusal: permit.refusal });
}

/** False when it was there before. It is kept before it is sent: a kill loses nothing. */
function keep(
  platform: Platform,
  { answerHours }: ExchangePolicy,
  { connectorOf }: Speaking,
  { partner, connector, request, requestId, cause, ends }: NewInquiry,
): Promise<boolean> {
  const { role } = connectorOf(connector);
  const id = platform.ids.next();
  const { kind } = request;
  return platform.inTransaction(cause.actor, async (tx) => {
    tx.audit({
      stream: `subject:${cause.subjectId}`,
      action: 'exchange.inquire',
      subject: cause.subjectId,
      body: { inquiryId: id, partner, connector, kind },
    });
    const row = {
      ...{ id, partner, connector, role, kind, requestId, subjectId: cause.subjectId },
      ...{ transactionId: transactionOf(requestId), referenceId: referenceOf(requestId), ends: ends ?? null },
      eventType: kind === 'subscribe' ? request.watch.eventType : null,
      ...{ askedAt: tx.now, lookAt: new Date(tx.now.getTime() + FIRST_LOOK_MS) },
      expiresAt: new Date(tx.now.getTime() + answerHours * HOUR_MS),
    };
    return addInquiry(tx, platform, row, request);
  });
}

/** One that fails must not keep those behind it waiting. */
async function pursueOrReport(pursuing: Pursuing, row: InquiryRow): Promise<void> {
  try {
    await pursue(pursuing, row);
  } catch (thrown) {
    const errorName = thrown instanceof Error ? thrown.name : 'unknown';
    pursuing.platform.log.error('An inquiry failed', { job: 'exchange.look-after-inquiries', errorName });
  }
}

async function getByRequest(platform: Platform, partner: string, requestId: string): Promise<InquiryRow> {
  const row = await findByTransaction(platform, partner, transactionOf(requestId));
  if (!row) throw new Error('an inquiry vanished while it was sent');
  return row;
}
