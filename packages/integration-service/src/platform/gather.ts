/** What became of one of several that were done together. */
export type Outcome<Out> = PromiseSettledResult<Out>;

/** Does all of them at once; their outcomes in the same order. */
export type DoAll<In, Out> = (all: readonly In[]) => Promise<readonly Outcome<Out>[]>;

interface Waiting<In, Out> {
  readonly one: In;
  readonly resolve: (value: Out) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * One call for all who come while the one before is under way, at most `most` of them; whoever comes alone waits for
 * nobody. Each gets its own outcome; when `doAll` itself throws, all of that call do.
 */
export function gather<In, Out>(doAll: DoAll<In, Out>, most: number): (one: In) => Promise<Out> {
  const waiting: Waiting<In, Out>[] = [];
  let isBusy = false;
  const work = async () => {
    while (waiting.length > 0) await answer(doAll, waiting.splice(0, most));
    isBusy = false;
  };
  return (one) =>
    new Promise<Out>((resolve, reject) => {
      waiting.push({ one, resolve, reject });
      if (isBusy) return;
      isBusy = true;
      // Those who come in the same turn of the loop come together.
      setImmediate(() => void work());
    });
}

async function answer<In, Out>(doAll: DoAll<In, Out>, all: readonly Waiting<In, Out>[]): Promise<void> {
  try {
    const outcomes = await doAll(all.map(({ one }) => one));
    for (const [place, { resolve, reject }] of all.entries()) {
      const outcome = outcomes[place];
      if (outcome?.status === 'fulfilled') resolve(outcome.value);
      else reject(outcome?.reason ?? new Error('nothing came of one of several that were done together'));
    }
  } catch (thrown) {
    for (const { reject } of all) reject(thrown);
  }
}
