import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { portBase, ports, root, url, venv, within } from './paths.mjs';
import { connection, postgresPid } from './postgres.mjs';
import { findProcess, run, startProcess, stopProcess, waitFor } from './processes.mjs';
import { Problem } from './say.mjs';
import { loginPassword, secret, serviceAccounts } from './secrets.mjs';
import { isTaken } from './sockets.mjs';

export const publicOrigin = url('shell');
export const config = path.join(root, 'openimis-config/development');
export const country = within('country');
export const django = path.join(root, 'scripts/openimis');
const node = process.execPath;

export const openimisEnv = () => ({
  MODE: process.env.OPENIMIS_MODE ?? 'STAGE',
  SECRET_KEY: secret('openimis-secret-key'),
  DB_HOST: '127.0.0.1',
  DB_PORT: String(ports.postgres),
  DB_NAME: 'openimis',
  DB_USER: 'openimis',
  DB_PASSWORD: secret('db-openimis'),
  PORT: String(ports.openimis),
  FRONTEND_URL: publicOrigin,
  CSRF_TRUSTED_ORIGINS: publicOrigin,
  ADMIN_PASSWORD: loginPassword('admin-password'),
  DEMO_PASSWORD: loginPassword('demo-password'),
  ...Object.fromEntries(serviceAccounts().map(([name, value]) => [`SERVICE_PASSWORD_${name.toUpperCase()}`, value])),
  MEDIA_ROOT: within('openimis-media'),
  // Bytecode, which pip did not make, lies beside the packages and not in the checkout; empty is as good as unset.
  PYTHONDONTWRITEBYTECODE: '',
  PYTHONPYCACHEPREFIX: path.join(venv, 'bytecode'),
});

/** What every process of the service is given; the database roles differ (S1, S5). */
const commonEnv = () => ({
  INTERLINK_MODE: 'development',
  INTERLINK_CONFIG: config,
  INTERLINK_SECRETS_DIR: within('secrets'),
  INTERLINK_PUBLIC_ORIGIN: publicOrigin,
  INTERLINK_PORT: String(ports.service),
  OPENIMIS_URL: url('openimis'),
  DATABASE_URL: connection('interlink_app', 'interlink'),
  SANDBOX_NATIONAL_ID_URL: url('nationalId'),
  SANDBOX_CIVIL_REGISTRY_URL: url('civilRegistry'),
  SANDBOX_BANK_URL: url('bank'),
  SANDBOX_BANK_PAYMENTS_URL: url('bankPayments').replace('http:', 'https:'),
  SANDBOX_BANK_SFTP_URL: url('bankSftp').replace('http:', 'sftp:'),
  SANDBOX_MAPPER_URL: url('mapper'),
  SANDBOX_PAYMENT_HUB_URL: url('paymentHub'),
  SANDBOX_PAYMENT_SWITCH_URL: url('paymentSwitch'),
  SANDBOX_RELIEF_AGENCY_URL: url('reliefAgency'),
  SANDBOX_MOBILE_MONEY_URL: url('mobileMoney'),
  SANDBOX_SMS_URL: url('sms'),
  SANDBOX_WITNESS_URL: url('witness'),
});

export const serveEnv = () => ({ ...commonEnv(), INTERLINK_OPS_PORT: String(ports.serviceOps) });
export const workEnv = () => ({
  ...commonEnv(),
  INTERLINK_OPS_PORT: String(ports.workOps),
  DATABASE_SEAL_URL: connection('interlink_seal', 'interlink'),
});

const sandboxEnv = () => ({
  SANDBOX_STATE_DIR: within('sandbox'),
  SANDBOX_COUNTRY_DIR: country,
  SANDBOX_REGISTERED_JWKS: within('sandbox/registered/interlink-jwks.json'),
  SANDBOX_REDIRECT_URI: `${publicOrigin}/front/interlink/enrolment/identity`,
  SANDBOX_INTERLINK_URL: url('service'),
  INTERLINK_PORT_BASE: String(portBase),
});

export const interlink = path.join(root, 'packages/integration-service/bin/interlink.js');

/** In the order in which they start; stopped the other way round. */
export const services = [
  {
    name: 'openimis',
    ports: ['openimis'],
    ready: () => `${url('openimis')}/healthz`,
    // Address, workers and threads: scripts/openimis/gunicorn.conf.py
    command: () => [path.join(venv, 'bin/gunicorn'), ['interlink_openimis.wsgi']],
    options: () => ({ cwd: django, env: openimisEnv() }),
  },
  {
    name: 'sandbox',
    ports: [
      'hub',
      'nationalId',
      'civilRegistry',
      'bank',
      'bankPayments',
      'sms',
      'witness',
      'consumer',
      'bankSftp',
      'mapper',
      'reliefAgency',
      'paymentSwitch',
      'mobileMoney',
      'paymentHub',
    ],
    ready: () => `${url('hub')}/health`,
    command: () => [node, ['packages/partner-sandbox/bin/sandbox.js']],
    options: () => ({ env: sandboxEnv() }),
  },
  {
    name: 'serve',
    ports: ['service', 'serviceOps'],
    ready: () => `${url('service')}/interlink/health/ready`,
    command: () => [node, [interlink, 'serve']],
    options: () => ({ env: serveEnv() }),
  },
  {
    name: 'work',
    ports: ['workOps'],
    ready: () => `${url('workOps')}/ready`,
    // Large loads make much that is short-lived: with room for it they spend a tenth less on clearing it away.
    command: () => [node, ['--max-semi-space-size=64', interlink, 'work']],
    options: () => ({ env: workEnv() }),
  },
  {
    name: 'shell',
    ports: ['shell'],
    ready: () => `${url('shell')}/front`,
    command: () => [node, ['packages/shell/serve.mjs']],
    options: () => ({
      env: { PORT: String(ports.shell), OPENIMIS_URL: url('openimis'), INTERLINK_URL: url('service') },
    }),
  },
];

export async function checkPorts() {
  for (const service of services.filter(({ name }) => !findProcess(name))) {
    for (const port of service.ports) {
      if (await isTaken(ports[port])) {
        throw new Problem(
          `Port ${ports[port]} (${service.name}) is taken: stop whatever uses it, or set INTERLINK_PORT_BASE to move all ports.`,
        );
      }
    }
  }
}

export async function startService(name) {
  const service = services.find((one) => one.name === name);
  if (!findProcess(name)) {
    const [command, args] = service.command();
    startProcess(name, command, args, service.options());
  }
  await waitFor(name, service.ready(), 120);
}

export async function stopServices() {
  const stopped = [];
  for (const { name } of services.toReversed()) if (await stopProcess(name)) stopped.push(name);
  return stopped;
}

/** What the demo country was made of: other rights or service accounts make it again, the people stay the same. */
export function countrySignature() {
  const hash = createHash('sha256');
  for (const file of ['openimis-config/development/rights.json', 'scripts/country/staff.mjs']) {
    hash.update(readFileSync(path.join(root, file)));
  }
  return hash.digest('hex');
}

export async function makeCountry({ isCurrent }) {
  if (isCurrent && existsSync(path.join(country, 'partners.json'))) return;
  mkdirSync(country, { recursive: true });
  await run(node, ['scripts/country/generate.mjs', '--out', country], {
    log: 'country',
    sentence: 'The demo country could not be made.',
  });
}

async function manage(command, ...args) {
  await run(path.join(venv, 'bin/python'), ['manage.py', command, ...args], {
    cwd: django,
    env: openimisEnv(),
    log: 'openimis-setup',
    sentence: `openIMIS could not be prepared (${command}).`,
  });
}

/** Both are safe to repeat; on a warm start they are skipped. */
export async function prepareOpenimis() {
  await manage('build_db');
  await manage('load_country', country);
}

export async function migrate() {
  await run(node, [interlink, 'migrate'], {
    env: { ...commonEnv(), DATABASE_OWNER_URL: connection('interlink_owner', 'interlink') },
    log: 'migrate',
    sentence: 'The Interlink database could not be migrated.',
  });
}

/** Memory of everything that runs, PostgreSQL and children included, in MB. */
export function memory() {
  const table = execFileSync('ps', ['-eo', 'pid,ppid'], { encoding: 'utf8' }).trim().split('\n').slice(1);
  const rows = table.map((line) => line.trim().split(/\s+/).map(Number));
  const ours = new Set([...services.map(({ name }) => findProcess(name)?.pid), postgresPid()].filter(Boolean));
  for (let before = -1; before !== ours.size;) {
    before = ours.size;
    for (const [pid, parent] of rows) if (ours.has(parent)) ours.add(pid);
  }
  return Math.round([...ours].reduce((sum, pid) => sum + ownMemory(pid), 0) / 1024);
}

/** In kilobytes; memory that several processes share counts once, each of them its part. */
function ownMemory(pid) {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
  } catch {
    // It ended in the meantime.
    return 0;
  }
}
