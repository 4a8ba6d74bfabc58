#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const program = new URL('../dist/cli/program.js', import.meta.url);
if (!existsSync(fileURLToPath(program))) {
  process.stderr.write('interlink: it is not built yet; run `npx tsc -b` in the checkout first.\n');
  process.exit(1);
}
const { main } = await import(program.href);
await main(process.argv, process.env);
