import { useText } from '@interlink/fe-kit/texts';
import { texts } from '../texts.js';

/** A text of ours where the host wants an element. */
export function MenuText({ id }: { readonly id: string }) {
  return <>{useText(texts).text(id)}</>;
}
