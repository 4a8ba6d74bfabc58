import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isServiceError, ServiceError } from '@interlink/contracts/errors';
import { LogInDocument } from '@interlink/contracts/openimis/generated/operations';
import { openImisClient, type Client } from './client.js';
import type { OpenImisEndpoint } from './exchange.js';
import { toRefusal } from './failures.js';
import type { OperatorDirectory } from '../platform/http/operators.js';
import type { ServiceAccountName } from './port.js';

/** A token of openIMIS for a login and password; `platform.unauthenticated` when they do not fit. */
export async function logIn(endpoint: OpenImisEndpoint, username: string, password: string, correlationId: string) {
  const client = openImisClient(endpoint, undefined, correlationId);
  // Signing in twice does no harm, so a connection that was just closed is no failure.
  const { tokenAuth } = await client.query(LogInDocument, { username, password }).catch((thrown: unknown) => {
    // openIMIS answers a wrong password in several wordings: whatever it refuses here is the login.
    if (isServiceError(thrown) && thrown.code === 'platform.openimis-refused')
      throw toRefusal('INCORRECT_CREDENTIALS', 'LogIn');
    throw thrown;
  });
  if (!tokenAuth?.token) throw new ServiceError('platform.unauthenticated', { operation: 'LogIn' });
  return tokenAuth.token;
}

/** Clients of the service accounts: one session each, signed in when first needed and again when the token ends. */
export interface ServiceAccounts {
  client(account: ServiceAccountName, correlationId: string): Client;
  token(account: ServiceAccountName): Promise<string>;
}

export function serviceAccounts(endpoint: OpenImisEndpoint, secretsDir: string, newId: () => string): ServiceAccounts {
  const tokens = new Map<ServiceAccountName, Promise<string>>();
  const signIn = async (account: ServiceAccountName) => {
    const password = (await readFile(join(secretsDir, `service-${account}`), 'utf8')).trim();
    return logIn(endpoint, `interlink.${account}`, password, newId());
  };
  const token = (account: ServiceAccountName): Promise<string> => {
    const known = tokens.get(account);
    if (known) return known;
    const fresh = signIn(account);
    tokens.set(account, fresh);
    fresh.catch(() => tokens.delete(account));
    return fresh;
  };

  return {
    token,
    client(account, correlationId) {
      let session: Promise<Client> | undefined;
      const open = () => {
        session ??= token(account).then((value) => openImisClient(endpoint, value, correlationId));
        return session;
      };
      const withFreshToken = async <T>(act: (client: Client) => Promise<T>): Promise<T> => {
        try {
          return await act(await open());
        } catch (thrown) {
          if (!isServiceError(thrown) || thrown.code !== 'platform.unauthenticated') throw thrown;
          tokens.delete(account);
          session = undefined;
          return act(await open());
        }
      };
      return {
        query: (document, variables) => withFreshToken((client) => client.query(document, variables)),
        send: (document, variables) => withFreshToken((client) => client.send(document, variables)),
        get: (path) => withFreshToken((client) => client.get(path)),
        upload: (path, fileName, text) => withFreshToken((client) => client.upload(path, fileName, text)),
        sleep: (milliseconds) => open().then((client) => client.sleep(milliseconds)),
      };
    },
  };
}

/** What is wrong with one service account; an extra right makes the service not ready (S9). */
export interface AccountFinding {
  readonly account: ServiceAccountName;
  readonly problem: 'cannot-sign-in' | 'extra-rights' | 'missing-rights';
  readonly rights: readonly number[];
}

/** Compares what the accounts may do in openIMIS with what rights.json says they need. */
export async function checkServiceAccounts(
  accounts: ServiceAccounts,
  directory: OperatorDirectory,
  leastRights: Readonly<Record<ServiceAccountName, readonly number[]>>,
): Promise<readonly AccountFinding[]> {
  const findings = await Promise.all(
    (Object.keys(leastRights) as ServiceAccountName[]).map(async (account): Promise<readonly AccountFinding[]> => {
      const held = await rightsOf(accounts, directory, account);
      if (!held) return [{ account, problem: 'cannot-sign-in', rights: [] }];
      const needed = leastRights[account];
      const extra = held.filter((right) => !needed.includes(right));
      const missing = needed.filter((right) => !held.includes(right));
      return [
        ...(extra.length > 0 ? [{ account, problem: 'extra-rights' as const, rights: extra }] : []),
        ...(missing.length > 0 ? [{ account, problem: 'missing-rights' as const, rights: missing }] : []),
      ];
    }),
  );
  return findings.flat();
}

async function rightsOf(accounts: ServiceAccounts, directory: OperatorDirectory, account: ServiceAccountName) {
  try {
    return (await directory.whoIs(await accounts.token(account)))?.rights;
  } catch (thrown) {
    if (isServiceError(thrown) && thrown.code === 'platform.unauthenticated') return undefined;
    throw thrown;
  }
}
