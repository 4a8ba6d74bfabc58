import { useText, type Texts } from '../texts.js';

/** A text of a module where the host wants an element. */
export function MenuText({ texts, id }: { readonly texts: Texts; readonly id: string }) {
  return <>{useText(texts).text(id)}</>;
}
