import fc from 'fast-check';
import { allowedActions, type JourneyPerson } from '@interlink/domain/enrolment/allowed-actions';
import type { JourneyCommand } from '@interlink/domain/enrolment/decide';
import { fold } from '@interlink/domain/enrolment/fold';
import { nextStep } from '@interlink/domain/enrolment/next';
import { isTerminal } from '@interlink/domain/enrolment/status';
import { ana, answer, ina, NOW, Played, sue } from './builders';

const outcome = fc.constantFrom('verified', 'mismatch', 'refused', 'not-found', 'ambiguous', 'unavailable');
const reason = fc.constantFrom(
  'name-differs',
  'deceased',
  'otp-wrong',
  'account-closed',
  'timed-out',
  'several-records',
);
const found = fc
  .tuple(outcome, fc.array(reason, { maxLength: 2 }))
  .map(([is, reasons]) => answer({ outcome: is, reasons: is === 'verified' ? [] : reasons }));
const attempt = fc.integer({ min: 1, max: 3 });
const check = fc.constantFrom('civil-status', 'account');

const byPerson: fc.Arbitrary<JourneyCommand> = fc.oneof(
  fc.constantFrom<JourneyCommand>(
    { action: 'consent', noticeVersion: '1', means: 'spoken' },
    { action: 'start-identity' },
    { action: 'vouch-identity', witnesses: 2 },
    { action: 'check-account', provider: 'bank' },
    { action: 'retry-checks' },
    { action: 'override-hold' },
    { action: 'submit' },
    { action: 'approve', statementHash: 'a', currentHash: 'a' },
    { action: 'approve', statementHash: 'a', currentHash: 'b' },
  ),
  // Rare, so that most journeys get far.
  fc.constantFrom<JourneyCommand>({ action: 'reject' }, { action: 'withdraw' }, { action: 'submit' }),
  found.map((given) => ({ action: 'complete-identity' as const, answer: given, liveness: true })),
);

const byEngine: fc.Arbitrary<JourneyCommand> = fc.oneof(
  fc.record({
    check: fc.constant('begin' as const),
    step: fc.constantFrom('civil-status', 'account', 'eligibility'),
    attempt,
  }),
  fc.record({ check: fc.constant('answered' as const), step: check, attempt, answer: found }),
  fc.record({
    check: fc.constant('decided' as const),
    step: fc.constant('eligibility' as const),
    finding: fc.constantFrom({ reasons: [] }, { reasons: ['too-young'] }, { reasons: ['possible-duplicate'] }),
    tookMs: fc.constant(1),
  }),
  fc.constantFrom<JourneyCommand>(
    { landing: 'begin', attempt: 1 },
    { landing: 'individual', individualId: 'i', tookMs: 1 },
    { landing: 'beneficiary', taskId: 't', tookMs: 1 },
    { landing: 'beneficiary', beneficiaryId: 'b', tookMs: 1 },
    { landing: 'task-trusted', taskId: 't', resolver: 'u', tookMs: 1 },
    { landing: 'task-rejected', taskId: 't' },
    { landing: 'task-doubted', taskId: 't', reason: 'voice-of-another' },
    { landing: 'confirmed', beneficiaryId: 'b', tookMs: 1 },
    { landing: 'refused', reasons: ['openimis-refused'], tookMs: 1 },
  ),
) as fc.Arbitrary<JourneyCommand>;

type Move =
  | { readonly kind: 'free'; readonly command: JourneyCommand; readonly person: JourneyPerson }
  | { readonly kind: 'forward' };

const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('free' as const),
      command: byPerson,
      person: fc.constantFrom(ina, ana, sue),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('free' as const), command: byEngine, person: fc.constant(ina) }),
  },
  { weight: 12, arbitrary: fc.constant({ kind: 'forward' as const }) },
);

const moves = fc.array(move, { maxLength: 45, size: 'max' });
const beginnings = fc.record({ hasNationalId: fc.boolean(), hasMobile: fc.boolean(), accountRequired: fc.boolean() });
const makers = fc.constantFrom(ina, sue);

/** The good next thing in this state, so that random journeys also reach the far states. */
function forward(journey: Played): void {
  const { state, steps } = journey.status;
  const tries: Record<string, () => unknown> = {
    identified: () => journey.consented(),
    consented: () => journey.do({ action: 'start-identity' }, ina),
    authenticating: () => journey.do({ action: 'complete-identity', answer: answer(), liveness: true }, ina),
    checking: () => {
      if (steps['civil-status'].consequence === undefined) return journey.civilStatus();
      if (steps.account.status === 'waiting' || steps.account.status === 'failed') return journey.account();
      return journey.eligibility();
    },
    held: () => journey.do({ action: 'override-hold' }, ana),
    ready: () => journey.do({ action: 'submit' }, ina),
    'awaiting-approval': () => journey.do({ action: 'approve', statementHash: 'a', currentHash: 'a' }, ana),
    approved: () => journey.do({ landing: 'individual', individualId: 'i', tookMs: 1 }),
    landing: () => {
      if (journey.status.beneficiaryAsked) return journey.do({ landing: 'confirmed', beneficiaryId: 'b', tookMs: 1 });
      return journey.do({ landing: 'beneficiary', taskId: 't', tookMs: 1 });
    },
    'awaiting-task': () => journey.do({ landing: 'task-trusted', taskId: 't', resolver: 'u', tookMs: 1 }),
  };
  tries[state]?.();
}

function play(
  begin: Partial<Parameters<typeof Object.assign>[0]>,
  maker: JourneyPerson,
  steps: readonly Move[],
  look: (journey: Played) => void,
) {
  const journey = new Played(begin, maker);
  for (const step of steps) {
    if (step.kind === 'forward') forward(journey);
    else journey.do(step.command, 'action' in step.command ? step.person : undefined);
    look(journey);
  }
  return journey;
}

const RUNS = { numRuns: 80 };

describe('any sequence of commands', () => {
  it('S10: reaches enrolled only through an approval by somebody other than the maker', () => {
    let reached = 0;
    fc.assert(
      fc.property(beginnings, makers, moves, (begin, maker, steps) => {
        const journey = play(begin, maker, steps, () => undefined);
        if (journey.status.state !== 'enrolled') return;
        reached += 1;
        const approvals = journey.events.filter(({ event }) => event.type === 'approved');
        expect(approvals.length).toBeGreaterThan(0);
        for (const { who } of approvals) expect(who).not.toBe(maker.loginName);
      }),
      { numRuns: 250 },
    );
    // Otherwise the property would hold of nothing.
    expect(reached).toBeGreaterThan(0);
  });

  it('moves no journey out of a terminal state', () => {
    fc.assert(
      fc.property(beginnings, makers, moves, (begin, maker, steps) => {
        let ended: string | undefined;
        play(begin, maker, steps, ({ status }) => {
          if (ended !== undefined) expect(status.state).toBe(ended);
          if (isTerminal(status.state)) ended = status.state;
        });
      }),
      RUNS,
    );
  });

  it('leaves every journey a way on, by a person or by the engine, unless it has ended', () => {
    fc.assert(
      fc.property(beginnings, makers, moves, (begin, maker, steps) => {
        play(begin, maker, steps, ({ status }) => {
          if (isTerminal(status.state)) return;
          const others = { loginName: 'abe', mayCreate: true, mayApprove: true };
          const engine = 'do' in nextStep(status, NOW) || 'at' in nextStep(status, NOW);
          expect([status.state, engine || allowedActions(status, others).length > 0]).toEqual([status.state, true]);
        });
      }),
      RUNS,
    );
  });

  it('folds to the same status every time', () => {
    fc.assert(
      fc.property(beginnings, makers, moves, (begin, maker, steps) => {
        const { events } = play(begin, maker, steps, () => undefined);
        expect(fold(events)).toEqual(fold(structuredClone(events)));
        expect(fold(events)?.version).toBe(events.length);
      }),
      RUNS,
    );
  });

  it('offers the assisted way at the third wrong password at the latest, and asks for no fourth', () => {
    fc.assert(
      fc.property(beginnings, makers, moves, (begin, maker, steps) => {
        play(begin, maker, steps, ({ status }) => {
          expect(status.wrongOtps).toBeLessThanOrEqual(3);
          if (status.wrongOtps === 3 && status.state === 'authenticating') {
            const actions = allowedActions(status, ina);
            expect(actions).toContain('vouch-identity');
            expect(actions).not.toContain('start-identity');
          }
        });
      }),
      RUNS,
    );
  });
});
