import type { CivilRegistryPort } from './civil-registry-port.js';
import type { DciRole } from './dci/role.js';
import type { MapperPort } from './mapper-port.js';
import type { RegistryPort } from './registry-port.js';
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
  /** Base of our own addresses, to which later answers go; a role and the endpoint are added. */
  readonly callbackBase: string;
}

/** One way to speak to a civil registry; `id` is its file's name. */
export interface CivilRegistryConnector {
  readonly id: string;
  readonly kind?: 'civil-registry';
  open(deps: ConnectorDeps): CivilRegistryPort;
}

/** One way to speak to a mapper of financial addresses. */
export interface MapperConnector {
  readonly id: string;
  readonly kind: 'mapper';
  open(deps: ConnectorDeps): MapperPort;
}

/** One way to speak to a DCI registry of a role. */
export interface RegistryConnector {
  readonly id: string;
  readonly kind: 'registry';
  readonly role: DciRole;
  open(deps: ConnectorDeps): RegistryPort;
}

/** One kind of system that can be spoken to. */
export type Connector = CivilRegistryConnector | MapperConnector | RegistryConnector;
