import type { TreeHead } from '@interlink/contracts/audit/tree-head';
import type { Tamper } from '@interlink/contracts/audit/verdict';

/** What a walked shard can tell. */
export interface WalkedShard {
  readonly shard: number;
  readonly size: number;
  hashAt(size: number): string | undefined;
}

/** A stored tree head; whether its signature holds was found out outside. */
export interface StoredHead {
  readonly head: TreeHead;
  readonly hash: string;
  /** `unknown-key`: it is a signature, but none of the keys that count made it. */
  readonly signature: 'valid' | 'invalid' | 'unknown-key';
  readonly hashFits: boolean;
}

/** Whether the chains of today contain what a head of yesterday says. */
export function compareWithHead({ shards }: TreeHead, walked: readonly WalkedShard[]): readonly Tamper[] {
  return shards.flatMap(({ shard, size, hash }): Tamper[] => {
    const chain = walked.find((one) => one.shard === shard);
    if (size === 0) return [];
    if (!chain || chain.size === 0) return [{ code: 'shard-deleted', shard, at: size }];
    if (chain.size < size) return [{ code: 'tail-deleted', shard, at: chain.size + 1 }];
    // The shard's entry at that place is missing: already named by the walk.
    const now = chain.hashAt(size);
    return now === undefined || now === hash ? [] : [{ code: 'suffix-rehashed', shard, at: size }];
  });
}

/** The heads among themselves: signed, linked, one of each size. Sorted by size. */
export function checkHeads(heads: readonly StoredHead[], genesis: string): readonly Tamper[] {
  return heads.flatMap(({ head, signature, hashFits }, place): Tamper[] => {
    const before = heads[place - 1];
    const at = head.size;
    if (!hashFits || signature === 'invalid') return [{ code: 'head-altered', at }];
    if (signature === 'unknown-key') return [{ code: 'head-re-signed', at }];
    if (before && before.head.size === at) return [{ code: 'two-heads-of-one-size', at }];
    return head.previous === (before?.hash ?? genesis) ? [] : [{ code: 'heads-not-linked', at }];
  });
}

/** An anchor is a head that somebody else kept: it cannot be taken back. */
export function compareWithAnchor(
  anchor: TreeHead,
  walked: readonly WalkedShard[],
  heads: readonly StoredHead[],
  canonical: (head: TreeHead) => string,
): readonly Tamper[] {
  const size = walked.reduce((sum, shard) => sum + shard.size, 0);
  if (size < anchor.size) return [{ code: 'older-than-anchor', at: size }];
  const rival = heads.find(({ head }) => head.size === anchor.size && canonical(head) !== canonical(anchor));
  const two: Tamper[] = rival ? [{ code: 'two-heads-of-one-size', at: anchor.size }] : [];
  return [...two, ...compareWithHead(anchor, walked)];
}
