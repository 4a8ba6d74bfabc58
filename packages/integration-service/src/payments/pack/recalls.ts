import { isIdOrCut } from '@interlink/domain/payments/match-ids';
import { toDecimal } from '@interlink/domain/payments/money';
import { sha256Hex } from '../hashes.js';
import { readCamt029 } from '../readers/camt-029.js';
import { readCamt055 } from '../readers/camt-055.js';
import { UnreadableMessage } from '../readers/xml.js';
import type { PackProblem, ReadPack, RecordOf } from './read.js';
import type { VerifySignature } from './signatures.js';

/**
 * What was called back is what two people decided, asks for lines of the batch, and was answered by messages that are
 * there.
 */
export async function checkRecalls(pack: ReadPack, verify: VerifySignature, problems: PackProblem[]): Promise<void> {
  for (const recall of pack.of('recall')) {
    const bytes = Buffer.from(recall.bytes, 'base64');
    const codes = [
      ...(sha256Hex(bytes) === recall.sha256 ? [] : ['recall-altered']),
      ...((await verify(recall.signature, bytes)) ? [] : ['recall-signature-invalid']),
      ...refuteRequest(pack, recall, bytes.toString()),
      ...(isDecided(pack, recall) ? [] : ['recall-not-decided']),
    ];
    problems.push(...codes.map((code) => ({ code, at: recall.messageId })));
  }
  for (const word of pack.of('recall-word')) {
    problems.push(...refuteWord(pack, word).map((code) => ({ code, at: word.key })));
  }
}

/** The bytes ask for the lines that the record names, each with the amount of its leaf, and for no other. */
function refuteRequest(pack: ReadPack, recall: RecordOf<'recall'>, text: string): string[] {
  const { messageId, reason, instrIds } = recall;
  const leaves = new Map(pack.of('leaf').map((leaf) => [leaf.instrId, leaf]));
  if (!instrIds.every((instrId) => leaves.has(instrId))) return ['recall-of-another-line'];
  const asked = readOrNothing(() => readCamt055(text));
  const expected = instrIds.map((instrId) => {
    const { amountMinor: minor = 0, currency = '' } = leaves.get(instrId) ?? {};
    return [instrId, toDecimal({ minor, currency }), currency, reason].join();
  });
  const found = asked?.payments.map(({ instrId, amount, currency, reason: why }) => {
    return [instrId, amount, currency, why].join();
  });
  const isSame =
    asked?.recallId === messageId &&
    asked.count === instrIds.length &&
    found?.sort().join('\n') === expected.sort().join('\n');
  return isSame ? [] : ['recall-differs'];
}

/** By two people, before it was written. */
function isDecided(pack: ReadPack, { decisionId, at }: RecordOf<'recall'>): boolean {
  const decision = pack.of('decision').find(({ id }) => id === decisionId);
  if (!decision || !['recall-line', 'recall-lines'].includes(decision.kind)) return false;
  const { proposedBy, confirmedBy, confirmedAt } = decision;
  if (confirmedBy === undefined || confirmedAt === undefined || confirmedBy === proposedBy) return false;
  return Date.parse(confirmedAt) <= Date.parse(at);
}

const BY_THE_BANK = ['ACCR', 'PDCR', 'RJCR'];

function refuteWord(pack: ReadPack, word: RecordOf<'recall-word'>): string[] {
  const { recallId, instrId, receivedId, said } = word;
  const recall = pack.of('recall').find(({ id }) => id === recallId);
  if (!recall || (instrId !== undefined && !recall.instrIds.includes(instrId))) return ['recall-word-of-nothing'];
  // The channel alone speaks without a message.
  if (!BY_THE_BANK.includes(said)) return receivedId === undefined ? [] : ['recall-answer-differs'];
  const message = pack.of('received').find(({ id, kind }) => id === receivedId && kind === 'camt.029');
  if (!message) return ['recall-answer-without-message'];
  if (message.bytes === undefined) return [];
  const text = Buffer.from(message.bytes, 'base64').toString();
  const answer = readOrNothing(() => readCamt029(text));
  const isSaid = answer?.payments.some(
    ({ said: status, reason, instrId: named }) =>
      status === said && reason === word.reason && (named === undefined || isIdOrCut(named, instrId ?? '')),
  );
  return isSaid ? [] : ['recall-answer-differs'];
}

function readOrNothing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (thrown) {
    if (!(thrown instanceof UnreadableMessage)) throw thrown;
    return undefined;
  }
}
