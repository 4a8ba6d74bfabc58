import type {
  AccountAnswer,
  AccountCheck,
  CivilStatusAnswer,
  CivilStatusCheck,
  IdentityAnswer,
  IdentityReturn,
  IdentityStart,
  IdentityStartedAt,
} from '@interlink/contracts/verification/checks';
import type { VerificationResult } from '@interlink/contracts/verification/result';

/** For whom a check is made. Replaced by the platform's Actor, which has at least these. */
export interface CheckActor {
  readonly loginName: string;
}

/**
 * Asks others about a person and keeps what they said. A check answers with outcome `unavailable` when nobody
 * answered in time; it throws only for what the caller did wrong or what failed on our side.
 */
export interface Verification {
  /** Begins an authentication; throws `verification.source-unavailable` when the provider cannot be reached. */
  startIdentity(request: IdentityStart & { readonly actor: CheckActor }): Promise<IdentityStartedAt>;
  /** Single use; a completed state that comes again gives the first answer. Unknown or expired: `verification.authentication-unknown`. */
  completeIdentity(request: IdentityReturn & { readonly actor: CheckActor }): Promise<IdentityAnswer>;
  checkCivilStatus(request: CivilStatusCheck & { readonly actor: CheckActor }): Promise<CivilStatusAnswer>;
  checkAccount(request: AccountCheck & { readonly actor: CheckActor }): Promise<AccountAnswer>;
  /** Every result kept for the subject, oldest first. */
  list(subjectId: string): Promise<VerificationResult[]>;
}
