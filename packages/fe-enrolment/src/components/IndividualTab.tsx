import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { Link } from '@openimis/fe-core';
import { EmptyState } from '@interlink/fe-kit/components/EmptyState';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { hostTab, idOf, type HostRecord } from '@interlink/fe-kit/components/host-tab';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { useHostRights } from '@interlink/fe-kit/rights';
import { useText } from '@interlink/fe-kit/texts';
import { deskPath, RIGHT_CREATE, RIGHT_READ } from '../names.js';
import { listJourneys } from '../store/requests.js';
import { useEnrolment } from '../store/reducer.js';
import { texts } from '../texts.js';
import { JourneyTable } from './JourneyTable.js';

function IndividualJourneys({ individualId }: { readonly individualId: string }) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const mayCreate = useHostRights().includes(RIGHT_CREATE);
  const { status, value, problem } = useEnrolment((state) => state.list);
  useEffect(() => void dispatch(listJourneys.ask({ individualId })), [dispatch, individualId]);
  return (
    <>
      {status === 'loading' && <ProgressLine label={text('desk.loading')} />}
      {problem && <ErrorState problem={problem} onRetry={() => dispatch(listJourneys.ask({ individualId }))} />}
      {status === 'done' && value && value.items.length > 0 && (
        <JourneyTable caption={text('individual.caption')} items={value.items} />
      )}
      {status === 'done' && value?.items.length === 0 && (
        <EmptyState title={text('individual.empty')}>
          {mayCreate && <Link to={deskPath()}>{text('list.new')}</Link>}
        </EmptyState>
      )}
    </>
  );
}

/** `individual.TabPanel.label` and `.panel` of openIMIS. */
export const { Label: IndividualTabLabel, Panel: IndividualTabPanel } = hostTab({
  tab: 'interlinkEnrolmentJourneys',
  right: RIGHT_READ,
  texts,
  title: 'individual.tab',
  propsOf: ({ individual }: { readonly individual?: HostRecord | undefined }) => {
    const individualId = idOf(individual);
    return individualId === undefined ? undefined : { individualId };
  },
  Content: IndividualJourneys,
});
