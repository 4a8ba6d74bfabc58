import type { JourneyCommand } from '@interlink/domain/enrolment/decide';
import type { JourneyPolicy } from '@interlink/domain/enrolment/decision';
import type { ServiceError } from '@interlink/contracts/errors';
import type { OpenImis } from '../../openimis/port.js';
import type { Actor } from '../../platform/actor.js';
import type { Platform } from '../../platform/platform.js';
import type { Tx } from '../../platform/transaction.js';
import type { Verification } from '../../verification/service.js';
import type { Catalogue } from '../catalogue.js';
import { changeJourney, type Changed } from '../journeys.js';
import type { Lease } from '../lease.js';
import type { PersonalStore } from '../personal.js';
import type { EnrolmentPolicy } from '../policy.js';
import type { LoadedJourney } from '../store.js';

export interface AdvanceOptions {
  /** How long to go on, and how long to wait for whoever holds the journey; milliseconds. */
  readonly budgetMs: number;
  /** The approver's own token, for the openIMIS task; lives as long as the request (S7). */
  readonly approverToken?: string | undefined;
}

/** What the engine is built from. */
export interface EngineDeps {
  readonly platform: Platform;
  readonly policy: EnrolmentPolicy;
  readonly journeyPolicy: JourneyPolicy;
  readonly verification: Verification;
  readonly openimis: OpenImis;
  readonly catalogue: Catalogue;
  readonly personal: PersonalStore;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Keeps what a step found; `also` writes in the same transaction, only when something was added. */
export type Record = (
  command: JourneyCommand,
  also?: (tx: Tx, changed: Changed) => Promise<void> | void,
) => Promise<Changed>;

/** What a step is given. */
export interface StepContext extends EngineDeps {
  readonly journey: LoadedJourney;
  readonly actor: Actor;
  readonly lease: Lease;
  readonly options: AdvanceOptions;
  readonly record: Record;
}

/** The journey waits for somebody outside; looked at again at `wakeAt`. */
export interface Stopped {
  readonly wakeAt: Date;
  readonly why: { readonly problem?: ServiceError };
}

export function openRecorder(deps: EngineDeps, { id, fence }: Lease, actor: Actor): Record {
  const { platform, journeyPolicy, policy } = deps;
  const { leaseMs, rescueMs } = policy;
  return (command, also) =>
    platform.inTransaction(actor, async (tx) => {
      const changed = await changeJourney(tx, id, journeyPolicy, command, {
        fence,
        leaseMs,
        rescueMs,
        publish: platform.publish,
      });
      if (changed.added.length > 0) await also?.(tx, changed);
      return changed;
    });
}

/** Starts a stopwatch of whole milliseconds. */
export function stopwatch(): () => number {
  const since = performance.now();
  return () => Math.max(0, Math.round(performance.now() - since));
}
