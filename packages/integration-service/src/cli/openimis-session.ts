import { randomUUID } from 'node:crypto';
import { ServiceError } from '@interlink/contracts/errors';
import { openImisClient, type Client } from '../openimis/client.js';
import { readSession, sessionPath } from './session-file.js';

/** A client of openIMIS with the token of whoever ran `interlink login`; `platform.unauthenticated` when nobody did. */
export async function keptOpenImisClient(environment: NodeJS.ProcessEnv): Promise<Client> {
  const session = await readSession(sessionPath(environment));
  if (!session) throw new ServiceError('platform.unauthenticated', { hint: 'npx interlink login' });
  return openImisClient({ url: session.openimisUrl }, session.token, randomUUID());
}

/** Where openIMIS answers: the option, the environment, or the one that `npm start` runs here. */
export function openImisUrl(option: string | undefined, environment: NodeJS.ProcessEnv): string {
  const here = `http://127.0.0.1:${8000 + Number(environment.INTERLINK_PORT_BASE ?? 0)}`;
  return (option ?? environment.OPENIMIS_URL ?? here).replace(/\/$/, '');
}
