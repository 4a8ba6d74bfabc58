import { randomUUID } from 'node:crypto';
import { installRights, type InstalledRole } from '../openimis/install-rights.js';
import { readRights } from '../openimis/rights.js';
import type { Verb } from './cli.js';
import { keptOpenImisClient } from './openimis-session.js';

export const rightsVerb: Verb = (program, cli) => {
  program
    .command('rights')
    .description('the roles of rights.json in openIMIS')
    .command('install')
    .description('make the roles that are missing and give the others what they lack, with your openIMIS rights')
    .option('--config <folder>', 'folder with rights.json (default: INTERLINK_CONFIG)')
    .option('--json', 'answer in JSON')
    .action(async ({ config }: { config?: string }) => {
      const context = cli();
      const folder = config ?? context.environment['INTERLINK_CONFIG'] ?? 'openimis-config/development';
      const installed = await installRights(await keptOpenImisClient(context), await readRights(folder), randomUUID());
      context.show({ roles: installed }, () => installed.map(toLine));
    });
};

function toLine({ role, outcome, added }: InstalledRole): string {
  return `${outcome.padEnd(9)}  ${role}${added.length > 0 ? `  (${added.join(', ')})` : ''}`;
}
