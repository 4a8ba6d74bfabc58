import { randomUUID } from 'node:crypto';
import type { BenefitInputs, BenefitPerson } from '@interlink/domain/payments/decide-benefit';
import { RULE_SET_VERSION } from '@interlink/domain/payments/statement';
import type { Benefit, OpenImisPerson } from '../openimis/port.js';
import { survivesCsv } from '../openimis/payrolls.js';
import { readHistory } from './history.js';
import { withHolds } from './holds.js';
import { findSharedIdentifiers, identifierIndexOf } from './identifiers.js';
import { readPeople, type KnownPeople } from './known-people.js';
import { askLife } from './life.js';
import type { Asked, Candidate } from './making.js';
import { mapLimited } from './map-limited.js';
import type { PaymentsContext } from './policy.js';

/** Questions that are out at once: others' systems serve people too. */
const AT_ONCE = 4;
/** Benefits whose people are asked of openIMIS together. */
const TOGETHER = 50;

/** Everything that decides about each benefit of the payroll, looked up now. */
export async function gatherCandidates(context: PaymentsContext, asked: Asked): Promise<readonly Candidate[]> {
  const benefits = await asked.session.payrolls.benefits(asked.payroll.payrollId);
  const codes = new Map<string, number>();
  for (const { code } of benefits) codes.set(code, (codes.get(code) ?? 0) + 1);
  const plan = await asked.session.programmes.findByCode(asked.payroll.programme);
  const found: Candidate[] = [];
  for (let from = 0; from < benefits.length; from += TOGETHER) {
    const some = benefits.slice(from, from + TOGETHER);
    const known = await readPeople(asked.session, some.filter(isWorthAsking), plan);
    const looked = (benefit: Benefit) => ({ benefit, isCodeUnique: codes.get(benefit.code) === 1, known });
    found.push(...(await mapLimited(some, AT_ONCE, (benefit) => lookUp(context, asked, looked(benefit)))));
    await asked.onProgress?.(found.length, benefits.length);
  }
  const shared = await findSharedIdentifiers(context, await readHistory(context, asked, found));
  return withHolds(context.platform, asked.payroll.programme, shared);
}

const isWorthAsking = ({ status, receipt }: Benefit) => status === 'ACCEPTED' && !receipt;

interface Looked {
  readonly benefit: Benefit;
  readonly isCodeUnique: boolean;
  readonly known: KnownPeople;
}

async function lookUp(context: PaymentsContext, asked: Asked, looked: Looked): Promise<Candidate> {
  const { benefit, known } = looked;
  const base = baseInputs(asked, looked);
  const person = isWorthAsking(benefit) ? known.people.get(benefit.individualId) : undefined;
  const individuals: Candidate['individuals'] = [benefit.individualId];
  if (!person) return { benefit, individuals, inputs: base, contact: { language: 'en' } };
  const [enrolment] = known.enrolments.get(benefit.individualId) ?? [];
  const inputs: BenefitInputs = {
    ...base,
    person: toPerson(person),
    ...(person.account && { account: await askAccount(context, { ...asked, person }, person.account) }),
    ...(context.settings.lifeCheck === 'civil-registry' && { life: await askLife(context, person, asked.actor) }),
    ...(enrolment && { enrolment: { status: enrolment.status } }),
  };
  const contact = { language: languageOf(person.language), ...(person.mobile && { mobile: person.mobile }) };
  const identifierIndex = identifierIndexOf(context, person.nationalId);
  return { benefit, individuals, inputs, contact, identifierIndex, area: person.locationName, sex: person.sex };
}

function baseInputs({ payroll, programme, currency, executionDate }: Asked, { benefit, isCodeUnique }: Looked) {
  const { benefitId, code, status, amount, receipt } = benefit;
  const isCodeWritable = survivesCsv(code);
  const hasReceipt = Boolean(receipt);
  return {
    ruleSetVersion: RULE_SET_VERSION,
    benefit: { benefitId, code, isCodeUnique, isCodeWritable, status, hasReceipt, amount },
    currency,
    programme: payroll.programme,
    cycle: payroll.cycle,
    ...(payroll.period && { period: payroll.period }),
    executionDate,
    ...(programme.ceilingMinor !== undefined && { ceilingMinor: programme.ceilingMinor }),
    identifiers: [],
  } satisfies BenefitInputs;
}

function toPerson({ individualId, givenName, surname, birthDate, locationId, account }: OpenImisPerson): BenefitPerson {
  return { individualId, givenName, surname, birthDate, locationId, account };
}

type Asks = Asked & { readonly person: OpenImisPerson };

async function askAccount(
  context: PaymentsContext,
  { person, actor }: Asks,
  account: { provider: string; number: string },
) {
  const { result } = await context.verification.checkAccount({
    subjectId: person.individualId,
    requestId: randomUUID(),
    provider: account.provider,
    accountNumber: account.number,
    holderName: `${person.givenName} ${person.surname}`,
    actor,
  });
  return { outcome: result.outcome, reasons: result.reasons, checkedAt: result.checkedAt };
}

function languageOf(language: string | undefined): 'ar' | 'en' | 'fr' {
  return language === 'ar' || language === 'fr' ? language : 'en';
}
