/** `node relay-process.mjs <database url> <stream>`: one relay that tells its parent what the receiver got. */
import { setTimeout as sleep } from 'node:timers/promises';
import { openPlatform } from './database.mjs';
import { service } from './measure.mjs';

const [url, stream] = process.argv.slice(2);
const platform = await openPlatform(url, {});
const { beginLife } = await service('platform/outbox/life.js');
const { openRelay } = await service('platform/outbox/relay.js');
const destination = {
  stream,
  whenParked: 'halt',
  deliver: async ({ seq, body }) => {
    // The receiver has it before the relay knows: what a kill in between repeats.
    process.send([{ seq, lagMs: Date.now() - body.at }]);
    return { outcome: 'delivered' };
  },
};
const life = beginLife(platform.database.pool, platform.ids.next());
const relay = openRelay(platform, destination, life.owner);
for (;;) if (!life.isProven() || (await relay.drain()) === 0) await sleep(50);
