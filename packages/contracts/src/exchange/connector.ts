import type { CivilRegistryPort } from './civil-registry-port.js';
import type { Caller, PartnerPort } from '../interconnection/partner-port.js';

/** When a request was first made, so that a repeat within the partner's tolerance is the same message. */
export interface SentMessages {
  remember(partner: string, requestId: string, actor: Caller): Promise<SentMessage>;
}
export interface SentMessage {
  /** Counts up when the first message has become too old to be sent again. */
  readonly attempt: number;
  readonly at: Date;
}

export interface ConnectorDeps {
  readonly partner: PartnerPort;
  readonly sent: SentMessages;
  /** Address that asynchronous answers would go to; named in the header, unused by sync search. */
  readonly callbackUrl: string;
}

/** One kind of system that can be spoken to; `id` is its file's name. */
export interface Connector {
  readonly id: string;
  open(deps: ConnectorDeps): CivilRegistryPort;
}
