import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { Link } from '@openimis/fe-core';
import type { Purpose } from '@interlink/contracts/registry/scope';
import { EmptyState } from '@interlink/fe-kit/components/EmptyState';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { useDirection } from '@interlink/fe-kit/direction';
import { useText } from '@interlink/fe-kit/texts';
import { Tab } from '@interlink/fe-kit/ui/material';
import { personPath, RIGHT_READ } from '../names.js';
import { useRegistry } from '../store/reducer.js';
import { loadOpenImisPerson } from '../store/requests.js';
import { texts } from '../texts.js';
import { Programmes } from './Programmes.js';
import { PurposeGate } from './PurposeGate.js';

const TAB = 'interlinkRegistryPerson';

interface TabHost {
  readonly rights?: readonly number[];
  readonly individual?: { readonly id?: string; readonly uuid?: string } | undefined;
}
interface LabelProps extends TabHost {
  readonly onChange: (event: unknown, value: string) => void;
  readonly tabStyle: (value: string) => string;
  readonly isSelected: (value: string) => boolean;
}

/** `individual.TabPanel.label` of openIMIS. */
export function IndividualTabLabel({ onChange, tabStyle, isSelected, rights = [] }: LabelProps) {
  const { text } = useText(texts);
  if (!rights.includes(RIGHT_READ)) return null;
  return (
    <Tab
      onChange={onChange}
      className={tabStyle(TAB)}
      selected={isSelected(TAB)}
      value={TAB}
      label={text('individual.tab')}
    />
  );
}

/** `individual.TabPanel.panel` of openIMIS. Asks only when it is the one that is open: each look is written down. */
export function IndividualTabPanel({ value, rights = [], individual }: TabHost & { readonly value?: string }) {
  const { dir, lang } = useDirection();
  const { text } = useText(texts);
  const uuid = individual?.uuid ?? individual?.id;
  if (value !== TAB || !rights.includes(RIGHT_READ) || uuid === undefined) return null;
  return (
    <section dir={dir} lang={lang} aria-label={text('individual.tab')}>
      <PurposeGate>{(purpose) => <AcrossSystems uuid={uuid} purpose={purpose} />}</PurposeGate>
    </section>
  );
}

function AcrossSystems({ uuid, purpose }: { readonly uuid: string; readonly purpose: Purpose }) {
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
