#!/usr/bin/env node
/**
 * Everything that can be known without running the product: types, lint, import rules, formatting, translations,
 * generated files, unused files and exports. Errors only; `npm run check -- types lint` runs some of them.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { installNodePackages } from './stack/packages.mjs';
import { root } from './stack/paths.mjs';
import { explain, Problem, step } from './stack/say.mjs';

const bin = (name) => path.join(root, 'node_modules/.bin', name);
const node = process.execPath;

const CHECKS = {
  types: [
    [node, ['node_modules/typescript/bin/tsc', '-b']],
    [node, ['node_modules/typescript/bin/tsc', '-p', 'scripts/config/tsconfig.test.json']],
  ],
  lint: [
    [bin('eslint'), ['-c', 'scripts/config/eslint.config.mjs', '--max-warnings', '0', 'packages', 'scripts/test']],
  ],
  imports: [[node, ['scripts/config/import-rules.mjs']]],
  format: [
    [
      bin('prettier'),
      ['--check', '--log-level', 'warn', 'packages', 'scripts', 'openimis-config', 'docs', '*.{json,md,cjs}'],
    ],
  ],
  translations: [[node, ['scripts/config/translations.mjs']]],
  generated: [
    [node, ['scripts/codegen.mjs', '--check']],
    [node, ['scripts/docs.mjs', '--check']],
  ],
  unused: [[bin('knip'), ['--config', 'scripts/config/knip.json']]],
};

function run(command, args) {
  return new Promise((resolve) => {
    const output = [];
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.on('close', (code) => resolve({ code, text: Buffer.concat(output).toString() }));
  });
}

async function check(name) {
  for (const [command, args] of CHECKS[name]) {
    const { code, text } = await run(command, args);
    if (code !== 0) throw new Problem(text.trim() || `${name} ended with code ${code}`);
  }
}

async function main() {
  const { positionals } = parseArgs({ allowPositionals: true });
  const unknown = positionals.find((name) => !(name in CHECKS));
  if (unknown) throw new Problem(`There is no check "${unknown}"; there are: ${Object.keys(CHECKS).join(', ')}.`, 2);
  await step('npm packages', installNodePackages);
  const failures = [];
  for (const name of positionals.length > 0 ? positionals : Object.keys(CHECKS)) {
    await step(name, () => check(name)).catch((thrown) => failures.push([name, thrown]));
  }
  for (const [name, thrown] of failures) console.error(`\n${name}:\n${explain(thrown)}`);
  if (failures.length > 0) process.exitCode = 1;
}

try {
  await main();
} catch (thrown) {
  console.error(explain(thrown));
  process.exitCode = thrown instanceof Problem ? thrown.exitCode : 1;
}
