/** Every frontend module has en, fr and ar with the same keys, no empty text, and every key its source names. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../stack/paths.mjs';

const LANGUAGES = ['en', 'fr', 'ar'];

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
  const all = new Set(LANGUAGES.flatMap((language) => [...texts[language].keys()]));
  return [...all].flatMap((key) =>
    LANGUAGES.filter((language) => !texts[language].get(key)?.trim()).map(
      (language) => `${module}: "${key}" is missing in ${language}.json`,
    ),
  );
}

const modules = readdirSync(path.join(root, 'packages')).filter(
  (name) => name.startsWith('fe-') && existsSync(path.join(root, 'packages', name, 'src/translations')),
);
const complaints = modules.flatMap(complaintsOf);
for (const complaint of complaints) console.error(complaint);
process.exitCode = complaints.length > 0 ? 1 : 0;
