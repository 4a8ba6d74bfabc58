import { useEffect, useState, type ReactNode } from 'react';
import { useDispatch } from 'react-redux';
import { graphqlWithVariables } from '@openimis/fe-core';
import { MenuText } from '@interlink/fe-kit/components/MenuText';
import { useFormat } from '@interlink/fe-kit/format';
import { texts } from '../texts.js';

/** What openIMIS says that a task would change, in its own names; absent is what stays. */
export interface TaskedIndividual {
  readonly first_name?: string;
  readonly last_name?: string;
  readonly dob?: string;
  readonly location_id?: number | string;
}
type Formatter = (individual: TaskedIndividual) => ReactNode;

const VILLAGE = `query InterlinkVillage($id: ID!) {
  locations(id: $id, first: 1) { edges { node { name parent { name } } } }
}`;
const TYPES = [
  'INTERLINK_REGISTRY_VILLAGE_ASKED',
  'INTERLINK_REGISTRY_VILLAGE_ANSWERED',
  'INTERLINK_REGISTRY_VILLAGE_REFUSED',
] as const;

interface VillageAnswer {
  readonly data?: {
    readonly locations?: {
      readonly edges: readonly {
        readonly node: { readonly name: string; readonly parent?: { readonly name: string } };
      }[];
    };
  };
}
type Ask = (action: unknown) => Promise<{ readonly payload?: VillageAnswer }>;

/**
 * A task names a village by openIMIS's number alone: people decide by names. The number stays when it has none to show.
 */
function VillageOf({ number }: { readonly number: string }) {
  const ask = useDispatch() as unknown as Ask;
  const [name, setName] = useState(number);
  useEffect(() => {
    let isShown = true;
    const asked = ask(graphqlWithVariables(VILLAGE, { id: window.btoa(`LocationGQLType:${number}`) }, TYPES));
    void asked.then(({ payload }) => {
      const node = payload?.data?.locations?.edges[0]?.node;
      if (isShown && node) setName([node.name, node.parent?.name].filter(Boolean).join(', '));
    });
    return () => {
      isShown = false;
    };
  }, [ask, number]);
  return <bdi data-village={number}>{name}</bdi>;
}

const DateOf = ({ day }: { readonly day: string }) => <>{useFormat().date(day)}</>;

const COLUMNS: readonly { readonly id: string; readonly show: Formatter }[] = [
  { id: 'tasks.givenName', show: ({ first_name: name }) => name && <bdi>{name}</bdi> },
  { id: 'tasks.surname', show: ({ last_name: name }) => name && <bdi>{name}</bdi> },
  { id: 'tasks.birthDate', show: ({ dob }) => dob && <DateOf day={dob.slice(0, 10)} /> },
  { id: 'tasks.village', show: ({ location_id: id }) => id !== undefined && <VillageOf number={String(id)} /> },
];

/** Changes of people that wait for approval, in the tasks page of openIMIS; its own module for them is not on npm. */
export const individualTasks = {
  text: <MenuText texts={texts} id="tasks.title" />,
  tableHeaders: COLUMNS.map(({ id }) => <MenuText key={id} texts={texts} id={id} />),
  itemFormatters: COLUMNS.map(({ show }) => show),
  taskSource: ['IndividualService'],
};
