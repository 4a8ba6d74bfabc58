import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { Link, useParams } from '@openimis/fe-core';
import type { Publication } from '@interlink/contracts/social-registry/publication';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { Acted } from '@interlink/fe-kit/components/Acted';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { Page } from '@interlink/fe-kit/components/Page';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { StatusChip } from '@interlink/fe-kit/components/StatusChip';
import { useHostRights } from '@interlink/fe-kit/rights';
import { ofSubject, withId } from '@interlink/fe-kit/store/subject';
import { useText } from '@interlink/fe-kit/texts';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { Numbers } from '../components/Numbers.js';
import { Progress } from '../components/Progress.js';
import { PublicationRowsTable } from '../components/PublicationRowsTable.js';
import { RIGHT_UPLOAD, ROUTE_PUBLICATIONS } from '../names.js';
import { isMoving } from '../sagas/follow.js';
import { useSocialRegistry } from '../store/reducer.js';
import { changePublication, follow, unfollow, wasDoneOn } from '../store/requests.js';
import { texts } from '../texts.js';

const TONES = { done: 'good', 'office-hours': 'warn', paused: 'warn', running: 'work' } as const;

/** One publication: how far it is and how long it still takes, and what openIMIS said to each household. */
export function PublicationPage() {
  const dispatch = useDispatch();
  const { id = '' } = useParams<{ id: string }>();
  const { text } = useText(texts);
  const { value, problem } = ofSubject(
    useSocialRegistry((state) => state.publication),
    withId(id),
  );
  const moves = value ? isMoving(value) : true;
  useEffect(() => {
    dispatch(follow('publication', id));
    return () => void dispatch(unfollow());
  }, [dispatch, id, moves]);
  const isShown = value?.id === id;
  return (
    <Page
      title={text('publication.title')}
      actions={<Link to={`/${ROUTE_PUBLICATIONS}`}>{text('publication.all')}</Link>}
    >
      {problem && <ErrorState problem={problem} onRetry={() => dispatch(follow('publication', id))} />}
      {!isShown && !problem && <ProgressLine label={text('loading')} />}
      {isShown && <Shown publication={value} />}
    </Page>
  );
}

function Shown({ publication }: { readonly publication: Publication }) {
  const { text } = useText(texts);
  const { id, state, total, published, failed, perMinute, remainingSeconds } = publication;
  const minutes = remainingSeconds === undefined ? undefined : Math.ceil(remainingSeconds / 60);
  return (
    <>
      <div role="status">
        <StatusChip tone={TONES[state]} label={text(`publication.${state}`)} />
        <Typography>{text(`publication.next.${state === 'done' && failed === 0 ? 'allDone' : state}`)}</Typography>
      </div>
      {state !== 'done' && <Progress label={text(`publication.${state}`)} done={published + failed} of={total} />}
      <Numbers
        items={[
          [text('uploads.households'), total],
          [text('publications.published'), published],
          [text('publications.failed'), failed],
          ...(perMinute === undefined ? [] : ([[text('publication.perMinute'), perMinute]] as const)),
          ...(minutes === undefined ? [] : ([[text('publication.minutesLeft'), minutes]] as const)),
        ]}
      />
      <Acts publication={publication} />
      <PublicationRowsTable id={id} answered={published + failed} />
    </>
  );
}

function Acts({ publication: { id, state } }: { readonly publication: Publication }) {
  const layout = useLayout();
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const mayPublish = useHostRights().includes(RIGHT_UPLOAD);
  const changing = useSocialRegistry((all) => all.changePublication);
  if (!mayPublish || state === 'done') return null;
  const change = state === 'paused' ? 'resume' : 'pause';
  return (
    <div className={layout.row}>
      <Button
        variant="outlined"
        disabled={changing.status === 'loading'}
        onClick={() => dispatch(changePublication.ask({ id, seen: state, change }))}
      >
        {text(`publication.${change}`)}
      </Button>
      <Acted
        of={ofSubject(changing, wasDoneOn(id, state))}
        actions={changePublication}
        onReadAgain={() => dispatch(follow('publication', id))}
      />
    </div>
  );
}
