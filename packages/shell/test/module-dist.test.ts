import { parse } from 'acorn';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

jest.setTimeout(120_000);

const root = path.resolve(__dirname, '../../..');
const packages = path.join(root, 'packages');
const isModule = (name: string) =>
  name.startsWith('fe-') &&
  ['index.ts', 'index.tsx'].some((file) => existsSync(path.join(packages, name, 'src', file)));
const modules = readdirSync(packages).filter(isModule);

const run = (command: string, args: readonly string[], cwd: string) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** The genuine fe-core needs a browser; a module may only name things of it while it is loaded. */
const FE_CORE = 'module.exports = new Proxy({}, { get: (_, name) => (name === "__esModule" ? true : () => null) });\n';

const LOAD = `
  const exported = require(process.argv[1]);
  const [name] = Object.keys(exported).filter((key) => key.endsWith('Module'));
  const made = exported[name]({ 'core.Boot': [] });
  const kinds = Object.fromEntries(Object.entries(made).map(([key, value]) => [key, Array.isArray(value)]));
  process.stdout.write(JSON.stringify({ name, kinds, languages: made.translations.map(({ key }) => key) }));
`;

describe.each(modules)('The module %s as another openIMIS gets it', (name) => {
  let folder: string;
  let dist: string;

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'module-'));
    const copy = path.join(packages, name);
    dist = path.join(folder, 'node_modules/@interlink', name);
    mkdirSync(dist, { recursive: true });
    run(
      process.execPath,
      [path.join(root, 'node_modules/webpack/bin/webpack.js'), '-c', path.join(root, 'scripts/webpack.module.cjs')],
      copy,
    );
    const [{ filename }] = JSON.parse(
      run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], copy),
    ) as [{ filename: string }];
    run('tar', ['-xzf', path.join(folder, filename), '-C', dist, '--strip-components=1'], folder);
    const core = path.join(folder, 'node_modules/@openimis/fe-core');
    mkdirSync(core, { recursive: true });
    writeFileSync(path.join(core, 'index.js'), FE_CORE);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('carries its built file and says that it is CommonJS', () => {
    expect(JSON.parse(readFileSync(path.join(dist, 'dist/package.json'), 'utf8'))).toEqual({ type: 'commonjs' });
    expect(existsSync(path.join(dist, 'src'))).toBe(false);
  });

  it('is ES2018, which the oldest openIMIS shell still parses, and not ES5, which would need polyfills', () => {
    const text = readFileSync(path.join(dist, 'dist/index.js'), 'utf8');
    expect(() => parse(text, { ecmaVersion: 2018 })).not.toThrow();
    expect(() => parse(text, { ecmaVersion: 5 })).toThrow();
  });

  it('adds less than 250 kB to what a browser loads', () => {
    const size = gzipSync(readFileSync(path.join(dist, 'dist/index.js'))).length;
    expect(size).toBeGreaterThan(1_000);
    expect(size).toBeLessThan(250_000);
  });

  it('asks the host for nothing but what a host of openIMIS has', () => {
    const text = readFileSync(path.join(dist, 'dist/index.js'), 'utf8');
    const wanted = [...text.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, asked]) => asked ?? '');
    expect(wanted).toContain('@openimis/fe-core');
    expect(
      wanted.filter((asked) => !/^(?:react|redux|@material-ui\/|@openimis\/|moment|lodash|prop-types)/.test(asked)),
    ).toEqual([]);
    expect(wanted.filter((asked) => asked.startsWith('redux-saga'))).toEqual([]);
  });

  it('is loaded by its one line and makes its contributions in English, French and Arabic', () => {
    const env = { ...process.env, NODE_PATH: path.join(root, 'node_modules') };
    const said = execFileSync(process.execPath, ['-e', LOAD, `@interlink/${name}`], {
      cwd: folder,
      env,
      encoding: 'utf8',
    });
    const loaded = JSON.parse(said) as { name: string; kinds: Record<string, boolean>; languages: string[] };
    const listed = JSON.parse(readFileSync(path.join(root, 'openimis-config/development/openimis.json'), 'utf8')) as {
      modules: { name: string; npm: string }[];
    };
    expect(listed.modules.find(({ npm }) => npm.startsWith(`@interlink/${name}@`))?.name).toBe(loaded.name);
    expect(Object.entries(loaded.kinds).filter(([, isList]) => !isList)).toEqual([]);
    expect(Object.keys(loaded.kinds)).toEqual(expect.arrayContaining(['core.Router', 'core.MainMenu', 'core.Boot']));
    expect([...loaded.languages].sort()).toEqual(['ar', 'en', 'fr']);
  });
});
