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
 * What is left behind by `work(count)`, in MB per 100,000: after it was done `before` times, and again once it is enough.
 * `enough(count, seconds)`; `seen` hears what is held after each step that `looks` says is one to look at.
 */
export async function leftBehind(work, { before, step, enough, looks = () => false, seen }) {
  await work(before);
  const first = held();
  const since = performance.now();
  let count = 0;
  while (!enough(count, (performance.now() - since) / 1000)) {
    await work(step);
    count += step;
    if (looks(count)) seen(count, held());
  }
  const last = held();
  const per = (key) => ((last[key] - first[key]) / count) * 100_000;
  return { count, first, last, heap: per('heap'), rss: per('rss') };
}
