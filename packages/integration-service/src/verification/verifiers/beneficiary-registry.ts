import type { EnrolmentVerifier } from '@interlink/contracts/verification/verifier';
import { judgeEnrolments } from '@interlink/domain/verification/enrolments';

/** Asks another integrated beneficiary registry whether the person is enrolled in a programme of its own. */
export const beneficiaryRegistryVerifier: EnrolmentVerifier = {
  id: 'beneficiary-registry',
  kind: 'enrolment',
  open:
    ({ beneficiaryRegistry }) =>
    async ({ nationalId }, { requestId, cause }) => {
      const question = { query: { by: 'identifier', type: 'UIN', value: nationalId } } as const;
      const finding = await beneficiaryRegistry.search({ question, requestId, cause });
      const { messageId, ...evidence } = finding.evidence;
      const judged = judgeEnrolments(nationalId, finding);
      // A partner that need not sign: nothing proves who said it.
      const unsigned = finding.kind === 'records' && evidence.signature === 'absent';
      const reasons = unsigned ? [...judged.reasons, 'answer-unsigned' as const] : judged.reasons;
      return { ...judged, reasons, evidence, proof: { messageId } };
    },
};
