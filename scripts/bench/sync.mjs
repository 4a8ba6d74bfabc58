import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root, url, within } from '../stack/paths.mjs';
import { compare, seconds, service } from './kit/measure.mjs';

export const title = 'Registry: synchronisation from openIMIS';
export const note = `The full sweep of a running openIMIS (\`npm start\` of this checkout; without one nothing is measured) into an empty registry of the
run: read, mapped, compared with what is known, sealed, linked, folded and written, page by page, with the place in the sweep kept
after each. Against it, in turn, the bare paging of the same pages by GraphQL, one after the other, without anything done with them:
what the API allows. First everything is news; then nothing is, as at most sweeps. A deployment limits the sweep to
\`sweepPagesPerSecond\`, so that openIMIS has time for its users; here it is not limited.`;

const KINDS = ['individuals', 'groups', 'beneficiaries', 'groupBeneficiaries', 'benefits'];
const ROUNDS = 3;
const MOST_PAGES = 1_000_000;

/** The openIMIS of this checkout's stack, as the service account that reads for the registry; undefined when none runs. */
async function runningOpenimis() {
  const answer = await fetch(url('openimis'), { redirect: 'manual' }).catch(() => undefined);
  if (!answer) return undefined;
  const [{ openImis }, { parseMapping }] = await Promise.all(
    ['openimis/open-imis.js', 'openimis/mapping.js'].map((file) => service(file)),
  );
  const text = readFileSync(path.join(root, 'openimis-config/development/mapping.json'), 'utf8');
  const mapping = parseMapping(JSON.parse(text));
  return openImis({ endpoint: { url: url('openimis') }, mapping, secretsDir: within('secrets'), newId: randomUUID });
}

/** How many rows all pages hold. */
async function pageThrough(openimis) {
  const { feed } = openimis.asService('sync', randomUUID());
  let rows = 0;
  for (const kind of KINDS) {
    let after = null;
    do {
      const page = await feed[kind](after);
      rows += page.rows.length;
      after = page.next;
    } while (after !== null);
  }
  return rows;
}

async function sweepAll(database, follower) {
  await database.query(`update registry.source set cursor = '{}'`);
  if (!(await follower.sweep(MOST_PAGES))) throw new Error('the sweep did not come to its end');
}

export async function run({ quick, database, say }) {
  const openimis = await runningOpenimis();
  if (!openimis) {
    say('no stack of this checkout runs, so that nothing is measured');
    return undefined;
  }
  const { createRegistry } = await service('registry/service.js');
  const follower = createRegistry(await database.platform()).follower(openimis);
  const rows = await pageThrough(openimis);
  const bareFirst = rows / (await seconds(() => pageThrough(openimis)));
  const first = rows / (await seconds(() => sweepAll(database, follower)));
  const later = await compare(
    quick ? 1 : ROUNDS,
    async () => rows / (await seconds(() => pageThrough(openimis))),
    async () => rows / (await seconds(() => sweepAll(database, follower))),
  );
  const [{ count }] = (await database.query('select count(*)::int as count from registry.record_head')).rows;
  return [
    { what: 'rows of openIMIS in its pages', value: rows },
    { what: 'records that came of them', value: count },
    {
      ...{ what: 'swept when all is news, against bare paging', unit: '/s' },
      ...{ value: first, baseline: bareFirst, ratio: first / bareFirst },
    },
    {
      ...{ what: 'swept when nothing is, against bare paging', unit: '/s' },
      ...{ value: later.ours, baseline: later.baseline, ratio: later.ratio },
    },
  ];
}
