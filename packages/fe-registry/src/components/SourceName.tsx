import { useText } from '@interlink/fe-kit/texts';
import { texts } from '../texts.js';

/** A source by the code that `interlink.json` gives it; openIMIS is written as it writes itself. */
export function SourceName({ code }: { readonly code: string }) {
  const { text } = useText(texts);
  return <bdi>{code === 'openimis' ? text('source.openimis') : code}</bdi>;
}
