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
