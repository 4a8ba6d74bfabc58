import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { Link } from '@openimis/fe-core';
import { EmptyState } from '@interlink/fe-kit/components/EmptyState';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { useDirection } from '@interlink/fe-kit/direction';
import { useText } from '@interlink/fe-kit/texts';
import { Tab } from '@interlink/fe-kit/ui/material';
import { deskPath, RIGHT_READ } from '../names.js';
import { listJourneys } from '../store/requests.js';
import { useEnrolment } from '../store/reducer.js';
import { texts } from '../texts.js';
import { JourneyTable } from './JourneyTable.js';

const TAB = 'interlinkEnrolmentJourneys';

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

/** `individual.TabPanel.panel` of openIMIS. Asks only when it is the one that is open. */
export function IndividualTabPanel({ value, rights = [], individual }: TabHost & { readonly value?: string }) {
  const individualId = individual?.uuid ?? individual?.id;
  if (value !== TAB || !rights.includes(RIGHT_READ) || individualId === undefined) return null;
  return <IndividualJourneys individualId={individualId} />;
}

function IndividualJourneys({ individualId }: { readonly individualId: string }) {
  const dispatch = useDispatch();
  const { dir, lang } = useDirection();
  const { text } = useText(texts);
  const { status, value, problem } = useEnrolment((state) => state.list);
  useEffect(() => void dispatch(listJourneys.ask({ individualId })), [dispatch, individualId]);
  return (
    <section dir={dir} lang={lang} aria-label={text('individual.tab')}>
      {status === 'loading' && <ProgressLine label={text('desk.loading')} />}
      {problem && <ErrorState problem={problem} onRetry={() => dispatch(listJourneys.ask({ individualId }))} />}
      {status === 'done' && value && value.items.length > 0 && (
        <JourneyTable caption={text('individual.caption')} items={value.items} />
      )}
      {status === 'done' && value?.items.length === 0 && (
        <EmptyState title={text('individual.empty')}>
          <Link to={deskPath()}>{text('list.new')}</Link>
        </EmptyState>
      )}
    </section>
  );
}
