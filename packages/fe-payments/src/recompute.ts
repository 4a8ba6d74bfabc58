import { sha256 as nobleSha256 } from '@noble/hashes/sha2';
import { utf8ToBytes } from '@noble/hashes/utils';
import type { BatchHead, LeafPage } from '@interlink/contracts/payments/reads';
import { toHex, type Sha256 } from '@interlink/domain/payments/hashing';
import { linesRoot, type PaymentLine } from '@interlink/domain/payments/line';
import { sumOf, toDecimal } from '@interlink/domain/payments/money';
import type { PaymentsApi } from './api.js';

const sha256: Sha256 = (...parts) => {
  const hash = nobleSha256.create();
  for (const part of parts) hash.update(typeof part === 'string' ? utf8ToBytes(part) : part);
  return hash.digest();
};

/** What this browser found in the lines that it downloaded itself, beside what the statement says. */
export interface Recomputed {
  readonly root: string;
  readonly count: number;
  readonly totalMinor: number;
  readonly statementHash: string;
  readonly byAgent: readonly { readonly agent: string; readonly count: number; readonly totalMinor: number }[];
  /** Parts of the statement that the lines do not bear out; only an empty list may be approved. */
  readonly differs: readonly ('count' | 'hash' | 'root' | 'total')[];
}

/** Downloads every line and computes root, count and totals anew (S11). `onProgress`: lines so far. */
export async function recompute(
  api: Pick<PaymentsApi, 'leaves'>,
  head: Pick<BatchHead, 'currency' | 'id' | 'statement' | 'statementHash'>,
  onProgress: (lines: number) => void,
): Promise<Recomputed> {
  const lines: PaymentLine[] = [];
  let cursor: string | undefined;
  for (;;) {
    const page: LeafPage = await api.leaves(head.id, cursor);
    lines.push(...page.items);
    onProgress(lines.length);
    if (page.nextCursor === undefined) return compare(head, lines, page.terms);
    cursor = page.nextCursor;
  }
}

function compare(
  { statement, statementHash, currency }: Pick<BatchHead, 'currency' | 'statement' | 'statementHash'>,
  lines: readonly PaymentLine[],
  terms: LeafPage['terms'],
): Recomputed {
  const said = JSON.parse(statement) as Readonly<Record<string, unknown>>;
  const root = linesRoot(lines, terms, sha256);
  const total = sumOf(
    lines.map((line) => ({ minor: line.amountMinor, currency: line.currency })),
    currency,
  );
  const ownHash = toHex(sha256(statement));
  const holds = {
    count: said.count === lines.length,
    hash: ownHash === statementHash,
    root: said.root === root,
    // The same digits of another currency are another total.
    total: said.total === toDecimal(total) && said.currency === currency,
  };
  const parts = ['count', 'hash', 'root', 'total'] as const;
  return {
    root,
    count: lines.length,
    totalMinor: total.minor,
    statementHash: ownHash,
    byAgent: agentsOf(lines),
    differs: parts.filter((part) => !holds[part]),
  };
}

function agentsOf(lines: readonly PaymentLine[]): Recomputed['byAgent'] {
  const sums = new Map<string, { count: number; totalMinor: number }>();
  for (const { creditorAgent, amountMinor } of lines) {
    const sum = sums.get(creditorAgent) ?? { count: 0, totalMinor: 0 };
    sums.set(creditorAgent, { count: sum.count + 1, totalMinor: sum.totalMinor + amountMinor });
  }
  return [...sums].map(([agent, sum]) => ({ agent, ...sum })).sort((one, other) => other.totalMinor - one.totalMinor);
}
