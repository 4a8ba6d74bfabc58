import { randomUUID } from 'node:crypto';
import type { Exclusion } from '@interlink/contracts/payments/batch';
import type { PaymentProgramme } from '@interlink/contracts/payments/settings';
import { TRANSLITERATION_VERSION, transliterate } from '@interlink/domain/payments/charset';
import type { ExclusionReason } from '@interlink/domain/payments/check-line';
import { fromDecimal } from '@interlink/domain/payments/money';
import type { Benefit, OpenImisSession, Payroll } from '../openimis/port.js';
import { survivesCsv } from '../openimis/payrolls.js';
import type { Actor } from '../platform/actor.js';
import type { PaymentsContext } from './policy.js';
import type { Payee } from './tables.js';

/** A benefit that can be paid: to whom, where, how much. */
export interface Candidate {
  readonly benefit: Benefit;
  readonly amountMinor: number;
  readonly payee: Payee;
}

interface Asked {
  readonly actor: Actor;
  readonly session: OpenImisSession;
  readonly payroll: Payroll;
  readonly programme: PaymentProgramme;
  readonly currency: string;
}

/** Each benefit of the payroll is either a candidate or left out with a reason (I10). */
export async function findCandidates(
  context: PaymentsContext,
  asked: Asked,
): Promise<{ readonly candidates: readonly Candidate[]; readonly exclusions: readonly Exclusion[] }> {
  const benefits = await asked.session.payrolls.benefits(asked.payroll.payrollId);
  const candidates: Candidate[] = [];
  const exclusions: Exclusion[] = [];
  for (const benefit of benefits) {
    const isUnique = benefits.filter(({ code }) => code === benefit.code).length === 1;
    const judged = isUnique ? await judge(context, asked, benefit) : 'code-not-unique';
    if (typeof judged !== 'string') candidates.push(judged);
    else exclusions.push({ benefitId: benefit.benefitId, code: benefit.code, reason: judged });
  }
  return { candidates, exclusions };
}

async function judge(
  context: PaymentsContext,
  { actor, session, payroll, programme, currency }: Asked,
  benefit: Benefit,
): Promise<Candidate | ExclusionReason> {
  if (benefit.status !== 'ACCEPTED' || benefit.receipt) return 'benefit-not-payable';
  if (!survivesCsv(benefit.code)) return 'text-not-writable';
  const amount = fromDecimal(benefit.amount, currency);
  if (!amount || amount.minor <= 0) return 'amount-not-exact';
  const person = await session.people.findById(benefit.individualId);
  if (!person) return 'person-not-found';
  if (!person.account) return 'account-missing';
  const holderName = `${person.givenName} ${person.surname}`;
  const payeeName = transliterate(holderName);
  if (payeeName === undefined) return 'name-not-writable';
  const { result } = await context.verification.checkAccount({
    subjectId: person.individualId,
    requestId: randomUUID(),
    provider: person.account.provider,
    accountNumber: person.account.number,
    holderName,
    actor,
  });
  if (result.outcome !== 'verified') return 'account-not-verified';
  const payee: Payee = {
    account: person.account.number,
    creditorAgent: person.account.provider,
    payeeName,
    transliteration: TRANSLITERATION_VERSION,
    purpose: programme.purpose,
    remittance: `${payroll.programme} ${payroll.cycle}`,
    language: languageOf(person.language),
    ...(person.mobile && { mobile: person.mobile }),
  };
  return { benefit, amountMinor: amount.minor, payee };
}

function languageOf(language: string | undefined): Payee['language'] {
  return language === 'ar' || language === 'fr' ? language : 'en';
}
