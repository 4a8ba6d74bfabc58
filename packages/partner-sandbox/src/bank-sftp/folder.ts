import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const MANIFEST = '.manifest.json';

/** What a manifest says about its file. */
export interface Manifest {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly nbOfTxs: number;
  readonly ctrlSum: string;
  readonly msgId: string;
  readonly sealSig: string;
}

/** `<message id>.manifest.json`: with it a delivery is complete. */
export const isManifest = (name: string): boolean => name.endsWith(MANIFEST);
/** Under its last name: what is on its way ends otherwise. */
export const isDelivered = (name: string): boolean => isManifest(name) || name.endsWith('.pgp');

/** The manifest and the bytes that it stands for; a word why not when they do not belong together. */
export function readDelivery(
  inbox: string,
  name: string,
): { readonly manifest: Manifest; readonly bytes: Buffer } | string {
  const manifest = parse(readFileSync(path.join(inbox, name), 'utf8'));
  if (!manifest) return 'manifest-unreadable';
  const isNamed = [`${manifest.msgId}.xml.pgp`, `${manifest.msgId}.csv.pgp`].includes(manifest.file);
  if (`${manifest.msgId}${MANIFEST}` !== name || !isNamed) return 'manifest-names';
  const file = path.join(inbox, path.basename(manifest.file));
  if (!existsSync(file)) return 'file-missing';
  const bytes = readFileSync(file);
  const isSame =
    bytes.length === manifest.bytes && createHash('sha256').update(bytes).digest('hex') === manifest.sha256;
  return isSame ? { manifest, bytes } : 'file-differs';
}

function parse(text: string): Manifest | undefined {
  try {
    const read = JSON.parse(text) as Manifest;
    const isWhole = [read.msgId, read.file, read.sha256, read.ctrlSum, read.sealSig].every(
      (text) => typeof text === 'string',
    );
    return isWhole && Number.isInteger(read.bytes) && Number.isInteger(read.nbOfTxs) ? read : undefined;
  } catch {
    return undefined;
  }
}
