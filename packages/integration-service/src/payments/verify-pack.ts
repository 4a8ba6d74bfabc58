import { checkApprovals } from './pack/approvals.js';
import { checkFiles } from './pack/files.js';
import { checkLines } from './pack/lines.js';
import { checkRecalls } from './pack/recalls.js';
import { readPack, type PackProblem, type ReadPack } from './pack/read.js';
import { checkAudit, checkReceived } from './pack/received.js';
import { openSignatures } from './pack/signatures.js';

export interface PackVerdict {
  /** Each named; empty when the pack proves what it says. */
  readonly problems: readonly PackProblem[];
  readonly proven: readonly string[];
  /** What this pack or this call leaves open. */
  readonly notProven: readonly string[];
}

export interface VerifyOptions {
  /** JWKS of the deployment, received by another way than the pack. */
  readonly keys?: unknown;
  /** Where approvals were signed. */
  readonly origin?: string | undefined;
}

/** Checks an evidence pack by its own bytes: no database, no network (S11). */
export async function verifyPack(text: string, { keys, origin }: VerifyOptions = {}): Promise<PackVerdict> {
  const problems: PackProblem[] = [];
  const pack = readPack(text, problems);
  if (!pack || problems.some(({ code }) => code === 'record-malformed')) return { problems, proven: [], notProven: [] };
  const verify = await openSignatures(pack, keys, problems);
  checkLines(pack, problems);
  await checkApprovals(pack, verify, origin, problems);
  await checkFiles(pack, verify, problems);
  checkReceived(pack, problems);
  await checkRecalls(pack, verify, problems);
  checkAudit(pack, problems);
  if (problems.length > 0) return { problems, proven: [], notProven: [] };
  return { problems, proven: provenBy(pack), notProven: openOf(pack, keys, origin) };
}

function provenBy(pack: ReadPack): string[] {
  const approvals = pack.of('approval');
  const signed = approvals.filter(({ assertion }) => assertion !== undefined).length;
  return [
    `${pack.of('leaf').length} lines under the approved root, ${pack.of('removal').length} removed by rules`,
    `${approvals.length} approvals, ${signed} signed by security keys, ${approvals.length - signed} attested`,
    `${pack.of('file').length} sealed files, ${pack.of('transmission').length} transmissions`,
    `${pack.of('received').length} messages of the bank, ${pack.of('evidence').length} statements about lines`,
    ...adjustmentsIn(pack),
    ...recallsIn(pack),
    `${pack.of('audit').length} audit entries`,
  ];
}

function adjustmentsIn(pack: ReadPack): string[] {
  const { length } = pack.of('adjustment');
  return length === 0 ? [] : [`${length} bookings after the batch was closed`];
}

function recallsIn(pack: ReadPack): string[] {
  const recalls = pack.of('recall');
  if (recalls.length === 0) return [];
  const payments = recalls.reduce((sum, { instrIds }) => sum + instrIds.length, 0);
  const answers = pack.of('recall-word').filter(({ receivedId }) => receivedId !== undefined);
  return [`${recalls.length} recalls of ${payments} payments, ${answers.length} answers of the bank`];
}

function openOf(pack: ReadPack, keys: unknown, origin: string | undefined): string[] {
  return [
    ...(keys === undefined ? ['whose keys they are: give --keys, received by another way than the pack'] : []),
    ...(origin === undefined ? ['at which address approvals were signed: give --origin'] : []),
    ...(pack.of('file').some(({ bytes }) => bytes === undefined) ? ['the bytes of the files: they were left out'] : []),
    ...(pack.of('tree-head').length === 0 ? ['that the audit is complete: the pack has no tree head'] : []),
  ];
}
