import type { PersonFields } from '@interlink/contracts/registry/view';
import type { Place } from '@interlink/contracts/registry/values';
import type { Change, EffectCode, FieldEffect } from '@interlink/contracts/social-registry/change-request';
import { isCurrent } from '../../registry/current-status.js';
import { maskAccount } from '../../registry/mask-account.js';
import { homesOf } from './homes.js';

/** As far as an effect depends on it. */
export interface AffectedEnrolment {
  readonly status: string;
  readonly unit: string;
}

/** SR-027: what a life event means for one enrolment; `none` rather than nothing, so that nobody wonders. */
export function effectsOn(change: Change, enrolment: AffectedEnrolment, districtChanges: boolean): EffectCode[] {
  // Ended enrolments are history: no life event changes them.
  if (!isCurrent(enrolment.status)) return ['none'];
  const isHouseholds = enrolment.unit !== 'person';
  switch (change.event) {
    case 'account':
      return ['account-to-verify'];
    case 'birth':
      return isHouseholds ? ['household-changes'] : ['none'];
    case 'contact':
      return ['messages-to-new-number'];
    case 'death':
      return isHouseholds ? ['household-changes', 'recipient-to-name'] : ['enrolment-to-decide'];
    case 'marriage':
    case 'move': {
      const leaves = change.event === 'marriage' || !change.withHousehold;
      const district: EffectCode[] = districtChanges ? ['district-changes'] : [];
      const household: EffectCode[] = isHouseholds && leaves ? ['household-changes'] : [];
      return district.length + household.length > 0 ? [...district, ...household] : ['none'];
    }
  }
}

/** Each field with its value before and after, as text; an account is masked. */
export function fieldEffects(
  change: Change,
  happenedOn: string,
  before: PersonFields,
  isInOpenImis: boolean,
  place?: Place,
): FieldEffect[] {
  const { registry, openimis } = homesOf(change, happenedOn, isInOpenImis, place);
  const shown: readonly (readonly [field: string, before: string | undefined, after: string | undefined])[] = [
    ['accounts', list(before.accounts?.map(({ masked }) => masked)), maskedOf(change)],
    ['addresses', list(before.addresses?.map(({ line1 }) => line1 ?? '')), list(registry.addresses?.map(lineOf))],
    ['deathDate', before.deathDate?.date, registry.deathDate?.date],
    ['maritalStatus', before.maritalStatus, registry.maritalStatus],
    ['phones', list(before.phones), openimis.mobile ?? list(registry.phones)],
    ['place', before.place?.name, openimis.locationId === undefined ? registry.place?.name : place?.name],
  ];
  const isSent = (field: string) =>
    (field === 'phones' && openimis.mobile !== undefined) || (field === 'place' && openimis.locationId !== undefined);
  return shown.flatMap(([field, old, after]) => {
    if (after === undefined) return [];
    const home = isSent(field) ? 'openimis' : 'registry';
    return [{ field, home, after, ...(old !== undefined && { before: old }) } as const];
  });
}

const lineOf = ({ line1 = '' }: { readonly line1?: string }) => line1;
const list = (values: readonly string[] | undefined) => values?.filter(Boolean).join(', ') || undefined;
const maskedOf = (change: Change) =>
  change.event === 'account' ? `${change.account.provider} ${maskAccount(change.account.number)}` : undefined;
