import type { Dimension } from '@interlink/contracts/registry/statistics';
import { useText } from '@interlink/fe-kit/texts';
import { texts } from '../texts.js';

/** How a key of a dimension is written: ages as they are, districts by name, the rest in the user's language. */
export function useKeyLabel(dimension: Dimension): (key: string, name: string | undefined) => string {
  const { text } = useText(texts);
  return (key, name) => {
    const isCommon = key === 'unknown' || key === 'household';
    if (!isCommon && (dimension === 'age' || dimension === 'district')) return name ?? key;
    return text(`statistics.key.${key}`);
  };
}
