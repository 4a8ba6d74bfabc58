import type {
  Approvers,
  AskJudgement,
  AssertionRequest,
  CredentialView,
  EnrolCredential,
  EnrolmentRequest,
  JudgeCredential,
} from '@interlink/contracts/payments/approvers';
import { CEREMONY_SIZE } from '@interlink/domain/payments/appointments';
import type { DbHandle } from '../../platform/database.js';
import type { Operator } from '../../platform/http/api.js';
import type { Tx } from '../../platform/transaction.js';
import type { PaymentsContext } from '../policy.js';
import { openCeremony, type CeremonyRecord } from './ceremony.js';
import { askEnrolment, askJudgement, enrolCredential, judgeCredential } from './enrol.js';
import { latestCeremony, listCredentials, type LoadedCredential } from './store.js';
import { relyingParty } from './webauthn.js';

/** Who may approve money: appointments of Interlink, never a right of openIMIS alone (S11). */
export interface ApproverDesk {
  list(operator: Operator): Promise<Approvers>;
  askEnrolment(tx: Tx, operator: Operator): Promise<EnrolmentRequest>;
  enrol(tx: Tx, operator: Operator, body: EnrolCredential): Promise<Approvers>;
  askJudgement(tx: Tx, operator: Operator, asked: AskJudgement): Promise<AssertionRequest>;
  judge(tx: Tx, operator: Operator, body: JudgeCredential): Promise<Approvers>;
  /** From the server's own command line only; gives the code. */
  openCeremony(tx: Tx, record: CeremonyRecord): Promise<string>;
}

export function openApproverDesk({ platform, settings }: PaymentsContext): ApproverDesk {
  const rp = relyingParty(platform.config.publicOrigin);
  const view = (handle: DbHandle, operator: Operator, now: Date) =>
    viewApprovers(handle, settings.approvalAssurance, operator.session.institution ?? '', now);
  return {
    list: (operator) => view(platform, operator, platform.clock.now()),
    askEnrolment: (tx, operator) => askEnrolment(tx, operator, rp),
    async enrol(tx, operator, body) {
      await enrolCredential(tx, operator, rp, body);
      return view(tx, operator, tx.now);
    },
    askJudgement: (tx, operator, asked) => askJudgement(tx, operator, rp, asked),
    async judge(tx, operator, body) {
      await judgeCredential(tx, operator, rp, body);
      return view(tx, operator, tx.now);
    },
    openCeremony: (tx, record) => openCeremony(tx, platform.ids.next(), record),
  };
}

async function viewApprovers(
  handle: DbHandle,
  assurance: Approvers['assurance'],
  institution: string,
  now: Date,
): Promise<Approvers> {
  const all = await listCredentials(handle, institution, now);
  const ceremony = await latestCeremony(handle, institution);
  const enrolled = all.filter(({ row }) => row.ceremonyId !== null && row.ceremonyId === ceremony?.id).length;
  return {
    assurance,
    credentials: all.map(viewCredential),
    ...(ceremony && {
      ceremony: {
        id: ceremony.id,
        place: ceremony.place,
        witnesses: ceremony.witnesses,
        openedBy: ceremony.openedBy,
        openedAt: ceremony.at.toISOString(),
        expiresAt: ceremony.expiresAt.toISOString(),
        isOpen: enrolled < CEREMONY_SIZE && ceremony.expiresAt >= now,
        enrolled,
      },
    }),
  };
}

function viewCredential({ row, events, folded }: LoadedCredential): CredentialView {
  const { credentialId, approverId, approverLogin, label, ceremonyId, relatedIndividualIds, at } = row;
  return {
    credentialId,
    approverId,
    approverLogin,
    label,
    ...folded,
    inCeremony: ceremonyId !== null,
    relatedCount: relatedIndividualIds.length,
    proposedAt: at.toISOString(),
    events: events.map(({ kind, whoLogin, at: when, reason }) => ({
      kind,
      whoLogin,
      at: when.toISOString(),
      ...(reason !== null && { reason }),
    })),
  };
}
