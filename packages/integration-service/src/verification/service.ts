import type {
  AccountAnswer,
  AccountCheck,
  CivilStatusAnswer,
  CivilStatusAttributes,
  CivilStatusCheck,
  IdentityAnswer,
  IdentityReturn,
  IdentityStart,
  IdentityStartedAt,
} from '@interlink/contracts/verification/checks';
import type { VerificationResult } from '@interlink/contracts/verification/result';
import { VerificationSettings } from '@interlink/contracts/verification/settings';
import type { Exchange } from '../exchange/service.js';
import type { Interconnection } from '../interconnection/service.js';
import type { Actor } from '../platform/actor.js';
import { readPolicy } from '../platform/config.js';
import type { Platform } from '../platform/platform.js';
import { postgresAuthentications } from './authentications.js';
import { runCheck, type CheckDeps } from './checks.js';
import { checkElsewhere, checkEnrolments, type EnrolmentDeps, type EnrolmentsCheck } from './enrolments.js';
import { completeIdentity, startIdentity, type IdentityDeps } from './identity.js';
import { openSources, type AnyVerifier } from './sources.js';
import { postgresResultStore, toResult } from './store.js';

export { verificationKeeper } from './keeper.js';

/**
 * Asks others about a person and keeps what they said. A check answers with outcome `unavailable` when nobody
 * answered in time; it throws only for what the caller did wrong or what failed on our side. A `verified` answer to
 * the same question is used again while it is valid, any other answer only for the same `requestId`.
 */
export interface Verification {
  /** Begins an authentication; throws `verification.source-unavailable` when the provider cannot be reached. */
  startIdentity(request: IdentityStart & { readonly actor: Actor }): Promise<IdentityStartedAt>;
  /**
   * A completed state that comes again gives the first answer. Unknown or expired:
   * `verification.authentication-unknown`.
   */
  completeIdentity(request: IdentityReturn & { readonly actor: Actor }): Promise<IdentityAnswer>;
  checkCivilStatus(request: CivilStatusCheck & { readonly actor: Actor }): Promise<CivilStatusAnswer>;
  checkAccount(request: AccountCheck & { readonly actor: Actor }): Promise<AccountAnswer>;
  /** Asks every beneficiary registry of the settings beside our own; one result each. */
  checkEnrolments(request: EnrolmentsCheck): Promise<VerificationResult[]>;
  /** The same without our own: for whoever knows of that already. One result a registry that the settings name. */
  checkElsewhere(request: Omit<EnrolmentsCheck, 'own' | 'programme'>): Promise<VerificationResult[]>;
  /** Every result kept for the subject, oldest first. */
  list(subjectId: string): Promise<VerificationResult[]>;
}

export interface VerificationDeps {
  readonly interconnection: Interconnection;
  readonly exchange: Exchange;
  /** Verifiers of extensions, beside the built-in ones. */
  readonly extensions?: readonly AnyVerifier[];
}

/** Throws when the settings name a verifier or partner that there is not. */
export function createVerification(platform: Platform, deps: VerificationDeps): Verification {
  const { config, vault, clock, inTransaction } = platform;
  const settings = readPolicy(config, 'verification', VerificationSettings);
  const store = postgresResultStore(platform, vault, platform.ids);
  const checks: CheckDeps = { clock, inTransaction, store, vault };
  const sources = openSources({
    ...deps,
    settings,
    clock,
    redirectUri: `${config.publicOrigin}/front/interlink/enrolment/identity`,
  });
  const identity: IdentityDeps = {
    ...checks,
    ...sources.identity,
    authentications: postgresAuthentications(platform, vault),
    validSeconds: settings.validity.identity,
  };
  const enrolments: EnrolmentDeps = {
    ...{ platform, checks, inbound: deps.interconnection.inbound },
    ...{ sources: sources.enrolments, validSeconds: settings.validity.enrolment },
  };
  const civilStatus = {
    ...sources.civilStatus,
    kind: 'civil-status',
    validSeconds: settings.validity.civilStatus,
  } as const;
  return {
    startIdentity: (request) => startIdentity(request, identity),
    completeIdentity: (request) => completeIdentity(request, identity),
    checkCivilStatus: (request) => runCheck<CivilStatusCheck, CivilStatusAttributes>(civilStatus, request, checks),
    async checkAccount(request) {
      const source = sources.account(request.provider);
      const check = { ...source, kind: 'account', validSeconds: settings.validity.account } as const;
      const { result } = await runCheck<AccountCheck, never>(check, request, checks);
      return { result };
    },
    checkEnrolments: (request) => checkEnrolments(enrolments, request),
    checkElsewhere: (request) => checkElsewhere(enrolments, request),
    list: async (subjectId) => (await store.list(subjectId)).map((row) => toResult(row, false)),
  };
}
