import type { Tamper } from '@interlink/contracts/audit/verdict';
import { GENESIS, type AuditHeader } from './header.js';

/** An entry as it is stored. */
export interface ChainRow {
  readonly seq: number;
  readonly header: AuditHeader;
  readonly commitment: string;
  readonly prevHash: string;
  readonly hash: string;
}

/** Hash of an entry at a position; SHA-256 comes from outside. */
export type LinkHash = (prev: string, seq: number, header: AuditHeader, commitment: string) => string;

export interface ChainCheck {
  /** Rows in the order of their positions. */
  add(row: ChainRow): void;
  /** What is wrong within the chain. */
  end(): readonly Tamper[];
  readonly size: number;
  /** Hash after that many entries: of the sizes that were asked for, and of the end. */
  hashAt(size: number): string | undefined;
}

/** Swaps are looked for among so many broken rows of a shard; more is a rewrite anyway. */
const LOOKED_AT = 64;

/** Walks one shard and names what was done to it. `sizes`: positions whose hash will be asked for. */
export function checkChain(shard: number, linkHash: LinkHash, sizes: ReadonlySet<number>): ChainCheck {
  const found: Tamper[] = [];
  const broken: ChainRow[] = [];
  const hashes = new Map<number, string>([[0, GENESIS]]);
  let last = { seq: 0, hash: GENESIS };
  let beforeLast = last;
  /** By how much stored positions differ from those that were hashed: an insertion moves all that follow. */
  let shift = 0;
  const fits = (row: ChainRow, by: number) =>
    linkHash(row.prevHash, row.seq - by, row.header, row.commitment) === row.hash;
  const suspect = (seq: number) => (broken.at(-1)?.seq === seq ? broken.at(-1) : undefined);
  const judge = (row: ChainRow) => {
    const previous = suspect(row.seq - 1);
    if (row.seq > last.seq + 1) found.push({ code: 'entry-missing', shard, at: last.seq + 1 });
    else if (fits(row, shift)) {
      if (row.prevHash !== last.hash && !previous) broken.push(row);
    } else if (previous && areSwapped(previous, row, linkHash)) broken.push(row);
    else if (fits(row, shift + 1) && row.prevHash === beforeLast.hash) {
      shift += 1;
      if (previous) broken.pop();
      found.push({ code: 'entry-inserted', shard, at: row.seq - 1 });
    } else if (previous && fits(previous, shift - 1) && fits(row, shift - 1)) {
      // Two in a row stand one place too early: one before them was taken out and the rest moved up.
      shift -= 1;
      broken.pop();
      found.push({ code: 'entry-missing', shard, at: row.seq - 1 });
    } else broken.push(row);
  };

  return {
    add(row) {
      judge(row);
      beforeLast = last;
      last = { seq: row.seq, hash: row.hash };
      if (sizes.has(row.seq)) hashes.set(row.seq, row.hash);
    },
    end: () => [...found, ...nameBroken(shard, broken, linkHash)],
    get size() {
      return last.seq;
    },
    hashAt: (size) => (size === last.seq ? last.hash : hashes.get(size)),
  };
}

function nameBroken(shard: number, broken: readonly ChainRow[], linkHash: LinkHash): readonly Tamper[] {
  const suspects = broken.slice(0, LOOKED_AT);
  const swapped = new Set(
    suspects.filter((row) => suspects.some((other) => other !== row && areSwapped(row, other, linkHash))),
  );
  return broken.map((row) => ({ code: swapped.has(row) ? 'entries-swapped' : 'entry-altered', shard, at: row.seq }));
}

function areSwapped(one: ChainRow, other: ChainRow, linkHash: LinkHash): boolean {
  return wasSwapped(one, other, linkHash) && wasSwapped(other, one, linkHash);
}

/** Whether `row` holds what stood at `other`: with its links, or its content alone. */
function wasSwapped(row: ChainRow, other: ChainRow, linkHash: LinkHash): boolean {
  const { header, commitment } = row;
  return (
    linkHash(row.prevHash, other.seq, header, commitment) === row.hash ||
    linkHash(other.prevHash, other.seq, header, commitment) === other.hash
  );
}
