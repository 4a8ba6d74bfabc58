import { ServiceError } from '@interlink/contracts/errors';
import type {
  AskJudgement,
  AssertionRequest,
  EnrolCredential,
  EnrolmentRequest,
  JudgeCredential,
} from '@interlink/contracts/payments/approvers';
import { judgementChallenge } from '@interlink/domain/payments/approval-challenge';
import { toJson } from '../../platform/database.js';
import type { Operator } from '../../platform/http/api.js';
import type { Tx } from '../../platform/transaction.js';
import { sha256 } from '../hashes.js';
import { joinCeremony } from './ceremony.js';
import { askAssertion, makeNonce, takeAssertion, useNonce, type ChallengeOf } from './challenges.js';
import { getCredential, listCredentials, saveCounter } from './store.js';
import type { ApproverTables } from './tables.js';
import { ALGORITHMS, base64url, checkRegistration, type RelyingParty } from './webauthn.js';

const ENROL = 'enrol';
const challengeOf = (nonce: string) => Buffer.from(nonce, 'hex');

/** What the browser must know to make a credential. */
export async function askEnrolment(tx: Tx, { session }: Operator, rp: RelyingParty): Promise<EnrolmentRequest> {
  const { userId, loginName, displayName, institution = '' } = session;
  const { nonce } = await makeNonce(tx, userId, ENROL);
  const all = await listCredentials(tx, institution, tx.now);
  return {
    nonce,
    challenge: base64url(challengeOf(nonce)),
    rpId: rp.rpId,
    rpName: 'Interlink',
    userHandle: base64url(sha256(userId)),
    userName: loginName,
    displayName,
    algorithms: ALGORITHMS,
    excludeIds: all.filter(({ row }) => row.approverId === userId).map(({ row }) => row.credentialId),
  };
}

/**
 * Keeps a new credential; every holder sees it from now on. Throws `payments.credential-refused`,
 * `payments.ceremony-refused`.
 */
export async function enrolCredential(
  tx: Tx,
  { session }: Operator,
  rp: RelyingParty,
  body: EnrolCredential,
): Promise<void> {
  const { userId, loginName, institution = '' } = session;
  const { nonce, ceremonyCode, credentialId, transports, label, relatedIndividualIds } = body;
  await useNonce(tx, userId, ENROL, nonce);
  const ceremonyId = ceremonyCode === undefined ? null : await joinCeremony(tx, session, ceremonyCode, tx.now);
  const { publicKey, counter } = await checkRegistration(rp, challengeOf(nonce), body);
  const { numInsertedOrUpdatedRows } = await tx
    .db<ApproverTables>()
    .insertInto('payments.credential')
    .values({
      credentialId,
      approverId: userId,
      approverLogin: loginName,
      institution,
      publicKey,
      transports: [...transports],
      label,
      ceremonyId,
      relatedIndividualIds: [...relatedIndividualIds],
      attestationObject: body.attestationObject,
      clientDataJson: body.clientDataJson,
      at: tx.now,
    })
    .onConflict((clash) => clash.doNothing())
    .executeTakeFirst();
  if (!numInsertedOrUpdatedRows) throw new ServiceError('payments.credential-refused', { reason: 'already-enrolled' });
  await saveCounter(tx, credentialId, counter);
  const noted = { approverLogin: loginName, label, inCeremony: ceremonyId !== null };
  tx.audit({ stream: 'payments:approvers', action: 'payments.enrol-credential', subject: credentialId, body: noted });
}

/** Which word may be said of a credential in that state, by whom. */
async function refuseJudgement(
  tx: Tx,
  { session }: Operator,
  { credentialId, judgement }: AskJudgement,
): Promise<void> {
  const { row, folded, events } = await getCredential(tx, session.institution ?? '', credentialId, tx.now);
  const isOwn = row.approverId === session.userId;
  const wanted = judgement === 'revoked' ? ['proposed', 'active'] : ['proposed'];
  const reason =
    (isOwn && judgement !== 'revoked' && 'own-credential') ||
    (!wanted.includes(folded.state) && `is-${folded.state}`) ||
    (events.some(({ kind, who }) => kind === judgement && who === session.userId) && 'said-already');
  if (reason) throw new ServiceError('payments.credential-refused', { reason });
}

const purposeOf = ({ credentialId, judgement }: AskJudgement) => `${judgement}:${credentialId}`;

const judgementOf =
  ({ credentialId, judgement }: AskJudgement, approverId: string): ChallengeOf =>
  (nonce) =>
    judgementChallenge({ credentialId, judgement, approverId, ...nonce }, sha256);

export async function askJudgement(
  tx: Tx,
  operator: Operator,
  rp: RelyingParty,
  asked: AskJudgement,
): Promise<AssertionRequest> {
  await refuseJudgement(tx, operator, asked);
  return askAssertion(tx, operator, rp, purposeOf(asked), judgementOf(asked, operator.session.userId));
}

/** A holder's signed word. Throws `payments.credential-refused`. */
export async function judgeCredential(
  tx: Tx,
  operator: Operator,
  rp: RelyingParty,
  body: JudgeCredential,
): Promise<void> {
  await refuseJudgement(tx, operator, body);
  const { userId, loginName } = operator.session;
  const challenge = judgementOf(body, userId);
  const assertion = await takeAssertion(tx, operator, rp, purposeOf(body), challenge, body.assertion);
  const { credentialId, judgement: kind, reason = null } = body;
  await tx
    .db<ApproverTables>()
    .insertInto('payments.credentialEvent')
    .values({ credentialId, kind, who: userId, whoLogin: loginName, reason, assertion: toJson(assertion), at: tx.now })
    .execute();
  tx.audit({
    stream: 'payments:approvers',
    action: `payments.credential-${kind}`,
    subject: credentialId,
    body: { by: loginName },
  });
}
