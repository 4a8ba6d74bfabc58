import { toDecimal } from '@interlink/domain/payments/money';
import { sha256Hex } from '../hashes.js';
import { objectIn, type PackProblem, type ReadPack, type RecordOf } from './read.js';
import type { VerifySignature } from './signatures.js';

/** Files are what was sealed, hold the leaves that they should, and only they were sent. */
export async function checkFiles(pack: ReadPack, verify: VerifySignature, problems: PackProblem[]): Promise<void> {
  const files = pack.of('file');
  for (const file of files) {
    const codes = [...refuteManifest(pack, file), ...refuteLeaves(pack, file)];
    if (!(await verify(file.manifestSignature, file.manifest))) codes.push('manifest-signature-invalid');
    if (file.bytes !== undefined) codes.push(...(await refuteBytes(file, file.bytes, verify)));
    problems.push(...codes.map((code) => ({ code, at: `file ${file.part}` })));
  }
  for (const { part, number, messageId, sha256 } of pack.of('transmission')) {
    const file = files.find((one) => one.part === part);
    const isSame = file?.messageId === messageId && file.sha256 === sha256;
    if (!isSame) problems.push({ code: 'transmission-differs', at: `file ${part}, attempt ${number}` });
  }
}

function refuteManifest({ head }: ReadPack, file: RecordOf<'file'>): string[] {
  const { messageId, part, format, sha256, size, count, totalMinor, manifest } = file;
  const said = objectIn(manifest);
  const total = toDecimal({ minor: totalMinor, currency: String(objectIn(head.statement).currency) });
  const shown = { messageId, part, format, sha256, size, count, total, statementHash: head.statementHash };
  return Object.entries(shown).every(([key, value]) => said[key] === value) ? [] : ['manifest-differs'];
}

function refuteLeaves(pack: ReadPack, { part, count, totalMinor }: RecordOf<'file'>): string[] {
  const leaves = pack.of('leaf').filter((leaf) => leaf.part === part);
  const total = leaves.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return leaves.length === count && total === totalMinor ? [] : ['file-does-not-hold-its-leaves'];
}

async function refuteBytes(file: RecordOf<'file'>, base64: string, verify: VerifySignature): Promise<string[]> {
  const bytes = Buffer.from(base64, 'base64');
  const isSame = sha256Hex(bytes) === file.sha256 && bytes.length === file.size;
  return [
    ...(isSame ? [] : ['file-altered']),
    ...((await verify(file.bodySignature, bytes)) ? [] : ['file-signature-invalid']),
  ];
}
