import type { Standing } from '@interlink/contracts/social-registry/eligibility';

/** In the programme now, as the registry's codes say it. */
const SERVED: ReadonlySet<string> = new Set(['active', 'suspended']);
const WAITING: ReadonlySet<string> = new Set(['potential']);

/**
 * IBR-024, SR-015: what an assessment means for a household and a programme. `enrolments`: the states in which anybody
 * of the household, or the household itself, stands to the programme; one that ended is as if it had not been.
 */
export function standingOf(mayQualify: boolean, enrolments: readonly string[]): Standing {
  if (enrolments.some((status) => SERVED.has(status))) return mayQualify ? 'served' : 'to-review';
  if (enrolments.some((status) => WAITING.has(status))) return 'applied';
  return mayQualify ? 'to-reach' : 'outside';
}
