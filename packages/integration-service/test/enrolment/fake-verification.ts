import { randomUUID } from 'node:crypto';
import { ServiceError } from '@interlink/contracts/errors';
import type { IdentityAttributes } from '@interlink/contracts/verification/checks';
import type {
  VerificationKind,
  VerificationOutcome,
  VerificationReason,
  VerificationResult,
} from '@interlink/contracts/verification/result';
import type { Clock } from '../../src/platform/clock';
import type { Verification } from '../../src/verification/service';

interface Said {
  readonly outcome: VerificationOutcome;
  readonly reasons?: readonly VerificationReason[];
}

/** The partners behind `verification`: a test says what they answer and reads what they were asked. */
export interface FakeVerification extends Verification {
  /** Next answers by kind, in order; `verified` when there is none. */
  readonly answers: Record<VerificationKind, Said[]>;
  /** What the provider says of whoever signs in; absent: the same as applied for. */
  attributes: Partial<IdentityAttributes> | undefined;
  /** True: the national identity provider cannot be reached. */
  providerDown: boolean;
  /** Request ids of each kind, in the order in which they came. */
  readonly asked: { readonly kind: VerificationKind; readonly subjectId: string; readonly requestId: string }[];
  /** How often each request was really answered anew: a repeat of an id gives the first answer. */
  readonly answered: Map<string, VerificationResult>;
  stateOf(journeyId: string): string;
  /** Called before each check is answered. */
  beforeAnswer: (kind: VerificationKind) => Promise<void>;
}

const SOURCES = {
  identity: 'national-id',
  'civil-status': 'civil-registry',
  account: 'bank',
  enrolment: 'registry',
} as const;

export function fakeVerification(clock: Clock): FakeVerification {
  const kept = new Map<string, VerificationResult[]>();
  const toResult = (kind: VerificationKind, subjectId: string, { outcome, reasons = [] }: Said): VerificationResult => {
    const at = clock.now().toISOString();
    const evidence = { signature: 'verified' } as const;
    const base = { id: randomUUID(), kind, outcome, source: SOURCES[kind], evidence, reused: false, tookMs: 5 };
    const result = { ...base, reasons: [...reasons], checkedAt: at, expiresAt: at };
    kept.set(subjectId, [...(kept.get(subjectId) ?? []), result]);
    return result;
  };
  const next = (kind: VerificationKind): Said => fake.answers[kind].shift() ?? { outcome: 'verified' };
  const check = async (kind: VerificationKind, subjectId: string, requestId: string) => {
    fake.asked.push({ kind, subjectId, requestId });
    await fake.beforeAnswer(kind);
    const known = fake.answered.get(requestId);
    const result = known ?? toResult(kind, subjectId, next(kind));
    fake.answered.set(requestId, result);
    return { result };
  };
  const completed = new Map<string, Awaited<ReturnType<Verification['completeIdentity']>>>();
  const states = new Map<string, string>();
  const fake: FakeVerification = {
    answers: { identity: [], 'civil-status': [], account: [], enrolment: [] },
    attributes: undefined,
    providerDown: false,
    asked: [],
    answered: new Map(),
    beforeAnswer: async () => undefined,
    stateOf: (journeyId) => [...states].findLast(([, id]) => id === journeyId)?.[0] ?? 'none',
    async startIdentity({ journeyId }) {
      if (fake.providerDown) throw new ServiceError('verification.source-unavailable');
      const state = randomUUID();
      states.set(state, journeyId);
      return { authorizationUrl: `http://id.example/?state=${state}`, expiresAt: clock.now().toISOString() };
    },
    async completeIdentity({ state }) {
      const journeyId = states.get(state);
      if (journeyId === undefined) throw new ServiceError('verification.authentication-unknown');
      const known = completed.get(state);
      if (known) return known;
      const said = next('identity');
      const result = toResult('identity', journeyId, said);
      const attributes = said.outcome === 'verified' ? fake.attributes : undefined;
      const answer = {
        journeyId,
        result,
        ...(attributes && { attributes: { subject: 's', fullName: '', ...attributes } }),
      };
      completed.set(state, answer);
      return answer;
    },
    checkCivilStatus: ({ subjectId, requestId }) => check('civil-status', subjectId, requestId),
    checkAccount: ({ subjectId, requestId }) => check('account', subjectId, requestId),
    checkEnrolments: async ({ subjectId, requestId }) => [(await check('enrolment', subjectId, requestId)).result],
    checkElsewhere: async ({ subjectId, requestId }) => [(await check('enrolment', subjectId, requestId)).result],
    list: async (subjectId) => kept.get(subjectId) ?? [],
  };
  return fake;
}
