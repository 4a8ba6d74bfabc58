import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { fromBuffer, type Entry, type Options, type ZipFile } from 'yauzl';
import { FileRefused } from '../file-row.js';

/**
 * What the parts of one file may come to, in bytes, as its directory says; a part that is larger than it says is
 * refused.
 */
const MOST_BYTES = 134_217_728;
const MOST_PARTS = 1000;

/** The parts of an XLSX, looked at before anything of it is unpacked. */
export interface Archive {
  has(name: string): boolean;
  /** Throws `spreadsheet-unreadable` when there is no such part. */
  open(name: string): Promise<Readable>;
  /** Bytes, unpacked. */
  sizeOf(name: string): number;
}

const openZip = promisify<Buffer, Options, ZipFile>(fromBuffer);

/**
 * Reads the directory of the file. Throws `FileRefused` for what cannot be read, is locked, has macros or is too large.
 */
export async function openArchive(bytes: Buffer): Promise<Archive> {
  try {
    const zip = await openZip(bytes, { lazyEntries: true });
    const parts = await directoryOf(zip);
    refuseUnsafe([...parts.values()]);
    return {
      has: (name) => parts.has(name),
      sizeOf: (name) => parts.get(name)?.uncompressedSize ?? 0,
      open: (name) => openPart(zip, parts.get(name)),
    };
  } catch (thrown) {
    throw unreadable(thrown);
  }
}

/** What a library throws for a part that is broken, as our refusal. */
export const unreadable = (thrown: unknown): FileRefused =>
  thrown instanceof FileRefused ? thrown : new FileRefused('spreadsheet-unreadable', [], { cause: thrown });

function directoryOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const parts = new Map<string, Entry>();
  if (zip.entryCount > MOST_PARTS) throw new FileRefused('spreadsheet-too-large', [`${zip.entryCount} parts`]);
  return new Promise((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', () => resolve(parts));
    zip.on('entry', (entry: Entry) => {
      // Two programs could read two different files out of it.
      if (parts.has(entry.fileName))
        return reject(new FileRefused('spreadsheet-unreadable', ['a part is there twice']));
      parts.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}

function refuseUnsafe(entries: readonly Entry[]): void {
  const bytes = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (bytes > MOST_BYTES) throw new FileRefused('spreadsheet-too-large', [`${Math.ceil(bytes / 1_048_576)} MiB`]);
  if (entries.some((entry) => entry.isEncrypted())) throw new FileRefused('spreadsheet-protected');
  if (entries.some(({ fileName }) => /(?:^|\/)vbaProject\.bin$/i.test(fileName))) {
    throw new FileRefused('spreadsheet-macros');
  }
}

async function openPart(zip: ZipFile, entry: Entry | undefined): Promise<Readable> {
  if (!entry) throw new FileRefused('spreadsheet-unreadable');
  return promisify<Entry, Readable>(zip.openReadStream.bind(zip))(entry);
}
