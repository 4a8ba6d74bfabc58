import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGES = join(__dirname, '..', '..', 'packages');
const IMPORT = /from '(@interlink\/[a-z-]+)/g;

/** Of a package: what its sources import of its neighbours, and what it says that it needs. */
function neighboursOf(name: string) {
  const folder = join(PACKAGES, name);
  const { dependencies, devDependencies, peerDependencies } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  ) as Record<string, Record<string, string> | undefined>;
  const files = readdirSync(join(folder, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.tsx?$/.test(file),
  );
  const sources = files.map((file) => readFileSync(join(folder, 'src', file), 'utf8'));
  const imported = new Set(sources.flatMap((source) => [...source.matchAll(IMPORT)].map(([, found]) => found ?? '')));
  imported.delete(`@interlink/${name}`);
  return {
    imported: [...imported],
    declared: Object.keys({ ...dependencies, ...devDependencies, ...peerDependencies }),
  };
}

// Here the workspace resolves them all the same; who builds one package alone would be without.
describe('A package', () => {
  const names = readdirSync(PACKAGES).filter((name) => existsSync(join(PACKAGES, name, 'package.json')));

  it.each(names)('declares each neighbour that it imports: %s', (name) => {
    const { imported, declared } = neighboursOf(name);
    expect(imported.filter((one) => !declared.includes(one))).toEqual([]);
  });
});
