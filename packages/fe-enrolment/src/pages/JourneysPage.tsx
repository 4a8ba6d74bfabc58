import { useEffect, useState } from 'react';
import { useDispatch } from 'react-redux';
import { Link } from '@openimis/fe-core';
import { EmptyState } from '@interlink/fe-kit/components/EmptyState';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { Page } from '@interlink/fe-kit/components/Page';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { useHostRights } from '@interlink/fe-kit/rights';
import { useText } from '@interlink/fe-kit/texts';
import { Button } from '@interlink/fe-kit/ui/material';
import { JourneyFilters, toFilter } from '../components/JourneyFilters.js';
import { JourneyTable } from '../components/JourneyTable.js';
import { deskPath, RIGHT_CREATE } from '../names.js';
import { listJourneys } from '../store/requests.js';
import { useEnrolment } from '../store/reducer.js';
import { texts } from '../texts.js';

/** The journeys that the operator may see, newest first. The home page's block links to one filter. */
export function JourneysPage() {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const mayCreate = useHostRights().includes(RIGHT_CREATE);
  const { status, value, problem } = useEnrolment((state) => state.list);
  const [filter, setFilter] = useState(() => toFilter(new URLSearchParams(window.location.search).get('state')));
  const load = (cursor?: string) => dispatch(listJourneys.ask({ ...filter, cursor }));
  useEffect(() => void dispatch(listJourneys.ask(filter)), [dispatch, filter]);
  const cursor = value?.nextCursor;
  const isEmpty = status === 'done' && value?.items.length === 0;
  return (
    <Page title={text('list.title')} actions={mayCreate && <Link to={deskPath()}>{text('list.new')}</Link>}>
      <JourneyFilters filter={filter} mayCreate={mayCreate} onChange={setFilter} />
      {status === 'loading' && <ProgressLine label={text('desk.loading')} />}
      {problem && <ErrorState problem={problem} onRetry={() => load()} />}
      {value && value.items.length > 0 && (
        <JourneyTable caption={text('list.caption', { count: value.items.length })} items={value.items} />
      )}
      {isEmpty && <EmptyState title={text(filter.reference ? 'list.notFound' : 'list.empty')} />}
      {cursor !== undefined && (
        <Button variant="outlined" disabled={status === 'loading'} onClick={() => load(cursor)}>
          {text('list.more')}
        </Button>
      )}
    </Page>
  );
}
