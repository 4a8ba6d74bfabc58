import { useText, type TextReader } from '@interlink/fe-kit/texts';
import { texts } from '../texts.js';

/** Sources that every deployment has. */
const NAMES = new Map([
  ['openimis', 'source.openimis'],
  ['social-registry', 'source.socialRegistry'],
]);

/** By its name, or by the code that `interlink.json` gives it. */
export const sourceName = (code: string, { text }: Pick<TextReader, 'text'>): string => {
  const id = NAMES.get(code);
  return id === undefined ? code : text(id);
};

export function SourceName({ code }: { readonly code: string }) {
  return <bdi>{sourceName(code, useText(texts))}</bdi>;
}
