import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process of its own that does what it is told, one thing after the other; `serve` is its side. */
export async function startChild(file, args = []) {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args);
  const answer = async () => {
    // What did not happen is not waited for any more: it would keep every answer until then.
    const isOver = new AbortController();
    const { signal } = isOver;
    const gone = once(child, 'exit', { signal }).then(() => Promise.reject(new Error(`${file} has ended`)));
    try {
      const [{ done, failed }] = await Promise.race([once(child, 'message', { signal }), gone]);
      if (failed) throw new Error(failed);
      return done;
    } finally {
      isOver.abort();
    }
  };
  await answer();
  return {
    tell(act, parts = {}) {
      child.send({ act, ...parts });
      return answer();
    },
    close: () => child.disconnect(),
  };
}

export function serve(acts) {
  process.on('message', async ({ act, ...parts }) => {
    try {
      process.send({ done: (await acts[act](parts)) ?? {} });
    } catch (thrown) {
      process.send({ failed: thrown.stack });
    }
  });
  process.on('disconnect', () => process.exit());
  process.send({ done: {} });
}
