import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../stack/paths.mjs';
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

/** The page: id, test file, title. */
export function scorecard() {
  const packages = path.join(root, 'packages');
  const folders = readdirSync(packages).map((name) => path.join(packages, name, 'test'));
  const found = folders.filter((folder) => existsSync(folder)).flatMap((folder) => [...testFiles(folder)]);
  const rows = found.flatMap(titlesOf);
  const byId = new Intl.Collator('en', { numeric: true });
  rows.sort((a, b) => byId.compare(a.id, b.id) || byId.compare(a.where, b.where));
  return `# Scorecard

What is proven, and by which test. Rows come from the titles of tests that bear the id of a requirement (IBR-..., SR-...)
or of a security rule (S1 to S20). That a row is here says that the test exists; \`npm test\` says that it passes. What no
row names is not proven by a test of that name. ${new Set(rows.map(({ id }) => id)).size} ids, ${rows.length} rows.

${table(
  ['id', 'test', 'what it proves'],
  rows.map(({ id, where, title }) => [id, `\`${where}\``, title]),
)}
`;
}
