#!/usr/bin/env node
/**
 * `node scripts/stack/transpile.mjs <package folder>...`: writes dist of each from its src, file by file, in seconds where the
 * compiler takes minutes on two processors. Types are not looked at: `npm run check` does that, and the sources are
 * written so that a file alone says what becomes of it (verbatimModuleSyntax). What has no source any more is removed.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { transformFile } from '@swc/core';

const OPTIONS = {
  swcrc: false,
  configFile: false,
  sourceMaps: true,
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  module: { type: 'es6' },
};

const filesOf = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)))
    : [];

const isSource = (file) => file.endsWith('.ts') && !file.endsWith('.d.ts');
const outputOf = (file) => file.replace(/\.ts$/, '.js');

/** Also of a compiler's output: whichever of the two is newer is of the source as it is. */
const isNewer = (output, source) => existsSync(output) && statSync(output).mtimeMs >= statSync(source).mtimeMs;

async function transpile(folder) {
  const [src, dist] = ['src', 'dist'].map((name) => path.join(folder, name));
  const sources = filesOf(src).filter(isSource);
  const known = new Set(sources.flatMap((file) => [outputOf(file), `${outputOf(file)}.map`]));
  for (const file of filesOf(dist)) if (!known.has(file)) rmSync(path.join(dist, file));
  await Promise.all(
    sources.map(async (file) => {
      const [from, to] = [path.join(src, file), path.join(dist, outputOf(file))];
      if (isNewer(to, from)) return;
      const { code, map } = await transformFile(from, OPTIONS);
      mkdirSync(path.dirname(to), { recursive: true });
      writeFileSync(`${to}.map`, map);
      writeFileSync(to, `${code}//# sourceMappingURL=${path.basename(to)}.map\n`);
    }),
  );
}

for (const folder of process.argv.slice(2)) await transpile(folder);
