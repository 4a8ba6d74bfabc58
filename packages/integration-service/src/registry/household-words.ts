import type { SealedPlace } from '../platform/vault.js';
import type { Word } from './around.js';
import type { Core } from './core.js';
import { KEY_PURPOSE } from './versions.js';

/** Words may name people: sealed by the key of the household that they are kept under. */
export const placeOf = ({ householdId, otherId, seq }: Pick<Word, 'householdId' | 'otherId' | 'seq'>): SealedPlace => ({
  table: 'registry.household_decision',
  column: 'sealed',
  rowId: `${householdId}:${otherId}:${seq}`,
  subjectId: householdId,
  purpose: KEY_PURPOSE,
});

/** Why it was decided so; nothing of a word whose household was erased. */
export async function openReasons({ platform }: Core, words: readonly Word[]): Promise<ReadonlyMap<Word, string>> {
  if (words.length === 0) return new Map();
  const opened = await platform.vault.openAll(
    platform,
    words.map((word) => ({ place: placeOf(word), sealed: word.sealed })),
  );
  return new Map(words.flatMap((word, at) => (opened[at] === undefined ? [] : [[word, opened[at]] as const])));
}
