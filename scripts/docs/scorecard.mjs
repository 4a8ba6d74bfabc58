import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../stack/paths.mjs';
import { requirements } from './requirements.mjs';
import { table } from './table.mjs';

const ID = /\b(?:IBR-\d{3}|SR-\d{3}|S(?:1\d|20|[1-9]))(?![\w-])/g;
const TITLE = /\b(describe|it|test)(?:\.each\([\s\S]*?\))?\(\s*(['"`])((?:\\.|(?!\2)[\s\S])*)\2/g;

function* testFiles(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* testFiles(file);
    else if (/\.test\.tsx?$/.test(entry.name)) yield file;
  }
}

/** Titles that bear an id of a requirement or rule. Read from the source: nothing is run. */
function titlesOf(file) {
  const where = path.relative(root, file);
  return [...readFileSync(file, 'utf8').matchAll(TITLE)].flatMap(([, , , title]) =>
    [...new Set(title.match(ID) ?? [])].map((id) => ({
      id,
      where,
      title: title.replace(/^[^:]{1,60}:\s*/, (prefix) => (prefix.match(ID) ? '' : prefix)).replaceAll("\\'", "'"),
    })),
  );
}

const LEVELS = ['unit', 'database and API', 'openIMIS', 'browser', 'kill'];
const SUFFIXES = { pg: 'database and API', openimis: 'openIMIS', browser: 'browser', kill: 'kill', sinks: 'openIMIS' };
const levelOf = (where) => SUFFIXES[/\.(\w+)\.test\.tsx?$/.exec(where)?.[1]] ?? 'unit';

/** Green: shown from outside, through the API, openIMIS or the browser. Amber: by rules alone. Red: by nothing. */
function standing(rows) {
  const levels = LEVELS.filter((level) => rows.some(({ where }) => levelOf(where) === level));
  const colour = levels.length === 0 ? 'red' : levels.every((level) => level === 'unit') ? 'amber' : 'green';
  return { colour, levels };
}

function summary(rows) {
  return requirements.map(({ id, isCore, layer, what }) => {
    const own = rows.filter((row) => row.id === id);
    const { colour, levels } = standing(own);
    return [id, isCore ? 'core' : '', what, layer, colour, levels.join(', '), own.length];
  });
}

/** The page: what stands where, then id, test file, title. */
export function scorecard() {
  const packages = path.join(root, 'packages');
  const folders = readdirSync(packages).map((name) => path.join(packages, name, 'test'));
  const found = folders.filter((folder) => existsSync(folder)).flatMap((folder) => [...testFiles(folder)]);
  const rows = found.flatMap(titlesOf);
  const byId = new Intl.Collator('en', { numeric: true });
  rows.sort((a, b) => byId.compare(a.id, b.id) || byId.compare(a.where, b.where));
  const list = summary(rows);
  const count = (colour) => list.filter((row) => row[4] === colour).length;
  return `# Scorecard

What is proven, and by which test. Rows come from the titles of tests that bear the id of a requirement (IBR-..., SR-...)
or of a security rule (S1 to S20). That a row is here says that the test exists; \`npm test\` says that it passes.

## Requirements

Green: a test shows it from outside, through the API, openIMIS or the browser. Amber: only rules are tested. Red: no test
bears its id. ${count('green')} green, ${count('amber')} amber, ${count('red')} red.

${table(['id', '', 'requirement', 'layer', 'standing', 'shown by', 'tests'], list)}

## Evidence

${new Set(rows.map(({ id }) => id)).size} ids, ${rows.length} rows.

${table(
  ['id', 'test', 'what it proves'],
  rows.map(({ id, where, title }) => [id, `\`${where}\``, title]),
)}
`;
}
