import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { runDemo } from './demo.mjs';
import {
  buildNodePackages,
  buildShell,
  checkMachine,
  installNodePackages,
  installPythonPackages,
  needXmllint,
} from './packages.mjs';
import { root, state, url, within } from './paths.mjs';
import { hasData, isRunning, startPostgres, stopPostgres } from './postgres.mjs';
import { findProcess } from './processes.mjs';
import { step, title } from './say.mjs';
import { fetchPaymentSchema } from './payment-schemas.mjs';
import { makeSecrets } from './secrets.mjs';
import { makeTransferKeys } from './transfer-keys.mjs';
import {
  checkPorts,
  countrySignature,
  makeCountry,
  memory,
  migrate,
  prepareOpenimis,
  services,
  startService,
  stopServices,
} from './services.mjs';

const loaded = within('country', '.loaded');

const isCurrent = () => existsSync(loaded) && readFileSync(loaded, 'utf8') === countrySignature();

/** openIMIS's database with the demo country in it, unless it is there. PostgreSQL runs and Python's packages are there. */
async function loadCountry() {
  if (!isCurrent() || !hasData()) {
    // A running openIMIS keeps the rights that it has read.
    await stopServices();
    await step('openIMIS database and country', prepareOpenimis);
  }
  writeFileSync(loaded, countrySignature());
}

/** What takes longest of `start`, for which only PostgreSQL must run: packages, builds, openIMIS's database. */
export async function prepare() {
  const builds = async () => {
    await step('build', buildNodePackages);
    await step('shell build', buildShell);
  };
  const openimis = async () => {
    await step('Python packages', installPythonPackages);
    await step('country', () => makeCountry({ isCurrent: isCurrent() }));
    await loadCountry();
  };
  await Promise.all([openimis(), builds()]);
}

/** From whatever is there to everything up. What does not depend on each other runs side by side. */
export async function start({ demo }) {
  const since = Date.now();
  title('Interlink: starting');
  checkMachine();
  needXmllint();
  await checkPorts();
  const python = step('Python packages', installPythonPackages);
  python.catch(() => {}); // awaited below; npm must not be cut off in the middle
  await step('npm packages', installNodePackages);
  makeSecrets();
  await step('country', () => makeCountry({ isCurrent: isCurrent() }));
  await step('PostgreSQL', startPostgres);
  const built = step('build', buildNodePackages);
  built.catch(() => {});
  await python;
  await loadCountry();
  const openimis = step('openIMIS', () => startService('openimis'));
  openimis.catch(() => {});
  await built;
  await step('shell build', buildShell);
  await step('migrations', migrate);
  await step('payment schema', () => fetchPaymentSchema(within('sandbox/schemas')));
  await step('keys of the file channel', makeTransferKeys);
  await step('partner sandbox', () => startService('sandbox'));
  await openimis;
  await Promise.all([
    step('API (serve)', () => startService('serve')),
    step('worker (work)', () => startService('work')),
  ]);
  await step('shell', () => startService('shell'));
  console.log(`\nEverything is up after ${((Date.now() - since) / 1000).toFixed(0)} s, using ${memory()} MB.`);
  try {
    if (demo) await runDemo();
  } finally {
    // Whatever the first journeys met, the system is up and can be looked at.
    printWhereToLook();
  }
}

function printWhereToLook() {
  const password = (name) => readFileSync(within('secrets', name), 'utf8').trim();
  title('Where to look');
  console.log(`  shell            ${url('shell')}/front
  log in as        ina.intake, ana.approver and others (openimis-config/development/README.md), password ${password('demo-password')}
  administrator    Admin, password ${password('admin-password')}
  API reference    ${url('service')}/interlink/api/docs
  SMS inbox        ${url('hub')}/inbox
  partners' books  ${url('hub')}/
  data and logs    ${state}`);
}

export async function stop() {
  const stopped = await stopServices();
  if (stopPostgres()) stopped.push('postgres');
  console.log(stopped.length === 0 ? 'Nothing was running.' : `Stopped: ${stopped.join(', ')}.`);
}

export async function status({ json }) {
  const rows = [
    { name: 'postgres', running: isRunning() },
    ...services.map(({ name, ready }) => ({
      name,
      running: findProcess(name) !== undefined,
      url: new URL(ready()).origin,
    })),
  ];
  if (json) return void console.log(JSON.stringify({ state, processes: rows }, null, 2));
  for (const { name, running, url: where } of rows)
    console.log(`${name.padEnd(10)} ${running ? 'up  ' : 'down'} ${where ?? ''}`);
  console.log(`data and logs: ${state}`);
  if (rows.some(({ running }) => !running)) process.exitCode = 3;
}

const DATA = ['pgdata', 'country', 'sandbox', 'secrets', 'pids', 'logs', 'openimis-media'];

/** Data and secrets go; downloaded packages stay. */
export async function reset() {
  await stop();
  for (const name of DATA) rmSync(within(name), { recursive: true, force: true });
  console.log(`Removed the data in ${state}. \`npm start\` begins anew.`);
}

/** Everything up, then compilers that watch; ends with Ctrl-C, the processes stay. */
export async function dev() {
  await start({ demo: false });
  const watch = (args) => spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
  const children = [
    watch(['node_modules/typescript/bin/tsc', '-b', '-w', '--preserveWatchOutput']),
    watch(['packages/shell/dev.mjs']),
  ];
  await Promise.race(children.map((child) => new Promise((resolve) => child.on('close', resolve))));
  for (const child of children) child.kill();
}
