#!/usr/bin/env node
/**
 * Larger demonstrations on the stack that `npm start` left running. Each ends with code 0 only if what it shows holds.
 *   npm run demo -- payments                 a payroll of 300 people over every channel
 *   npm run demo -- payments --over https    over one of them
 */
import { parseArgs } from 'node:util';
import { explain, Problem } from './stack/say.mjs';

const USAGE = 'usage: npm run demo -- payments [--over <channel>]... [--people <number>]';

async function main() {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { over: { type: 'string', multiple: true }, people: { type: 'string', default: '300' } },
  });
  const people = Number(values.people);
  if (positionals.join() !== 'payments' || !Number.isInteger(people) || people < 1) throw new Problem(USAGE, 2);
  const { CHANNELS, demoPayments } = await import('./demo/payments.mjs');
  const channels = values.over ?? CHANNELS;
  const unknown = channels.find((channel) => !CHANNELS.includes(channel));
  if (unknown) throw new Problem(`There is no channel ${unknown}; there are ${CHANNELS.join(', ')}.`, 2);
  await demoPayments({ channels, people });
}

try {
  await main();
} catch (thrown) {
  console.error(explain(thrown));
  process.exitCode = thrown instanceof Problem ? thrown.exitCode : 1;
}
