import { fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { actor, quantile } from './kit/measure.mjs';

export const title = 'Outbox: many writers, late commits, killed relays (S3)';
export const note = `Eight writers write one stream; each transaction waits a random time up to 5 ms before its commit. A relay in a process of its own delivers
and is killed with SIGKILL again and again; the next one takes over when its lease ends. Counted at the receiver: what never came, and
what came after something younger (a repetition after a kill is allowed, because the receiver knows ids). The lag is from the writing
transaction to the first receipt, over everything that was received while nobody was being killed.`;

const WRITERS = 8;
const STREAM = 'bench';

async function write(platform, count) {
  let next = 0;
  const writer = async () => {
    while ((next += 1) <= count) {
      const n = next;
      await platform.inTransaction(actor(), async (tx) => {
        await sleep(Math.random() * 5);
        tx.send({ stream: STREAM, kind: 'bench.message', body: { n, at: Date.now() } });
      });
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
}

/** Relays one after the other, each killed after a while until enough were; what they delivered, as they tell it. */
function startRelays(url, kills, onDelivered) {
  let left = kills;
  let child;
  let ended = false;
  const next = () => {
    child = fork(fileURLToPath(new URL('./kit/relay-process.mjs', import.meta.url)), [url, STREAM]);
    child.on('message', (batch) => batch.forEach((one) => onDelivered(one, left > 0)));
    const own = child;
    if (left > 0) setTimeout(() => own.kill('SIGKILL'), 2000 + Math.random() * 2000).unref();
    child.on('exit', () => {
      left -= 1;
      if (!ended) next();
    });
  };
  next();
  return () => {
    ended = true;
    child.kill('SIGTERM');
  };
}

export async function run({ quick, database, say }) {
  const platform = await database.platform();
  const count = quick ? 400 : 100_000;
  const kills = quick ? 1 : 10;
  const lags = [];
  const firsts = new Set();
  let youngest = 0;
  let outOfOrder = 0;
  let repeated = 0;
  const stop = startRelays(database.url('interlink_app'), kills, ({ seq, lagMs }, isKilling) => {
    if (firsts.has(seq)) return (repeated += 1);
    if (seq < youngest) outOfOrder += 1;
    youngest = Math.max(youngest, seq);
    firsts.add(seq);
    if (!isKilling) lags.push(lagMs);
  });
  const since = performance.now();
  await write(platform, count);
  const wroteIn = (performance.now() - since) / 1000;
  for (const until = Date.now() + 15 * 60_000; firsts.size < count && Date.now() < until;) {
    await sleep(1000);
    if (firsts.size % 5000 < 50) say(`${firsts.size} of ${count} received`);
  }
  const tookS = (performance.now() - since) / 1000;
  stop();
  return [
    { what: `lost, of ${count} messages`, value: count - firsts.size, target: '0' },
    { what: 'out of order', value: outOfOrder, target: '0' },
    { what: `received again after ${kills} kills`, value: repeated },
    { what: 'written', value: count / wroteIn, unit: '/s' },
    { what: 'received', value: firsts.size / tookS, unit: '/s' },
    {
      what: 'lag, p99',
      value: lags.length ? quantile(lags, 0.99) / 1000 : 'none measured',
      unit: 's',
      target: 'under 2 s',
    },
  ];
}
