import { randomUUID } from 'node:crypto';
import { openImisClient, type Client } from '../openimis/client.js';
import type { Environment } from '../platform/environment.js';
import type { Cli } from './cli.js';

/** A client of openIMIS with the token of whoever ran `interlink login`. */
export async function keptOpenImisClient(cli: Cli): Promise<Client> {
  const { openimisUrl, token } = await cli.session();
  return openImisClient({ url: openimisUrl }, token, randomUUID());
}

/** Where the two services answer: the option, the environment, or where `npm start` runs them here. */
export function addressesOf(
  { url, interlink }: { readonly url?: string; readonly interlink?: string },
  environment: Environment,
): { readonly openimisUrl: string; readonly interlinkUrl: string } {
  const base = Number(environment['INTERLINK_PORT_BASE'] ?? 0);
  const port = environment['INTERLINK_PORT'] ?? String(8080 + base);
  const trimmed = (address: string) => address.replace(/\/+$/, '');
  return {
    openimisUrl: trimmed(url ?? environment['OPENIMIS_URL'] ?? `http://127.0.0.1:${8000 + base}`),
    interlinkUrl: trimmed(interlink ?? environment['INTERLINK_URL'] ?? `http://127.0.0.1:${port}`),
  };
}
