import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { Link } from '@openimis/fe-core';
import type { Purpose } from '@interlink/contracts/registry/scope';
import { EmptyState } from '@interlink/fe-kit/components/EmptyState';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { hostTab, idOf, type HostRecord } from '@interlink/fe-kit/components/host-tab';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { useText } from '@interlink/fe-kit/texts';
import { personPath, RIGHT_READ } from '../names.js';
import { useRegistry } from '../store/reducer.js';
import { loadOpenImisPerson } from '../store/requests.js';
import { texts } from '../texts.js';
import { Programmes } from './Programmes.js';
import { PurposeGate } from './PurposeGate.js';

interface OfIndividual {
  readonly uuid: string;
}

function AcrossSystems({ uuid, purpose }: OfIndividual & { readonly purpose: Purpose }) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const { status, value: person, problem } = useRegistry((state) => state.openImisPerson);
  useEffect(() => void dispatch(loadOpenImisPerson.ask({ uuid, purpose })), [dispatch, uuid, purpose]);
  if (status === 'loading') return <ProgressLine label={text('loading')} />;
  // Newly made in openIMIS: the registry hears of it within seconds.
  if (problem?.code === 'registry.person-not-found') return <EmptyState title={text('individual.unknown')} />;
  if (problem) {
    return <ErrorState problem={problem} onRetry={() => dispatch(loadOpenImisPerson.ask({ uuid, purpose }))} />;
  }
  if (!person) return null;
  return (
    <>
      <Programmes asOf={person.asOf} enrolments={person.enrolments} otherEnrolments={person.otherEnrolments} />
      <Link to={personPath(person.personId)}>{text('individual.open')}</Link>
    </>
  );
}

/** `individual.TabPanel.label` and `.panel` of openIMIS. */
export const { Label: IndividualTabLabel, Panel: IndividualTabPanel } = hostTab({
  tab: 'interlinkRegistryPerson',
  right: RIGHT_READ,
  texts,
  title: 'individual.tab',
  propsOf: ({ individual }: { readonly individual?: HostRecord | undefined }) => {
    const uuid = idOf(individual);
    return uuid === undefined ? undefined : { uuid };
  },
  Content: ({ uuid }: OfIndividual) => (
    <PurposeGate>{(purpose) => <AcrossSystems uuid={uuid} purpose={purpose} />}</PurposeGate>
  ),
});
