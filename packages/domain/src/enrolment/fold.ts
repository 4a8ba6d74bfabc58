import type { JourneyState, StepName, StepStatus } from '@interlink/contracts/enrolment/states';
import type { CheckStep, Consequence, EngineStep, Finding, JourneyEvent, RecordedEvent } from './events.js';
import { afterLanding } from './fold-landing.js';
import { heldSteps, STEPS, type JourneyStatus, type StepRecord } from './status.js';

const WAITING: StepRecord = { status: 'waiting', reasons: [], tookMs: 0, attempts: 0 };

const STATUS_OF: Readonly<Record<Consequence, StepStatus>> = {
  pass: 'passed',
  remark: 'passed',
  provisional: 'review',
  'ask-again': 'failed',
  assisted: 'failed',
  hold: 'review',
  refuse: 'failed',
};

/** Deterministic: the same events give the same status. Throws nothing; undefined only for no events at all. */
export function fold(events: readonly RecordedEvent[]): JourneyStatus | undefined {
  let status: JourneyStatus | undefined;
  for (const recorded of events) status = apply(status, recorded);
  return status;
}

/** One step of the fold, so that what was just decided need not be read again. */
export function apply(before: JourneyStatus | undefined, recorded: RecordedEvent): JourneyStatus | undefined {
  if (recorded.event.type === 'journey-started') return start(recorded, recorded.event);
  if (before === undefined) return undefined;
  const makers = makersWith(before.makers, recorded);
  const status = { ...before, makers, updatedAt: recorded.at, version: before.version + 1 };
  return (
    afterPreparation(status, recorded) ?? afterChecks(status, recorded) ?? afterLanding(status, recorded) ?? status
  );
}

const PREPARING: readonly JourneyEvent['type'][] = [
  'account-given',
  'consent-given',
  'identity-verified',
  'identity-vouched',
  'submitted',
];

function makersWith(makers: readonly string[], { who, event }: RecordedEvent): readonly string[] {
  return PREPARING.includes(event.type) && !makers.includes(who) ? [...makers, who] : makers;
}

function start({ at, who }: RecordedEvent, event: Extract<JourneyEvent, { type: 'journey-started' }>): JourneyStatus {
  const steps = Object.fromEntries(STEPS.map((name) => [name, WAITING])) as Record<StepName, StepRecord>;
  if (!event.accountRequired) steps.account = { ...WAITING, status: 'skipped' };
  steps.identify = { ...WAITING, status: 'passed', startedAt: at, endedAt: at, attempts: 1 };
  return {
    state: 'identified',
    programme: event.programme,
    maker: who,
    makers: [who],
    assurance: 'none',
    hasNationalId: event.hasNationalId,
    hasMobile: event.hasMobile,
    hasMandate: event.hasMandate,
    accountRequired: event.accountRequired,
    accountGiven: false,
    wrongOtps: 0,
    // Who has no identifier, no phone or is not there in person cannot receive the one-time password.
    assistedOffered: !event.hasNationalId || !event.hasMobile || event.hasMandate,
    provisional: [],
    beneficiaryAsked: false,
    steps,
    startedAt: at,
    updatedAt: at,
    version: 1,
  };
}

function afterPreparation(status: JourneyStatus, { at, event }: RecordedEvent): JourneyStatus | undefined {
  switch (event.type) {
    case 'consent-given':
      return withStep({ ...status, state: 'consented' }, 'consent', {
        status: 'passed',
        startedAt: at,
        endedAt: at,
        attempts: 1,
      });
    case 'identity-started': {
      const attempts = status.steps.identity.attempts + 1;
      const fresh = { status: 'running', attempts, startedAt: at, reasons: [], advice: undefined } as const;
      return withStep({ ...status, state: 'authenticating' }, 'identity', fresh);
    }
    case 'identity-verified':
      return settle(
        withStep(
          { ...status, state: 'checking', assurance: 'authenticated' },
          'identity',
          found(status, 'identity', event, at),
        ),
      );
    case 'identity-failed': {
      const wrongOtps = status.wrongOtps + (event.reasons.includes('otp-wrong') ? 1 : 0);
      const assistedOffered = status.assistedOffered || event.consequence === 'assisted';
      return withStep({ ...status, wrongOtps, assistedOffered }, 'identity', found(status, 'identity', event, at));
    }
    case 'identity-vouched': {
      const passed = {
        status: 'passed',
        consequence: 'remark',
        reasons: ['witnessed'],
        advice: undefined,
        endedAt: at,
      } as const;
      const attempts = Math.max(1, status.steps.identity.attempts);
      return settle(
        withStep({ ...status, state: 'checking', assurance: 'witnessed' }, 'identity', { ...passed, attempts }),
      );
    }
    case 'account-given':
      return settle(reset({ ...status, accountGiven: true }, ['account']));
    default:
      return undefined;
  }
}

function afterChecks(status: JourneyStatus, { at, event }: RecordedEvent): JourneyStatus | undefined {
  switch (event.type) {
    case 'step-started':
      return withStep(status, event.step, {
        status: 'running',
        attempts: event.attempt,
        startedAt: status.steps[event.step].startedAt ?? at,
        retryAt: undefined,
      });
    case 'step-failed': {
      const tookMs = status.steps[event.step].tookMs + event.tookMs;
      return withStep(status, event.step, {
        status: 'waiting',
        reasons: event.reasons,
        tookMs,
        retryAt: event.retryAt,
      });
    }
    case 'civil-status-checked':
      return settle(checked(status, 'civil-status', event, at));
    case 'account-checked':
      return settle(checked(status, 'account', event, at));
    case 'eligibility-decided': {
      const { individualId, existingBeneficiaryId, eligibleFrom } = event;
      const step = found(status, 'eligibility', { ...event, source: undefined }, at);
      return settle(withStep({ ...status, individualId, existingBeneficiaryId, eligibleFrom }, 'eligibility', step));
    }
    case 'checks-retried':
      return settle(reset(status, event.steps));
    case 'hold-overridden': {
      const steps = event.steps as readonly StepName[];
      const overridden = steps.reduce(
        (now, name) => withStep(now, name, { status: 'passed', consequence: 'remark' }),
        status,
      );
      return settle(overridden);
    }
    default:
      return undefined;
  }
}

type Found = Pick<Finding, 'consequence' | 'reasons' | 'tookMs' | 'recheckAt'> & {
  readonly advice?: string;
  readonly source?: string | undefined;
};

function found(status: JourneyStatus, name: StepName, finding: Found, at: string): Partial<StepRecord> {
  const { consequence, reasons, advice, source, recheckAt } = finding;
  const tookMs = status.steps[name].tookMs + finding.tookMs;
  return {
    status: STATUS_OF[consequence],
    consequence,
    reasons,
    advice,
    askedOf: source,
    tookMs,
    endedAt: at,
    retryAt: recheckAt,
  };
}

function checked(status: JourneyStatus, name: CheckStep, finding: Finding, at: string): JourneyStatus {
  const others = status.provisional.filter((one) => one !== name);
  // A later answer that is not clean keeps the mark: payments stay off until a person has looked.
  const keeps =
    finding.consequence === 'provisional' || (status.state === 'enrolled' && !isSettled(finding.consequence));
  const provisional = keeps ? [...others, name] : others;
  return withStep({ ...status, provisional }, name, found(status, name, finding, at));
}

function isSettled(consequence: Consequence | undefined): boolean {
  return consequence === 'pass' || consequence === 'remark';
}

function reset(status: JourneyStatus, names: readonly EngineStep[]): JourneyStatus {
  const provisional = status.provisional.filter((name) => !names.includes(name));
  const fresh = {
    status: 'waiting',
    consequence: undefined,
    reasons: [],
    advice: undefined,
    retryAt: undefined,
  } as const;
  return names.reduce<JourneyStatus>((now, name) => withStep(now, name, fresh), { ...status, provisional });
}

function withStep(status: JourneyStatus, name: StepName, change: Partial<StepRecord>): JourneyStatus {
  return { ...status, steps: { ...status.steps, [name]: { ...status.steps[name], ...change } } };
}

const SETTLING: readonly JourneyState[] = ['checking', 'held', 'ready'];

/** Where the findings so far put a journey that is being checked; other states do not move by a finding. */
function settle(status: JourneyStatus): JourneyStatus {
  if (!SETTLING.includes(status.state)) return status;
  return { ...status, state: settledState(status) };
}

function settledState(status: JourneyStatus): JourneyState {
  const { steps } = status;
  if (STEPS.some((name) => steps[name].consequence === 'refuse')) return 'refused';
  if (heldSteps(status).length > 0) return 'held';
  if (status.approver !== undefined) return 'approved';
  const done = (name: CheckStep | 'eligibility') =>
    isSettled(steps[name].consequence) || steps[name].consequence === 'provisional';
  const isAccountDone = steps.account.status === 'skipped' || done('account');
  return done('civil-status') && isAccountDone && done('eligibility') ? 'ready' : 'checking';
}
