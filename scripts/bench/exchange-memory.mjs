import { startAsker } from './kit/asker.mjs';
import { addPartners, fill, nidOf, openExchange } from './kit/exchange.mjs';
import { leftBehind } from './kit/memory.mjs';
import { secretsFolder } from './kit/partners.mjs';
import { FOUND, signedSearches } from './kit/searches.mjs';

export const title = 'Partners: what a million exchanges leave in memory (SR-025)';
export const note = `Signed synchronous searches from ten partners, eight at once, over sockets, each answered, signed, audited and kept; whatever the
process of the service still holds after as many, garbage collected, at every hundred thousand. Flat means that it does not grow with
them: at most 1 MB of heap for a hundred thousand. The first ten thousand warm it up and do not count.`;

const PEOPLE = 20_000;
const STEP = 800;

export async function run({ quick, database, say }) {
  const secrets = await secretsFolder();
  const { app, registry, tokens, close } = await openExchange(database, secrets.dir);
  const asker = await startAsker(await app.listen({ port: 0, host: '127.0.0.1' }));
  const most = quick ? 4000 : 1_000_000;
  const each = most / 10;
  const seen = [];
  let asked = 0;
  try {
    await fill(registry, database, quick ? 1000 : PEOPLE, say);
    const partners = await addPartners(database, tokens, 'http://127.0.0.1:9');
    const valueOf = () => nidOf((asked++ * 7919) % (quick ? 1000 : PEOPLE));
    const work = async (many) => {
      for (let done = 0; done < many; done += STEP) {
        await asker.prepare(await signedSearches(partners, STEP, { valueOf }));
        await asker.atOnce(FOUND);
      }
    };
    const left = await leftBehind(work, {
      ...{ before: quick ? STEP : 10_000, step: STEP, enough: (count) => count >= most },
      looks: (count) => count % each < STEP,
      seen: (count, { heap, rss }) => {
        seen.push({ heap, rss });
        say(`${count} searches: ${heap.toFixed(1)} MB of heap, ${rss.toFixed(0)} MB in all`);
      },
    });
    const { rows } = await database.query('select count(*)::int as n from exchange.transaction');
    const largest = (key) => Math.max(...seen.map((one) => one[key]));
    return [
      { what: 'searches answered, signed, audited and kept', value: rows[0].n, unit: '' },
      { what: 'heap held before', value: left.first.heap, unit: 'MB' },
      { what: `heap held after ${left.count} of them`, value: left.last.heap, unit: 'MB' },
      { what: 'most that was held at one of ten looks in between', value: largest('heap'), unit: 'MB' },
      { what: 'heap left by a hundred thousand', value: left.heap, unit: 'MB', target: 'under 1 MB' },
      { what: 'memory of the process before', value: left.first.rss, unit: 'MB' },
      { what: 'memory of the process after', value: left.last.rss, unit: 'MB' },
      { what: 'the most of it in between', value: largest('rss'), unit: 'MB' },
    ];
  } finally {
    asker.close();
    await close();
    secrets.remove();
  }
}
