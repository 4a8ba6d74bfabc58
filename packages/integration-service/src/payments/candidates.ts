import { randomUUID } from 'node:crypto';
import type { BenefitInputs, BenefitPerson } from '@interlink/domain/payments/decide-benefit';
import { RULE_SET_VERSION } from '@interlink/domain/payments/statement';
import type { Benefit, OpenImisPerson, Programme } from '../openimis/port.js';
import { survivesCsv } from '../openimis/payrolls.js';
import { readHistory } from './history.js';
import { withHolds } from './holds.js';
import { findSharedIdentifiers, identifierIndexOf } from './identifiers.js';
import { askLife } from './life.js';
import type { Asked, Candidate } from './making.js';
import { mapLimited } from './map-limited.js';
import type { PaymentsContext } from './policy.js';

/** Questions that are out at once: others' systems serve people too. */
const AT_ONCE = 4;

/** Everything that decides about each benefit of the payroll, looked up now. */
export async function gatherCandidates(context: PaymentsContext, asked: Asked): Promise<readonly Candidate[]> {
  const benefits = await asked.session.payrolls.benefits(asked.payroll.payrollId);
  const codes = new Map<string, number>();
  for (const { code } of benefits) codes.set(code, (codes.get(code) ?? 0) + 1);
  const plan = await asked.session.programmes.findByCode(asked.payroll.programme);
  const found = await mapLimited(benefits, AT_ONCE, (benefit) =>
    lookUp(context, asked, { benefit, plan, isCodeUnique: codes.get(benefit.code) === 1 }),
  );
  const known = await findSharedIdentifiers(context, await readHistory(context, asked, found));
  return withHolds(context.platform, asked.payroll.programme, known);
}

interface Looked {
  readonly benefit: Benefit;
  readonly plan: Programme | undefined;
  readonly isCodeUnique: boolean;
}

async function lookUp(context: PaymentsContext, asked: Asked, looked: Looked): Promise<Candidate> {
  const { benefit } = looked;
  const base = baseInputs(asked, looked);
  const isWorthAsking = benefit.status === 'ACCEPTED' && !benefit.receipt;
  const person = isWorthAsking ? await asked.session.people.findById(benefit.individualId) : undefined;
  if (!person) return { benefit, inputs: base, contact: { language: 'en' } };
  const asks = { ...asked, person };
  const inputs: BenefitInputs = {
    ...base,
    person: toPerson(person),
    ...(person.account && { account: await askAccount(context, asks, person.account) }),
    ...(context.settings.lifeCheck === 'civil-registry' && { life: await askLife(context, person, asked.actor) }),
    ...(await enrolmentOf(asks, looked.plan)),
  };
  const contact = { language: languageOf(person.language), ...(person.mobile && { mobile: person.mobile }) };
  return { benefit, inputs, contact, identifierIndex: identifierIndexOf(context, person.nationalId) };
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

/** Of a plan for households the beneficiaries are groups: openIMIS says nothing of the person. */
async function enrolmentOf({ session, person }: Asks, plan: Programme | undefined) {
  if (plan?.kind !== 'INDIVIDUAL') return {};
  const [newest] = await session.programmes.findBeneficiaries(person.individualId, plan.planId);
  return newest ? { enrolment: { status: newest.status } } : {};
}

function languageOf(language: string | undefined): 'ar' | 'en' | 'fr' {
  return language === 'ar' || language === 'fr' ? language : 'en';
}
