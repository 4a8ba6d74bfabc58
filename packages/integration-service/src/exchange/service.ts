import type { CivilRegistryPort } from '@interlink/contracts/exchange/civil-registry-port';
import type { Interconnection } from '../interconnection/service.js';
import type { Platform } from '../platform/platform.js';
import { connectors } from './connectors/registry.js';
import { postgresSentMessages } from './store.js';

/** The registries that Interlink asks. */
export interface Exchange {
  /** Speaks to that partner of interlink.json by that connector; throws when either is unknown. */
  civilRegistry(partnerId: string, connectorId?: string): CivilRegistryPort;
}

/** Builds on partners that interconnection knows. */
export function createExchange(platform: Platform, interconnection: Interconnection): Exchange {
  const sent = postgresSentMessages(platform.inTransaction);
  const callbackUrl = `${platform.config.publicOrigin}/interlink/dci/crvs/registry/on-search`;
  return {
    civilRegistry(partnerId, connectorId = 'civil-registry') {
      const connector = connectors.find(({ id }) => id === connectorId);
      if (!connector) throw new Error(`there is no connector ${connectorId}`);
      return connector.open({ partner: interconnection.partner(partnerId), sent, callbackUrl });
    },
  };
}
