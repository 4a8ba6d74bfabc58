import { isServiceError, type ServiceError } from '@interlink/contracts/errors';
import { nextStep, type Next } from '@interlink/domain/enrolment/next';
import { systemActor } from '../platform/actor.js';
import { inSpan } from '../platform/tracing.js';
import { LeaseLost, wakeTime } from './journeys.js';
import { claimLease, releaseLease, type Lease } from './lease.js';
import { openRecorder, type AdvanceOptions, type EngineDeps, type StepContext } from './steps/context.js';
import { checkAccount, checkCivilStatus, decideEligibility } from './steps/checks.js';
import { confirmEnrolment, landBeneficiary, landIndividual } from './steps/landing.js';
import { settleTask } from './steps/task.js';
import { getJourney } from './store.js';

/** `waiting`: for a person or for a time. `busy`: somebody else drives the journey. */
export interface Advanced {
  readonly ended: 'waiting' | 'busy' | 'budget' | 'failed';
  /** Why the openIMIS task could not be resolved with the approver's token. */
  readonly problem?: ServiceError;
}

export interface Engine {
  /** Does whatever the journey can do by itself. Safe to repeat and to be killed anywhere. */
  advance(id: string, options: AdvanceOptions): Promise<Advanced>;
}

const LEASE_POLL_MS = 150;

export function openEngine(deps: EngineDeps): Engine {
  return {
    async advance(id, options) {
      const deadline = deps.platform.clock.now().getTime() + options.budgetMs;
      const lease = await waitForLease(deps, id, deadline);
      return lease ? driveSafely(deps, lease, deadline, options) : { ended: 'busy' };
    },
  };
}

async function waitForLease(deps: EngineDeps, id: string, deadline: number): Promise<Lease | undefined> {
  for (;;) {
    const lease = await claimLease(deps.platform, id, deps.policy.leaseMs);
    if (lease || deps.platform.clock.now().getTime() + LEASE_POLL_MS > deadline) return lease;
    await deps.sleep(LEASE_POLL_MS);
  }
}

async function driveSafely(
  deps: EngineDeps,
  lease: Lease,
  deadline: number,
  options: AdvanceOptions,
): Promise<Advanced> {
  const { log, clock } = deps.platform;
  try {
    const { advanced, wakeAt } = await drive(deps, lease, deadline, options);
    await releaseLease(deps.platform, lease, wakeAt);
    return advanced;
  } catch (thrown) {
    if (thrown instanceof LeaseLost) return { ended: 'busy' };
    const code = isServiceError(thrown) ? thrown.code : undefined;
    log.error('A journey could not go on; it is tried again', {
      journeyId: lease.id,
      errorName: thrown instanceof Error ? thrown.name : 'unknown',
      code,
    });
    await releaseLease(deps.platform, lease, new Date(clock.now().getTime() + deps.policy.rescueMs));
    return { ended: 'failed' };
  }
}

interface Driven {
  readonly advanced: Advanced;
  readonly wakeAt: Date | null;
}

async function drive(deps: EngineDeps, lease: Lease, deadline: number, options: AdvanceOptions): Promise<Driven> {
  const { clock } = deps.platform;
  for (;;) {
    const journey = await getJourney(deps.platform, lease.id);
    if (journey.head.erasedAt) return { advanced: { ended: 'waiting' }, wakeAt: null };
    const now = clock.now();
    const next = nextStep(journey.status, now.toISOString());
    if (!('do' in next)) {
      const soon = next.wait === 'time' ? Date.parse(next.at) : undefined;
      if (soon === undefined || soon > deadline) {
        return { advanced: { ended: 'waiting' }, wakeAt: wakeTime(journey.status, now, deps.policy.rescueMs) };
      }
      await deps.sleep(Math.max(soon - now.getTime(), 1));
      continue;
    }
    if (now.getTime() > deadline) return { advanced: { ended: 'budget' }, wakeAt: now };
    const actor = systemActor(journey.head.correlationId, journey.status.approver ?? journey.head.makerLogin);
    const context = { ...deps, journey, actor, lease, options, record: openRecorder(deps, lease, actor) };
    const fields = { step: next.do, journeyId: lease.id, correlationId: journey.head.correlationId };
    const stopped = await inSpan('journey.step', fields, () => perform(context, next));
    if (stopped) return { advanced: { ended: 'waiting', ...stopped.why }, wakeAt: stopped.wakeAt };
  }
}

/** A step that has to wait for people outside says until when. */
async function perform(context: StepContext, next: Extract<Next, { do: string }>) {
  switch (next.do) {
    case 'check-civil-status':
      return checkCivilStatus(context, next.attempt);
    case 'check-account':
      return checkAccount(context, next.attempt);
    case 'decide-eligibility':
      return decideEligibility(context, next.attempt);
    case 'land-individual':
      return landIndividual(context, next.attempt);
    case 'land-beneficiary':
      return landBeneficiary(context, next.attempt);
    case 'confirm':
      return confirmEnrolment(context, next.attempt);
    case 'settle-task':
      return settleTask(context, next.taskId);
  }
}
