import { useText, type TextReader } from '@interlink/fe-kit/texts';
import { texts } from '../texts.js';

/** A source by the code that `interlink.json` gives it; openIMIS is written as it writes itself. */
export const sourceName = (code: string, { text }: Pick<TextReader, 'text'>): string =>
  code === 'openimis' ? text('source.openimis') : code;

export function SourceName({ code }: { readonly code: string }) {
  return <bdi>{sourceName(code, useText(texts))}</bdi>;
}
