export type NameResult = 'MATCH' | 'CLOSE_MATCH' | 'NO_MATCH';

/**
 * The bank's own rule: the same words in any order, whatever case and accents, match; one letter off in one word, or
 * one word missing of three or more, is close.
 */
export function compareNames(given: string, held: string): NameResult {
  const ours = wordsOf(held);
  const theirs = wordsOf(given);
  const onlyTheirs = without(theirs, ours);
  const onlyOurs = without(ours, theirs);
  if (theirs.length === 0) return 'NO_MATCH';
  if (onlyTheirs.length + onlyOurs.length === 0) return 'MATCH';
  const [added = '', ...moreAdded] = onlyTheirs;
  const [lacking = '', ...moreLacking] = onlyOurs;
  if (moreAdded.length > 0 || moreLacking.length > 0) return 'NO_MATCH';
  const isOneWordMissing = added === '' || lacking === '';
  if (isOneWordMissing) return Math.max(ours.length, theirs.length) > 2 ? 'CLOSE_MATCH' : 'NO_MATCH';
  return isOneEdit(added, lacking) ? 'CLOSE_MATCH' : 'NO_MATCH';
}

function wordsOf(name: string): readonly string[] {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

/** The words left when each of `taken` is crossed out once. */
function without(words: readonly string[], taken: readonly string[]): readonly string[] {
  const rest = [...words];
  for (const word of taken) if (rest.includes(word)) rest.splice(rest.indexOf(word), 1);
  return rest;
}

/** One letter replaced, added or left out. */
function isOneEdit(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [[...a], [...b]] : [[...b], [...a]];
  if (long.length - short.length > 1) return false;
  const at = short.findIndex((letter, index) => letter !== long[index]);
  if (at < 0) return true;
  const rest = short.length === long.length ? short.slice(at + 1) : short.slice(at);
  return rest.join('') === long.slice(at + 1).join('');
}
