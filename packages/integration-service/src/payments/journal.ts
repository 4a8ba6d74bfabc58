import { open, readFile } from 'node:fs/promises';

/** Which database wrote the journal: another one, or a restored one, is not the one that sent. */
export interface DatabaseIdentity {
  readonly systemIdentifier: string;
  readonly timeline: number;
}

export interface JournalEntry extends DatabaseIdentity {
  readonly messageId: string;
  readonly sha256: string;
  readonly size: number;
  readonly at: string;
}

/** What was about to leave, in a file outside PostgreSQL (R7): one JSON text a line, only ever added to. */
export interface TransmitJournal {
  /** Returns once the line is on the disk. */
  append(entry: JournalEntry): Promise<void>;
  /** Makes an empty file where there is none. */
  create(): Promise<void>;
  /** Undefined when the file is not there. */
  read(): Promise<readonly JournalEntry[] | undefined>;
}

export function transmitJournal(path: string): TransmitJournal {
  return {
    async append(entry) {
      const file = await open(path, 'a', 0o600);
      try {
        await file.appendFile(`${JSON.stringify(entry)}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
    },
    async create() {
      await (await open(path, 'a', 0o600)).close();
    },
    async read() {
      const text = await readFile(path, 'utf8').catch((thrown: NodeJS.ErrnoException) => {
        if (thrown.code === 'ENOENT') return undefined;
        throw thrown;
      });
      return text
        ?.split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as JournalEntry);
    },
  };
}

export type Fence = 'identity-changed' | 'journal-ahead' | 'journal-missing';

/** Why nothing may be sent now: the ledger may have forgotten what left (R7). */
export function findFence(
  journal: readonly JournalEntry[] | undefined,
  ledgerMessageIds: ReadonlySet<string>,
  identity: DatabaseIdentity,
): Fence | undefined {
  if (journal === undefined) return ledgerMessageIds.size === 0 ? undefined : 'journal-missing';
  if (journal.some(({ messageId }) => !ledgerMessageIds.has(messageId))) return 'journal-ahead';
  const last = journal.at(-1);
  const isSame =
    last === undefined || (last.systemIdentifier === identity.systemIdentifier && last.timeline === identity.timeline);
  return isSame ? undefined : 'identity-changed';
}
