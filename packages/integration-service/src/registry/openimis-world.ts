import type { Village } from '../openimis/port.js';
import type { OpenImisWorld } from './from-openimis.js';

type Places = OpenImisWorld['placeOf'];

/** Places of our own openIMIS: its ids are ours. A location above the villages is in no one district. */
export function ownPlaces(villages: readonly Village[]): Places {
  const districts = new Map(villages.map(({ locationId, districtId }) => [locationId, districtId]));
  return (locationId) => {
    const districtId = districts.get(locationId);
    return { locationId, ...(districtId !== undefined && { districtId }) };
  };
}

/**
 * Places of another openIMIS, whose ids mean nothing here: its village is ours of the same code. Where a code is
 * empty, not unique on either side or unknown here there is no place, and nationwide scopes alone see the person (S2).
 */
export function placesByCode(theirs: readonly Village[], ours: readonly Village[]): Places {
  const here = byUniqueCode(ours);
  const there = byUniqueCode(theirs);
  const codes = new Map([...there].map(([code, { locationId }]) => [locationId, code]));
  return (locationId) => {
    const village = here.get(codes.get(locationId) ?? '');
    return village && { locationId: village.locationId, ...(village.districtId && { districtId: village.districtId }) };
  };
}

function byUniqueCode(villages: readonly Village[]): ReadonlyMap<string, Village> {
  const times = new Map<string, number>();
  for (const { code } of villages) times.set(code, (times.get(code) ?? 0) + 1);
  const unique = villages.filter(({ code }) => code !== '' && times.get(code) === 1);
  return new Map(unique.map((village) => [village.code, village]));
}
