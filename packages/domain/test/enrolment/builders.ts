import type { JourneyPerson } from '@interlink/domain/enrolment/allowed-actions';
import { decide, type JourneyCommand } from '@interlink/domain/enrolment/decide';
import type { Decision, JourneyPolicy } from '@interlink/domain/enrolment/decision';
import type { Finding, JourneyEvent, JourneyStarted, RecordedEvent } from '@interlink/domain/enrolment/events';
import { fold } from '@interlink/domain/enrolment/fold';
import type { JourneyStatus } from '@interlink/domain/enrolment/status';

export const policy: JourneyPolicy = {
  branches: { accountNotCheckable: 'provisional', accountNameClose: 'remark' },
  retry: { checkAttempts: 2, firstDelayMs: 1_000, longestDelayMs: 60_000 },
};

export const NOW = '2026-11-24T08:00:00.000Z';

export const ina: JourneyPerson = { loginName: 'ina', mayCreate: true, mayApprove: false };
export const ana: JourneyPerson = { loginName: 'ana', mayCreate: false, mayApprove: true };
/** Holds both rights: may prepare and may approve, but not the same journey. */
export const sue: JourneyPerson = { loginName: 'sue', mayCreate: true, mayApprove: true };

export const started = (over: Partial<JourneyStarted> = {}): JourneyStarted => ({
  type: 'journey-started',
  programme: 'OAA',
  hasNationalId: true,
  hasMobile: true,
  hasMandate: false,
  accountRequired: true,
  ...over,
});

export const record = (event: JourneyEvent, seq: number, who = 'ina', at = NOW): RecordedEvent => ({
  seq,
  at,
  who,
  event,
});

type Answer = Omit<Finding, 'consequence' | 'advice'>;

export const answer = (over: Partial<Answer> = {}): Answer => ({
  outcome: 'verified',
  reasons: [],
  source: 'civil-registry',
  tookMs: 40,
  verificationId: '01930000-0000-7000-8000-000000000001',
  ...over,
});

/** A journey that is driven by commands, as the service drives it. */
export class Played {
  readonly events: RecordedEvent[] = [];

  constructor(over: Partial<JourneyStarted> = {}, maker: JourneyPerson = ina) {
    this.events.push(record(started(over), 1, maker.loginName));
  }

  get status(): JourneyStatus {
    const status = fold(this.events);
    if (!status) throw new Error('a journey begins with journey-started');
    return status;
  }

  do(command: JourneyCommand, person?: JourneyPerson, now = NOW): Decision {
    const decision = decide(this.status, command, { person, policy, now });
    if ('events' in decision) {
      for (const event of decision.events) {
        this.events.push(record(event, this.events.length + 1, person?.loginName ?? 'interlink', now));
      }
    }
    return decision;
  }

  consented(): this {
    this.do({ action: 'consent', noticeVersion: '1', means: 'spoken' }, ina);
    return this;
  }

  authenticated(over: Partial<Answer> = {}): this {
    this.consented().do({ action: 'start-identity' }, ina);
    this.do({ action: 'complete-identity', answer: answer({ source: 'national-id', ...over }), liveness: true }, ina);
    return this;
  }

  civilStatus(over: Partial<Answer> = {}): this {
    const attempt = this.status.steps['civil-status'].attempts + 1;
    this.do({ check: 'begin', step: 'civil-status', attempt });
    this.do({ check: 'answered', step: 'civil-status', attempt, answer: answer(over) });
    return this;
  }

  account(over: Partial<Answer> = {}): this {
    this.do({ action: 'check-account', provider: 'bank' }, ina);
    const attempt = this.status.steps.account.attempts + 1;
    this.do({ check: 'begin', step: 'account', attempt });
    this.do({ check: 'answered', step: 'account', attempt, answer: answer({ source: 'bank', ...over }) });
    return this;
  }

  eligibility(reasons: readonly string[] = []): this {
    this.do({ check: 'begin', step: 'eligibility', attempt: this.status.steps.eligibility.attempts + 1 });
    this.do({ check: 'decided', step: 'eligibility', finding: { reasons }, tookMs: 5 });
    return this;
  }

  ready(): this {
    return this.authenticated().civilStatus().account().eligibility();
  }

  submitted(): this {
    this.ready().do({ action: 'submit' }, ina);
    return this;
  }

  approved(): this {
    this.submitted().do({ action: 'approve', statementHash: 'a', currentHash: 'a' }, ana);
    return this;
  }

  landed(): this {
    this.approved().do({ landing: 'begin', attempt: 1 });
    this.do({ landing: 'individual', individualId: 'i-1', tookMs: 30 });
    this.do({ landing: 'beneficiary', taskId: 't-1', tookMs: 30 });
    return this;
  }

  enrolled(): this {
    this.landed().do({ landing: 'task-trusted', taskId: 't-1', resolver: 'u-ana', tookMs: 30 });
    this.do({ landing: 'confirmed', beneficiaryId: 'b-1', tookMs: 10 });
    return this;
  }
}
