import type { JourneyState, StepName } from '@interlink/contracts/enrolment/states';
import type { JourneyEvent, RecordedEvent } from './events.js';
import type { JourneyStatus, StepRecord } from './status.js';

/** The part of the fold from submission on. */
export function afterLanding(status: JourneyStatus, recorded: RecordedEvent): JourneyStatus | undefined {
  return afterDecision(status, recorded) ?? afterTask(status, recorded);
}

function afterDecision(status: JourneyStatus, { at, who, event }: RecordedEvent): JourneyStatus | undefined {
  const ended = { status: 'passed', startedAt: at, endedAt: at, attempts: 1 } as const;
  switch (event.type) {
    case 'submitted':
      return moved({ ...status, submitter: who }, 'awaiting-approval', 'review', ended, 'approval', {
        status: 'running',
        startedAt: at,
        attempts: 1,
      });
    case 'approved': {
      const approved = { ...status, approver: who, statementHash: event.statementHash };
      return moved(approved, 'approved', 'approval', { status: 'passed', endedAt: at, attempts: 1 });
    }
    case 'rejected': {
      const inOpenimis = event.where === 'openimis';
      const reasons = [inOpenimis ? 'rejected-in-openimis' : 'rejected-by-approver'];
      const rejected = { ...status, approver: status.approver ?? who };
      return moved(rejected, 'rejected', inOpenimis ? 'landing' : 'approval', {
        status: 'failed',
        endedAt: at,
        reasons,
      });
    }
    case 'withdrawn':
      return { ...status, state: 'withdrawn' };
    default:
      return undefined;
  }
}

function afterTask(status: JourneyStatus, { at, event }: RecordedEvent): JourneyStatus | undefined {
  switch (event.type) {
    case 'individual-landed':
      return moved(
        { ...status, individualId: event.individualId, beneficiaryAsked: false },
        'landing',
        'landing',
        took(status, event.tookMs),
      );
    case 'beneficiary-landed': {
      const { beneficiaryId, taskId } = event;
      const state = taskId === undefined ? 'landing' : 'awaiting-task';
      const landed = {
        ...status,
        beneficiaryId: beneficiaryId ?? status.beneficiaryId,
        taskId,
        beneficiaryAsked: true,
      };
      return moved(landed, state, 'landing', took(status, event.tookMs));
    }
    case 'landing-refused':
      return moved(status, 'held', 'landing', {
        ...took(status, event.tookMs),
        status: 'review',
        consequence: 'hold',
        reasons: event.reasons,
        advice: 'ask-administrator',
        endedAt: at,
      });
    case 'task-resolved':
      return moved({ ...status, taskId: undefined, doubted: false }, 'landing', 'landing', took(status, event.tookMs));
    case 'approval-doubted':
      return moved({ ...status, doubted: true }, 'approval-in-doubt', 'landing', {
        status: 'review',
        reasons: [event.reason],
        advice: 'inspect-task',
      });
    case 'doubt-cleared':
      return moved({ ...status, taskId: undefined, doubted: false }, 'landing', 'landing', {
        status: 'running',
        advice: undefined,
      });
    case 'enrolled':
      return enrolled(status, event, at);
    case 'notification-told':
      return moved(status, status.state, 'notification', told(event.outcome, at));
    default:
      return undefined;
  }
}

function enrolled(
  status: JourneyStatus,
  { beneficiaryId, notice, tookMs }: Extract<JourneyEvent, { type: 'enrolled' }>,
  at: string,
): JourneyStatus {
  const passed = { ...took(status, tookMs), status: 'passed', reasons: [], endedAt: at } as const;
  const isSlip = notice === 'slip';
  const reasons = isSlip ? ['print-slip'] : [];
  const told = { status: isSlip ? 'passed' : 'running', startedAt: at, attempts: 1, reasons } as const;
  return moved({ ...status, beneficiaryId, notice }, 'enrolled', 'landing', passed, 'notification', told);
}

function told(outcome: 'delivered' | 'failed', endedAt: string): Partial<StepRecord> {
  if (outcome === 'delivered') return { status: 'passed', endedAt };
  return { status: 'failed', reasons: ['sms-not-delivered'], advice: 'tell-in-person', endedAt };
}

function took(status: JourneyStatus, tookMs: number): Partial<StepRecord> {
  return { tookMs: status.steps.landing.tookMs + tookMs, retryAt: undefined };
}

function moved(
  status: JourneyStatus,
  state: JourneyState,
  name: StepName,
  change: Partial<StepRecord>,
  next?: StepName,
  nextChange?: Partial<StepRecord>,
): JourneyStatus {
  const steps = { ...status.steps, [name]: { ...status.steps[name], ...change } };
  return { ...status, state, steps: next ? { ...steps, [next]: { ...steps[next], ...nextChange } } : steps };
}
