import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../stack/paths.mjs';

/** A module of the built service. */
export const service = (file) => import(path.join(root, 'packages/integration-service/dist', file));

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** The value below which this share of them lies. */
export const quantile = (values, share) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];

export async function seconds(work) {
  const since = performance.now();
  await work();
  return (performance.now() - since) / 1000;
}

/**
 * The same work in two ways, in turn, so that what else runs on the machine hits both; the median of each and of the
 * ratios of the pairs. `baseline` and `ours` return a rate.
 */
export async function compare(times, baseline, ours) {
  const pairs = [];
  for (let round = 0; round < times; round += 1) pairs.push([await baseline(), await ours()]);
  return {
    baseline: median(pairs.map(([one]) => one)),
    ours: median(pairs.map(([, one]) => one)),
    ratio: median(pairs.map(([one, other]) => other / one)),
  };
}

export const actor = (loginName = 'bench') => ({ kind: 'system', id: loginName, loginName, correlationId: loginName });

const TICKS = 100;

/** Seconds of processor that a server process has had; 0 for one that is gone. */
function ticksOf(pid) {
  try {
    const after = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
    return (Number(after[11]) + Number(after[12])) / TICKS;
  } catch (thrown) {
    if (thrown.code === 'ENOENT' || thrown.code === 'ESRCH') return 0;
    throw thrown;
  }
}

/**
 * What the work takes by the clock, and in seconds of processor of this process (`mine`), of the database's (`served`) and
 * of both: on a machine that others use, the second says what the first would be on one that is free.
 */
export async function effort(database, work) {
  const pids = async () => (await database.query('select pid from pg_stat_activity')).rows.map(({ pid }) => pid);
  const before = new Map((await pids()).map((pid) => [pid, ticksOf(pid)]));
  const own = process.cpuUsage();
  const wall = await seconds(work);
  const { user, system } = process.cpuUsage(own);
  const served = (await pids()).reduce((sum, pid) => sum + ticksOf(pid) - (before.get(pid) ?? 0), 0);
  const mine = (user + system) / 1e6;
  return { wall, mine, served, cpu: mine + served };
}
