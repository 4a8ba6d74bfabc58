import { ConfigError } from './config-error.js';
import type { EnvironmentSettings } from './environment.js';
import type { InterlinkSettings } from './settings.js';

const DEFAULT_PASSWORDS = ['postgres', 'password', 'interlink', 'openimis', 'admin', 'changeme', 'secret'];

/** S14: a production deployment starts with none of the conveniences of a developer's machine. */
export function refuseConveniences(config: EnvironmentSettings & { readonly settings: InterlinkSettings }): void {
  if (config.failpoint !== undefined) refuse('INTERLINK_FAILPOINT is set');
  if (!config.publicOrigin.startsWith('https://')) refuse('INTERLINK_PUBLIC_ORIGIN is plain http');
  if (config.openimisUrl !== undefined && !isSafeUpstream(config.openimisUrl)) refuse('OPENIMIS_URL is plain http');
  for (const [id, { url, allowPrivateAddresses }] of Object.entries(config.settings.partners)) {
    if (!url.startsWith('https://')) refuse(`partner ${id} is reached by plain http`);
    if (allowPrivateAddresses) refuse(`partner ${id} may have a private address, as the sandbox has`);
  }
  refuseDatabase('DATABASE_URL', config.databaseUrl);
  refuseDatabase('DATABASE_SEAL_URL', config.databaseSealUrl);
}

function refuseDatabase(name: string, text: string | undefined): void {
  if (text === undefined) return;
  const { username, password } = new URL(text);
  if (username === 'interlink_owner' || username === 'postgres') refuse(`${name} uses the role ${username}`);
  if (DEFAULT_PASSWORDS.includes(decodeURIComponent(password)) || password === username) {
    refuse(`${name} has a default password`);
  }
}

/** openIMIS beside us, on the same machine, may be reached without TLS. */
function isSafeUpstream(text: string): boolean {
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || hostname === '127.0.0.1' || hostname === '[::1]';
}

function refuse(what: string): never {
  throw new ConfigError(`INTERLINK_MODE=production refuses to start: ${what}.`);
}
