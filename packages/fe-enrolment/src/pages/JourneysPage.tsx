import { useEffect, useState } from 'react';
import { useDispatch } from 'react-redux';
import { Link } from '@openimis/fe-core';
import { Pages } from '@interlink/fe-kit/components/Loaded';
import { Page } from '@interlink/fe-kit/components/Page';
import { useHostRights } from '@interlink/fe-kit/rights';
import { useText } from '@interlink/fe-kit/texts';
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
  const list = useEnrolment((state) => state.list);
  const [filter, setFilter] = useState(() => toFilter(new URLSearchParams(window.location.search).get('state')));
  const load = (cursor?: string) => dispatch(listJourneys.ask({ ...filter, cursor }));
  useEffect(() => void dispatch(listJourneys.ask(filter)), [dispatch, filter]);
  return (
    <Page title={text('list.title')} actions={mayCreate && <Link to={deskPath()}>{text('list.new')}</Link>}>
      <JourneyFilters filter={filter} mayCreate={mayCreate} onChange={setFilter} />
      <Pages of={list} empty={text(filter.reference ? 'list.notFound' : 'list.empty')} load={load}>
        {(items) => <JourneyTable caption={text('list.caption', { count: items.length })} items={items} />}
      </Pages>
    </Page>
  );
}
