import { isDay } from '@interlink/domain/platform/times';
import type { AgreementTerms } from '@interlink/contracts/interconnection/agreement';

/** An agreement as it is typed. */
export interface TypedTerms {
  readonly purpose: string;
  readonly direction: string;
  readonly mode: string;
  readonly recordTypes: string;
  readonly elements: string;
  readonly legalBasis: string;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly dailyRecords: string;
  readonly retentionDays: string;
  readonly breachContact: string;
  readonly consentRequired: boolean;
  readonly exactCounts: boolean;
}

const ELEMENT = /^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)*$/;
const SHORTEST = 3;
/** What the service takes at most. */
const MOST = { elements: 300, path: 200, recordTypes: 50, recordType: 80, dailyRecords: 100_000_000, days: 36_500 };

/** Names as they come from a list: one a line, or with commas. */
export const readNames = (typed: string): string[] => [
  ...new Set(
    typed
      .split(/[\s,;]+/)
      .map((name) => name.trim())
      .filter(Boolean),
  ),
];

const isCount = (typed: string, least: number) => /^\d+$/.test(typed) && Number(typed) >= least;

function beyondMost(typed: TypedTerms, elements: readonly string[]): Partial<Record<keyof TypedTerms, string>> {
  const recordTypes = readNames(typed.recordTypes);
  const areTypesLong = recordTypes.some(({ length }) => length > MOST.recordType);
  return {
    ...(elements.some(({ length }) => length > MOST.path) && { elements: 'agreement.badElement' }),
    ...(elements.length > MOST.elements && { elements: 'agreement.tooManyElements' }),
    ...((areTypesLong || recordTypes.length > MOST.recordTypes) && { recordTypes: 'agreement.badRecordTypes' }),
    ...(Number(typed.dailyRecords) > MOST.dailyRecords && { dailyRecords: 'agreement.numberTooLarge' }),
    ...(Number(typed.retentionDays) > MOST.days && { retentionDays: 'agreement.numberTooLarge' }),
  };
}

/** What is wrong, by field: the key of a text. The service checks all of it again. */
export function problemsOf(typed: TypedTerms): Partial<Record<keyof TypedTerms, string>> {
  const elements = readNames(typed.elements);
  return {
    ...(!/^[a-z0-9][a-z0-9-]{1,59}$/.test(typed.purpose.trim()) && { purpose: 'agreement.badPurpose' }),
    ...(elements.length === 0 && { elements: 'required' }),
    ...(elements.some((path) => !ELEMENT.test(path)) && { elements: 'agreement.badElement' }),
    ...(typed.legalBasis.trim().length < SHORTEST && { legalBasis: 'required' }),
    ...(typed.breachContact.trim().length < SHORTEST && { breachContact: 'required' }),
    ...(!isDay(typed.validFrom) && { validFrom: 'agreement.badDay' }),
    ...(!isDay(typed.validUntil) && { validUntil: 'agreement.badDay' }),
    ...(isDay(typed.validUntil) && typed.validUntil < typed.validFrom && { validUntil: 'agreement.endsBefore' }),
    ...(typed.dailyRecords !== '' && !isCount(typed.dailyRecords, 1) && { dailyRecords: 'agreement.badNumber' }),
    ...(!isCount(typed.retentionDays, 0) && { retentionDays: 'agreement.badNumber' }),
    ...beyondMost(typed, elements),
  };
}

/** As the service takes it. */
export function termsOf(typed: TypedTerms): AgreementTerms {
  const { direction, mode, consentRequired, exactCounts, validFrom, validUntil } = typed;
  return {
    purpose: typed.purpose.trim(),
    ...({ direction, mode } as Pick<AgreementTerms, 'direction' | 'mode'>),
    recordTypes: readNames(typed.recordTypes),
    elements: readNames(typed.elements),
    legalBasis: typed.legalBasis.trim(),
    ...{ consentRequired, exactCounts, validFrom, validUntil },
    ...(typed.dailyRecords !== '' && { dailyRecords: Number(typed.dailyRecords) }),
    retentionDays: Number(typed.retentionDays),
    breachContact: typed.breachContact.trim(),
  };
}
