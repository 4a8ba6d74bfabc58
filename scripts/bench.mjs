#!/usr/bin/env node
/**
 * `npm run bench [-- <name>...] [--quick]`: every file of scripts/bench is one member, in the order of their names. A
 * member exports `title`, `note` and `run({ quick, database, say })`, which returns rows `{ what, value, unit, target,
 * baseline, ratio }`. All of them, in full size, rewrite docs/reference/benchmarks.md; a part only prints.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startCluster } from './bench/kit/cluster.mjs';
import { openDatabases } from './bench/kit/database.mjs';
import { machine, page, section } from './bench/kit/report.mjs';
import { root } from './stack/paths.mjs';
import { explain, Problem } from './stack/say.mjs';

const folder = path.join(root, 'scripts/bench');
const members = readdirSync(folder)
  .filter((file) => file.endsWith('.mjs'))
  .map((file) => file.replace(/\.mjs$/, ''))
  .sort();

function build() {
  const { status } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-b'], { cwd: root });
  if (status !== 0) throw new Problem('The packages do not build: npm run check -- types says why.');
}

async function runMember(name, databases, quick) {
  const { title, note, run } = await import(`./bench/${name}.mjs`);
  console.log(`${title}${quick ? ' (quick)' : ''}`);
  const database = await databases.create();
  const since = performance.now();
  try {
    const rows = await run({ quick, database, say: (text) => console.log(`  ${text}`) });
    const text = section({ title, note, rows, tookSeconds: (performance.now() - since) / 1000 });
    console.log(text);
    return text;
  } finally {
    await database.drop();
  }
}

async function main() {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { quick: { type: 'boolean' } } });
  const unknown = positionals.find((name) => !members.includes(name));
  if (unknown) throw new Problem(`There is no benchmark "${unknown}"; there are: ${members.join(', ')}.`, 2);
  const chosen = positionals.length > 0 ? positionals : members;
  const quick = values.quick === true;
  build();
  const on = machine();
  const cluster = await startCluster();
  try {
    const databases = await openDatabases(cluster.url);
    const sections = [];
    for (const name of chosen) sections.push(await runMember(name, databases, quick));
    if (quick || chosen.length < members.length) return;
    const at = new Date().toISOString().slice(0, 10);
    writeFileSync(path.join(root, 'docs/reference/benchmarks.md'), page(sections, { quick, at, on }));
  } finally {
    cluster.stop();
  }
}

main().catch(explain);
