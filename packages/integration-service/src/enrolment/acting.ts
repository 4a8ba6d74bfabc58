import type { JourneyAction } from '@interlink/contracts/enrolment/states';
import { ServiceError } from '@interlink/contracts/errors';
import { allowedActions } from '@interlink/domain/enrolment/allowed-actions';
import { findRefusal, type PersonCommand } from '@interlink/domain/enrolment/commands/person';
import type { JourneyPolicy } from '@interlink/domain/enrolment/decision';
import { nextStep } from '@interlink/domain/enrolment/next';
import type { Operator } from '../platform/http/api.js';
import type { Platform } from '../platform/platform.js';
import type { Tx } from '../platform/transaction.js';
import { refuseUnseen, toPerson } from './access.js';
import { changeJourney, type Changed } from './journeys.js';
import { findHead, getJourney, type LoadedJourney } from './store.js';

export interface ActOptions {
  /** If-Match. */
  readonly version?: number | undefined;
  /** Written in the same transaction, only when something was added; `seq` is the event's place. */
  readonly also?: ((tx: Tx, changed: Changed, seq: number) => Promise<void>) | undefined;
}

/** Persons acting on a journey: access first (S2), then the domain decides. */
export interface Acting {
  /** The journey, when the operator may see it. */
  look(operator: Operator, id: string): Promise<LoadedJourney>;
  /** As `look`; throws when this person may not do this now. */
  check(operator: Operator, id: string, action: JourneyAction): Promise<LoadedJourney>;
  act(
    operator: Operator,
    id: string,
    command: PersonCommand | ((loaded: LoadedJourney, tx: Tx) => Promise<PersonCommand>),
    options?: ActOptions,
  ): Promise<Changed>;
}

export function openActing(platform: Platform, policy: JourneyPolicy, rescueMs: number): Acting {
  const look = async (operator: Operator, id: string) => {
    refuseUnseen(operator, await findHead(platform, id));
    return getJourney(platform, id);
  };
  return {
    look,
    async check(operator, id, action) {
      const journey = await look(operator, id);
      if (journey.head.erasedAt) throw new ServiceError('enrolment.journey-erased');
      const person = toPerson(operator);
      const refusal = findRefusal(journey.status, action, person);
      if (!refusal) return journey;
      const { refused, ...permission } = refusal;
      const allowed = allowedActions(journey.status, person);
      throw new ServiceError(refused, { state: journey.status.state, allowed, ...permission });
    },
    async act(operator, id, command, { version, also } = {}) {
      const { head } = await look(operator, id);
      // One correlation id through the whole journey.
      const actor = { ...operator.actor, correlationId: head.correlationId };
      return platform.inTransaction(actor, async (tx) => {
        const wanted = typeof command === 'function' ? (loaded: LoadedJourney) => command(loaded, tx) : command;
        const changed = await changeJourney(tx, id, policy, wanted, {
          person: toPerson(operator),
          version,
          rescueMs,
          publish: platform.publish,
        });
        const [first] = changed.added;
        if (first) await also?.(tx, changed, first.seq);
        if (first && 'do' in nextStep(changed.status, tx.now.toISOString())) wakeLater(tx, changed, rescueMs);
        return changed;
      });
    },
  };
}

/** In case the process that goes on with it now is killed; a wake-up that comes too late or twice changes nothing. */
function wakeLater(tx: Tx, { head }: Changed, rescueMs: number): void {
  const startAfter = new Date(tx.now.getTime() + rescueMs);
  tx.job('enrolment.advance', { journeyId: head.id }, { startAfter });
}
