#!/usr/bin/env node
/**
 * Everything that runs on one machine: start, stop, status, reset, dev.
 * Plain JavaScript without dependencies, because it runs before `npm ci`.
 */
import { parseArgs } from 'node:util';
import { Problem, explain } from './stack/say.mjs';

const USAGE = `usage: node scripts/stack.mjs <command> [options]
  start     install what is missing, start everything, load the country, make the first journeys
  stop      end the processes that start left behind
  status    what runs, and where   (--json)
  reset     stop, then remove all data (packages stay)
  dev       start, then rebuild on every change
options
  --no-demo           start without the first journeys
  --json              status as JSON
environment
  INTERLINK_STATE_DIR   where data, logs and pids are kept
  INTERLINK_PORT_BASE   added to every port (default 0)`;

const COMMANDS = ['start', 'stop', 'status', 'reset', 'dev'];

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      demo: { type: 'boolean' },
      'no-demo': { type: 'boolean' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  const [name, ...rest] = positionals;
  if (values.help) return void console.log(USAGE);
  if (!COMMANDS.includes(name) || rest.length > 0) {
    throw new Problem(`There is no command "${positionals.join(' ')}".\n${USAGE}`, 2);
  }
  // Only now, because reading a wrong environment throws.
  const { dev, reset, start, status, stop } = await import('./stack/commands.mjs');
  await { dev, reset, start, status, stop }[name]({ demo: !values['no-demo'], json: values.json ?? false });
}

try {
  await main();
} catch (thrown) {
  console.error(explain(thrown));
  process.exitCode = thrown instanceof Problem ? thrown.exitCode : 1;
}
