import { useEffect, useMemo } from 'react';
import { useDispatch } from 'react-redux';
import { villageFinder, type VillageFinder } from '@interlink/domain/social-registry/villages';
import { useSocialRegistry } from '../store/reducer.js';
import { loadVillages } from '../store/requests.js';

/** The element of the unified model that a village's code answers. */
export const VILLAGE_ELEMENT = 'locationCode';

/** The villages of the officer's districts; none while they are fetched, and where they cannot be. */
export function useVillages(): VillageFinder {
  const dispatch = useDispatch();
  const value = useSocialRegistry((state) => state.villages.value);
  const isMissing = value === undefined;
  useEffect(() => {
    if (isMissing) dispatch(loadVillages.ask(undefined));
  }, [dispatch, isMissing]);
  return useMemo(() => villageFinder(value?.items ?? []), [value]);
}
