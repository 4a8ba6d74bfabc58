import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const genuine = read('node_modules/@openimis/fe-core/src/index.js');
const standIn = read('packages/fe-kit/src/testing/fe-core.tsx');
const ambient = read('packages/fe-kit/src/openimis.d.ts');

/** Names in every `export { … }` and `export const …` of the genuine source, which is read and not imported (35 s). */
const offered = new Set([
  ...[...genuine.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, names = '']) => names.split(/[\s,]+/).filter(Boolean)),
  ...[...genuine.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name),
]);
const valuesOf = (source: string) => [...source.matchAll(/export (?:const|function) (\w+)/g)].map(([, name]) => name);
/** What the test host needs and fe-core does not have. */
const OURS = ['hostProvider'];

describe('The stand-in for @openimis/fe-core', () => {
  it('is written for the release that the shell pins', () => {
    const { version } = JSON.parse(read('node_modules/@openimis/fe-core/package.json')) as { version: string };
    expect(version).toMatch(/^v?1\.11\.0$/);
    expect(offered.size).toBeGreaterThan(80);
  });

  it('offers only names that the genuine module exports', () => {
    const names = valuesOf(standIn).filter((name) => !OURS.includes(name ?? ''));
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !offered.has(name))).toEqual([]);
  });

  it('offers every name that our types promise, and our types promise only genuine names', () => {
    const typed = valuesOf(ambient);
    expect(typed.filter((name) => !offered.has(name))).toEqual([]);
    expect(typed.filter((name) => !valuesOf(standIn).includes(name))).toEqual([]);
  });
});
