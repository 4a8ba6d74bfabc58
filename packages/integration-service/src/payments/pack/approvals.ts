import { approvalChallenge } from '@interlink/domain/payments/approval-challenge';
import { sha256 } from '../hashes.js';
import { checkAssertion, relyingParty } from '../approvers/webauthn.js';
import { objectIn, type PackProblem, type ReadPack, type RecordOf } from './read.js';
import type { VerifySignature } from './signatures.js';

/**
 * Each approval is of this statement, by somebody else than the maker, signed by the approver's key or by the service.
 */
export async function checkApprovals(
  pack: ReadPack,
  verify: VerifySignature,
  origin: string | undefined,
  problems: PackProblem[],
): Promise<void> {
  for (const approval of pack.of('approval')) {
    const at = approval.approverLogin;
    const codes = [
      ...refuteFacts(pack, approval),
      ...((await verify(approval.attestation, approval.attested)) ? [] : ['attestation-invalid']),
      ...(await refuteAssertion(pack, approval, origin)),
    ];
    problems.push(...codes.map((code) => ({ code, at })));
  }
}

function refuteFacts({ head }: ReadPack, approval: RecordOf<'approval'>): string[] {
  const { approverId, approverLogin, statementHash, at, assurance, attested } = approval;
  const said = objectIn(attested);
  const shown = { approverId, approverLogin, statementHash, at, assurance, batchId: head.batchId };
  const isSame = Object.entries(shown).every(([key, value]) => said[key] === value);
  return [
    ...(isSame ? [] : ['approval-altered']),
    ...(statementHash === head.statementHash ? [] : ['approval-of-another-statement']),
    ...(approverId === head.makerId ? ['approver-is-maker'] : []),
  ];
}

async function refuteAssertion(
  { head }: ReadPack,
  { approverId, assurance, assertion, at }: RecordOf<'approval'>,
  origin: string | undefined,
): Promise<string[]> {
  if (!assertion) return assurance === 'signed' ? ['assertion-missing'] : [];
  const { nonce, expiry, publicKey, ...given } = assertion;
  const signedAt = origin ?? originOf(assertion.clientDataJson);
  if (signedAt === undefined) return ['assertion-invalid'];
  try {
    const challenge = approvalChallenge({ statement: head.statement, approverId, nonce, expiry }, sha256);
    // Counts are the service's to compare; 0 lets any through.
    await checkAssertion(relyingParty(signedAt), challenge, { nonce, ...given }, { publicKey, counter: 0 });
    return Date.parse(at) <= Date.parse(expiry) ? [] : ['approval-ran-out'];
  } catch {
    return ['assertion-invalid'];
  }
}

function originOf(clientDataJson: string): string | undefined {
  const { origin } = objectIn(Buffer.from(clientDataJson, 'base64url').toString());
  return typeof origin === 'string' && URL.canParse(origin) ? origin : undefined;
}
