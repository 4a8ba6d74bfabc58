import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installRights, type InstalledRole } from '../openimis/install-rights.js';
import { parseRights, type Rights } from '../openimis/rights.js';
import { ConfigError } from '../platform/config-error.js';
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

/** The rights of a deployment's folder; ConfigError with one sentence when they cannot be used. */
export async function readRights(folder: string): Promise<Rights> {
  const path = join(folder, 'rights.json');
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new ConfigError(`${path} cannot be read.`, { cause });
  });
  return parseRights(JSON.parse(text));
}

function toLine({ role, outcome, added }: InstalledRole): string {
  return `${outcome.padEnd(9)}  ${role}${added.length > 0 ? `  (${added.join(', ')})` : ''}`;
}
