import type { Journey, JourneyStep, JourneySummary } from '@interlink/contracts/enrolment/journey';
import type { StepName } from '@interlink/contracts/enrolment/states';
import { STEPS } from '@interlink/domain/enrolment/status';

export const JOURNEY_ID = '018f4a5e-7c1d-7000-8000-00000000a001';
/** Its last eight: what the person reads out. */
export const REFERENCE = '0000A001';
export const CORRELATION = '5b0c9a52-8a6e-4f0e-9d6e-1b2c3d4e5f60';

/** A step with its change. */
export const step = (name: StepName, over: Partial<JourneyStep> = {}): JourneyStep => ({
  name,
  status: 'waiting',
  reasons: [],
  attempts: 0,
  ...over,
});

/** A journey just begun; a test names only what it is about. */
export function journey({ steps = [], ...over }: Partial<Journey> = {}): Journey {
  const changed = new Map(steps.map((one) => [one.name, one]));
  return {
    id: JOURNEY_ID,
    reference: REFERENCE,
    correlationId: CORRELATION,
    state: 'identified',
    programme: { code: 'OAA', name: 'Old-age allowance' },
    applicant: {
      givenName: 'Amina',
      surname: 'Wanjiru',
      birthDate: { date: '1955-03-12', precision: 'day' },
      nationalId: '••••••4711',
      mobile: '•••••••••0001',
      language: 'en',
      locationId: 'b6b2a0c0-0000-4000-8000-000000000001',
    },
    assurance: 'none',
    provisional: false,
    steps: STEPS.map((name) => changed.get(name) ?? step(name, name === 'identify' ? { status: 'passed' } : {})),
    verifications: [],
    timeline: [],
    maker: 'ina.intake',
    openimis: {},
    grievanceNumber: '1508',
    allowedActions: ['consent', 'withdraw'],
    systemMs: 0,
    createdAt: '2026-11-24T08:00:00.000Z',
    updatedAt: '2026-11-24T08:00:00.000Z',
    version: 1,
    ...over,
  };
}

export const statement = {
  hash: 'a'.repeat(64),
  text: { act: 'enrol', givenName: 'Amina', surname: 'Wanjiru', assurance: 'authenticated', 'check.account': 'passed' },
};

const passed = (name: StepName, askedOf?: string) =>
  step(name, { status: 'passed', attempts: 1, tookMs: 420, ...(askedOf ? { askedOf } : {}) });

/** Through all checks; `state` and `allowedActions` say who is next. */
export const checked = (over: Partial<Journey> = {}): Journey =>
  journey({
    state: 'ready',
    assurance: 'authenticated',
    allowedActions: ['submit', 'withdraw'],
    approvalStatement: statement,
    version: 9,
    systemMs: 1700,
    verifications: [
      {
        id: '018f4a5e-7c1d-7000-8000-00000000b001',
        kind: 'civil-status',
        outcome: 'verified',
        reasons: [],
        source: 'civil-registry',
        checkedAt: '2026-11-24T08:01:00.000Z',
        expiresAt: '2026-12-24T08:01:00.000Z',
        tookMs: 420,
        reused: false,
        evidence: { sha256: 'b'.repeat(64), signature: 'verified' },
      },
    ],
    timeline: [
      { seq: 1, at: '2026-11-24T08:00:00.000Z', what: 'journey-started', who: 'ina.intake', sinceMs: 0, detail: {} },
      { seq: 2, at: '2026-11-24T08:00:20.000Z', what: 'consent-given', who: 'ina.intake', sinceMs: 20_000, detail: {} },
      {
        seq: 3,
        at: '2026-11-24T08:01:00.000Z',
        what: 'civil-status-checked',
        who: 'interlink',
        sinceMs: 40_000,
        detail: {},
      },
    ],
    ...over,
    steps: [
      passed('consent'),
      passed('identity', 'national-id'),
      passed('civil-status', 'civil-registry'),
      passed('account', 'bank'),
      passed('eligibility'),
      ...(over.steps ?? []),
    ],
  });

export const summary = (over: Partial<JourneySummary> = {}): JourneySummary => ({
  id: JOURNEY_ID,
  state: 'awaiting-approval',
  programme: 'OAA',
  name: 'Amina Wanjiru',
  maker: 'ina.intake',
  assurance: 'authenticated',
  provisional: false,
  reasons: [],
  createdAt: '2026-11-24T08:00:00.000Z',
  updatedAt: '2026-11-24T08:05:00.000Z',
  ...over,
});
