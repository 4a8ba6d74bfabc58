import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

/** What this process holds once nothing is left that could go: heap and resident set, in MB. */
function held() {
  for (let n = 0; n < 3; n += 1) collect();
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed / 1e6, rss: rss / 1e6 };
}

/**
 * What is left behind by `work(count)`, in MB per 100,000: after it was done `before` times, and again after as many as fit
 * into the seconds.
 */
export async function leftBehind(work, { before, seconds, step }) {
  await work(before);
  const first = held();
  const until = performance.now() + seconds * 1000;
  let count = 0;
  while (performance.now() < until) {
    await work(step);
    count += step;
  }
  const last = held();
  const per = (key) => ((last[key] - first[key]) / count) * 100_000;
  return { count, heap: per('heap'), rss: per('rss') };
}
