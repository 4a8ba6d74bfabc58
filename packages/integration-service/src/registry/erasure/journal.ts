import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Platform } from '../../platform/platform.js';

/**
 * S19: who was erased, as keyed hashes in a file outside PostgreSQL. A backup of before brings people back; the file
 * says whom to erase again, and tells nobody who they were.
 */
export interface ErasureJournal {
  /** Returns once the lines are on the disk. */
  append(subjectIds: readonly string[]): Promise<void>;
  /** Empty when there is no file. */
  read(): Promise<ReadonlySet<string>>;
  /** As it stands in the file. */
  hashOf(subjectId: string): string;
}

export function erasureJournal({ config, vault }: Pick<Platform, 'config' | 'vault'>): ErasureJournal {
  const path = join(config.secretsDir, 'erasures.txt');
  const hashOf = (subjectId: string) => vault.blindIndex('registry.erased', subjectId);
  return {
    hashOf,
    async append(subjectIds) {
      const file = await open(path, 'a', 0o600);
      try {
        // A line that a crash cut short stays a line of its own.
        await file.appendFile(`\n${subjectIds.map(hashOf).join('\n')}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
    },
    async read() {
      const text = await readFile(path, 'utf8').catch((thrown: NodeJS.ErrnoException) => {
        if (thrown.code === 'ENOENT') return '';
        throw thrown;
      });
      return new Set(text.split('\n').filter((line) => /^[0-9a-f]{64}$/.test(line)));
    },
  };
}
