import type { VerificationOutcome } from '@interlink/contracts/verification/result';
import type { Consequence } from './events.js';

/** What a deployment decides about accounts (interlink.json, `enrolment.policy`). */
export interface BranchPolicy {
  /** The account keeper cannot say whose account it is. */
  readonly accountNotCheckable: Extract<Consequence, 'remark' | 'provisional' | 'hold'>;
  /** The holder's name is written almost like the applicant's. */
  readonly accountNameClose: Extract<Consequence, 'remark' | 'hold'>;
  /** Another beneficiary registry has the person in a programme; `hold` when left out. */
  readonly enrolledElsewhere?: Extract<Consequence, 'remark' | 'hold' | 'refuse'> | undefined;
  /** Another one was to be asked and did not say; `hold` when left out. It never passes without a word. */
  readonly enrolmentsUnknown?: Extract<Consequence, 'remark' | 'hold'> | undefined;
}

export interface Branch {
  readonly consequence: Consequence;
  /** What the officer does next; the frontends translate it. */
  readonly advice?: string;
}

type Table = Readonly<Record<string, Branch>>;

/** National ID (D, rows 2 and 3). A wrong password may be tried again; whoever cannot use it goes the assisted way. */
const identity: Table = {
  'birth-date-differs': { consequence: 'hold', advice: 'compare-documents' },
  'consent-refused': { consequence: 'assisted', advice: 'use-documents-and-witnesses' },
  'identifier-unknown': { consequence: 'assisted', advice: 'check-identifier-or-witnesses' },
  'name-close': { consequence: 'remark' },
  'name-differs': { consequence: 'hold', advice: 'compare-documents' },
  'otp-locked': { consequence: 'assisted', advice: 'use-documents-and-witnesses' },
  'otp-wrong': { consequence: 'ask-again', advice: 'start-identity-again' },
  'person-differs': { consequence: 'hold', advice: 'compare-documents' },
  'outcome:unavailable': { consequence: 'assisted', advice: 'try-later-or-witnesses' },
};

/**
 * Civil registry (D, rows 4 and 4'). Who cannot be asked is registered provisionally; no cycle pays before the answer.
 */
const civilStatus: Table = {
  'answer-unsigned': { consequence: 'provisional', advice: 'checked-again-later' },
  'birth-date-differs': { consequence: 'hold', advice: 'compare-documents' },
  'birth-date-partial': { consequence: 'remark' },
  deceased: { consequence: 'refuse', advice: 'report-to-registrar-if-alive' },
  'identifier-unknown': { consequence: 'hold', advice: 'find-birth-record' },
  'name-close': { consequence: 'remark' },
  'name-differs': { consequence: 'hold', advice: 'compare-documents' },
  'person-differs': { consequence: 'hold', advice: 'compare-documents' },
  'request-rejected': { consequence: 'hold', advice: 'ask-administrator' },
  'several-records': { consequence: 'hold', advice: 'choose-the-record' },
  'signature-invalid': { consequence: 'provisional', advice: 'checked-again-later' },
  'outcome:ambiguous': { consequence: 'hold', advice: 'choose-the-record' },
  'outcome:not-found': { consequence: 'hold', advice: 'find-birth-record' },
  'outcome:unavailable': { consequence: 'provisional', advice: 'checked-again-later' },
};

/** Account keeper (D, row 5; A7). A closed account is no reason to refuse a person: another may be given. */
const account = (policy: BranchPolicy): Table => ({
  'account-blocked': { consequence: 'ask-again', advice: 'give-another-account' },
  'account-closed': { consequence: 'ask-again', advice: 'give-another-account' },
  'account-name-close': { consequence: policy.accountNameClose, advice: 'compare-account-name' },
  'account-name-differs': { consequence: 'hold', advice: 'give-own-account' },
  'account-not-checkable': { consequence: policy.accountNotCheckable, advice: 'checked-again-later' },
  'account-not-linked': { consequence: 'hold', advice: 'give-own-account' },
  'identifier-unknown': { consequence: 'ask-again', advice: 'give-another-account' },
  'outcome:not-found': { consequence: 'ask-again', advice: 'give-another-account' },
  'outcome:unavailable': { consequence: 'provisional', advice: 'checked-again-later' },
});

/** The programme's own rules (D, row 6). */
const eligibility = (policy: BranchPolicy): Table => ({
  'age-uncertain': { consequence: 'hold', advice: 'ask-for-birth-document' },
  'already-enrolled': { consequence: 'refuse', advice: 'open-existing-beneficiary' },
  'birth-date-partial': { consequence: 'hold', advice: 'ask-for-birth-document' },
  'enrolled-elsewhere': { consequence: policy.enrolledElsewhere ?? 'hold', advice: 'compare-with-other-registry' },
  'enrolments-unknown': { consequence: policy.enrolmentsUnknown ?? 'hold', advice: 'ask-other-registries-again' },
  'incompatible-programme': { consequence: 'hold', advice: 'choose-one-programme' },
  'possible-duplicate': { consequence: 'hold', advice: 'compare-with-similar-person' },
  'programme-closed': { consequence: 'refuse', advice: 'choose-another-programme' },
  'too-young': { consequence: 'refuse', advice: 'come-back-from-date' },
});

export type BranchStep = 'identity' | 'civil-status' | 'account' | 'eligibility';

const BY_SEVERITY: readonly Consequence[] = [
  'refuse',
  'hold',
  'assisted',
  'ask-again',
  'provisional',
  'remark',
  'pass',
];

/** Every row, for tests and for the documents. */
export function branchTable(step: BranchStep, policy: BranchPolicy): Table {
  return { identity, 'civil-status': civilStatus, account: account(policy), eligibility: eligibility(policy) }[step];
}

/**
 * What a finding means: the most severe of its reasons. An outcome that is not `verified` and that no row explains is
 * looked at by a person.
 */
export function findBranch(
  step: BranchStep,
  outcome: VerificationOutcome,
  reasons: readonly string[],
  policy: BranchPolicy,
): Branch {
  const table = branchTable(step, policy);
  if (isWeakDeathNotice(reasons)) return { consequence: 'hold', advice: 'compare-documents' };
  const met = reasons.map((reason) => table[reason] ?? { consequence: 'remark' as const });
  const own = table[`outcome:${outcome}`];
  if (own && !met.some(({ consequence }) => consequence !== 'remark')) met.push(own);
  if (outcome === 'verified') met.push({ consequence: 'pass' });
  else if (met.every(({ consequence }) => consequence === 'remark')) met.push(unexplained(step));
  return met.reduce((worst, next) => (rank(next) < rank(worst) ? next : worst), { consequence: 'pass' });
}

/** D4: a death that is told of somebody who differs opens a review and refuses nobody. */
function isWeakDeathNotice(reasons: readonly string[]): boolean {
  const differs = ['name-differs', 'birth-date-differs', 'person-differs'];
  return reasons.includes('deceased') && reasons.some((reason) => differs.includes(reason));
}

function unexplained(step: BranchStep): Branch {
  return step === 'identity'
    ? { consequence: 'ask-again', advice: 'start-identity-again' }
    : { consequence: 'hold', advice: 'ask-administrator' };
}

function rank({ consequence }: Branch): number {
  return BY_SEVERITY.indexOf(consequence);
}
