import type { RegistryConnector } from '@interlink/contracts/exchange/connector';
import type { AboutRequest, RegistryPort, RegistryRequest } from '@interlink/contracts/exchange/registry-port';
import type { ExchangeCause } from '@interlink/contracts/interconnection/partner-port';
import type { Inbound } from '../../interconnection/service.js';
import { systemActor } from '../../platform/actor.js';
import type { Platform } from '../../platform/platform.js';
import {
  noteAcknowledged,
  noteAnswered,
  noteExpired,
  noteRefused,
  openQuestion,
  type InquiryRow,
} from '../store/inquiries.js';
import { permitOutcome, permitRequest } from './permit-outcome.js';
import { UNKNOWN_REQUEST } from './registry-connector.js';

export interface Speaking {
  /** Throws when there is none: a mistake of whoever asks. */
  connectorOf(connectorId: string): RegistryConnector;
  /** Throws when there is no such partner. */
  open(partnerId: string, connector: RegistryConnector): RegistryPort;
}

export interface Pursuing {
  readonly platform: Platform;
  readonly inbound: Pick<Inbound, 'findAgreement' | 'record'>;
  readonly speaking: Speaking;
}

/** The first look comes soon after the answer is due. */
export const FIRST_LOOK_MS = 30_000;
/** While the very same message may still be sent again (dci.md 5). */
const REPEATABLE_MS = 240_000;

/** Sends it and keeps what was said at once; whom nobody answered is asked again by the job. */
export async function sendInquiry(
  { platform, speaking }: Pursuing,
  row: InquiryRow,
  request: RegistryRequest,
  cause: ExchangeCause,
): Promise<void> {
  const said = await portOf(speaking, row).begin({ request, requestId: row.requestId, cause });
  platform.failpoint('exchange.after-asked');
  if (said.kind === 'unavailable' || said.kind === 'refused') return;
  await platform.inTransaction(cause.actor, async (tx) => {
    if (said.kind === 'unsupported') return noteRefused(tx, row.id, 'unsupported');
    if (said.kind === 'rejected') return noteRefused(tx, row.id, said.code);
    const lookAt = new Date(tx.now.getTime() + (said.kind === 'noted' ? 0 : FIRST_LOOK_MS));
    return noteAcknowledged(tx, row.id, said.correlationId, lookAt);
  });
}

/** Sends again what was not acknowledged, asks what has become of the rest, gives up what is too late. */
export async function pursue(pursuing: Pursuing, row: InquiryRow): Promise<void> {
  const { platform } = pursuing;
  const cause = { actor: systemActor(platform.ids.next()), subjectId: row.subjectId };
  const now = platform.clock.now();
  if (row.expiresAt <= now) return void (await platform.inTransaction(cause.actor, (tx) => noteExpired(tx, row.id)));
  const request = await openQuestion(platform, row);
  if (!request) return;
  const asking = row.state === 'asked' && (await permitRequest(pursuing.inbound, cause, row, request));
  if (asking && !asking.allowed) {
    // A suspended agreement may be resumed in time: until then it is not asked again.
    if (asking.until) return;
    return platform.inTransaction(cause.actor, (tx) => noteRefused(tx, row.id, asking.refusal));
  }
  const isFresh = now.getTime() - row.askedAt.getTime() < REPEATABLE_MS;
  if (row.state === 'asked' && isFresh) return sendInquiry(pursuing, row, request, cause);
  const about = request.kind === 'txn-status' ? undefined : { kind: request.kind, transactionId: row.transactionId };
  const said = about ? await statusOf(pursuing, row, about, cause) : 'unknown';
  // Never acknowledged, and not known there: it did not arrive.
  if (said === 'unknown' && row.state === 'asked') return sendInquiry(pursuing, row, request, cause);
  if (typeof said === 'string') return;
  const { evidence, ...outcome } = said;
  const permit = await permitOutcome(pursuing.inbound, cause, row, { request, outcome });
  await platform.inTransaction(cause.actor, async (tx) => {
    if (permit?.allowed === false) return noteRefused(tx, row.id, permit.refusal);
    if (permit && outcome.kind === 'records') {
      await pursuing.inbound.record(tx, {
        ...{ partner: row.partner, direction: 'out', operation: `${row.role}-txn-status`, result: 'received' },
        ...{ subjects: [], records: outcome.records.length, agreement: permit, since: now },
        ...{ signature: evidence.signature, bytes: evidence.raw?.length ?? 0 },
      });
    }
    return noteAnswered(tx, platform, row.id, outcome);
  });
}

/** `unknown`: the partner cannot say, or does not know it; `later`: ask again. */
async function statusOf({ platform, speaking }: Pursuing, row: InquiryRow, about: AboutRequest, cause: ExchangeCause) {
  const requestId = `status:${row.id}:${platform.clock.now().getTime()}`;
  const said = await portOf(speaking, row).status({ about, requestId, cause });
  if (said.kind === 'refused' || said.kind === 'unavailable' || said.kind === 'pending') return 'later';
  const isUnknown = said.kind === 'unsupported' || (said.kind === 'rejected' && said.code === UNKNOWN_REQUEST);
  return isUnknown ? 'unknown' : said;
}

const portOf = ({ open, connectorOf }: Speaking, { partner, connector }: InquiryRow) =>
  open(partner, connectorOf(connector));
