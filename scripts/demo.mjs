#!/usr/bin/env node
/**
 * Larger demonstrations on the stack that `npm start` left running. Each ends with code 0 only if what it shows holds.
 *   npm run demo -- payments                 a payroll of 300 people over every channel
 *   npm run demo -- payments --over https    over one of them
 *   npm run demo -- upload                   100,000 households through the screens, 2,000 of them into openIMIS
 *   npm run demo -- upload --households 1000 --publish 20    the same, smaller
 */
import { parseArgs } from 'node:util';
import { explain, Problem } from './stack/say.mjs';

const USAGE = `usage: npm run demo -- payments [--over <channel>]... [--people <number>]
       npm run demo -- upload [--households <number>] [--publish <number>]`;

const count = (text, least) => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least) throw new Problem(USAGE, 2);
  return number;
};

async function payments({ over, people }) {
  const { CHANNELS, demoPayments } = await import('./demo/payments.mjs');
  const channels = over ?? CHANNELS;
  const unknown = channels.find((channel) => !CHANNELS.includes(channel));
  if (unknown) throw new Problem(`There is no channel ${unknown}; there are ${CHANNELS.join(', ')}.`, 2);
  await demoPayments({ channels, people: count(people, 1) });
}

async function upload({ households, publish }) {
  const { demoUpload } = await import('./demo/upload.mjs');
  await demoUpload({ households: count(households, 1), publish: count(publish, 0) });
}

async function main() {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      over: { type: 'string', multiple: true },
      people: { type: 'string', default: '300' },
      households: { type: 'string', default: '100000' },
      publish: { type: 'string', default: '2000' },
    },
  });
  const show = { payments, upload }[positionals.join()];
  if (!show) throw new Problem(USAGE, 2);
  await show(values);
}

try {
  await main();
} catch (thrown) {
  console.error(explain(thrown));
  process.exitCode = thrown instanceof Problem ? thrown.exitCode : 1;
}
