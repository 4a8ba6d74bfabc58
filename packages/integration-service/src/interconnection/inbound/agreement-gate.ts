import type { AgreementDecision, AgreementQuestion } from '@interlink/contracts/interconnection/agreement';
import type { Caller } from '@interlink/contracts/interconnection/partner-port';
import { decideAgreement } from '@interlink/domain/interconnection/decide-agreement';
import { oneByOne } from '../../platform/jointly.js';
import type { Platform } from '../../platform/platform.js';
import type { Tx } from '../../platform/transaction.js';
import { findingUse } from '../store/agreements.js';
import type { PartnerCache, PartnerRecord } from '../store/partner-records.js';

/** Who asks and by which operation: for the audit of a refusal. */
export interface AgreementAsker {
  readonly actor: Caller;
  readonly operation: string;
}

/**
 * Whether data may pass and which (pure rules in domain). A refusal is in the audit before the caller hears of it; what
 * passed is recorded with the exchange itself.
 */
export async function findAgreement(
  platform: Pick<Platform, 'inTransaction' | 'db' | 'clock'>,
  partners: PartnerCache,
  { actor, operation }: AgreementAsker,
  question: AgreementQuestion,
): Promise<AgreementDecision> {
  const asking = { now: platform.clock.now(), jointly: oneByOne(platform.db()) };
  const decision = await decide(asking, await partners.find(question.partner), question);
  if (!decision.allowed) {
    await platform.inTransaction(actor, async (tx) => auditRefusal(tx, operation, question, decision));
  }
  return decision;
}

/** The same within a transaction of the caller, who goes by it once it is committed, and a refusal is in the audit. */
export async function findAgreementWithin(
  tx: Tx,
  partners: PartnerCache,
  operation: string,
  question: AgreementQuestion,
): Promise<AgreementDecision> {
  const decision = await decide(tx, await partners.find(question.partner, tx), question);
  if (!decision.allowed) auditRefusal(tx, operation, question, decision);
  return decision;
}

async function decide(
  { now, jointly }: Pick<Tx, 'jointly' | 'now'>,
  record: PartnerRecord | undefined,
  question: AgreementQuestion,
): Promise<AgreementDecision> {
  const today = dayOf(now);
  const agreements = record?.agreements ?? [];
  const capped = agreements.filter(({ dailyRecords }) => dailyRecords !== undefined).map(({ id }) => id);
  const usedToday = capped.length > 0 ? await jointly(findingUse, { agreementIds: capped, day: today }) : new Map();
  const partnerActive = record?.status === 'active';
  return decideAgreement(question, { partnerActive, agreements, today, usedToday });
}

function auditRefusal(
  tx: Tx,
  operation: string,
  { partner, direction, mode, purpose, recordType }: AgreementQuestion,
  { refusal, agreementId }: Extract<AgreementDecision, { allowed: false }>,
): void {
  tx.audit({
    stream: `partner:${partner}`,
    action: 'interconnection.refuse',
    subject: partner,
    body: { refusal, agreementId, operation, direction, mode, purpose, recordType },
  });
}

/** Agreements run from day to day in UTC. */
export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

/** When the next of these days begins, with its volume. */
export function nextDay(time: Date): Date {
  return new Date(Date.parse(dayOf(time)) + 86_400_000);
}
