import { useEffect, useState } from 'react';
import { useDispatch } from 'react-redux';
import { Link } from '@openimis/fe-core';
import type { JourneyState } from '@interlink/contracts/enrolment/states';
import { EmptyState } from '@interlink/fe-kit/components/EmptyState';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { SelectField } from '@interlink/fe-kit/components/Field';
import { Page } from '@interlink/fe-kit/components/Page';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { useHostRights } from '@interlink/fe-kit/rights';
import { useText } from '@interlink/fe-kit/texts';
import { Button } from '@interlink/fe-kit/ui/material';
import { JourneyTable } from '../components/JourneyTable.js';
import { JOURNEY_STATES } from '../journey.js';
import { deskPath, RIGHT_CREATE } from '../names.js';
import { listJourneys } from '../store/requests.js';
import { useEnrolment } from '../store/reducer.js';
import { texts } from '../texts.js';

/** The journeys that the operator may see, newest first. */
export function JourneysPage() {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const mayCreate = useHostRights().includes(RIGHT_CREATE);
  const { status, value, problem } = useEnrolment((state) => state.list);
  const [state, setState] = useState<JourneyState | ''>(readState);
  const filter = state === '' ? {} : { state };
  const load = (cursor?: string) => dispatch(listJourneys.ask({ ...filter, cursor }));
  useEffect(() => {
    dispatch(listJourneys.ask(state === '' ? {} : { state }));
  }, [dispatch, state]);
  const choices = [
    { value: '', label: text('list.all') },
    ...JOURNEY_STATES.map((one) => ({ value: one, label: text(`state.${one}`) })),
  ];
  const cursor = value?.nextCursor;
  return (
    <Page title={text('list.title')} actions={mayCreate && <Link to={deskPath()}>{text('list.new')}</Link>}>
      <SelectField
        unmarked
        label={text('list.filter')}
        value={state}
        choices={choices}
        onChange={(chosen) => setState(chosen as JourneyState | '')}
      />
      {status === 'loading' && <ProgressLine label={text('desk.loading')} />}
      {problem && <ErrorState problem={problem} onRetry={() => load()} />}
      {value && value.items.length > 0 && (
        <JourneyTable caption={text('list.caption', { count: value.items.length })} items={value.items} />
      )}
      {status === 'done' && value?.items.length === 0 && <EmptyState title={text('list.empty')} />}
      {cursor !== undefined && (
        <Button variant="outlined" disabled={status === 'loading'} onClick={() => load(cursor)}>
          {text('list.more')}
        </Button>
      )}
    </Page>
  );
}

/** The home page's block links to one state. */
function readState(): JourneyState | '' {
  const asked = new URLSearchParams(window.location.search).get('state');
  return JOURNEY_STATES.find((state) => state === asked) ?? '';
}
