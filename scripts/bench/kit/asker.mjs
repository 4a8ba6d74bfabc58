import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * Partners in a process of their own, who ask a server of this process over sockets: what they spend is not counted as
 * the server's. `prepare` hands over `{ path, headers, payload }`s; `atOnce` asks them eight at once, `paced` so many a
 * second, and throws when an answer lacks what is expected.
 */
export async function startAsker(origin) {
  const child = fork(fileURLToPath(new URL('asker-process.mjs', import.meta.url)), [origin]);
  const gone = once(child, 'exit').then(() => Promise.reject(new Error('the process that asks has ended')));
  gone.catch(() => undefined);
  const answer = async () => {
    const [{ done, failed }] = await Promise.race([once(child, 'message'), gone]);
    if (failed) throw new Error(failed);
    return done;
  };
  const tell = (message) => {
    child.send(message);
    return answer();
  };
  await answer();
  return {
    prepare: (requests) => tell({ act: 'prepare', requests }),
    atOnce: (expected) => tell({ act: 'atOnce', expected }),
    paced: (perSecond, expected) => tell({ act: 'paced', perSecond, expected }),
    close: () => child.disconnect(),
  };
}
