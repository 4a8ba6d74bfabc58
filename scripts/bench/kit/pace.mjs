import { setTimeout as pause } from 'node:timers/promises';
import { seconds } from './measure.mjs';

export const AT_ONCE = 8;

/** Requests a second of `count` of them, eight at once; how long each took, in ms, is added to `took`. */
export async function rateOf(count, request, took) {
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const at = (next += 1);
      const since = performance.now();
      await request(at);
      took?.push(performance.now() - since);
    }
  };
  return count / (await seconds(() => Promise.all(Array.from({ length: AT_ONCE }, worker))));
}

/** Begins so many a second whether or not those before are answered, as partners do; how long each took, in ms. */
export async function paced(perSecond, count, request) {
  const since = performance.now();
  const asked = [];
  for (let n = 0; n < count; n += 1) {
    const due = since + (n * 1000) / perSecond;
    const early = due - performance.now();
    if (early > 1) await pause(early);
    // From when it was due: a server that holds up the asking does not look the faster for it.
    asked.push(request().then(() => performance.now() - due));
  }
  return Promise.all(asked);
}
