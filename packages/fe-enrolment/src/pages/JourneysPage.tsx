import { useEffect, useState } from 'react';
import { useDispatch } from 'react-redux';
import { Link, useHistory } from '@openimis/fe-core';
import { Pages } from '@interlink/fe-kit/components/Loaded';
import { Page } from '@interlink/fe-kit/components/Page';
import { useHostRights } from '@interlink/fe-kit/rights';
import { useText } from '@interlink/fe-kit/texts';
import type { JourneyFilter } from '../api.js';
import { filterOf, JourneyFilters, searchOf } from '../components/JourneyFilters.js';
import { JourneyTable } from '../components/JourneyTable.js';
import { deskPath, RIGHT_CREATE, ROUTE_JOURNEYS } from '../names.js';
import { listJourneys } from '../store/requests.js';
import { useEnrolment } from '../store/reducer.js';
import { texts } from '../texts.js';

/** The journeys that the operator may see, newest first. The home page's block links to one filter. */
export function JourneysPage() {
  const dispatch = useDispatch();
  const history = useHistory();
  const { text } = useText(texts);
  const mayCreate = useHostRights().includes(RIGHT_CREATE);
  const list = useEnrolment((state) => state.list);
  const [filter, setFilter] = useState(() => filterOf(window.location.search));
  const change = (next: JourneyFilter) => {
    setFilter(next);
    // Whoever comes back from a journey finds the list as it was.
    history.replace(`/${ROUTE_JOURNEYS}${searchOf(next)}`);
  };
  const load = (cursor?: string) => dispatch(listJourneys.ask({ ...filter, cursor }));
  useEffect(() => void dispatch(listJourneys.ask(filter)), [dispatch, filter]);
  return (
    <Page title={text('list.title')} actions={mayCreate && <Link to={deskPath()}>{text('list.new')}</Link>}>
      <JourneyFilters filter={filter} mayCreate={mayCreate} onChange={change} />
      <Pages of={list} empty={text(filter.reference ? 'list.notFound' : 'list.empty')} load={load}>
        {(items) => <JourneyTable caption={text('list.caption', { count: items.length })} items={items} />}
      </Pages>
    </Page>
  );
}
