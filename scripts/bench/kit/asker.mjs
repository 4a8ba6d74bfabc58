import { startChild } from './child.mjs';

/**
 * Partners in a process of their own, who ask a server of this process over sockets: what they spend is not counted as
 * the server's. `prepare` hands over `{ path, headers, payload }`s; `atOnce` asks them eight at once, `paced` so many a
 * second, and throws when an answer lacks what is expected.
 */
export async function startAsker(origin) {
  const { tell, close } = await startChild('asker-process.mjs', [origin]);
  return {
    prepare: (requests) => tell('prepare', { requests }),
    atOnce: (expected) => tell('atOnce', { expected }),
    paced: (perSecond, expected) => tell('paced', { perSecond, expected }),
    close,
  };
}
