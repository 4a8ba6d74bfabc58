import type { PersonData } from '@interlink/contracts/registry/person';
import type { Place } from '@interlink/contracts/registry/values';
import type { Change } from '@interlink/contracts/social-registry/change-request';

/** What goes to openIMIS: the fields of an individual that it holds itself. */
export interface OpenImisPart {
  readonly locationId?: string;
  readonly mobile?: string;
}

export interface Homes {
  /** What the registry keeps as a statement of its own. */
  readonly registry: PersonData;
  readonly openimis: OpenImisPart;
}

/**
 * SR-027: where each field of a change belongs. A village and a telephone of somebody whom openIMIS has are openIMIS's
 * to change; accounts never go there (S15), and it has no place for the rest. A child is a person of its own.
 */
export function homesOf(change: Change, happenedOn: string, isInOpenImis: boolean, place?: Place): Homes {
  switch (change.event) {
    case 'account':
      return kept({ accounts: [change.account] });
    case 'birth':
      return kept({});
    case 'contact':
      return isInOpenImis ? { registry: {}, openimis: { mobile: change.phone } } : kept({ phones: [change.phone] });
    case 'death':
      return kept({ deathDate: { date: happenedOn, precision: 'day' } });
    case 'marriage':
      return moved({ maritalStatus: change.maritalStatus }, isInOpenImis, place);
    case 'move':
      return moved(
        change.addressLine === undefined ? {} : { addresses: [{ line1: change.addressLine }] },
        isInOpenImis,
        place,
      );
  }
}

/** Beside what the registry keeps of it, the village that the person moves to, if to any. */
function moved(registry: PersonData, isInOpenImis: boolean, place: Place | undefined): Homes {
  if (!place) return kept(registry);
  if (isInOpenImis) return { registry, openimis: { locationId: place.locationId } };
  return kept({ ...registry, place });
}

const kept = (registry: PersonData): Homes => ({ registry, openimis: {} });

export const isEmpty = (part: object): boolean => Object.keys(part).length === 0;
