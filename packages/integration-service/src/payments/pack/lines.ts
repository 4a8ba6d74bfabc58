import { toHex } from '@interlink/domain/payments/hashing';
import { merkleRoot } from '@interlink/domain/payments/merkle';
import { toDecimal } from '@interlink/domain/payments/money';
import { sha256, sha256Hex } from '../hashes.js';
import { objectIn, type PackProblem, type ReadPack } from './read.js';

/** The approved statement is the one of its hash and true of the leaves; what the rules took out is named. */
export function checkLines(pack: ReadPack, problems: PackProblem[]): void {
  const { statement, statementHash, batchId } = pack.head;
  const leaves = pack.of('leaf');
  const said = objectIn(statement);
  const wrong = (code: string, at?: string) => problems.push({ code, ...(at !== undefined && { at }) });
  if (sha256Hex(statement) !== statementHash) wrong('statement-altered');
  if (said.batchId !== batchId) wrong('statement-of-another-batch');
  leaves.forEach(({ index, instrId }, at) => {
    const before = leaves[at - 1];
    if (index !== at || (before && before.instrId >= instrId)) wrong('leaf-out-of-order', instrId);
  });
  const hashes = leaves.map(({ hash }) => Buffer.from(hash, 'hex'));
  if (toHex(merkleRoot(hashes, sha256)) !== said.root) wrong('root-differs');
  if (leaves.length !== said.count) wrong('count-differs');
  const minor = leaves.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  if (toDecimal({ minor, currency: String(said.currency) }) !== said.total) wrong('total-differs');
  if (leaves.some(({ currency }) => currency !== said.currency)) wrong('currency-differs');
  checkRemovals(pack, wrong);
}

function checkRemovals(pack: ReadPack, wrong: (code: string, at?: string) => void): void {
  const removed = new Map(pack.of('removal').map(({ index, instrId }) => [index, instrId]));
  const isSealed = pack.of('file').length > 0;
  for (const { index, instrId, part } of pack.of('leaf')) {
    if (removed.has(index) && removed.get(index) !== instrId) wrong('removal-differs', instrId);
    if (isSealed && removed.has(index) !== (part === 0)) wrong('removal-differs', instrId);
    removed.delete(index);
  }
  for (const instrId of removed.values()) wrong('removal-of-nothing', instrId);
}
