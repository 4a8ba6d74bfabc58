import type { JourneyStep } from '@interlink/contracts/enrolment/journey';
import { branchTable, type BranchStep } from '@interlink/domain/enrolment/branches';

/** What a deployment may set otherwise changes the consequence, never the advice. */
const POLICY = { accountNotCheckable: 'provisional', accountNameClose: 'hold' } as const;
const BRANCHED: readonly string[] = ['identity', 'civil-status', 'account', 'eligibility'];
/** Reasons of steps that have no branch table. */
const OF_LANDING = [
  'no-voice',
  'not-completed',
  'resolved-by-maker',
  'resolver-not-in-group',
  'several-voices',
  'voice-of-another',
];

/** Codes of what to do next, by the same table by which the journey was decided; never none. */
export function adviceOf({ name, reasons }: JourneyStep): readonly string[] {
  const found = reasons.map((reason) => {
    if (name === 'landing' && OF_LANDING.includes(reason)) return 'inspect-task';
    if (!BRANCHED.includes(name)) return undefined;
    const table = branchTable(name as BranchStep, POLICY);
    return (table[reason] ?? (NO_ANSWER.includes(reason) ? table['outcome:unavailable'] : undefined))?.advice;
  });
  const advice = [...new Set(found.filter((code) => code !== undefined))];
  return advice.length > 0 ? advice : [name === 'identity' ? 'start-identity-again' : 'ask-administrator'];
}

const NO_ANSWER: readonly string[] = ['timed-out', 'unreachable'];
