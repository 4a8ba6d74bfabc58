import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');
const BASE = 13_500;

describe('npm start, when something is amiss', () => {
  let state = '';

  beforeAll(() => {
    state = mkdtempSync(path.join(tmpdir(), 'interlink-state-'));
  });
  afterAll(() => rmSync(state, { recursive: true, force: true }));

  const stack = (args: string[], env: NodeJS.ProcessEnv = {}) =>
    spawnSync(process.execPath, ['scripts/stack.mjs', ...args], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, INTERLINK_STATE_DIR: state, INTERLINK_PORT_BASE: String(BASE), ...env },
    });
  const call = (file: string, code: string, env: NodeJS.ProcessEnv = {}) =>
    spawnSync(
      process.execPath,
      ['--input-type=module', '-e', `const m = await import('${root}/scripts/stack/${file}');${code}`],
      {
        encoding: 'utf8',
        env: { ...process.env, INTERLINK_STATE_DIR: state, ...env },
      },
    );

  it('names the commands there are when it is given another', () => {
    const { status, stderr } = stack(['begin']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/There is no command "begin"[\s\S]*start[\s\S]*reset/);
  });

  it('says which port is taken and by which variable all ports move', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(8000 + BASE, '127.0.0.1', resolve));
    try {
      const { status, stderr } = await new Promise<{ status: number; stderr: string }>((resolve) => {
        setImmediate(() => resolve(stack(['start']) as { status: number; stderr: string }));
      });
      expect(status).toBe(1);
      expect(stderr.trim()).toBe(
        `Port ${8000 + BASE} (openimis) is taken: stop whatever uses it, or set INTERLINK_PORT_BASE to move all ports.`,
      );
    } finally {
      server.close();
    }
  });

  it('says how to install Python when it is missing', () => {
    const bin = mkdtempSync(path.join(tmpdir(), 'interlink-bin-'));
    symlinkSync(process.execPath, path.join(bin, 'node'));
    const { status, stderr } = stack(['start'], { PATH: bin, INTERLINK_VENV_DIR: path.join(state, 'no-venv') });
    rmSync(bin, { recursive: true, force: true });
    expect(status).toBe(1);
    expect(stderr.trim()).toBe(
      'Python 3.11 is missing: install it, on Debian by `apt-get install python3.11 python3.11-venv`.',
    );
  });

  it('says which download broke and where its log is', () => {
    const { stdout } = call(
      'packages.mjs',
      "const { explain } = await import('" +
        root +
        "/scripts/stack/say.mjs'); await m.installPythonPackages().catch((e) => console.log(explain(e)));",
      {
        INTERLINK_VENV_DIR: path.join(state, 'venv'),
        PIP_INDEX_URL: 'http://127.0.0.1:9/',
        PIP_FIND_LINKS: '',
        PIP_RETRIES: '0',
      },
    );
    expect(stdout).toMatch(
      /^The Python packages could not be installed; is the package registry reachable\? See .*pip\.log/,
    );
  }, 60_000);

  it('pins what the Python of Debian 12 needs beside what newer ones do', () => {
    // redis declares async-timeout for Python older than 3.11.3; with hashes pip refuses what is not pinned.
    const [pinned, older] = ['requirements', 'requirements-before-3.11.3'].map((name) =>
      readFileSync(path.join(root, 'scripts/openimis', `${name}.txt`), 'utf8'),
    );
    expect(pinned).toMatch(/^redis==/m);
    expect(`${pinned}${older}`).toMatch(/^async-timeout==[\d.]+/m);
    expect(readFileSync(path.join(root, 'scripts/stack/packages.mjs'), 'utf8')).toContain('requirements-before-3.11.3');
  });

  it('says which download broke when npm has no registry, in a folder of its own', () => {
    const clone = mkdtempSync(path.join(tmpdir(), 'interlink-clone-'));
    for (const name of ['scripts', 'package.json', 'package-lock.json']) {
      cpSync(path.join(root, name), path.join(clone, name), { recursive: true });
    }
    const { stdout } = spawnSync(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `const m = await import('${clone}/scripts/stack/packages.mjs'); const { explain } = await import('${clone}/scripts/stack/say.mjs');
         await m.installNodePackages().catch((thrown) => console.log(explain(thrown)));`,
      ],
      {
        encoding: 'utf8',
        env: {
          ...process.env,
          INTERLINK_STATE_DIR: path.join(clone, 'state'),
          npm_config_registry: 'http://127.0.0.1:9/',
          npm_config_cache: path.join(clone, 'cache'),
          npm_config_fetch_retries: '0',
        },
      },
    );
    rmSync(clone, { recursive: true, force: true });
    expect(stdout).toMatch(
      /^The npm packages could not be installed; is the package registry reachable\? See .*npm\.log/,
    );
    expect(stdout.trim().split('\n')).toHaveLength(1);
  }, 120_000);

  it('says that the disk is full when a command that it runs finds it so', () => {
    const { stdout } = call(
      'processes.mjs',
      `const { explain } = await import('${root}/scripts/stack/say.mjs');
       const command = ['sh', ['-c', 'echo "initdb: could not write file: No space left on device"; exit 1']];
       await m.run(...command, { log: 'full', sentence: 'It failed.' }).catch((thrown) => console.log(explain(thrown)));`,
    );
    expect(stdout).toMatch(/^The disk is full/);
  });

  it('says that the disk is full, whoever noticed it', () => {
    const { stdout } = call('say.mjs', "console.log(m.explain(Object.assign(new Error('write'), { code: 'ENOSPC' })))");
    expect(stdout.trim()).toBe(
      'The disk is full: free some space (about 3 GB are needed), then run the same command again.',
    );
  });

  it('refuses a port base that is no number', () => {
    const { status, stderr } = stack(['status'], { INTERLINK_PORT_BASE: 'many' });
    expect(status).toBe(1);
    expect(stderr.trim()).toBe('INTERLINK_PORT_BASE must be a whole number from 0 to 50000.');
  });

  it('refuses a port base at which browsers and fetch would not call a service', () => {
    const { status, stderr } = stack(['status'], { INTERLINK_PORT_BASE: '2000' });
    expect(status).toBe(1);
    expect(stderr.trim()).toBe(
      'INTERLINK_PORT_BASE must be another number: with 2000, browsers refuse the port 10080.',
    );
  });

  it('reports as JSON that nothing runs', () => {
    const { status, stdout } = stack(['status', '--json']);
    expect(status).toBe(0);
    const { processes } = JSON.parse(stdout) as { processes: { name: string; running: boolean }[] };
    expect(processes.map(({ name }) => name)).toEqual(['postgres', 'openimis', 'sandbox', 'serve', 'work', 'shell']);
    expect(processes.some(({ running }) => running)).toBe(false);
  });
});
