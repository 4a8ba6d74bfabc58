import { Problem } from '../stack/say.mjs';

const IMPORT = /^import \{ (\w+) \} from '\.\/([\w-]+)\.js';\n/gm;
const LIST = /= \[[^\]]*\];/;

/** The text of a registry with one more entry, its imports and its list sorted by id. */
export function withEntry(text, entry) {
  const entries = [...text.matchAll(IMPORT)].map(([, name, id]) => ({ id, name }));
  if (entries.length === 0 || !LIST.test(text))
    throw new Problem('The registry has another form than this command knows.');
  if (entries.some(({ name }) => name === entry.name)) throw new Problem(`The registry has ${entry.name} already.`);
  const sorted = [...entries, entry].sort((a, b) => (a.id < b.id ? -1 : 1));
  const imports = sorted.map(({ name, id }) => `import { ${name} } from './${id}.js';\n`).join('');
  const [first] = text.match(IMPORT);
  const at = text.indexOf(first);
  const without = text.replace(IMPORT, '');
  const listed = `${without.slice(0, at)}${imports}${without.slice(at)}`;
  return listed.replace(LIST, `= [${sorted.map(({ name }) => name).join(', ')}];`);
}
