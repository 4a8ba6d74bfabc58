import { open, readFile } from 'node:fs/promises';

/** Which database wrote the journal: another one, or a restored one, is not the one that sent. */
export interface DatabaseIdentity {
  readonly systemIdentifier: string;
  readonly timeline: number;
  /** Changes when a database is loaded again from a dump; entries of before this was known have none. */
  readonly databaseOid?: number | undefined;
}

export interface JournalEntry extends DatabaseIdentity {
  readonly messageId: string;
  readonly sha256: string;
  readonly size: number;
  readonly at: string;
  /** So that a batch that the ledger has forgotten leads to the benefits that may be paid. */
  readonly batchId?: string | undefined;
  readonly payrollId?: string | undefined;
  /** Tells two services apart that are about to send the same file. */
  readonly nonce?: string | undefined;
  /** Not a sending: nothing had left under this id, and from here on nothing does. */
  readonly isVoid?: true | undefined;
  /** Not a sending: two people let payments go on with this database (R7); messages before it are accounted for. */
  readonly release?: readonly string[] | undefined;
}

/** What was written down of the message first: of several that wrote, whose turn it is. */
export function firstOf(entries: readonly JournalEntry[], messageId: string): JournalEntry | undefined {
  return entries.find((entry) => entry.messageId === messageId);
}

/**
 * Whether the journal proves that nothing of the message left: it says nothing of it, and nothing that it may have said
 * was lost before people let payments go on. `messageId`: begun by the ledger that asks.
 */
export function provesUnsent(entries: readonly JournalEntry[], messageId: string): boolean {
  if (firstOf(entries, messageId)) return false;
  const released = entries.findIndex(({ release = [] }) => release.includes(messageId));
  // A journal that begins with a release was missing then.
  return released === -1 || (released > 0 && !entries.slice(0, released).some((one) => one.messageId === DAMAGED));
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
        // A line that a crash cut short stays a line of its own.
        await file.appendFile(`\n${JSON.stringify(entry)}\n`);
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
      return text?.split('\n').filter(Boolean).map(parseEntry);
    },
  };
}

/** A line that cannot be read stays one of the gap: nobody knows what it said. */
function parseEntry(line: string): JournalEntry {
  try {
    const entry = JSON.parse(line) as Partial<JournalEntry> | null;
    if (typeof entry?.messageId === 'string') return entry as JournalEntry;
  } catch {
    // Cut short, or overwritten.
  }
  return { messageId: DAMAGED, sha256: '', size: 0, at: '', systemIdentifier: '', timeline: 0 };
}
const DAMAGED = 'unreadable';

/** How the journal names two people's decision that let payments go on. */
export const releaseIdOf = (decisionId: string): string => `release:${decisionId}`;

export type Fence = 'identity-changed' | 'journal-ahead' | 'journal-damaged' | 'journal-missing';

/**
 * What the journal tells of and the ledger does not know, oldest first: what left, and releases. A release gives
 * account of what stood before it while the ledger has the decision: one from before it has forgotten what was found
 * out.
 */
export function gapOf(journal: readonly JournalEntry[], ledgerIds: ReadonlySet<string>): readonly JournalEntry[] {
  const released = new Set<string>();
  const missing = new Map<string, JournalEntry>();
  for (const entry of [...journal].reverse()) {
    const { messageId, release = [] } = entry;
    if (ledgerIds.has(messageId)) release.forEach((one) => released.add(one));
    else if (!released.has(messageId)) missing.set(messageId, entry);
  }
  return [...missing.values()].reverse();
}

/** Why nothing may be sent now: the ledger, which knows these messages and releases, may have forgotten others (R7). */
export function findFence(
  journal: readonly JournalEntry[] | undefined,
  ledgerIds: ReadonlySet<string>,
  identity: DatabaseIdentity,
): Fence | undefined {
  if (journal === undefined) return ledgerIds.size === 0 ? undefined : 'journal-missing';
  const gap = gapOf(journal, ledgerIds);
  if (gap.some(({ messageId }) => messageId === DAMAGED)) return 'journal-damaged';
  if (gap.length > 0) return 'journal-ahead';
  const last = journal.at(-1);
  const isSame =
    last === undefined ||
    (last.systemIdentifier === identity.systemIdentifier &&
      last.timeline === identity.timeline &&
      (last.databaseOid === undefined || last.databaseOid === identity.databaseOid));
  return isSame ? undefined : 'identity-changed';
}
