import { randomUUID } from 'node:crypto';
import { ServiceError } from '@interlink/contracts/errors';
import { FindMutationDocument } from '@interlink/contracts/openimis/generated/operations';
import { GraphQLClient } from 'graphql-request';
import type { ServiceAccounts } from './accounts.js';
import { openExchange, type OpenImisEndpoint } from './exchange.js';

const KNOWN_FOR_MS = 5 * 60_000;
const ASK_MS = 1500;

/**
 * S14: openIMIS in MODE=dev takes calls without a CSRF token. It is asked for an entry of the mutation log that nobody
 * has, as a service account, without a token: an answer is the proof. Whatever else comes, a refusal or none, proves
 * nothing bad.
 */
export function modeReady(endpoint: OpenImisEndpoint, accounts: Pick<ServiceAccounts, 'token'>, now: () => number) {
  let isDev = false;
  let knownUntil = -Infinity;
  return {
    name: 'openimis-mode',
    async check(): Promise<void> {
      if (now() >= knownUntil) {
        isDev = await answersWithoutCsrf(endpoint, accounts);
        knownUntil = now() + KNOWN_FOR_MS;
      }
      if (isDev) throw new ServiceError('platform.forbidden', { reason: 'openimis-in-dev-mode' });
    },
  };
}

async function answersWithoutCsrf(endpoint: OpenImisEndpoint, accounts: Pick<ServiceAccounts, 'token'>) {
  try {
    const exchange = openExchange(endpoint, await accounts.token('sync'), randomUUID());
    const client = new GraphQLClient(`${endpoint.url}/api/graphql`, {
      fetch: (to, init) => exchange(to, init, ASK_MS),
    });
    const { mutationLogs } = await client.request(FindMutationDocument, { clientMutationId: randomUUID() });
    return mutationLogs !== null && mutationLogs !== undefined;
  } catch {
    return false;
  }
}
