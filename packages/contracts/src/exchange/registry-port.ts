import type { ExchangeCause, SignatureState } from '../interconnection/partner-port.js';

/** One condition on an attribute of a record, e.g. `demographic_info.birth_date`. */
export interface RegistryTerm {
  readonly attribute: string;
  readonly operator: 'eq' | 'ge' | 'gt' | 'in' | 'le' | 'lt';
  readonly value: string;
}

/** `everything` is for subscriptions: whoever the event is about. Terms are joined by and. */
export type RegistryQuery =
  | { readonly by: 'everything' }
  | { readonly by: 'identifier'; readonly type: string; readonly value: string }
  | { readonly by: 'terms'; readonly terms: readonly RegistryTerm[] };

/** What is searched for. `recordType` when it is not the usual one of the registry. */
export interface RegistryQuestion {
  readonly query: Exclude<RegistryQuery, { by: 'everything' }>;
  readonly recordType?: string | undefined;
  /** 25 when left out. */
  readonly pageSize?: number | undefined;
}

/** Of which events we want to be told. */
export interface RegistryWatch {
  /** A word of the standard, e.g. `Death`. */
  readonly eventType: string;
  readonly query: RegistryQuery;
  readonly recordType?: string | undefined;
}

/** One of our own requests, as the registry knows it. */
export interface AboutRequest {
  readonly kind: 'search' | 'subscribe' | 'unsubscribe';
  readonly transactionId: string;
}

/** What can be asked so that the answer comes later. */
export type RegistryRequest =
  | { readonly kind: 'search'; readonly question: RegistryQuestion }
  | { readonly kind: 'subscribe'; readonly watch: RegistryWatch }
  | { readonly kind: 'txn-status'; readonly about: AboutRequest }
  | { readonly kind: 'unsubscribe'; readonly codes: readonly string[] };

/** What the registry said in the end. `rejected` with its code; `pending`: it is still at work. */
export type RegistryOutcome =
  | { readonly kind: 'records'; readonly records: readonly Readonly<Record<string, unknown>>[]; readonly total: number }
  | { readonly kind: 'subscribed'; readonly codes: readonly string[] }
  | { readonly kind: 'unsubscribed'; readonly codes: readonly string[] }
  | { readonly kind: 'rejected'; readonly code: string }
  | { readonly kind: 'pending' };

/** Nothing that may be used, and why; `unsupported`: such a peer does not offer this, so nobody was asked. */
export type RegistryFailure =
  | { readonly kind: 'refused'; readonly why: 'foreign' | 'malformed' | 'signature' }
  | { readonly kind: 'unavailable'; readonly why: 'timed-out' | 'unreachable' }
  | { readonly kind: 'unsupported' };

/** `noted`: taken, and no callback will follow (NACK); only its status can be asked. */
export type RegistryAcknowledgement =
  | { readonly kind: 'acknowledged'; readonly correlationId: string }
  | { readonly kind: 'noted'; readonly correlationId: string }
  | { readonly kind: 'rejected'; readonly code: string };

/** What proves an answer; `raw` is what was received, undefined when nothing came. */
export interface RegistryEvidence {
  readonly evidence: {
    readonly messageId: string;
    readonly raw?: Uint8Array | undefined;
    readonly signature: SignatureState;
  };
}

export interface RegistryAsking {
  /** The same for each repeat of one step: the registry then sees the same message again. */
  readonly requestId: string;
  readonly cause: ExchangeCause;
}

/** A DCI registry of any role that is already spoken to. Never throws for what it does or fails to do. */
export interface RegistryPort {
  /** Asks and has the answer at once. */
  search(
    asking: RegistryAsking & { readonly question: RegistryQuestion },
  ): Promise<(RegistryFailure | RegistryOutcome) & RegistryEvidence>;
  /** Asks; the answer comes to our own address later. */
  begin(
    asking: RegistryAsking & { readonly request: RegistryRequest },
  ): Promise<(RegistryAcknowledgement | RegistryFailure) & RegistryEvidence>;
  /**
   * What has become of a request. One that the registry does not know is `rejected`; where it refuses to be asked, it
   * is `unavailable`, for the request may be well.
   */
  status(
    asking: RegistryAsking & { readonly about: AboutRequest },
  ): Promise<(RegistryFailure | RegistryOutcome) & RegistryEvidence>;
}
