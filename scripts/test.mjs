#!/usr/bin/env node
/**
 * The whole test run: unit and contract, PostgreSQL, openIMIS, browser, kills, and what all of
 * them left in logs and other sinks; each with its time.
 * It has its own data, ports and processes and never touches those of a running `npm start`.
 *   npm test                      everything
 *   npm test -- unit pg           only these stages
 *   npm test -- browser --only p  only the test files whose path has p in it
 *   npm test -- --keep            leave the stack up afterwards
 */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { explain, Problem, step, title } from './stack/say.mjs';
import { isTaken } from './stack/sockets.mjs';

const STAGES = ['unit', 'pg', 'openimis', 'browser', 'kill', 'sinks'];
const NEED_STACK = ['openimis', 'browser', 'kill', 'sinks'];
const LABELS = {
  unit: 'unit and contract',
  pg: 'PostgreSQL',
  openimis: 'openIMIS',
  browser: 'browser',
  kill: 'kills',
  sinks: 'logs and other sinks',
};
const PROJECTS = { unit: ['unit', 'fe'] };
/** Two workers; browser and kills one at a time. */
const WORKERS = { unit: 2, pg: 2, openimis: 2, browser: 1, kill: 1, sinks: 1 };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { keep: { type: 'boolean' }, only: { type: 'string' }, help: { type: 'boolean' } },
});

/**
 * Hundreds of databases are copied and dropped, a thousand small files each, which a disk takes ten times as long for.
 * Undefined where memory is short: then they lie on the disk.
 */
function folderInMemory() {
  const GIB = 1024 ** 3;
  if (!existsSync('/dev/shm') || totalmem() < 7 * GIB) return undefined;
  const { bavail, bsize } = statfsSync('/dev/shm');
  if (bavail * bsize < 3 * GIB) return undefined;
  const folder = mkdtempSync('/dev/shm/interlink-test-');
  // The server runs as another user where we are root.
  chmodSync(folder, 0o711);
  return folder;
}

/** Set before paths.mjs is loaded, because it reads the environment once. */
async function ownGround() {
  const parent = process.getuid?.() === 0 ? '/var/lib/interlink' : tmpdir();
  mkdirSync(parent, { recursive: true });
  process.env.INTERLINK_STATE_DIR = mkdtempSync(path.join(parent, 'test-'));
  process.env.INTERLINK_TEST_RUN = '1';
  // What every test is run against; `npm start` has the bank that one would wish for in a first hour.
  process.env.SANDBOX_BANK_PROFILE = 'worst';
  const inMemory = folderInMemory();
  if (inMemory) process.env.INTERLINK_PGDATA_DIR = path.join(inMemory, 'pgdata');
  for (let base = 20_000; base < 48_000; base += 200) {
    const probes = [
      3000, 5439, 8000, 8080, 8081, 8082, 8090, 8091, 8092, 8093, 8094, 8095, 8096, 8097, 8098, 8099, 8100, 8101, 8102,
      8103,
    ].map((port) => isTaken(port + base));
    if (!(await Promise.all(probes)).includes(true)) {
      process.env.INTERLINK_PORT_BASE = String(base);
      return { inMemory };
    }
  }
  throw new Problem('There are not enough free ports between 20000 and 48000 for the test run.');
}

/** The processes of the stack send their spans to us; the last stage looks them through. */
async function watchSpans() {
  const { within } = await import('./stack/paths.mjs');
  const { startSpanCollector } = await import('./stack/span-collector.mjs');
  const { url } = await startSpanCollector(within('logs/spans.jsonl'));
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = url;
}

async function needTools(stages) {
  const { needChromium, needXmllint, checkMachine, installNodePackages } = await import('./stack/packages.mjs');
  checkMachine();
  if (stages.includes('browser')) needChromium();
  needXmllint();
  await step('npm packages', installNodePackages);
}

/** Where the tests find what runs; a test without its variable fails with one sentence. */
async function testEnvironment() {
  const { url, venv, within } = await import('./stack/paths.mjs');
  const { superuserUrl, connection } = await import('./stack/postgres.mjs');
  const { serveEnv, workEnv, country, django, openimisEnv } = await import('./stack/services.mjs');
  return {
    ...serveEnv(),
    INTERLINK_TEST_PG_URL: superuserUrl(),
    INTERLINK_TEST_SECRETS_DIR: within('secrets'),
    INTERLINK_TEST_COUNTRY_DIR: country,
    INTERLINK_TEST_OPENIMIS: JSON.stringify({
      gunicorn: path.join(venv, 'bin/gunicorn'),
      cwd: django,
      env: openimisEnv(),
    }),
    INTERLINK_TEST_STATE_DIR: within(),
    INTERLINK_TEST_OWNER_URL: connection('interlink_owner', 'interlink'),
    INTERLINK_TEST_WORK_ENV: JSON.stringify(workEnv()),
    INTERLINK_TEST_SERVE_OPS_URL: url('serviceOps'),
    INTERLINK_TEST_WORK_OPS_URL: url('workOps'),
    INTERLINK_URL: url('service'),
    SHELL_URL: url('shell'),
    SANDBOX_HUB_URL: url('hub'),
    SANDBOX_CONSUMER_URL: url('consumer'),
  };
}

function jest(stage, env, results) {
  const args = ['node_modules/jest/bin/jest.js', '-c', 'scripts/config/jest.config.cjs', '--selectProjects'];
  args.push(...(PROJECTS[stage] ?? [stage]), '--json', '--outputFile', results);
  if (values.only) args.push('--testPathPattern', values.only);
  args.push(...(WORKERS[stage] === 1 ? ['--runInBand'] : ['--maxWorkers', String(WORKERS[stage])]));
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.on('close', (code) => resolve(code));
  });
}

async function runStage(stage, env) {
  const results = path.join(process.env.INTERLINK_STATE_DIR, `results-${stage}.json`);
  const since = Date.now();
  title(`${LABELS[stage]}`);
  const code = await jest(stage, env, results);
  if (!existsSync(results))
    throw new Problem(`The stage "${LABELS[stage]}" ended with code ${code} before it had a result.`);
  const {
    numPassedTests: passed,
    numFailedTests: failed,
    numFailedTestSuites: suites,
  } = JSON.parse(readFileSync(results, 'utf8'));
  const broken = failed === 0 && code !== 0 ? Math.max(suites, 1) : failed;
  const seconds = Math.round((Date.now() - since) / 1000);
  console.log(`${LABELS[stage]}: ${passed} passed, ${broken} failed (${seconds} s)`);
  return { stage, passed, failed: broken, seconds };
}

async function main() {
  const wanted = positionals.length > 0 ? positionals : STAGES;
  const unknown = wanted.find((stage) => !STAGES.includes(stage));
  if (values.help || unknown) {
    throw new Problem(
      `usage: npm test -- [${STAGES.join('|')}]... [--only <path>] [--keep]${unknown ? ` (there is no stage "${unknown}")` : ''}`,
      unknown ? 2 : 0,
    );
  }
  const stages = STAGES.filter((stage) => wanted.includes(stage));
  const { inMemory } = await ownGround();
  await needTools(stages);
  const { prepare, start, stop } = await import('./stack/commands.mjs');
  const { startPostgres } = await import('./stack/postgres.mjs');
  const { makeSecrets } = await import('./stack/secrets.mjs');
  const outcome = [];
  let isUp = false;
  let preparing = Promise.resolve();
  try {
    for (const stage of stages) {
      if (stage === 'unit') {
        outcome.push(await runStage('unit', {}));
        continue;
      }
      if (stage === 'pg') {
        makeSecrets();
        await step('PostgreSQL', startPostgres);
        // What the next stages run on is built meanwhile: these tests wait more than they compute.
        if (stages.some((one) => NEED_STACK.includes(one))) preparing = prepare();
        preparing.catch(() => {});
      } else if (!isUp) {
        await preparing;
        await watchSpans();
        await start({ demo: false });
        isUp = true;
      }
      outcome.push(await runStage(stage, await testEnvironment()));
    }
  } finally {
    if (!values.keep) {
      await stop();
      if (inMemory) rmSync(inMemory, { recursive: true, force: true });
      if (outcome.length === stages.length && outcome.every(({ failed }) => failed === 0)) {
        rmSync(process.env.INTERLINK_STATE_DIR, { recursive: true, force: true });
      } else console.log(`Logs are kept in ${process.env.INTERLINK_STATE_DIR}.`);
    }
  }
  summarize(outcome);
}

function summarize(outcome) {
  title('Summary');
  for (const { stage, passed, failed, seconds } of outcome) {
    console.log(
      `  ${LABELS[stage].padEnd(20)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${String(seconds).padStart(5)} s`,
    );
  }
  const sum = (name) => outcome.reduce((total, row) => total + row[name], 0);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  if (sum('failed') > 0 || sum('passed') === 0) process.exitCode = 1;
}

try {
  await main();
} catch (thrown) {
  console.error(explain(thrown));
  process.exitCode = thrown instanceof Problem ? thrown.exitCode : 1;
}
