import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Problem } from './say.mjs';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const isRoot = process.getuid?.() === 0;

/**
 * As root the data cannot live in the checkout: PostgreSQL runs as another user, who may not enter a 0700 folder.
 */
function stateFolder() {
  if (process.env.INTERLINK_STATE_DIR) return path.resolve(process.env.INTERLINK_STATE_DIR);
  if (!isRoot) return path.join(root, '.interlink');
  return path.join('/var/lib/interlink', createHash('sha256').update(root).digest('hex').slice(0, 12));
}

export const state = stateFolder();
export const within = (...parts) => path.join(state, ...parts);
export const home = homedir();

/** Python packages depend on the checkout alone: runs with different data share them. */
export const venv = process.env.INTERLINK_VENV_DIR
  ? path.resolve(process.env.INTERLINK_VENV_DIR)
  : path.join(isRoot ? path.join('/var/lib/interlink', createHash('sha256').update(root).digest('hex').slice(0, 12)) : path.join(root, '.interlink'), 'venv');

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
  }).map(([name, port]) => [name, port + base]),
);

export const url = (name) => `http://127.0.0.1:${ports[name]}`;
