#!/usr/bin/env node
/**
 * Plays many payment histories on the rules as they are built:
 *   npm run proof                          100,000 histories of 200 events
 *   npm run proof -- --histories 5000 --seed 7
 * Ends with 1 and the seeds when a rule was broken.
 */
import { parseArgs } from 'node:util';
import { newTally, playHistory } from './proof/simulator.mjs';

const { values } = parseArgs({
  options: {
    histories: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
  },
});
const histories = Number(values.histories);
const first = Number(values.seed);
const CHUNK = 5000;
const EVENTS = 200;

console.log(`${histories} histories of ${EVENTS} events from seed ${first}`);
const began = Date.now();
let broken = 0;
let recalling = 0;
const all = newTally();
for (let at = 0; at < histories; at += 1) {
  const tally = newTally();
  const rules = playHistory(first + at, undefined, EVENTS, tally);
  for (const name of Object.keys(all)) all[name] += tally[name];
  if (tally.recalls > 0) recalling += 1;
  if (rules.length > 0) {
    broken += 1;
    console.log(`seed ${first + at}: ${rules.join(', ')}`);
  }
  if ((at + 1) % CHUNK === 0) {
    console.log(`${at + 1} played, ${broken} broke a rule, ${Math.round((Date.now() - began) / 1000)} s`);
  }
}
console.log(
  `${recalling} of them called payments back: ${all.recalledPayments} payments by ${all.recalls} messages, ` +
    'none asked for twice, none lost unless it is told above.',
);
console.log(broken === 0 ? 'No rule was broken.' : `${broken} histories broke a rule.`);
process.exitCode = broken === 0 ? 0 : 1;
