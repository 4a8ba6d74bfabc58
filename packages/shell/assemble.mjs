import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
export const listFile = path.resolve(here, '../../openimis-config/development/openimis.json');
const generated = path.join(here, 'src/generated');
const HEADER = '// Written by packages/shell/assemble.mjs from openimis.json. DO NOT EDIT.\n';

const quote = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** openIMIS's contract: `<package>@<version>`, split at the last `@`; the configuration key is what follows the scope. */
function readModule({ name = 'default', npm, logicalName }) {
  const at = npm.lastIndexOf('@');
  if (at <= 0) throw new Error(`openimis.json: "${npm}" names no version; write "<package>@<version>".`);
  const [packageName, version] = [npm.slice(0, at), npm.slice(at + 1)];
  const key = logicalName ?? packageName.split('/')[1];
  if (!key) throw new Error(`openimis.json: "${npm}" has no scope, so it needs a "logicalName".`);
  return { name, packageName, version, key };
}

function writeModules(modules) {
  const imports = modules.map(
    ({ name, packageName }, index) => `import { ${name} as module${index} } from ${quote(packageName)};`,
  );
  const rows = modules.map(
    ({ packageName, version, key }, index) =>
      `  { key: ${quote(key)}, npm: ${quote(packageName)}, version: ${quote(version)}, create: module${index} },`,
  );
  const type = "import type { ListedModule } from '../modules-manager.js';";
  return `${HEADER}${[...imports, type].join('\n')}\n\nexport const modules: readonly ListedModule[] = [\n${rows.join('\n')}\n];\n`;
}

function writeLocales(locales) {
  const rows = locales.map(
    ({ languages, intl, fileNames }) =>
      `  { languages: [${languages.map(quote).join(', ')}], intl: ${quote(intl)}, fileNames: ${quote(fileNames)} },`,
  );
  return `${HEADER}import type { ListedLocale } from '../listed-locale.js';\n\nexport const locales: readonly ListedLocale[] = [\n${rows.join('\n')}\n];\n`;
}

/** The files that `openimis.json` asks for, by name. */
export function assemble(list) {
  return { 'modules.ts': writeModules(list.modules.map(readModule)), 'locales.ts': writeLocales(list.locales) };
}

/** Writes what differs only, so that a watching compiler is not woken for nothing. */
export function writeAssembly() {
  mkdirSync(generated, { recursive: true });
  for (const [name, text] of Object.entries(assemble(JSON.parse(readFileSync(listFile, 'utf8'))))) {
    const file = path.join(generated, name);
    let before = '';
    try {
      before = readFileSync(file, 'utf8');
    } catch {
      // written below
    }
    if (before !== text) writeFileSync(file, text);
  }
}

/** `node assemble.mjs --print <openimis.json>` shows the result without writing it. */
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [, , flag, file = listFile] = process.argv;
  if (flag === '--print') process.stdout.write(JSON.stringify(assemble(JSON.parse(readFileSync(file, 'utf8')))));
  else writeAssembly();
}
