import type { ExchangeCause, SignatureState } from '../interconnection/partner-port.js';
import type { CivilSearch, CivilSearchFinding } from './civil-record.js';

export interface CivilSearchRequest {
  readonly search: CivilSearch;
  /** The same for each repeat of one step: the registry then sees the same message again. */
  readonly requestId: string;
  readonly cause: ExchangeCause;
}

/** What came of a search, with what proves it; `raw` is what was received, undefined when nothing came. */
export type CivilSearchAnswer = CivilSearchFinding & {
  readonly evidence: {
    readonly messageId: string;
    readonly raw?: Uint8Array | undefined;
    readonly signature: SignatureState;
  };
};

/** A civil registry that is already spoken to. */
export interface CivilRegistryPort {
  /** Never throws for what the registry does or fails to do. */
  search(request: CivilSearchRequest): Promise<CivilSearchAnswer>;
}
