import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type {
  IdentityAnswer,
  IdentityAttributes,
  IdentityReturn,
  IdentityStart,
  IdentityStartedAt,
} from '@interlink/contracts/verification/checks';
import { ServiceError } from '@interlink/contracts/errors';
import type { OpenIdentityVerifier } from '@interlink/contracts/verification/verifier';
import { OutgoingError } from '../interconnection/service.js';
import type { Actor } from '../platform/actor.js';
import { hashOf, type Authentication, type Authentications } from './authentications.js';
import { answerOf, keep, type CheckDeps } from './checks.js';
import { toResult } from './store.js';

export interface IdentityDeps extends CheckDeps {
  readonly verifier: OpenIdentityVerifier;
  readonly authentications: Authentications;
  /** Partner id. */
  readonly source: string;
  readonly validSeconds: number;
}

const LIFETIME_MS = 15 * 60_000;
// Longer than the provider may take; after it, who claimed the state is taken for dead.
const WAIT_MS = 12_000;
const POLL_MS = 100;

/** Prepares the person's way to the provider. */
export async function startIdentity(
  { actor, ...request }: IdentityStart & { readonly actor: Actor },
  deps: IdentityDeps,
): Promise<IdentityStartedAt> {
  const state = randomBytes(32).toString('base64url');
  const cause = { actor, subjectId: request.journeyId };
  const { authorizationUrl, secrets } = await orUnavailable(() => deps.verifier.start({ ...request, state }, cause));
  const expiresAt = new Date(deps.clock.now().getTime() + LIFETIME_MS);
  await deps.inTransaction(actor, (tx) => deps.authentications.add(tx, state, request.journeyId, secrets, expiresAt));
  return { authorizationUrl, expiresAt: expiresAt.toISOString() };
}

async function orUnavailable<Started>(start: () => Promise<Started>): Promise<Started> {
  try {
    return await start();
  } catch (thrown) {
    if (!(thrown instanceof OutgoingError)) throw thrown;
    throw new ServiceError('verification.source-unavailable', { reason: thrown.reason }, { cause: thrown });
  }
}

/** The first who comes with a state asks the provider; all others get the answer that the first got. */
export async function completeIdentity(
  { actor, ...back }: IdentityReturn & { readonly actor: Actor },
  deps: IdentityDeps,
): Promise<IdentityAnswer> {
  const found = await deps.authentications.find(back.state);
  if (!found) throw new ServiceError('verification.authentication-unknown');
  const secrets = await deps.inTransaction(actor, (tx) => deps.authentications.claim(tx, back.state));
  if (!secrets) return answerOfTheFirst(back.state, deps);
  const started = deps.clock.now();
  const cause = { actor, subjectId: found.journeyId };
  const answer = await answerOf(() => deps.verifier.complete(back, secrets, cause));
  const stateHash = hashOf(back.state);
  const row = await keep(
    { subjectId: found.journeyId, kind: 'identity', source: deps.source, requestId: stateHash, inputs: stateHash },
    answer,
    { started, actor, validSeconds: deps.validSeconds },
    deps,
    (tx, kept) => deps.authentications.complete(tx, back.state, kept.id),
  );
  return { journeyId: found.journeyId, result: toResult(row, false), attributes: answer.attributes };
}

async function answerOfTheFirst(state: string, deps: IdentityDeps): Promise<IdentityAnswer> {
  const done = await waitForCompletion(state, deps);
  const row = await deps.store.get(done.journeyId, done.resultId);
  const attributes = await deps.store.openAttributes<IdentityAttributes>(row);
  return { journeyId: done.journeyId, result: toResult(row, false), attributes };
}

async function waitForCompletion(state: string, { authentications, clock }: IdentityDeps) {
  for (;;) {
    const found: Authentication | undefined = await authentications.find(state);
    if (typeof found?.resultId === 'string') return { journeyId: found.journeyId, resultId: found.resultId };
    const claimedAt = found?.claimedAt?.getTime();
    const waits = claimedAt !== undefined && clock.now().getTime() - claimedAt < WAIT_MS;
    if (!waits) throw new ServiceError('verification.authentication-unknown');
    await pause(POLL_MS);
  }
}
