import { randomBytes } from 'node:crypto';
import { ServiceError } from '@interlink/contracts/errors';
import type { Assertion, AssertionRequest } from '@interlink/contracts/payments/approvers';
import type { Operator } from '../../platform/http/api.js';
import type { Tx } from '../../platform/transaction.js';
import { activeCredentials, readCounter, saveCounter } from './store.js';
import type { ApproverTables, KeptAssertion } from './tables.js';
import { base64url, checkAssertion, type RelyingParty } from './webauthn.js';

/** A person touches the key within this time of asking. */
const GOOD_MS = 5 * 60_000;
/** What was signed counts so long; approvals run out then. */
const EXPIRY_MS = 72 * 3_600_000;

export interface Nonce {
  readonly nonce: string;
  /** ISO time. */
  readonly expiry: string;
}

/** Makes a nonce for one purpose of one person. */
export async function makeNonce(tx: Tx, userId: string, purpose: string): Promise<Nonce> {
  const nonce = randomBytes(32).toString('hex');
  const expiry = new Date(tx.now.getTime() + EXPIRY_MS);
  const goodUntil = new Date(tx.now.getTime() + GOOD_MS);
  await tx
    .db<ApproverTables>()
    .insertInto('payments.challenge')
    .values({ nonce, userId, purpose, expiry, goodUntil, usedAt: null })
    .execute();
  return { nonce, expiry: expiry.toISOString() };
}

/**
 * Uses a nonce up. Throws `payments.credential-refused` for one that is used, late, another's or for something else.
 */
export async function useNonce(tx: Tx, userId: string, purpose: string, nonce: string): Promise<Nonce> {
  const row = await tx
    .db<ApproverTables>()
    .updateTable('payments.challenge')
    .set({ usedAt: tx.now })
    .where('nonce', '=', nonce)
    .where('userId', '=', userId)
    .where('purpose', '=', purpose)
    .where('usedAt', 'is', null)
    .where('goodUntil', '>=', tx.now)
    .returning('expiry')
    .executeTakeFirst();
  if (!row) throw new ServiceError('payments.credential-refused', { reason: 'challenge-over' });
  return { nonce, expiry: row.expiry.toISOString() };
}

/** How the bytes to sign follow from a nonce. */
export type ChallengeOf = (nonce: Nonce) => Uint8Array;

/** Asks the signed-in person's own authenticator. Throws `payments.credential-refused` when none is active. */
export async function askAssertion(
  tx: Tx,
  { session }: Operator,
  rp: RelyingParty,
  purpose: string,
  challengeOf: ChallengeOf,
): Promise<AssertionRequest> {
  const own = await activeCredentials(tx, session.institution ?? '', session.userId, tx.now);
  if (own.length === 0) throw new ServiceError('payments.credential-refused', { reason: 'no-active-credential' });
  const made = await makeNonce(tx, session.userId, purpose);
  const credentialIds = own.map(({ row }) => row.credentialId);
  return { ...made, challenge: base64url(challengeOf(made)), rpId: rp.rpId, credentialIds };
}

/**
 * Takes the answer: an active credential of the signed-in person, this purpose, once. Throws
 * `payments.credential-refused`.
 */
export async function takeAssertion(
  tx: Tx,
  { session }: Operator,
  rp: RelyingParty,
  purpose: string,
  challengeOf: ChallengeOf,
  assertion: Assertion,
): Promise<KeptAssertion> {
  const used = await useNonce(tx, session.userId, purpose, assertion.nonce);
  const own = await activeCredentials(tx, session.institution ?? '', session.userId, tx.now);
  const found = own.find(({ row }) => row.credentialId === assertion.credentialId);
  if (!found) throw new ServiceError('payments.credential-refused', { reason: 'no-active-credential' });
  const { credentialId, publicKey } = found.row;
  const known = { publicKey, counter: await readCounter(tx, credentialId) };
  await saveCounter(tx, credentialId, await checkAssertion(rp, challengeOf(used), assertion, known));
  return { ...assertion, publicKey, expiry: used.expiry };
}
