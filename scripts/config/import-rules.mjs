/** Runs dependency-cruiser over a tree: `node import-rules.mjs [folder]`. Kept apart so that its test can plant violations. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from '../stack/paths.mjs';

const packages = readdirSync(path.join(root, 'packages'))
  .map((name) => `packages/${name}/src`)
  .filter((folder) => existsSync(path.join(root, folder)));
const { status } = spawnSync(
  path.join(root, 'node_modules/.bin/depcruise'),
  ['-c', '.dependency-cruiser.cjs', ...(process.argv.length > 2 ? process.argv.slice(2) : packages)],
  { cwd: root, stdio: 'inherit' },
);
process.exitCode = status ?? 1;
