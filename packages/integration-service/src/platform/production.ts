import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from './config-error.js';
import type { Environment, EnvironmentSettings } from './environment.js';
import type { InterlinkSettings } from './settings.js';

const DEFAULT_PASSWORDS = new Set(
  'admin admin123 changeme demo imis interlink openimis password postgres root secret test'.split(' '),
);
/** What `npm start` makes for its logins: known by its shape, so that a copied secrets folder is noticed. */
const DEVELOPMENT_PASSWORD = /^Il-[A-Za-z0-9]{12}7$/;
const SERVICE_ACCOUNTS = ['enrol', 'payroll', 'sync', 'ticket'];

/** S14: a production deployment starts with none of the conveniences of a developer's machine. */
export async function refuseConveniences(
  config: EnvironmentSettings & { readonly settings: InterlinkSettings },
  environment: Environment,
): Promise<void> {
  refuseEnvironment(environment);
  if (config.failpoint !== undefined) refuse('INTERLINK_FAILPOINT is set');
  if (!config.publicOrigin.startsWith('https://')) refuse('INTERLINK_PUBLIC_ORIGIN is plain http');
  if (config.openimisUrl !== undefined && !isSafeUpstream(config.openimisUrl)) refuse('OPENIMIS_URL is plain http');
  for (const [id, { url, allowPrivateAddresses }] of Object.entries(config.settings.partners)) {
    if (!url.startsWith('https://')) refuse(`partner ${id} is reached by plain http`);
    if (allowPrivateAddresses) refuse(`partner ${id} may have a private address, as the sandbox has`);
  }
  refuseDatabase('DATABASE_URL', config.databaseUrl);
  refuseDatabase('DATABASE_SEAL_URL', config.databaseSealUrl);
  for (const account of SERVICE_ACCOUNTS) await refuseAccount(config.secretsDir, account);
}

/** What changes Node itself, whatever our own settings say. */
function refuseEnvironment(environment: Environment): void {
  if (environment['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    refuse('NODE_TLS_REJECT_UNAUTHORIZED=0 trusts every certificate');
  }
  const isMovable = environment['FAKETIME'] !== undefined || /faketime/i.test(environment['LD_PRELOAD'] ?? '');
  if (isMovable) refuse('the clock can be moved (libfaketime)');
}

/** A file that is not there is missed when the account signs in; a process may not need it. */
async function refuseAccount(secretsDir: string, account: string): Promise<void> {
  const text = await readFile(join(secretsDir, `service-${account}`), 'utf8').catch(() => undefined);
  if (text === undefined) return;
  const isDefault = isDefaultPassword(text.trim()) || text.trim() === `interlink.${account}`;
  if (isDefault) refuse(`the service account interlink.${account} has a default password`);
}

const isDefaultPassword = (password: string) =>
  DEFAULT_PASSWORDS.has(password.toLowerCase()) || DEVELOPMENT_PASSWORD.test(password);

function refuseDatabase(name: string, text: string | undefined): void {
  if (text === undefined) return;
  const { username, password } = toUrl(name, text);
  if (username === 'interlink_owner' || username === 'postgres') refuse(`${name} uses the role ${username}`);
  const clear = decoded(password);
  if (isDefaultPassword(clear) || clear === decoded(username)) {
    refuse(`${name} has a default password`);
  }
}

/** The driver takes other forms too; a role and a password that cannot be looked at are not taken on trust. */
function toUrl(name: string, text: string): URL {
  if (URL.canParse(text)) return new URL(text);
  refuse(`${name} is no address such as postgres://interlink_app:...@host/interlink`);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** openIMIS beside us, on the same machine, may be reached without TLS. */
export function isSafeUpstream(text: string): boolean {
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || hostname === '127.0.0.1' || hostname === '[::1]';
}

function refuse(what: string): never {
  throw new ConfigError(`INTERLINK_MODE=production refuses to start: ${what}.`);
}
