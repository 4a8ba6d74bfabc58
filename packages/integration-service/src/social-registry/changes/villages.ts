import type { FoundVillages } from '@interlink/contracts/social-registry/village';
import { inOrder, villageFinder, type VillageFinder } from '@interlink/domain/social-registry/villages';
import type { Operator } from '../../platform/http/api.js';
import { institutionOf, type SocialContext } from '../context.js';
import { toChoice } from '../intake/villages.js';

/** So many are looked through by eye; with more, one types on. */
const MOST = 30;
/** openIMIS is not asked for all of them at each key. */
const KEPT_MS = 60_000;

/** Finds villages by name: a move leads into any district. */
export function villageSearch({
  platform: { clock },
  listVillages,
}: Pick<SocialContext, 'listVillages' | 'platform'>): (operator: Operator, name: string) => Promise<FoundVillages> {
  let kept: { readonly until: number; readonly finder: VillageFinder } | undefined;
  const finder = async () => {
    const now = clock.now().getTime();
    if (kept && kept.until > now) return kept.finder;
    const named = (await listVillages()).filter(({ code }) => code !== '').map(toChoice);
    kept = { until: now + KEPT_MS, finder: villageFinder(inOrder(named)) };
    return kept.finder;
  };
  return async (operator, name) => {
    institutionOf(operator);
    const { items, count } = (await finder()).find(name, MOST);
    return { items: [...items], count };
  };
}
