import type { AgreementDecision } from '@interlink/contracts/interconnection/agreement';
import type { Platform } from '../platform/platform.js';
import { insertion } from '../platform/statement.js';
import type { Tx } from '../platform/transaction.js';
import { dayOf } from './inbound/agreement-gate.js';
import { counting } from './store/agreements.js';
import type { InterconnectionTables } from './tables.js';

/** One exchange: who, for whom, under which agreement, which elements, with what result. */
export interface ExchangeEntry {
  readonly partner: string;
  /** `in`: the partner asked or told us; `out`: we did. */
  readonly direction: 'in' | 'out';
  readonly operation: string;
  /** HTTP status, `refused`, or the reason of no answer. */
  readonly result: string;
  /** A code of ours or of DCI. */
  readonly refusal?: string | undefined;
  /** The decision under which data passed. */
  readonly agreement?: Extract<AgreementDecision, { allowed: true }> | undefined;
  /** Ids of the people whose data passed; never a personal value. */
  readonly subjects: readonly string[];
  /** Records that passed, counted against the agreement's cap. */
  readonly records: number;
  /** They were counted when they were found, and are told once more. */
  readonly isRepeat?: true | undefined;
  /** When it began: the request came, or what we tell was due. The log keeps the milliseconds until it is written. */
  readonly since: Date;
  readonly messageId?: string | undefined;
  readonly transactionId?: string | undefined;
  readonly signature: 'verified' | 'absent' | 'invalid' | 'ours';
  readonly bytes: number;
}

/**
 * Writes the log line, counts the records against the agreement, and puts one entry a person into the access log (S6):
 * in the transaction of the effect, before the answer leaves.
 */
export function recordExchange(tx: Tx, { ids, clock }: Pick<Platform, 'clock' | 'ids'>, entry: ExchangeEntry): string {
  const id = ids.next();
  const { agreement, subjects, partner } = entry;
  // Written out: spread literals take the engine far longer, and this is of every exchange.
  const row = {
    id,
    partner,
    at: tx.now,
    direction: entry.direction,
    operation: entry.operation,
    result: entry.result,
    refusal: entry.refusal ?? null,
    agreementId: agreement?.agreementId ?? null,
    purpose: agreement?.purpose ?? null,
    elements: JSON.stringify(agreement?.elements ?? []),
    subjects: JSON.stringify(subjects),
    records: entry.records,
    tookMs: clock.now().getTime() - entry.since.getTime(),
    bytes: entry.bytes,
    signature: entry.signature,
    messageId: entry.messageId ?? null,
    transactionId: entry.transactionId ?? null,
    correlationId: tx.actor.correlationId,
  };
  tx.later(insertion<InterconnectionTables>()('interconnection.exchangeLog', [row]));
  countUse(tx, entry);
  auditExchange(tx, id, entry);
  return id;
}

function countUse(tx: Tx, { agreement, records, isRepeat }: ExchangeEntry): void {
  if (!agreement || records === 0 || isRepeat) return;
  const { agreementId, dailyRecords: most } = agreement;
  tx.later(counting({ agreementId, day: dayOf(tx.now), records, most }));
}

function auditExchange(tx: Tx, id: string, entry: ExchangeEntry): void {
  const { partner, direction, operation, result, refusal, agreement } = entry;
  const body = {
    exchangeId: id,
    partner,
    direction,
    operation,
    result,
    refusal,
    agreementId: agreement?.agreementId,
    purpose: agreement?.purpose,
    elements: agreement?.elements,
    withheld: agreement?.withheld,
    consent: agreement?.consent,
  };
  const action = 'interconnection.exchange';
  if (entry.subjects.length === 0) tx.audit({ stream: `partner:${partner}`, action, subject: partner, body });
  for (const subject of entry.subjects) tx.audit({ stream: `subject:${subject}`, action, subject, body });
}
