#!/usr/bin/env node
/**
 * `npm run bench [-- <name>...] [--quick] [--people 1000000]`: every file of scripts/bench is one member, in the order of their names. A
 * member exports `title`, `note` and `run({ quick, database, say, people })`, which returns rows `{ what, value, unit, target,
 * baseline, ratio }`. In full size each renews its section of docs/reference/benchmarks.md; a quick run only prints.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { startCluster } from './bench/kit/cluster.mjs';
import { openDatabases } from './bench/kit/database.mjs';
import { machine, renewed, section } from './bench/kit/report.mjs';
import { root } from './stack/paths.mjs';
import { explain, Problem } from './stack/say.mjs';

const folder = path.join(root, 'scripts/bench');
const file = path.join(root, 'docs/reference/benchmarks.md');
const members = readdirSync(folder)
  .filter((file) => file.endsWith('.mjs'))
  .map((file) => file.replace(/\.mjs$/, ''))
  .sort();

function build() {
  const { status } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-b'], { cwd: root });
  if (status !== 0) throw new Problem('The packages do not build: npm run check -- types says why.');
}

/** The section of a member, by its title; undefined when what it measures is not there, and its section stays as it was. */
async function runMember(name, databases, quick, people) {
  const { title, note, run } = await import(`./bench/${name}.mjs`);
  console.log(`${title}${quick ? ' (quick)' : ''}`);
  const on = machine();
  const database = await databases.create();
  const since = performance.now();
  try {
    const rows = await run({ quick, people, database, say: (text) => console.log(`  ${text}`) });
    if (!rows) return undefined;
    const at = new Date().toISOString().slice(0, 10);
    const text = section({ title, note, rows, at, on, tookSeconds: (performance.now() - since) / 1000 });
    console.log(text);
    return { title, text };
  } finally {
    await database.drop();
  }
}

/** At once after each member: the next may fail or be stopped. */
async function renew({ title, text }) {
  const titles = await Promise.all(members.map(async (name) => (await import(`./bench/${name}.mjs`)).title));
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const page = renewed(before, new Map([[title, text]]), titles);
  writeFileSync(file, await format(page, { ...(await resolveConfig(file)), parser: 'markdown' }));
}

async function main() {
  const options = { quick: { type: 'boolean' }, people: { type: 'string' } };
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  if (values.people !== undefined && !/^[1-9]\d{2,7}$/.test(values.people)) {
    throw new Problem('--people wants a number between 100 and 99999999.', 2);
  }
  const unknown = positionals.find((name) => !members.includes(name));
  if (unknown) throw new Problem(`There is no benchmark "${unknown}"; there are: ${members.join(', ')}.`, 2);
  const chosen = positionals.length > 0 ? positionals : members;
  const quick = values.quick === true;
  build();
  const cluster = await startCluster();
  try {
    const databases = await openDatabases(cluster.url);
    for (const name of chosen) {
      const done = await runMember(name, databases, quick, values.people);
      if (done && !quick) await renew(done);
    }
  } finally {
    cluster.stop();
  }
}

main().catch((thrown) => {
  console.error(explain(thrown));
  process.exitCode = 1;
});
