import type { Command } from 'commander';
import { profileIndividuals, type IndividualProfile } from '../openimis/profile.js';
import { keptOpenImisClient } from './openimis-session.js';

interface Printer {
  print(text: string): void;
}

/** `interlink openimis profile`. */
export function register(program: Command, cli: Printer): void {
  program
    .command('openimis')
    .description('An openIMIS that already holds people')
    .command('profile')
    .description('Which jsonExt keys individuals have, and a proposal for mapping.json; shows no personal value')
    .option('--limit <people>', 'how many individuals to read', '2000')
    .option('--json', 'print JSON')
    .action(async ({ limit, json }: { limit: string; json?: boolean }) => {
      const profile = await profileIndividuals(await keptOpenImisClient(process.env), Number(limit));
      cli.print(json ? JSON.stringify(profile) : toText(profile));
    });
}

function toText({ people, total, keys, proposal }: IndividualProfile): string {
  const rows = keys.map(({ key, types, distinct }) => {
    const counts = Object.entries(types).map(([type, count]) => `${type} ${count}`);
    return `  ${key.padEnd(28)} ${counts.join(', ')}; ${distinct === 1 ? '1 value' : `${distinct} values`}`;
  });
  return [
    `Read ${people} of ${total} individuals.`,
    ...rows,
    '',
    'Proposed for mapping.json; check it before use:',
    JSON.stringify({ individual: proposal }, null, 2),
  ].join('\n');
}
