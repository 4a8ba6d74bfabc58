import type { VillageChoice, VillageChoices } from '@interlink/contracts/social-registry/village';
import { inOrder } from '@interlink/domain/social-registry/villages';
import type { Village } from '../../openimis/port.js';
import type { Operator } from '../../platform/http/api.js';
import { institutionOf, type SocialContext } from '../context.js';

/** S2: just those villages that the check of a household accepts from this operator. */
export async function listOwnVillages(
  { listVillages }: Pick<SocialContext, 'listVillages'>,
  operator: Operator,
): Promise<VillageChoices> {
  institutionOf(operator);
  const { districts } = operator;
  const all = await listVillages();
  const own = all.filter(({ code, districtId }) => code && districtId !== undefined && districts.includes(districtId));
  return { items: [...inOrder(own.map(toChoice))] };
}

export const toChoice = ({ code, name, parents }: Village): VillageChoice => ({
  code,
  name,
  within: [...parents].reverse(),
});
