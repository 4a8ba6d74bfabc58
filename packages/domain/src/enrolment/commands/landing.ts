import type { Decision } from '../decision.js';
import type { JourneyEvent } from '../events.js';
import type { JourneyStatus } from '../status.js';
import type { TaskDoubt } from '../task-evidence.js';

/** What the engine reports while it lands the enrolment in openIMIS. */
export type LandingCommand =
  | { readonly landing: 'begin'; readonly attempt: number }
  | { readonly landing: 'individual'; readonly individualId: string; readonly tookMs: number }
  | {
      readonly landing: 'beneficiary';
      readonly beneficiaryId?: string | undefined;
      readonly taskId?: string | undefined;
      readonly tookMs: number;
    }
  | { readonly landing: 'task-trusted'; readonly taskId: string; readonly resolver: string; readonly tookMs: number }
  | { readonly landing: 'task-rejected'; readonly taskId: string }
  | { readonly landing: 'task-doubted'; readonly taskId: string; readonly reason: TaskDoubt }
  | { readonly landing: 'confirmed'; readonly beneficiaryId: string; readonly tookMs: number }
  | { readonly landing: 'told'; readonly outcome: 'delivered' | 'failed' }
  | { readonly landing: 'refused'; readonly reasons: readonly string[]; readonly tookMs: number }
  | {
      readonly landing: 'failed';
      readonly attempt: number;
      readonly reasons: readonly string[];
      readonly tookMs: number;
      readonly retryAt: string;
    };

/** Without an approval nothing lands, whatever the engine reports; what does not fit the state is a late repeat. */
export function decideLanding(status: JourneyStatus, command: LandingCommand): Decision {
  const isApproved = status.approver !== undefined && !status.makers.includes(status.approver);
  if (!isApproved || !STATES[command.landing].includes(status.state)) return { events: [] };
  return { events: toEvents(status, command) };
}

const LANDING = ['approved', 'landing'];
const STATES: Readonly<Record<LandingCommand['landing'], readonly string[]>> = {
  begin: LANDING,
  individual: ['approved'],
  beneficiary: ['landing'],
  'task-trusted': ['awaiting-task'],
  'task-rejected': ['awaiting-task'],
  'task-doubted': ['awaiting-task', 'landing'],
  confirmed: ['landing'],
  told: ['enrolled'],
  refused: LANDING,
  failed: LANDING,
};

function toEvents(status: JourneyStatus, command: LandingCommand): JourneyEvent[] {
  switch (command.landing) {
    case 'begin':
      return begin(status, command.attempt);
    case 'individual':
      return [{ type: 'individual-landed', individualId: command.individualId, tookMs: command.tookMs }];
    case 'beneficiary':
      return status.beneficiaryAsked ? [] : [toBeneficiaryLanded(command)];
    case 'task-trusted':
      return command.taskId === status.taskId ? [toTaskResolved(command)] : [];
    case 'task-rejected':
      return [{ type: 'rejected', where: 'openimis' }];
    case 'task-doubted':
      return [{ type: 'approval-doubted', taskId: command.taskId, reason: command.reason }];
    case 'confirmed':
      return status.beneficiaryAsked ? [toEnrolled(status, command)] : [];
    case 'told':
      // The first word of the gateway counts.
      return status.steps.notification.status === 'running'
        ? [{ type: 'notification-told', outcome: command.outcome }]
        : [];
    case 'refused':
      return [{ type: 'landing-refused', reasons: command.reasons, tookMs: command.tookMs }];
    case 'failed': {
      const { attempt, reasons, tookMs, retryAt } = command;
      return [{ type: 'step-failed', step: 'landing', attempt, reasons, tookMs, retryAt }];
    }
  }
}

function begin({ steps }: JourneyStatus, attempt: number): JourneyEvent[] {
  const isKept = steps.landing.status === 'running' && steps.landing.attempts === attempt;
  return isKept ? [] : [{ type: 'step-started', step: 'landing', attempt }];
}

type Reported<L extends LandingCommand['landing']> = Extract<LandingCommand, { landing: L }>;

function toTaskResolved({ taskId, resolver, tookMs }: Reported<'task-trusted'>): JourneyEvent {
  return { type: 'task-resolved', taskId, resolver, tookMs };
}

function toEnrolled({ hasMobile }: JourneyStatus, { beneficiaryId, tookMs }: Reported<'confirmed'>): JourneyEvent {
  return { type: 'enrolled', beneficiaryId, notice: hasMobile ? 'sms' : 'slip', tookMs };
}

function toBeneficiaryLanded({ beneficiaryId, taskId, tookMs }: Reported<'beneficiary'>): JourneyEvent {
  return {
    type: 'beneficiary-landed',
    ...(beneficiaryId !== undefined && { beneficiaryId }),
    ...(taskId !== undefined && { taskId }),
    tookMs,
  };
}
