import type { CivilStatusVerifier } from '@interlink/contracts/verification/verifier';
import { judgeCivilStatus } from '@interlink/domain/verification/civil-status';

/** Asks the civil registry who was born under that name, and whether the person lives. */
export const civilRegistryVerifier: CivilStatusVerifier = {
  id: 'civil-registry',
  kind: 'civil-status',
  open:
    ({ civilRegistry }) =>
    async ({ nationalId, givenName, surname, birthDate }, { requestId, cause }) => {
      const search = { nationalId, givenName, surname, birthDate };
      const finding = await civilRegistry.search({ search, requestId, cause });
      const { messageId, ...evidence } = finding.evidence;
      const judged = judgeCivilStatus(search, finding);
      // A partner that need not sign: what it says may be so, yet nothing proves who said it.
      const unsigned = finding.kind === 'records' && evidence.signature === 'absent';
      const reasons = unsigned ? [...judged.reasons, 'answer-unsigned' as const] : judged.reasons;
      return { ...judged, reasons, evidence, proof: { messageId } };
    },
};
