import type { CivilRecord, CivilSearchFinding } from '@interlink/contracts/exchange/civil-record';
import type { CivilStatusAttributes, CivilStatusCheck } from '@interlink/contracts/verification/checks';
import type { VerificationOutcome, VerificationReason } from '@interlink/contracts/verification/result';
import { compareBirthDates } from './birth-dates.js';
import { compareNames } from './names.js';

/** What the registry's answer means for the person we asked about. */
export interface Judgement<Attributes> {
  readonly outcome: VerificationOutcome;
  readonly reasons: readonly VerificationReason[];
  readonly attributes?: Attributes | undefined;
}

type Asked = Pick<CivilStatusCheck, 'nationalId' | 'givenName' | 'surname' | 'birthDate'>;
type CivilJudgement = Judgement<CivilStatusAttributes>;

/** D, rows 4 and 4'. A death is told whatever else differs: it is for a person to see. */
export function judgeCivilStatus(asked: Asked, finding: CivilSearchFinding): CivilJudgement {
  if (finding.kind === 'unavailable') return { outcome: 'unavailable', reasons: [finding.why] };
  if (finding.kind === 'refused') return judgeRefused(finding.why);
  if (finding.kind === 'rejected') return judgeRejected(finding.code);
  const [record] = finding.records;
  if (record === undefined) {
    return { outcome: 'not-found', reasons: asked.nationalId === undefined ? [] : ['identifier-unknown'] };
  }
  if (finding.total > 1) return { outcome: 'ambiguous', reasons: ['several-records'] };
  return judgeRecord(asked, record);
}

function judgeRefused(why: 'signature' | 'foreign' | 'malformed'): CivilJudgement {
  if (why === 'signature') return { outcome: 'refused', reasons: ['signature-invalid'] };
  // An answer to another question is an answer about another person.
  if (why === 'foreign') return { outcome: 'mismatch', reasons: ['person-differs'] };
  return { outcome: 'refused', reasons: ['request-rejected'] };
}

function judgeRejected(code: string): CivilJudgement {
  return code.endsWith('too_many_records_found')
    ? { outcome: 'ambiguous', reasons: ['several-records'] }
    : { outcome: 'refused', reasons: ['request-rejected'] };
}

function judgeRecord(asked: Asked, record: CivilRecord): CivilJudgement {
  // Nothing is told about a person who was not asked for.
  if (isSomebodyElse(asked, record)) return { outcome: 'mismatch', reasons: ['person-differs'] };
  const reasons = [...deathReasons(record), ...nameReasons(asked, record), ...birthReasons(asked, record)];
  const remarks: readonly VerificationReason[] = ['name-close', 'birth-date-partial'];
  const outcome = reasons.every((reason) => remarks.includes(reason)) ? 'verified' : 'mismatch';
  return { outcome, reasons, attributes: toAttributes(record) };
}

/** By the identifier we asked with; a record without one cannot be told by it. */
function isSomebodyElse({ nationalId }: Asked, { identifiers }: CivilRecord): boolean {
  const known = identifiers.filter(({ type }) => type === 'UIN' || type === 'NID');
  return nationalId !== undefined && known.length > 0 && known.every(({ value }) => value !== nationalId);
}

function deathReasons({ deceased }: CivilRecord): VerificationReason[] {
  return deceased ? ['deceased'] : [];
}

function nameReasons({ givenName, surname }: Asked, { fullName }: CivilRecord): VerificationReason[] {
  const found = compareNames(`${givenName} ${surname}`, fullName);
  if (found === 'match') return [];
  return [found === 'close' ? 'name-close' : 'name-differs'];
}

/** A registry that has no birth date, or part of one, leaves it open: the programme's own rules decide on age. */
function birthReasons(asked: Asked, { birthDate }: CivilRecord): VerificationReason[] {
  if (birthDate === undefined) return ['birth-date-partial'];
  const found = compareBirthDates(asked.birthDate, birthDate);
  if (found === 'match') return [];
  return [found === 'partial' ? 'birth-date-partial' : 'birth-date-differs'];
}

function toAttributes({ identifiers: _told, ...record }: CivilRecord): CivilStatusAttributes {
  return record;
}
