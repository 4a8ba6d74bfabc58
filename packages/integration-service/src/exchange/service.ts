import type { CivilRecord } from '@interlink/contracts/exchange/civil-record';
import type { CivilRegistryPort } from '@interlink/contracts/exchange/civil-registry-port';
import type {
  CivilRegistryConnector,
  Connector,
  ConnectorDeps,
  MapperConnector,
  RegistryConnector,
} from '@interlink/contracts/exchange/connector';
import type { DciRole } from '@interlink/contracts/exchange/dci/role';
import type { MapperPort } from '@interlink/contracts/exchange/mapper-port';
import type { RegistryPort } from '@interlink/contracts/exchange/registry-port';
import { PERSON_CHANGED } from '@interlink/contracts/registry/events';
import { toCivilRecord } from '@interlink/domain/exchange/civil-record';
import type { Interconnection } from '../interconnection/service.js';
import type { Life } from '../platform/outbox/life.js';
import type { Subscriber } from '../platform/outbox/subscriber.js';
import type { Platform } from '../platform/platform.js';
import { openCallbacks } from './callbacks/outgoing.js';
import { startPartnerRelays, type PartnerRelays } from './callbacks/relays.js';
import { openFollowing, type Following } from './client/following.js';
import { openInquiries, type Inquiries } from './client/inquiries.js';
import { connectors } from './connectors/registry.js';
import type { ExchangeContext, Register } from './context.js';
import { exchangePolicy } from './policy.js';
import { postgresSentMessages } from './sent-messages.js';
import { openNotice } from './server/receive.js';
import { noticeChange } from './subscriptions/notices.js';

export type { ExchangeContext } from './context.js';
export { createPersonRefresh, type PersonRefresh } from './sources/refresh.js';

/** The registries that Interlink asks. */
export interface Exchange {
  /** Speaks to that partner of interlink.json by that connector; throws when either is unknown. */
  civilRegistry(partnerId: string, connectorId?: string): CivilRegistryPort;
  /** The same partner as a mapper of financial addresses; throws as above. */
  mapper(partnerId: string, connectorId?: string): MapperPort;
  /** That partner as a DCI registry of the connector's role; throws as above. */
  registry(partnerId: string, connectorId: string): RegistryPort;
  /** What such a registry is; throws when the connector is unknown. */
  roleOf(connectorId: string): DciRole;
  /** What is asked to be answered later. */
  readonly inquiries: Inquiries;
  /** Of which events of other registries we are told. */
  readonly following: Following;
}

/** Builds on partners that interconnection knows. */
export function createExchange(
  platform: Platform,
  interconnection: Interconnection,
  contributed: readonly Connector[] = [],
): Exchange {
  const sent = postgresSentMessages(platform.inTransaction);
  const callbackBase = `${platform.config.publicOrigin}/interlink/dci`;
  const known = [...connectors, ...contributed];
  const depsOf = (partnerId: string): ConnectorDeps => ({
    partner: interconnection.partner(partnerId),
    sent,
    callbackBase,
  });
  const find = <Kind extends Connector>(id: string, is: (connector: Connector) => connector is Kind): Kind => {
    const connector = known.find((one) => one.id === id);
    if (!connector || !is(connector)) throw new Error(`there is no such connector as ${id}`);
    return connector;
  };
  const { inbound } = interconnection;
  const inquiries = openInquiries({ platform, inbound }, exchangePolicy(platform.config), {
    connectorOf: (id) => find(id, isRegistry),
    open: (partnerId, connector) => connector.open(depsOf(partnerId)),
  });
  return {
    civilRegistry: (partnerId, connectorId = 'civil-registry') =>
      find(connectorId, isCivilRegistry).open(depsOf(partnerId)),
    mapper: (partnerId, connectorId = 'mapper') => find(connectorId, isMapper).open(depsOf(partnerId)),
    registry: (partnerId, connectorId) => find(connectorId, isRegistry).open(depsOf(partnerId)),
    roleOf: (connectorId) => find(connectorId, isRegistry).role,
    inquiries,
    following: openFollowing(platform, inquiries, {
      partners: Object.keys(platform.config.settings.partners),
      connectors: known.filter(isRegistry).map(({ id }) => id),
    }),
  };
}

const isCivilRegistry = (connector: Connector): connector is CivilRegistryConnector =>
  connector.kind === undefined || connector.kind === 'civil-registry';
const isMapper = (connector: Connector): connector is MapperConnector => connector.kind === 'mapper';
const isRegistry = (connector: Connector): connector is RegistryConnector => connector.kind === 'registry';

/** Interlink itself as the registry that partners ask, in five roles. */
export interface DciServer {
  /** Whom a signed notice of a death is about, by the ids of its event; undefined when it was forgotten. */
  readDeath(receivedId: string, place: number): Promise<CivilRecord | undefined>;
  /** For its own routes and jobs. */
  readonly context: ExchangeContext;
  /** Turns changes of the registry into notices. */
  readonly subscriber: Subscriber;
  /** Delivers callbacks and notices until it is stopped. */
  startRelays(life: Life): PartnerRelays;
  close(): Promise<void>;
}

export interface DciServerDeps {
  readonly interconnection: Pick<Interconnection, 'inbound'>;
  readonly registry: Register;
}

/** Builds on partners that interconnection knows and people whom the registry knows. */
export function createDciServer(platform: Platform, deps: DciServerDeps): DciServer {
  const { interconnection, registry } = deps;
  const policy = exchangePolicy(platform.config);
  const isPrivateAllowed = policy.allowPrivateAddresses && platform.config.mode !== 'production';
  const callbacks = openCallbacks(platform, isPrivateAllowed);
  const context: ExchangeContext = {
    ...{ platform, registry, callbacks, inbound: interconnection.inbound },
    policy,
    ownUrl: `${platform.config.publicOrigin}/interlink/dci`,
  };
  return {
    context,
    subscriber: { name: 'exchange', kinds: [PERSON_CHANGED], handle: (event) => noticeChange(context, event) },
    startRelays: (life) => startPartnerRelays(context, life),
    async readDeath(receivedId, place) {
      const notice = await openNotice(context, receivedId, place);
      return notice && toCivilRecord(notice.reg_records as Readonly<Record<string, unknown>>);
    },
    close: () => callbacks.close(),
  };
}
