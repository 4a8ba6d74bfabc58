/** Every frontend module has en, fr and ar with the same keys, no empty text, and no day that is read backwards. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../stack/paths.mjs';

const LANGUAGES = ['en', 'fr', 'ar'];
/** Among Arabic words a day like 2026-12-31 is drawn as 31-12-2026, unless it is isolated (U+2066). */
const BARE_DAY = /(?<![\u2066\d-])\d{4}-\d{2}/;

function flatten(texts, prefix = '') {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'object' ? flatten(value, `${prefix}${key}.`) : [[`${prefix}${key}`, value]],
  );
}

function complaintsOf(module) {
  const folder = path.join(root, 'packages', module, 'src/translations');
  const texts = Object.fromEntries(
    LANGUAGES.map((language) => [
      language,
      new Map(flatten(JSON.parse(readFileSync(path.join(folder, `${language}.json`), 'utf8')))),
    ]),
  );
  const backwards = [...texts.ar]
    .filter(([, text]) => BARE_DAY.test(text))
    .map(([key]) => `${module}: "${key}" has a day that is not isolated in ar.json`);
  const all = new Set(LANGUAGES.flatMap((language) => [...texts[language].keys()]));
  const missing = [...all].flatMap((key) =>
    LANGUAGES.filter((language) => !texts[language].get(key)?.trim()).map(
      (language) => `${module}: "${key}" is missing in ${language}.json`,
    ),
  );
  return [...missing, ...backwards];
}

const modules = readdirSync(path.join(root, 'packages')).filter(
  (name) => name.startsWith('fe-') && existsSync(path.join(root, 'packages', name, 'src/translations')),
);
const complaints = modules.flatMap(complaintsOf);
for (const complaint of complaints) console.error(complaint);
process.exitCode = complaints.length > 0 ? 1 : 0;
