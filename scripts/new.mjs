#!/usr/bin/env node
/**
 * Begins an extension: the file, its line in the registry, a test that passes.
 *   npm run new -- verifier mobile-wallet
 *   npm run new -- connector health-registry
 *   npm run new -- channel mobile-money
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { withEntry } from './new/registry.mjs';
import { channel } from './new/payment-templates.mjs';
import { connector, verifier } from './new/templates.mjs';
import { root as here } from './stack/paths.mjs';
import { explain, Problem } from './stack/say.mjs';

const SERVICE = 'packages/integration-service';
const KINDS = {
  channel: { folder: 'payments/channels', test: 'payments', templates: channel, howTo: 'add-a-payment-channel' },
  connector: { folder: 'exchange/connectors', test: 'exchange', templates: connector, howTo: 'add-a-connector' },
  verifier: { folder: 'verification/verifiers', test: 'verification', templates: verifier, howTo: 'add-a-verifier' },
};
const USAGE = `usage: npm run new -- ${Object.keys(KINDS).join('|')} <name>`;
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

async function write(file, text) {
  const options = { ...(await resolveConfig(path.join(here, 'package.json'))), parser: 'typescript' };
  writeFileSync(file, await format(text, options));
}

/** Nothing is written unless all of it can be. */
async function make(root, kind, id) {
  const { folder, test, templates } = KINDS[kind];
  const sources = path.join(root, SERVICE, 'src', folder);
  const file = path.join(sources, `${id}.ts`);
  const testFile = path.join(root, SERVICE, 'test', test, `${id}.test.ts`);
  const taken = [file, testFile].find((one) => existsSync(one));
  if (taken) throw new Problem(`${path.relative(root, taken)} is there already: choose another name.`);
  const name = id.replace(/-([a-z0-9])/g, (_all, letter) => letter.toUpperCase());
  const registry = path.join(sources, 'registry.ts');
  const listed = withEntry(readFileSync(registry, 'utf8'), { id, name });
  await write(file, templates.source(id, name));
  await write(testFile, templates.test(id, name));
  await write(registry, listed);
  return [file, registry, testFile].map((one) => path.relative(root, one));
}

async function main() {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { root: { type: 'string' } } });
  const [kind, id, ...more] = positionals;
  if (!(kind in KINDS) || id === undefined || more.length > 0) throw new Problem(USAGE, 2);
  if (!NAME.test(id) || id.length > 40 || id === 'registry') {
    throw new Problem(`"${id}" is no name: use small letters, digits and single hyphens, such as mobile-wallet.`, 2);
  }
  for (const one of await make(values.root ?? here, kind, id)) console.log(`wrote ${one}`);
  console.log(`How to go on: docs/how-to/${KINDS[kind].howTo}.md`);
}

try {
  await main();
} catch (thrown) {
  console.error(explain(thrown));
  process.exitCode = thrown instanceof Problem ? thrown.exitCode : 1;
}
