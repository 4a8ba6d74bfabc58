import type { BirthDate, Language } from '../enrolment/states.js';
import type { VerificationResult } from './result.js';

/** What begins an authentication with the national identity provider. */
export interface IdentityStart {
  readonly journeyId: string;
  /** Prefills the provider's page; the person may also type it there. */
  readonly nationalId?: string | undefined;
  readonly language: Language;
}

/** Where the person signs in; of no use after `expiresAt` (ISO 8601, UTC). */
export interface IdentityStartedAt {
  readonly authorizationUrl: string;
  readonly expiresAt: string;
}

/** What came back to our page: a code, or the provider's error. */
export interface IdentityReturn {
  readonly state: string;
  readonly code?: string | undefined;
  readonly error?: string | undefined;
}

/** What the national identity provider says of the person; `subject` is pairwise, never the national identifier. */
export interface IdentityAttributes {
  readonly subject: string;
  readonly givenName?: string | undefined;
  readonly surname?: string | undefined;
  readonly fullName: string;
  readonly birthDate?: BirthDate | undefined;
  readonly liveness?: boolean | undefined;
  readonly phoneVerified?: boolean | undefined;
}

/** `attributes` only when the outcome is `verified`. */
export interface IdentityAnswer {
  readonly journeyId: string;
  readonly result: VerificationResult;
  readonly attributes?: IdentityAttributes | undefined;
}

/** Asks the civil registry. `requestId` is stable across repeats of one step: a repeat is the same message. */
export interface CivilStatusCheck {
  /** Whose evidence key protects the answer: the journey id, or an individual's uuid. */
  readonly subjectId: string;
  readonly nationalId?: string | undefined;
  readonly givenName: string;
  readonly surname: string;
  readonly birthDate: BirthDate;
  readonly requestId: string;
}

/** What the civil registry says of the person. */
export interface CivilStatusAttributes {
  readonly givenName?: string | undefined;
  readonly surname?: string | undefined;
  readonly fullName: string;
  readonly birthDate?: BirthDate | undefined;
  readonly deceased: boolean;
  /** As precise as the registry has it: YYYY, YYYY-MM or YYYY-MM-DD. */
  readonly deathDate?: string | undefined;
  readonly sex?: 'female' | 'male' | 'other' | 'unknown' | undefined;
}

/** `attributes` when exactly one record answered, whatever the outcome. */
export interface CivilStatusAnswer {
  readonly result: VerificationResult;
  readonly attributes?: CivilStatusAttributes | undefined;
}

/** Asks who keeps the account whether it is open and held under this name. */
export interface AccountCheck {
  readonly subjectId: string;
  /** Partner that keeps the account, a key of `providers` in interlink.json. */
  readonly provider: string;
  readonly accountNumber: string;
  readonly holderName: string;
  /** For a keeper that knows people by it; one that does not is never told. */
  readonly nationalId?: string | undefined;
  readonly requestId: string;
}

export interface AccountAnswer {
  readonly result: VerificationResult;
}
