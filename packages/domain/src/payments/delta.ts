import { canonicalJson } from '../interconnection/canonical-json.js';
import { toHex, type Sha256 } from './hashing.js';

/** Who is paid, where and how much: what of a payee makes him "changed" from one cycle to the next. */
export interface PaidPerson {
  readonly individualId: string;
  readonly amountMinor: number;
  /** Keyed hash of the account. */
  readonly account: string;
}

/** Who came, changed and went between two batches of a programme; with a hash by which the list can be agreed on. */
export interface Delta {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly ended: readonly string[];
  readonly unchanged: number;
  readonly hash: string;
}

/** Ids sorted; the hash is over the three lists, whatever the order of the input. */
export function deltaOf(before: readonly PaidPerson[], now: readonly PaidPerson[], sha256: Sha256): Delta {
  const [earlier, later] = [index(before), index(now)];
  const added = [...later.keys()].filter((id) => !earlier.has(id)).sort();
  const ended = [...earlier.keys()].filter((id) => !later.has(id)).sort();
  const both = [...later.keys()].filter((id) => earlier.has(id));
  const changed = both.filter((id) => earlier.get(id) !== later.get(id)).sort();
  const hash = toHex(sha256(canonicalJson({ added, changed, ended }, 'as-is')));
  return { added, changed, ended, unchanged: both.length - changed.length, hash };
}

/** Several payments to one person count together. */
function index(people: readonly PaidPerson[]): ReadonlyMap<string, string> {
  const found = new Map<string, string[]>();
  for (const { individualId, amountMinor, account } of people) {
    found.set(individualId, [...(found.get(individualId) ?? []), `${amountMinor} ${account}`]);
  }
  return new Map([...found].map(([id, parts]) => [id, parts.sort().join('\n')]));
}
