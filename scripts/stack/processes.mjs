import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { root, within } from './paths.mjs';
import { Problem } from './say.mjs';

const pidFile = (name) => within('pids', `${name}.pid`);
export const logFile = (name) => within('logs', `${name}.log`);

/** Start time of a process in kernel ticks: with it, a pid that was given to somebody else is not ours. */
function bornAt(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

function isAlive({ pid, born }) {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return born === undefined || born === null || bornAt(pid) === born;
}

/** The running process of that name that we started, or undefined. */
export function findProcess(name) {
  if (!existsSync(pidFile(name))) return undefined;
  const known = JSON.parse(readFileSync(pidFile(name), 'utf8'));
  return isAlive(known) ? known : undefined;
}

/** Starts a process that outlives us, with a log and a pid file of its own. */
export function startProcess(name, command, args, { env = {}, cwd = root } = {}) {
  mkdirSync(within('logs'), { recursive: true });
  mkdirSync(within('pids'), { recursive: true });
  const log = openSync(logFile(name), 'a');
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.on('error', () => {}); // its log and the wait for its port tell
  if (child.pid === undefined) throw new Problem(`${name} could not be started: ${command} is missing.`);
  writeFileSync(pidFile(name), JSON.stringify({ pid: child.pid, born: bornAt(child.pid) }));
  child.unref();
  return child.pid;
}

/** Asks the process to end, insists after `patience` milliseconds. True when there was one. */
export async function stopProcess(name, patience = 10_000) {
  const known = findProcess(name);
  if (known) {
    signal(known.pid, 'SIGTERM');
    const until = Date.now() + patience;
    while (isAlive(known) && Date.now() < until) await sleep(50);
    if (isAlive(known)) signal(known.pid, 'SIGKILL');
  }
  rmSync(pidFile(name), { force: true });
  return known !== undefined;
}

/** The whole group, because gunicorn and others have children. */
function signal(pid, name) {
  try {
    process.kill(-pid, name);
  } catch {
    try {
      process.kill(pid, name);
    } catch {
      // it has ended in the meantime
    }
  }
}

/** Waits until the address answers with a status below 500; tells where to look when it does not. */
export async function waitFor(name, address, seconds = 60) {
  const until = Date.now() + seconds * 1000;
  while (Date.now() < until) {
    if (!findProcess(name)) break;
    try {
      const answer = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(2000) });
      if (answer.status < 500) return;
    } catch {
      // not listening yet
    }
    await sleep(150);
  }
  throw new Problem(`${name} does not answer at ${address}: ${lastWords(name)} The whole log is ${logFile(name)}.`);
}

function lastWords(name) {
  if (!existsSync(logFile(name))) return '';
  const lines = readFileSync(logFile(name), 'utf8').trim().split('\n').filter(Boolean);
  return lines.length === 0 ? '' : `its last words were "${lines.at(-1).slice(0, 300)}".`;
}

/** Runs a command to its end; its output goes to a log. Throws a Problem with that log's name. */
export function run(command, args, { env = {}, cwd = root, log, uid, gid, sentence }) {
  mkdirSync(within('logs'), { recursive: true });
  return new Promise((resolve, reject) => {
    const out = openSync(logFile(log), 'a');
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', out, out], uid, gid });
    closeSync(out);
    child.on('error', (cause) => reject(new Problem(`${sentence} (${cause.message})`)));
    child.on('close', (code) => {
      if (code === 0) return resolve();
      const last = lastWords(log);
      if (/No space left|ENOSPC/.test(last)) return reject(Object.assign(new Error('disk'), { code: 'ENOSPC' }));
      reject(new Problem(`${sentence} See ${logFile(log)}: ${last}`));
    });
  });
}
