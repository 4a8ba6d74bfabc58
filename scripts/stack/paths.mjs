import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Problem } from './say.mjs';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const isRoot = process.getuid?.() === 0;

/**
 * As root the data cannot live in the checkout: PostgreSQL runs as another user, who may not enter a 0700 folder.
 */
const SHARED = '/var/lib/interlink';
const ownFolder = isRoot
  ? path.join(SHARED, createHash('sha256').update(root).digest('hex').slice(0, 12))
  : path.join(root, '.interlink');

export const state = path.resolve(process.env.INTERLINK_STATE_DIR ?? ownFolder);

/** Made so that the user `postgres` can pass through, whatever the umask; secrets lie in a closed folder inside. */
export function makeStateFolder() {
  mkdirSync(state, { recursive: true });
  if (!isRoot) return;
  chmodSync(state, 0o711);
  if (state.startsWith(`${SHARED}/`)) chmodSync(SHARED, 0o711);
}
export const within = (...parts) => path.join(state, ...parts);

/** Python packages depend on the checkout alone: runs with other data share them. */
export const venv = path.resolve(process.env.INTERLINK_VENV_DIR ?? path.join(ownFolder, 'venv'));

const base = Number(process.env.INTERLINK_PORT_BASE ?? 0);
if (!Number.isInteger(base) || base < 0 || base > 50_000) {
  throw new Problem('INTERLINK_PORT_BASE must be a whole number from 0 to 50000.');
}
export const portBase = base;

export const ports = Object.fromEntries(
  Object.entries({
    shell: 3000,
    service: 8080,
    serviceOps: 8081,
    workOps: 8082,
    openimis: 8000,
    postgres: 5439,
    hub: 8090,
    nationalId: 8091,
    civilRegistry: 8092,
    bank: 8093,
    bankPayments: 8094,
    sms: 8095,
    witness: 8096,
    consumer: 8097,
    bankSftp: 8098,
    mapper: 8099,
    reliefAgency: 8100,
    paymentSwitch: 8101,
    mobileMoney: 8102,
    paymentHub: 8103,
  }).map(([name, port]) => [name, port + base]),
);

/** Ports that browsers and fetch refuse to call (fetch.spec.whatwg.org, "bad port"), as far as a base can meet them. */
const REFUSED = [3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080];
const refused = Object.values(ports).find((port) => REFUSED.includes(port));
if (refused !== undefined) {
  throw new Problem(`INTERLINK_PORT_BASE must be another number: with ${base}, browsers refuse the port ${refused}.`);
}

/** People's browsers know the shell by a name, because security keys (WebAuthn) work for no bare address. */
export const url = (name) => `http://${name === 'shell' ? 'localhost' : '127.0.0.1'}:${ports[name]}`;
