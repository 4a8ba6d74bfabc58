import type { Sha256 } from './hashing.js';

// RFC 6962: prefixes keep a leaf from being read as a node.
const NODE = Uint8Array.of(1);

/** Root over leaf hashes in their order, in the shape of RFC 6962. */
export function merkleRoot(leaves: Iterable<Uint8Array>, sha256: Sha256): Uint8Array {
  const tree = growMerkle(sha256);
  for (const leaf of leaves) tree.add(leaf);
  return tree.root();
}

/** A tree that grows leaf by leaf and keeps only one hash a level: a million leaves need not be held. */
export interface GrowingMerkle {
  add(leaf: Uint8Array): void;
  /** Of the leaves so far; may be asked again later. */
  root(): Uint8Array;
}

export function growMerkle(sha256: Sha256): GrowingMerkle {
  /** Full subtrees, largest first; `leaves` is a power of two. */
  const full: { readonly leaves: number; readonly hash: Uint8Array }[] = [];
  return {
    add(leaf) {
      let subtree = { leaves: 1, hash: leaf };
      for (let last = full.at(-1); last?.leaves === subtree.leaves; last = full.at(-1)) {
        full.pop();
        subtree = { leaves: subtree.leaves * 2, hash: sha256(NODE, last.hash, subtree.hash) };
      }
      full.push(subtree);
    },
    root() {
      const [last, ...larger] = [...full].reverse();
      if (last === undefined) return sha256('');
      return larger.reduce((right, { hash }) => sha256(NODE, hash, right), last.hash);
    },
  };
}
