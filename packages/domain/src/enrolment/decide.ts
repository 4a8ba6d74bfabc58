import { decideCheck, type CheckCommand } from './commands/checks.js';
import { decideLanding, type LandingCommand } from './commands/landing.js';
import { decidePerson, type PersonCommand } from './commands/person.js';
import type { Decision, DecisionContext } from './decision.js';
import { isTerminal, type JourneyStatus } from './status.js';

export type JourneyCommand = PersonCommand | CheckCommand | LandingCommand;

/** The only way a journey moves. Pure: the same status, command and context give the same events. */
export function decide(status: JourneyStatus, command: JourneyCommand, context: DecisionContext): Decision {
  if ('action' in command) return decidePerson(status, command, context);
  if (isTerminal(status.state) && !isRecheck(status, command) && !isReceipt(command)) return { events: [] };
  return 'landing' in command ? decideLanding(status, command) : decideCheck(status, command, context);
}

/** An enrolled person's provisional check is made good later; it changes the mark, never the state. */
function isRecheck({ state, provisional }: JourneyStatus, command: CheckCommand | LandingCommand): boolean {
  return state === 'enrolled' && 'check' in command && provisional.some((name) => name === command.step);
}

/** Whether the person was told is known only after the enrolment. */
function isReceipt(command: CheckCommand | LandingCommand): boolean {
  return 'landing' in command && command.landing === 'told';
}
