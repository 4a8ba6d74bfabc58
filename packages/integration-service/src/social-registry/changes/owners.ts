import type { PersonView } from '@interlink/contracts/registry/view';
import { SOURCE } from '../to-registry.js';
import type { ChangeRow } from '../tables.js';

/** The individual of openIMIS and the household of the social registry that the person is. */
export function ownersOf({ records }: PersonView): Pick<ChangeRow, 'householdId' | 'individualId' | 'memberNumber'> {
  const keyOf = (source: string) => records.find((one) => one.source === source && !one.deleted)?.key;
  const [householdId, number] = keyOf(SOURCE)?.split(':') ?? [];
  return {
    individualId: keyOf('openimis') ?? null,
    householdId: householdId ?? null,
    memberNumber: number === undefined ? null : Number(number),
  };
}
