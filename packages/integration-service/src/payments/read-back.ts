import { ServiceError } from '@interlink/contracts/errors';
import type { CreditTransferFile } from '@interlink/domain/payments/formats/pain-001-001-09';
import { lineHash, type PaymentLine, type PaymentTerms } from '@interlink/domain/payments/line';
import { SHORTEST_CUT } from '@interlink/domain/payments/match-ids';
import { sha256 } from './hashes.js';
import { UnreadableMessage } from './readers/xml.js';

/** A payment as a file says it; a format may carry less than we know. */
export type ReadLine = Partial<Omit<PaymentLine, 'attempt' | 'entitlementId'>> & {
  /** Where there is no room for all of it; so much tells it apart from every other of its file. */
  readonly beginningOfInstrId?: string;
};

/** What a file of ours says, read from its bytes alone by another way than they were written. */
export interface ReadBack {
  readonly messageId?: string;
  readonly createdAt?: string;
  readonly debtorName?: string;
  readonly debtorId?: string;
  readonly debtorAccount?: string;
  readonly debtorAgent?: string;
  readonly count: number;
  readonly totalMinor: number;
  readonly terms: Partial<PaymentTerms>;
  readonly lines: readonly ReadLine[];
}

/**
 * The hash of each line as the bytes have it, by InstrId: what the format does not carry is as it was approved, because
 * no file can say otherwise. Throws `payments.seal-differs`.
 */
export function hashesOf(
  read: () => ReadBack,
  file: CreditTransferFile,
  lines: readonly PaymentLine[],
): ReadonlyMap<string, string> {
  const back = tryRead(read);
  const total = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const heads = ['messageId', 'createdAt', 'debtorName', 'debtorId', 'debtorAccount', 'debtorAgent'] as const;
  const isSame =
    back.count === lines.length &&
    back.lines.length === lines.length &&
    back.totalMinor === total &&
    heads.every((one) => back[one] === undefined || back[one] === file[one]);
  if (!isSame) throw differs();
  const find = finderOf(lines);
  const byBeginning = beginningFinder(lines);
  const hashes = new Map<string, string>();
  for (const { beginningOfInstrId, ...line } of back.lines) {
    const known = beginningOfInstrId === undefined ? find(line) : byBeginning(beginningOfInstrId);
    if (!known) throw differs();
    hashes.set(known.instrId, lineHash({ ...known, ...line }, { ...file.terms, ...back.terms }, sha256));
  }
  if (hashes.size !== lines.length) throw differs();
  return hashes;
}

/** By the ids that the line bears; another id that it bears too is part of its hash. */
function finderOf(lines: readonly PaymentLine[]): (line: ReadLine) => PaymentLine | undefined {
  const by = (id: 'endToEndId' | 'instrId' | 'uetr') => new Map(lines.map((line) => [line[id], line]));
  const [byInstr, byEndToEnd, byUetr] = [by('instrId'), by('endToEndId'), by('uetr')];
  return ({ instrId, endToEndId, uetr }) => {
    if (instrId !== undefined) return byInstr.get(instrId);
    return endToEndId === undefined ? byUetr.get(uetr ?? '') : byEndToEnd.get(endToEndId);
  };
}

/** An id that begins as another does finds neither. */
function beginningFinder(lines: readonly PaymentLine[]): (beginning: string) => PaymentLine | undefined {
  const found = new Map<string, PaymentLine | undefined>();
  for (const line of lines) {
    const beginning = line.instrId.slice(0, SHORTEST_CUT);
    found.set(beginning, found.has(beginning) ? undefined : line);
  }
  return (beginning) => found.get(beginning);
}

/** Bytes of ours that cannot be read are not what was approved. */
function tryRead(read: () => ReadBack): ReadBack {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof UnreadableMessage) throw differs();
    throw thrown;
  }
}

const differs = () => new ServiceError('payments.seal-differs', {});
