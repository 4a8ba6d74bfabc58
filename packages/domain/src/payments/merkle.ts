import type { Sha256 } from './hashing.js';

// RFC 6962: prefixes keep a leaf from being read as a node.
const NODE = Uint8Array.of(1);

/** Root over leaf hashes in their order, in the shape of RFC 6962. */
export function merkleRoot(leaves: readonly Uint8Array[], sha256: Sha256): Uint8Array {
  const [only] = leaves;
  if (only === undefined) return sha256('');
  if (leaves.length === 1) return only;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return sha256(NODE, merkleRoot(leaves.slice(0, split), sha256), merkleRoot(leaves.slice(split), sha256));
}
