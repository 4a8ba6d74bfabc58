import type { CivilRegistryPort } from '../exchange/civil-registry-port.js';
import type { MapperPort } from '../exchange/mapper-port.js';
import type { RegistryPort } from '../exchange/registry-port.js';
import type { ExchangeCause, PartnerPort, SignatureState } from '../interconnection/partner-port.js';
import type {
  AccountCheck,
  CivilStatusAttributes,
  CivilStatusCheck,
  IdentityAttributes,
  IdentityReturn,
  IdentityStart,
} from './checks.js';
import type { EnrolmentAttributes, EnrolmentCheck } from './enrolments.js';
import type { VerificationOutcome, VerificationReason } from './result.js';

/** What a source said, in our words, with what proves it. */
export interface VerifierAnswer<Attributes = never> {
  readonly outcome: VerificationOutcome;
  readonly reasons: readonly VerificationReason[];
  readonly attributes?: Attributes | undefined;
  readonly evidence: {
    /** As received; kept encrypted. Undefined when nothing came. */
    readonly raw?: Uint8Array | undefined;
    readonly signature: SignatureState;
  };
  /** Facts that help to find the answer again at the source; never a personal value. */
  readonly proof: Readonly<Record<string, string | number | boolean>>;
}

/** Around a question: the same `requestId` is the same question again. */
export interface QuestionContext {
  readonly requestId: string;
  readonly cause: ExchangeCause;
}

/** What a verifier is given when it is opened. */
export interface VerifierTools {
  readonly partner: PartnerPort;
  readonly civilRegistry: CivilRegistryPort;
  /** The same partner, asked as a mapper of financial addresses. */
  readonly mapper: MapperPort;
  /** The same partner, asked as an integrated beneficiary registry. */
  readonly beneficiaryRegistry: RegistryPort;
}

/**
 * Asks one question and has the answer at once. `id` is its file's name; it throws only for what is our own mistake.
 */
export interface CheckVerifier<Kind, Question, Attributes> {
  readonly id: string;
  readonly kind: Kind;
  open(tools: VerifierTools): (question: Question, context: QuestionContext) => Promise<VerifierAnswer<Attributes>>;
}

export type CivilStatusVerifier = CheckVerifier<'civil-status', CivilStatusCheck, CivilStatusAttributes>;
export type AccountVerifier = CheckVerifier<'account', AccountCheck, never>;
export type EnrolmentVerifier = CheckVerifier<'enrolment', EnrolmentCheck, EnrolmentAttributes>;

/** What has to be remembered, encrypted, between the two halves of an authentication. */
export type AuthenticationSecrets = Readonly<Record<string, string>>;

export interface OpenIdentityVerifier {
  /** `state` is made by the caller and comes back with the person. Throws when the provider gives no answer. */
  start(
    request: IdentityStart & { readonly state: string },
    cause: ExchangeCause,
  ): Promise<{ readonly authorizationUrl: string; readonly secrets: AuthenticationSecrets }>;
  complete(
    back: IdentityReturn,
    secrets: AuthenticationSecrets,
    cause: ExchangeCause,
  ): Promise<VerifierAnswer<IdentityAttributes>>;
}

/** Sends the person to the source and gets its answer when the person comes back. */
export interface IdentityVerifier<Tools = VerifierTools> {
  readonly id: string;
  readonly kind: 'identity';
  open(tools: Tools): OpenIdentityVerifier;
}
