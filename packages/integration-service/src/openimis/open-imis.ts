import { serviceAccounts, type ServiceAccounts } from './accounts.js';
import { openImisClient, type Client } from './client.js';
import type { OpenImisEndpoint } from './exchange.js';
import { operatorDirectory } from './directory.js';
import { feedOf } from './feed.js';
import { landingOf } from './landing.js';
import { locationsOf } from './locations.js';
import type { OpenImisMapping } from './mapping.js';
import { payrollsOf } from './payrolls.js';
import { peopleOf } from './people.js';
import type { OpenImis, OpenImisSession } from './port.js';
import { programmesOf } from './programmes.js';
import { tasksOf } from './tasks.js';

export interface OpenImisSettings {
  readonly endpoint: OpenImisEndpoint;
  readonly mapping: OpenImisMapping;
  /** Folder with `service-<name>`, the passwords of the service accounts. */
  readonly secretsDir: string;
  /** Fresh ids for calls that belong to no journey. */
  readonly newId: () => string;
}

/** openIMIS over its own GraphQL and REST API: the only way Interlink speaks to it. */
export function openImis(settings: OpenImisSettings): OpenImis & { readonly accounts: ServiceAccounts } {
  const { endpoint, mapping, secretsDir, newId } = settings;
  const accounts = serviceAccounts(endpoint, secretsDir, newId);
  return {
    accounts,
    directory: operatorDirectory(endpoint, newId),
    asOperator: (token, correlationId) => sessionOf(openImisClient(endpoint, token, correlationId), mapping),
    asService: (account, correlationId) => sessionOf(accounts.client(account, correlationId), mapping),
  };
}

function sessionOf(client: Client, mapping: OpenImisMapping): OpenImisSession {
  return {
    people: peopleOf(client, mapping),
    programmes: programmesOf(client, mapping),
    landing: landingOf(client, mapping),
    tasks: tasksOf(client),
    locations: locationsOf(client),
    payrolls: payrollsOf(client),
    feed: feedOf(client, mapping),
  };
}
