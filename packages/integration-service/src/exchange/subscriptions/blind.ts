import type { Blind } from '@interlink/domain/exchange/subscription/match';
import type { Vault } from '../../platform/vault.js';

/** Keyed hashes: equal for equal values, and nothing can be read back from them. */
export function blindFor({ blindIndex }: Pick<Vault, 'blindIndex'>): Blind {
  return (attribute, value) => blindIndex(`subscription-${attribute}`, value);
}
