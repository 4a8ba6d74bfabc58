import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process of its own that does what it is told, one thing after the other; `serve` is its side. */
export async function startChild(file, args = []) {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args);
  const gone = once(child, 'exit').then(() => Promise.reject(new Error(`${file} has ended`)));
  gone.catch(() => undefined);
  const answer = async () => {
    const [{ done, failed }] = await Promise.race([once(child, 'message'), gone]);
    if (failed) throw new Error(failed);
    return done;
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
