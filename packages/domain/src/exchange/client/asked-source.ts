import type { AskedReason, AskedSource } from '@interlink/contracts/exchange/refresh';
import type { RegistryFailure, RegistryOutcome } from '@interlink/contracts/exchange/registry-port';

/** What came of one question to a source. */
export type Answered = Pick<AskedSource, 'outcome' | 'reason' | 'records'>;

/** What nothing is kept of, in stable words; undefined: there are records to look at. */
export function failureOf(finding: RegistryFailure | RegistryOutcome): Answered | undefined {
  switch (finding.kind) {
    case 'records':
      return undefined;
    case 'unavailable':
      return { outcome: 'unavailable', reason: finding.why, records: 0 };
    case 'pending':
      return { outcome: 'unavailable', reason: 'answers-later', records: 0 };
    case 'refused':
      return refused(finding.why);
    case 'unsupported':
      return refused('unsupported');
    default:
      return refused('rejected');
  }
}

export const refused = (reason: AskedReason): Answered => ({ outcome: 'refused', reason, records: 0 });

/** Of several numbers of one person: what was found by one of them counts, though another failed. */
export function combineAnswers(answers: readonly Answered[]): Answered {
  const records = answers.reduce((sum, one) => sum + one.records, 0);
  const found =
    answers.find(({ outcome }) => outcome === 'read') ??
    answers.find((one) => one.outcome === 'unchanged' && one.records > 0) ??
    answers.find(({ outcome }) => outcome !== 'unchanged');
  return { ...(found ?? { outcome: 'unchanged' }), records };
}
