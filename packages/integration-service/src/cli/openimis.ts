import { profileIndividuals, type IndividualProfile } from '../openimis/profile.js';
import { CliError, type Verb } from './cli.js';
import { keptOpenImisClient } from './openimis-session.js';

export const openimisVerb: Verb = (program, cli) => {
  program
    .command('openimis')
    .description('an openIMIS that already holds people')
    .command('profile')
    .description('say which jsonExt keys individuals have and propose mapping.json; shows no personal value')
    .option('--limit <people>', 'how many individuals to read', '2000')
    .option('--json', 'answer in JSON')
    .action(async ({ limit }: { limit: string }) => {
      const context = cli();
      const people = Number(limit);
      if (!Number.isSafeInteger(people) || people < 1) throw new CliError('--limit must be a number of people.', 2);
      const profile = await profileIndividuals(await keptOpenImisClient(context), people);
      context.show(profile, () => toLines(profile));
    });
};

function toLines({ people, total, keys, proposal }: IndividualProfile): readonly string[] {
  const rows = keys.map(({ key, types, distinct }) => {
    const counts = Object.entries(types).map(([type, count]) => `${type} ${count}`);
    return `  ${key.padEnd(28)} ${counts.join(', ')}; ${distinct} different`;
  });
  return [
    `Read ${people} of ${total} individuals.`,
    ...rows,
    'Proposed for mapping.json; check it before use:',
    JSON.stringify({ individual: proposal }, null, 2),
  ];
}
