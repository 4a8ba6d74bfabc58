import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');

describe('The build file by file', () => {
  const home = mkdtempSync(path.join(tmpdir(), 'interlink-transpile-'));
  const at = (...parts: string[]) => path.join(home, ...parts);
  const build = (folder = home) =>
    spawnSync(process.execPath, ['scripts/stack/transpile.mjs', folder], { cwd: root, encoding: 'utf8' });
  const source = (text: string) => writeFileSync(at('src/inner/one.ts'), text);
  mkdirSync(at('src/inner'), { recursive: true });
  afterAll(() => rmSync(home, { recursive: true }));

  it('writes modules with their maps, and again only what is newer than what was written', () => {
    source("import type { Two } from './two.js';\nexport const one: Two = 1;\n");
    writeFileSync(at('src/two.ts'), 'export type Two = number;\n');
    expect(build()).toMatchObject({ status: 0, stderr: '' });
    const written = readFileSync(at('dist/inner/one.js'), 'utf8');
    expect(written).toBe('export const one = 1;\n//# sourceMappingURL=one.js.map\n');
    expect(JSON.parse(readFileSync(at('dist/inner/one.js.map'), 'utf8')).mappings).not.toBe('');
    writeFileSync(at('dist/two.js'), 'newer than its source');
    source('export const one = 2;\n');
    const later = new Date(Date.now() + 5000);
    utimesSync(at('src/inner/one.ts'), later, later);
    expect(build().status).toBe(0);
    expect(readFileSync(at('dist/inner/one.js'), 'utf8')).toContain('one = 2');
    expect(readFileSync(at('dist/two.js'), 'utf8')).toBe('newer than its source');
  });

  it('removes modules whose source is gone, and nothing that it did not write', () => {
    for (const name of ['gone.js', 'gone.js.map', 'package.json', 'font.woff2']) writeFileSync(at('dist', name), '');
    expect(build().status).toBe(0);
    const left = ['gone.js', 'gone.js.map', 'package.json', 'font.woff2', 'two.js'].filter((name) =>
      existsSync(at('dist', name)),
    );
    expect(left).toEqual(['package.json', 'font.woff2', 'two.js']);
  });

  it('touches nothing and fails where there are no sources, or one that is no TypeScript', () => {
    mkdirSync(at('other/dist'), { recursive: true });
    writeFileSync(at('other/dist/index.js'), 'whole');
    expect(build(at('other'))).toMatchObject({ status: 1, stderr: expect.stringContaining('nothing to build') });
    expect(readFileSync(at('other/dist/index.js'), 'utf8')).toBe('whole');
    source('export const = ;');
    const later = new Date(Date.now() + 10_000);
    utimesSync(at('src/inner/one.ts'), later, later);
    expect(build().status).toBe(1);
    expect(readFileSync(at('dist/inner/one.js'), 'utf8')).toContain('one = 2');
  });
});
