import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { installRights, type InstalledRole } from '../openimis/install-rights.js';
import { parseRights, type Rights } from '../openimis/rights.js';
import { ConfigError } from '../platform/config-error.js';
import { keptOpenImisClient } from './openimis-session.js';

interface Printer {
  print(text: string): void;
}

/** `interlink rights install`. */
export function register(program: Command, cli: Printer): void {
  program
    .command('rights')
    .description('The roles of rights.json in openIMIS')
    .command('install')
    .description('Make the roles that are missing and give the others what they lack, with your openIMIS rights')
    .option('--config <folder>', 'folder with rights.json (default: INTERLINK_CONFIG)')
    .option('--json', 'print JSON')
    .action(async ({ config, json }: { config?: string; json?: boolean }) => {
      const rights = await readRights(config ?? process.env.INTERLINK_CONFIG ?? 'openimis-config/development');
      const installed = await installRights(await keptOpenImisClient(process.env), rights, randomUUID());
      cli.print(json ? JSON.stringify(installed) : installed.map(toLine).join('\n'));
    });
}

/** The rights of a deployment's folder. */
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
