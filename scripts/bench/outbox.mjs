import { fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { actor, quantile } from './kit/measure.mjs';

export const title = 'Outbox: many writers, late commits, killed relays (S3)';
export const note = `Eight writers write one stream; each transaction waits a random time up to 5 ms before its commit. Two relays in processes of their own
look at it; one delivers, and one of the two is killed with SIGKILL again and again. Counted at the receiver: what never came, and what came
after something younger (a repetition after a kill is allowed, because the receiver knows ids). The lag is from the writing transaction to
the first receipt, over every message, those of the kills included.`;

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

/** Two relays; one is killed after a while until enough were, and its place is taken. What they delivered, as they tell it. */
function startRelays(url, kills, onDelivered) {
  let left = kills;
  let ended = false;
  const alive = new Set();
  const add = () => {
    const child = fork(fileURLToPath(new URL('./kit/relay-process.mjs', import.meta.url)), [url, STREAM]);
    alive.add(child);
    child.on('message', (batch) => batch.forEach((one) => onDelivered(one)));
    child.on('exit', () => {
      alive.delete(child);
      if (!ended) add();
    });
  };
  add();
  add();
  const killing = setInterval(() => {
    if (left === 0) return clearInterval(killing);
    left -= 1;
    [...alive][0]?.kill('SIGKILL');
  }, 3000);
  return () => {
    ended = true;
    clearInterval(killing);
    alive.forEach((child) => child.kill('SIGTERM'));
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
  const stop = startRelays(database.url('interlink_app'), kills, ({ seq, lagMs }) => {
    if (firsts.has(seq)) return (repeated += 1);
    if (seq < youngest) outOfOrder += 1;
    youngest = Math.max(youngest, seq);
    firsts.add(seq);
    lags.push(lagMs);
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
