#!/usr/bin/env node
/** Builds the shell into dist, unless nothing that goes into it has changed since the last build. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { listFile, writeAssembly } from './assemble.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const dist = path.join(here, 'dist');
const stamp = path.join(dist, '.inputs');
const COMPRESSED = /\.(?:js|css|html|svg|json|txt)$/;

const filesUnder = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    : [];

function inputs() {
  const packages = readdirSync(path.join(root, 'packages')).filter((name) =>
    /^(?:fe-.*|contracts|domain|shell)$/.test(name),
  );
  const own = ['assemble.mjs', 'build.mjs', 'webpack.config.mjs'].map((name) => path.join(here, name));
  const sources = packages.flatMap((name) => filesUnder(path.join(root, 'packages', name, 'src')));
  return [...own, ...sources.sort(), listFile, path.join(root, 'package-lock.json')];
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const file of inputs())
    hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

async function bundle() {
  const [{ default: webpack }, { createConfig }] = await Promise.all([
    import('webpack'),
    import('./webpack.config.mjs'),
  ]);
  const compiler = webpack(createConfig('production'));
  const stats = await promisify(compiler.run.bind(compiler))();
  await promisify(compiler.close.bind(compiler))();
  const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
  const problems = [...errors, ...warnings].map(({ moduleName = '', message }) => `${moduleName}\n${message}`);
  if (problems.length > 0) throw new Error(problems.join('\n\n'));
}

/** Done once here so that no request ever waits for it; brotli above 9 costs ten times the time for 3 %. */
async function compress() {
  const brotli = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 9 } };
  for (const file of filesUnder(dist).filter((name) => COMPRESSED.test(name))) {
    const content = readFileSync(file);
    writeFileSync(`${file}.gz`, await promisify(zlib.gzip)(content, { level: 9 }));
    writeFileSync(`${file}.br`, await promisify(zlib.brotliCompress)(content, brotli));
  }
}

const since = Date.now();
writeAssembly();
const wanted = fingerprint();
if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
  process.stdout.write('The shell is up to date.\n');
} else {
  rmSync(stamp, { force: true });
  try {
    await bundle();
    await compress();
    writeFileSync(stamp, wanted);
    process.stdout.write(`The shell is built (${((Date.now() - since) / 1000).toFixed(1)} s).\n`);
  } catch (thrown) {
    process.stderr.write(`The shell could not be built.\n${thrown.message}\n`);
    process.exitCode = 1;
  }
}
