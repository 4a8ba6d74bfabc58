import { useEffect, useState } from 'react';
import { useDispatch } from 'react-redux';
import { graphqlWithVariables } from '@openimis/fe-core';
import { pathOf, type Place } from '../sagas/villages.js';

const PLACE = `query InterlinkPlace($uuid: String!) {
  locations(uuid: $uuid, first: 1) { edges { node { name parent { name parent { name } } } } }
}`;
const TYPES = [
  'INTERLINK_ENROLMENT_PLACE_ASKED',
  'INTERLINK_ENROLMENT_PLACE_ANSWERED',
  'INTERLINK_ENROLMENT_PLACE_REFUSED',
] as const;

interface PlaceAnswer {
  readonly data?: { readonly locations?: { readonly edges: readonly { readonly node: Place }[] } };
}
type Ask = (action: unknown) => Promise<{ readonly payload?: PlaceAnswer }>;

/** A journey names a village by openIMIS's id alone: people read it by names. The id stays when it has none to show. */
export function PlaceName({ id }: { readonly id: string }) {
  const ask = useDispatch() as unknown as Ask;
  const [name, setName] = useState(id);
  useEffect(() => {
    let isShown = true;
    setName(id);
    void ask(graphqlWithVariables(PLACE, { uuid: id }, TYPES)).then(({ payload }) => {
      const node = payload?.data?.locations?.edges[0]?.node;
      if (isShown && node) setName(pathOf(node).join(', '));
    });
    return () => {
      isShown = false;
    };
  }, [ask, id]);
  return <bdi data-place={id}>{name}</bdi>;
}
