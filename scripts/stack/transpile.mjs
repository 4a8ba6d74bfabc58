#!/usr/bin/env node
/**
 * `node scripts/stack/transpile.mjs <package folder>...`: writes dist of each from its src, file by file, in seconds where the
 * compiler takes minutes on two processors. Types are not looked at: `npm run check` does that, and the sources are
 * written so that a file alone says what becomes of it (verbatimModuleSyntax). Modules without a source any more are
 * removed; whatever else lies in dist is somebody else's.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
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
  if (sources.length === 0) throw new Error(`There is nothing to build in ${src}.`);
  const known = new Set(sources.flatMap((file) => [outputOf(file), `${outputOf(file)}.map`]));
  const isLeftOver = (file) => /\.js(?:\.map)?$/.test(file) && !known.has(file);
  for (const file of filesOf(dist).filter(isLeftOver)) rmSync(path.join(dist, file));
  await Promise.all(
    sources.map(async (file) => {
      const [from, to] = [path.join(src, file), path.join(dist, outputOf(file))];
      if (isNewer(to, from)) return;
      const { code, map } = await transformFile(from, OPTIONS);
      mkdirSync(path.dirname(to), { recursive: true });
      writeFileSync(`${to}.map`, map);
      // Whole or not at all: a half of it, broken off, would count as newer than its source.
      const part = `${to}.${process.pid}`;
      writeFileSync(part, `${code}//# sourceMappingURL=${path.basename(to)}.map\n`);
      renameSync(part, to);
    }),
  );
}

for (const folder of process.argv.slice(2)) await transpile(folder);
