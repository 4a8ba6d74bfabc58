import type { AgreementDecision, AgreementQuestion } from '@interlink/contracts/interconnection/agreement';
import type { Caller } from '@interlink/contracts/interconnection/partner-port';
import { decideAgreement } from '@interlink/domain/interconnection/decide-agreement';
import type { Platform } from '../../platform/platform.js';
import { usedOn } from '../store/agreements.js';
import type { PartnerCache } from '../store/partner-records.js';

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
  const record = await partners.find(question.partner);
  const today = dayOf(platform.clock.now());
  const agreements = record?.agreements ?? [];
  const capped = agreements.filter(({ dailyRecords }) => dailyRecords !== undefined).map(({ id }) => id);
  const usedToday = await usedOn(platform, capped, today);
  const partnerActive = record?.status === 'active';
  const decision = decideAgreement(question, { partnerActive, agreements, today, usedToday });
  if (!decision.allowed) {
    const { refusal, agreementId } = decision;
    const { direction, mode, purpose, recordType } = question;
    await platform.inTransaction(actor, async (tx) =>
      tx.audit({
        stream: `partner:${question.partner}`,
        action: 'interconnection.refuse',
        subject: question.partner,
        body: { refusal, agreementId, operation, direction, mode, purpose, recordType },
      }),
    );
  }
  return decision;
}

/** Agreements run from day to day in UTC. */
export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

/** When the next of these days begins, with its volume. */
export function nextDay(time: Date): Date {
  return new Date(Date.parse(dayOf(time)) + 86_400_000);
}
