import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { loadConfig } from '../platform/config.js';
import { joinShares, keyFingerprint, splitKey, type KeyShare, type SharesRefused } from '../platform/key-shares.js';
import { CliError, type Cli } from './cli.js';

/** S15: five people keep a part each, any three of them can bring the key back. */
const OF = 5;
const THRESHOLD = 3;
const KEY_BYTES = 32;

export function keyBackupVerbs(keys: Command, cli: () => Cli): void {
  keys
    .command('backup <folder>')
    .description('split the key-encryption key into five files, of which any three restore it')
    .action(async (folder: string) => {
      const { environment, show } = cli();
      const { secretsDir, settings } = await loadConfig(environment);
      const { deployment } = settings;
      const key = await readKey(join(secretsDir, 'kek'));
      const shares = await splitKey(key, { deployment, of: OF, threshold: THRESHOLD, now: new Date() });
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const files = await Promise.all(shares.map((share) => writeShare(folder, share)));
      show({ fingerprint: keyFingerprint(key), files }, () => [
        ...files,
        `Give each of the ${OF} files to another person, and keep none of them together. Any ${THRESHOLD} restore the key`,
        `with the fingerprint ${keyFingerprint(key)}.`,
      ]);
    });
  keys
    .command('restore <out> <shares...>')
    .description('put the key-encryption key together from three of its parts; an existing file is not replaced')
    .action(async (out: string, paths: readonly string[]) => {
      const { show } = cli();
      const joined = await joinShares(await Promise.all(paths.map(readShare)));
      if ('why' in joined) throw new CliError(explain(joined, paths));
      await writeNew(out, `${joined.key.toString('base64')}\n`);
      const fingerprint = keyFingerprint(joined.key);
      show({ out, fingerprint }, () => [`${out} holds the key again, with the fingerprint ${fingerprint}.`]);
    });
}

async function readKey(path: string): Promise<Buffer> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new CliError(`${path} cannot be read.`);
  });
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== KEY_BYTES) throw new CliError(`${path} does not hold a key of ${KEY_BYTES} bytes.`);
  return key;
}

async function writeShare(folder: string, share: KeyShare): Promise<string> {
  const path = join(folder, `key-share-${share.number}-of-${share.of}.json`);
  await writeNew(path, `${JSON.stringify(share, null, 2)}\n`);
  return path;
}

/** Parts of two sets in one folder, or a key in the place of another, would be found out when it is too late. */
async function writeNew(path: string, text: string): Promise<void> {
  await writeFile(path, text, { mode: 0o600, flag: 'wx' }).catch((thrown: NodeJS.ErrnoException) => {
    throw new CliError(
      thrown.code === 'EEXIST' ? `${path} exists; nothing was replaced.` : `${path} cannot be written.`,
    );
  });
}

async function readShare(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new CliError(`${path} cannot be read.`);
  });
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function explain(refused: SharesRefused, paths: readonly string[]): string {
  switch (refused.why) {
    case 'not-a-share':
      return `${paths[refused.at] ?? 'One file'} does not hold a part of a key.`;
    case 'altered':
      return `Part ${refused.number} was altered or misread; take another one.`;
    case 'different-sets':
      return 'The parts are of different backups and do not belong together.';
    case 'too-few':
      return `${refused.needed} different parts are needed; ${refused.given} were given.`;
    default:
      return 'The parts make a key with another fingerprint than theirs; one of them is false.';
  }
}
