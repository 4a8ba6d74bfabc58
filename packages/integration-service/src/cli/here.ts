import type { Environment } from '../platform/environment.js';

/** Where the service answers on this machine, unless INTERLINK_URL says otherwise. */
export function interlinkHere(environment: Environment): string {
  const port = 8080 + Number(environment['INTERLINK_PORT_BASE'] ?? 0);
  return environment['INTERLINK_URL'] ?? `http://127.0.0.1:${port}`;
}
