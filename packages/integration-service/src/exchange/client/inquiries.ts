import type { RegistryConnector } from '@interlink/contracts/exchange/connector';
import type {
  AboutRequest,
  RegistryOutcome,
  RegistryPort,
  RegistryRequest,
} from '@interlink/contracts/exchange/registry-port';
import type { ExchangeCause } from '@interlink/contracts/interconnection/partner-port';
import { systemActor } from '../../platform/actor.js';
import type { Platform } from '../../platform/platform.js';
import type { ExchangePolicy } from '../policy.js';
import {
  addInquiry,
  claimDue,
  findByTransaction,
  findInquiry,
  forgetInquiries,
  noteAcknowledged,
  noteAnswered,
  noteExpired,
  noteRefused,
  openAnswer,
  openQuestion,
  type InquiryRow,
} from '../store/inquiries.js';
import { referenceOf, transactionOf } from './dci-call.js';

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
  /** Keeps it, sends it, and says where it stands. Who cannot be reached is asked again by the job. */
  begin(inquiry: NewInquiry): Promise<InquiryRow>;
  /** What was answered; undefined until then, and when it was refused or forgotten. */
  outcome(row: InquiryRow): Promise<RegistryOutcome | undefined>;
  /** Sends again what was not acknowledged, asks what has become of the others, gives up what is too late. */
  lookAfter(): Promise<void>;
  /** Forgets what was kept long enough. */
  forget(): Promise<void>;
}

interface Speaking {
  /** Throws when either is unknown: a mistake of whoever asks. */
  connectorOf(connectorId: string): RegistryConnector;
  open(partnerId: string, connector: RegistryConnector): RegistryPort;
}

/** The first look comes soon after the answer is due; from then on now and then. */
const FIRST_LOOK_MS = 30_000;
const LOOK_EVERY_MS = 60_000;
/** While the very same message may still be sent again (dci.md 5). */
const REPEATABLE_MS = 240_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export function openInquiries(platform: Platform, policy: ExchangePolicy, speaking: Speaking): Inquiries {
  const after = (ms: number) => new Date(platform.clock.now().getTime() + ms);
  const portOf = ({ partner, connector }: Pick<InquiryRow, 'connector' | 'partner'>) =>
    speaking.open(partner, speaking.connectorOf(connector));

  async function send(row: InquiryRow, request: RegistryRequest, cause: ExchangeCause): Promise<void> {
    const said = await portOf(row).begin({ request, requestId: row.requestId, cause });
    platform.failpoint('exchange.after-asked');
    if (said.kind === 'unavailable' || said.kind === 'refused') return;
    await platform.inTransaction(cause.actor, async (tx) => {
      if (said.kind === 'unsupported') return noteRefused(tx, row.id, 'unsupported');
      if (said.kind === 'rejected') return noteRefused(tx, row.id, said.code);
      return noteAcknowledged(tx, row.id, said.correlationId, after(said.kind === 'noted' ? 0 : FIRST_LOOK_MS));
    });
  }

  /** Undefined: the partner cannot say, or does not know it. */
  async function statusOf(row: InquiryRow, about: AboutRequest, cause: ExchangeCause) {
    const requestId = `status:${row.id}:${platform.clock.now().getTime()}`;
    const said = await portOf(row).status({ about, requestId, cause });
    if (said.kind === 'refused' || said.kind === 'unavailable') return 'later';
    if (said.kind === 'pending') return 'pending';
    const isUnknown = said.kind === 'unsupported' || (said.kind === 'rejected' && said.code === UNKNOWN);
    return isUnknown ? 'unknown' : said;
  }

  async function look(row: InquiryRow): Promise<void> {
    const cause = { actor: systemActor(platform.ids.next()), subjectId: row.subjectId };
    const now = platform.clock.now();
    if (row.expiresAt <= now) return void (await platform.inTransaction(cause.actor, (tx) => noteExpired(tx, row.id)));
    const request = await openQuestion(platform, row);
    if (!request) return;
    const isFresh = now.getTime() - row.askedAt.getTime() < REPEATABLE_MS;
    if (row.state === 'asked' && isFresh) return send(row, request, cause);
    const about = request.kind === 'txn-status' ? undefined : { kind: request.kind, transactionId: row.transactionId };
    const said = about ? await statusOf(row, about, cause) : 'unknown';
    // Never acknowledged, and not known there: it did not arrive.
    if (said === 'unknown' && row.state === 'asked') return send(row, request, cause);
    if (typeof said === 'string') return;
    const { evidence: _evidence, ...outcome } = said;
    await platform.inTransaction(cause.actor, (tx) => noteAnswered(tx, platform, row.id, outcome));
  }

  return {
    async begin({ partner, connector, request, requestId, cause, ends }) {
      const { role } = speaking.connectorOf(connector);
      const id = platform.ids.next();
      const isNew = await platform.inTransaction(cause.actor, async (tx) => {
        tx.audit({
          stream: `subject:${cause.subjectId}`,
          action: 'exchange.inquire',
          subject: cause.subjectId,
          body: { inquiryId: id, partner, connector, kind: request.kind },
        });
        return addInquiry(
          tx,
          platform,
          {
            ...{ id, partner, connector, role, kind: request.kind, requestId, subjectId: cause.subjectId },
            ...{ transactionId: transactionOf(requestId), referenceId: referenceOf(requestId), ends: ends ?? null },
            eventType: request.kind === 'subscribe' ? request.watch.eventType : null,
            ...{ askedAt: tx.now, lookAt: new Date(tx.now.getTime() + FIRST_LOOK_MS) },
            expiresAt: new Date(tx.now.getTime() + policy.answerHours * HOUR_MS),
          },
          request,
        );
      });
      const row = await getByRequest(platform, partner, requestId);
      if (!isNew) return row;
      await send(row, request, cause);
      return getByRequest(platform, partner, requestId);
    },
    outcome: (row) => openAnswer(platform, row),
    async lookAfter() {
      const actor = systemActor(platform.ids.next());
      const due = await platform.inTransaction(actor, (tx) => claimDue(tx, after(LOOK_EVERY_MS)));
      for (const row of due) await lookOrReport(row);
    },
    async forget() {
      const before = after(-policy.resultDays * DAY_MS);
      const forgetSome = () =>
        platform.inTransaction(systemActor(platform.ids.next()), (tx) => forgetInquiries(tx, platform, before));
      while ((await forgetSome()) > 0);
    },
  };

  /** One that fails must not keep those behind it waiting. */
  async function lookOrReport(row: InquiryRow): Promise<void> {
    try {
      await look((await findInquiry(platform, row.id)) ?? row);
    } catch (thrown) {
      const errorName = thrown instanceof Error ? thrown.name : 'unknown';
      platform.log.error('An inquiry failed', { job: 'exchange.look-after-inquiries', errorName });
    }
  }
}

const UNKNOWN = 'rjct.reference_id.invalid';

async function getByRequest(platform: Platform, partner: string, requestId: string): Promise<InquiryRow> {
  const row = await findByTransaction(platform, partner, transactionOf(requestId));
  if (!row) throw new Error('an inquiry vanished while it was sent');
  return row;
}
