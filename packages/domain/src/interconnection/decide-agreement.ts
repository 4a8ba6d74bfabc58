import type {
  Agreement,
  AgreementDecision,
  AgreementQuestion,
  AgreementRefusal,
  AgreementWait,
} from '@interlink/contracts/interconnection/agreement';
import { commonElements, isGranted, withoutCovered } from './elements.js';

/** What is known when it is asked. */
export interface AgreementFacts {
  readonly partnerActive: boolean;
  /** All of the partner's agreements, in whatever state. */
  readonly agreements: readonly Agreement[];
  /** Today in UTC, YYYY-MM-DD. */
  readonly today: string;
  /** Records that passed today, by agreement. */
  readonly usedToday: ReadonlyMap<string, number>;
}

type Refused = Extract<AgreementDecision, { allowed: false }>;

// The refusal that came closest to a yes is the one that helps the operator.
const CLOSENESS: readonly AgreementRefusal[] = [
  'no-agreement',
  'mode-not-agreed',
  'record-type-not-agreed',
  'purpose-not-agreed',
  'terminated',
  'not-approved',
  'suspended',
  'expired',
  'not-yet-valid',
  'consent-missing',
  'consent-not-valid',
  'volume-used-up',
  'filter-not-agreed',
  'element-not-agreed',
  'no-element-left',
];

// What ends without a new agreement.
const WAITS: Readonly<Partial<Record<AgreementRefusal, AgreementWait>>> = {
  'volume-used-up': 'next-day',
  'not-yet-valid': 'next-day',
  suspended: 'resumed',
};

/**
 * Whether data may pass, and which. No active agreement, no answer. Fields beyond it are left out on the way out and
 * refuse the whole on the way in. Several agreements are never added up: what one grants, one grants.
 */
export function decideAgreement(question: AgreementQuestion, facts: AgreementFacts): AgreementDecision {
  if (!facts.partnerActive) return { allowed: false, refusal: 'partner-not-active', until: 'resumed' };
  const decisions = facts.agreements
    .filter(({ partner, direction }) => partner === question.partner && direction === question.direction)
    .map((agreement) => decideOne(question, agreement, facts));
  const allowed = decisions.filter((decision) => decision.allowed);
  // Without a purpose the widest is not guessed: the caller must say why it asks as soon as that makes a difference.
  const purposes = new Set(allowed.map(({ purpose }) => purpose));
  if (question.purpose === undefined && purposes.size > 1) return { allowed: false, refusal: 'purpose-not-agreed' };
  return widest(allowed) ?? refusedBy(decisions.filter((decision) => !decision.allowed));
}

function widest(allowed: readonly Extract<AgreementDecision, { allowed: true }>[]) {
  return [...allowed].sort(
    (a, b) => a.withheld.length - b.withheld.length || (a.agreementId < b.agreementId ? -1 : 1),
  )[0];
}

function refusedBy(refused: readonly Refused[]): Refused {
  const rank = ({ refusal }: Refused) => CLOSENESS.indexOf(refusal);
  const [closest] = [...refused].sort((a, b) => rank(b) - rank(a));
  // One that ended may come closer than one that waits, and is no reason to wait for neither.
  const waits = new Set(refused.map(({ refusal }) => WAITS[refusal]));
  const until = waits.has('resumed') ? 'resumed' : waits.has('next-day') ? 'next-day' : undefined;
  return { allowed: false, refusal: 'no-agreement', ...closest, ...(until && { until }) };
}

function decideOne(question: AgreementQuestion, agreement: Agreement, facts: AgreementFacts): AgreementDecision {
  const refusal = scopeRefusal(question, agreement) ?? stateRefusal(agreement, facts.today);
  if (refusal) return refused(agreement, refusal);
  if (question.consent === 'not-valid') return refused(agreement, 'consent-not-valid');
  if (!isConsentGiven(question, agreement)) return refused(agreement, 'consent-missing');
  const recordsLeft = leftToday(agreement, facts.usedToday);
  if (recordsLeft === 0 && question.isRepeat !== true) return refused(agreement, 'volume-used-up');
  return decideElements(question, agreement, recordsLeft);
}

function decideElements(
  question: AgreementQuestion,
  agreement: Agreement,
  recordsLeft: number | undefined,
): AgreementDecision {
  const granted = grantedElements(question, agreement);
  if (!(question.filterElements ?? []).every((path) => isGranted(granted, path))) {
    return refused(agreement, 'filter-not-agreed');
  }
  const asked = withoutCovered(question.elements);
  const elements = asked.length === 0 ? granted : commonElements(asked, granted);
  const withheld = asked.filter((path) => !isGranted(granted, path));
  if (question.direction === 'in' && withheld.length > 0) return refused(agreement, 'element-not-agreed');
  if (elements.length === 0) return refused(agreement, 'no-element-left');
  const { id: agreementId, purpose, exactCounts, consentRequired, dailyRecords } = agreement;
  const decided = { agreementId, purpose, elements, withheld, exactCounts, consentRequired, recordsLeft, dailyRecords };
  const consent = restsOn(question);
  return { allowed: true, ...decided, ...(consent && { consent }) };
}

/** What is agreed and, where the person's consent or the partner's authorisation names less, no more than that. */
function grantedElements({ consent }: AgreementQuestion, { elements }: Agreement): readonly string[] {
  if (consent === undefined || consent === 'not-valid') return withoutCovered(elements);
  return consent.elements === undefined ? withoutCovered(elements) : commonElements(elements, consent.elements);
}

/** What the log names, so that whoever consented can be told what came of it. */
function restsOn({ consent }: AgreementQuestion) {
  if (consent === undefined || consent === 'not-valid' || consent.reference === undefined) return undefined;
  return { reference: consent.reference, isSigned: consent.isSigned === true };
}

function scopeRefusal(question: AgreementQuestion, agreement: Agreement): AgreementRefusal | undefined {
  if (agreement.mode !== question.mode) return 'mode-not-agreed';
  const { recordTypes } = agreement;
  const { recordType } = question;
  if (recordTypes.length > 0 && (recordType === undefined || !recordTypes.includes(recordType))) {
    return 'record-type-not-agreed';
  }
  return question.purpose !== undefined && question.purpose !== agreement.purpose ? 'purpose-not-agreed' : undefined;
}

function stateRefusal({ status, validFrom, validUntil }: Agreement, today: string): AgreementRefusal | undefined {
  if (status === 'draft' || status === 'approved') return 'not-approved';
  if (status === 'terminated') return status;
  // Also one that is suspended: to resume it would help no more.
  if (today > validUntil) return 'expired';
  if (status === 'suspended') return status;
  return today < validFrom ? 'not-yet-valid' : undefined;
}

function isConsentGiven({ consent }: AgreementQuestion, { consentRequired, purpose }: Agreement): boolean {
  if (!consentRequired) return true;
  if (consent === undefined || consent === 'not-valid' || consent.reference === undefined) return false;
  return consent.purpose === undefined || consent.purpose === purpose;
}

function leftToday({ id, dailyRecords }: Agreement, used: ReadonlyMap<string, number>): number | undefined {
  return dailyRecords === undefined ? undefined : Math.max(dailyRecords - (used.get(id) ?? 0), 0);
}

function refused({ id }: Agreement, refusal: AgreementRefusal): Refused {
  return { allowed: false, refusal, agreementId: id };
}
