import anyAscii from 'any-ascii';
import type { PersonName } from '@interlink/contracts/registry/values';
import { fullName } from '@interlink/domain/registry/full-name';
import { nameWords, soundOf } from '@interlink/domain/registry/name-keys';

/** The words of a name in any script, put into Latin and folded. */
export function latinWords(text: string): string[] {
  return nameWords(anyAscii(text.normalize('NFC')));
}

export const wordsOfName = (name: PersonName): string[] => latinWords(fullName(name) ?? '');

export const soundsOf = (words: readonly string[]) => [...new Set(words.map(soundOf))];
