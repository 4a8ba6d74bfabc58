import { randomUUID } from 'node:crypto';
import type { OwnKeyFacts, RotateKey } from '@interlink/contracts/interconnection/own-keys';
import type { Command } from 'commander';
import { CliError, type Cli, type Verb } from './cli.js';
import { confirming } from './confirm.js';
import { keyBackupVerbs } from './key-backup.js';
import { keyFileVerbs } from './key-files.js';
import { zonedTime } from './read-arguments.js';

const PURPOSES: readonly string[] = ['message', 'token', 'encryption'];

/** Our own keys (S15). What the service keeps is changed by the service; the key of all keys never leaves its file. */
export const keysVerb: Verb = (program, cli) => {
  const keys = program.command('keys').description('our own keys: list, make, rotate, publish, back up');
  keptKeyVerbs(keys, cli);
  keyFileVerbs(keys, cli);
  keyBackupVerbs(keys, cli);
};

function keptKeyVerbs(keys: Command, cli: () => Cli): void {
  keys
    .command('list')
    .description('every key with its purpose, state and fingerprint; nothing secret')
    .action(async () => {
      const context = cli();
      const found = await (await context.api()).get<readonly OwnKeyFacts[]>('/own-keys');
      context.show({ keys: found }, () => found.map(toLine));
    });
  keys
    .command('rotate <purpose>')
    .description('make the next key for message, token or encryption; asks for your password')
    .option('--from <time>', 'when it comes into use (default: in a day, so that partners have seen it)')
    .action(async (purpose: string, { from }: { readonly from?: string }) => {
      if (!PURPOSES.includes(purpose)) throw new CliError(`There is no purpose ${purpose}: ${PURPOSES.join(', ')}.`, 2);
      const context = cli();
      const api = await context.api();
      const body = { purpose, ...(from !== undefined && { from: zonedTime(from) }) } as RotateKey;
      const idempotencyKey = randomUUID();
      const made = await confirming(api, () => api.post<OwnKeyFacts>('/own-keys', { body, idempotencyKey }));
      context.show({ key: made }, () => [
        toLine(made),
        'It is published from now on; the older one stays published for 30 days after it.',
      ]);
    });
}

function toLine({ kid, purpose, alg, state, store, currentFrom, publishedUntil }: OwnKeyFacts): string {
  const from = currentFrom === undefined ? '' : `  from ${currentFrom}`;
  const until = publishedUntil === undefined ? '' : `  published until ${publishedUntil}`;
  return `${purpose.padEnd(10)} ${state.padEnd(7)} ${kid}  ${alg}  ${store}${from}${until}`;
}
