import type { ExchangeCause, SignatureState } from '../interconnection/partner-port.js';

/** Who and where, each as `type:value@provider`. */
export interface MapperLink {
  readonly id: string;
  readonly fa: string;
  readonly name?: string | undefined;
  readonly phoneNumber?: string | undefined;
}

/** `yes_no` asks whether this is the account of this person; `details` asks which one is. */
export type MapperQuestion =
  | { readonly scope: 'yes_no'; readonly id: string; readonly fa: string }
  | { readonly scope: 'details'; readonly id: string };

/** Nothing that may be used, and why. As for a search of a civil registry. */
export type MapperFailure =
  | { readonly kind: 'refused'; readonly why: 'signature' | 'foreign' | 'malformed' }
  | { readonly kind: 'rejected'; readonly code: string }
  | { readonly kind: 'unavailable'; readonly why: 'timed-out' | 'unreachable' };

export type MapperLinkFinding = { readonly kind: 'linked' } | MapperFailure;

/** `unknown`: the mapper has no such person, or no such account. */
export type MapperResolveFinding =
  | {
      readonly kind: 'resolved';
      readonly active: boolean;
      /** Only in the answer to `details`. */
      readonly fa?: string | undefined;
      readonly provider?: string | undefined;
    }
  | { readonly kind: 'not-linked' }
  | { readonly kind: 'unknown'; readonly what: 'fa' | 'id' }
  | MapperFailure;

/** What proves an answer; `raw` is what was received, undefined when nothing came. */
export interface MapperEvidence {
  readonly evidence: {
    readonly messageId: string;
    readonly raw?: Uint8Array | undefined;
    readonly signature: SignatureState;
  };
}

interface Asking {
  /** The same for each repeat of one step: the mapper then sees the same message again. */
  readonly requestId: string;
  readonly cause: ExchangeCause;
}

/** A mapper of financial addresses that is already spoken to. Never throws for what the mapper does or fails to do. */
export interface MapperPort {
  link(request: Asking & { readonly link: MapperLink }): Promise<MapperLinkFinding & MapperEvidence>;
  resolve(request: Asking & { readonly question: MapperQuestion }): Promise<MapperResolveFinding & MapperEvidence>;
}
