import type { FastifyInstance } from 'fastify';
import type { PrivateJwk } from '../common/keys.js';
import type { PartnerTools } from '../common/partner-server.js';
import { openTokenEndpoint, type Client } from '../common/token-endpoint.js';
import type { Caller } from '../register/caller.js';
import { addPlainRegister } from '../register/plain-register.js';

const FACTS = {
  dr: { regType: 'ns:org:RegistryType:DR', recordType: 'DisabledPerson', hasStatus: false },
  fr: { regType: 'ns:org:RegistryType:FR', recordType: 'Farmer', hasStatus: true },
  sr: { regType: 'ns:org:RegistryType:Social', recordType: 'Member', hasStatus: true },
} as const;

export interface SisterRegister {
  readonly role: keyof typeof FACTS;
  readonly records: readonly object[];
}

interface House {
  readonly name: 'civil-registry';
  readonly id: string;
  readonly client: Client;
  readonly jwksFile: string;
  readonly signingKey: PrivateJwk;
  readonly caller: Caller;
}

/** Another register of the same office: its own path and tokens, the same keys. */
export function addSister(
  app: FastifyInstance,
  tools: PartnerTools,
  { name, id, client, jwksFile, signingKey, caller }: House,
  { role, records }: SisterRegister,
): void {
  const path = `/${role}/oauth2/client/token`;
  const bearerOf = openTokenEndpoint(app, { path, client, clock: tools.clock });
  addPlainRegister(app, tools, {
    ...{ name, id, jwksFile, signingKey, caller, role, records, bearerOf, prefix: `/${role}`, ...FACTS[role] },
    events: ['REGISTER', 'UPDATE'],
  });
}
