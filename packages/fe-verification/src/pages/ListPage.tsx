import { useEffect, useState } from 'react';
import { useDispatch } from 'react-redux';
import { useParams } from '@openimis/fe-core';
import type { VerificationList } from '@interlink/contracts/verification/lists';
import { EmptyState } from '@interlink/fe-kit/components/EmptyState';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { Loaded } from '@interlink/fe-kit/components/Loaded';
import { Page } from '@interlink/fe-kit/components/Page';
import { StatusChip } from '@interlink/fe-kit/components/StatusChip';
import { useWayBack } from '@interlink/fe-kit/keyboard';
import { Button, LinearProgress, Typography } from '@interlink/fe-kit/ui/material';
import { PeopleResults } from '../components/PeopleResults.js';
import { ToVerify } from '../components/ToVerify.js';
import { useWords, VERDICT_TONES } from '../components/words.js';
import { useVerification } from '../store/reducer.js';
import { leavePage, loadList, loadListPage } from '../store/requests.js';

const LOOK_EVERY_MS = 2000;
const VERDICTS = ['accept', 'review', 'stop', 'unknown'] as const;

/** How far a list is, and the results of those who are done, page by page. */
export function ListPage({ lookEveryMs = LOOK_EVERY_MS }: { readonly lookEveryMs?: number } = {}) {
  const { id = '' } = useParams<{ id?: string }>();
  const dispatch = useDispatch();
  const { text } = useWords();
  const list = useVerification((state) => state.list);
  const isRunning = list.value?.state === 'running';
  useEffect(() => {
    dispatch(loadList.ask({ id }));
    return () => void dispatch(leavePage());
  }, [dispatch, id]);
  useEffect(() => {
    // A refusal is shown, and asked again by a person.
    if (!isRunning || list.status !== 'done') return undefined;
    const timer = setTimeout(() => dispatch(loadList.ask({ id })), lookEveryMs);
    return () => clearTimeout(timer);
  }, [dispatch, id, isRunning, list, lookEveryMs]);
  return (
    <Page title={text('list.title')} actions={<ToVerify />}>
      <Loaded of={list} onRetry={() => dispatch(loadList.ask({ id }))}>
        {(value) => (
          <>
            <Progress list={value} />
            <Results id={id} done={value.done} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Progress({ list: { done, total, state, verdicts } }: { readonly list: VerificationList }) {
  const layout = useLayout();
  const { text } = useWords();
  return (
    <section aria-label={text('list.progress')}>
      <Typography role="status" aria-live="polite">
        {text(state === 'done' ? 'list.done' : 'list.running', { done, count: total })}
      </Typography>
      <LinearProgress
        variant="determinate"
        value={(100 * done) / total}
        aria-label={text('list.progress')}
        aria-valuetext={text('list.running', { done, count: total })}
      />
      <div className={layout.row}>
        {VERDICTS.filter((verdict) => verdicts[verdict] > 0).map((verdict) => (
          <StatusChip
            key={verdict}
            tone={VERDICT_TONES[verdict]}
            label={`${text(`verdict.${verdict}`)}: ${verdicts[verdict]}`}
          />
        ))}
      </div>
    </section>
  );
}

/** One page at a time: each look at people is written down, so none is looked at that nobody asked for. */
function Results({ id, done }: { readonly id: string; readonly done: number }) {
  const dispatch = useDispatch();
  const { text } = useWords();
  const page = useVerification((state) => state.listPage);
  /** Where each page begins that was shown, the shown one last. */
  const [starts, setStarts] = useState<readonly (number | undefined)[]>([]);
  /** How many were done when the shown page was asked for. */
  const [seen, setSeen] = useState(0);
  // While a page is on its way, or was refused, the one shown is not the one that the next press would go on from.
  const isShown = page.status === 'done';
  useWayBack(page.status);
  if (done === 0) return <EmptyState title={text('list.none')} />;
  const show = (next: readonly (number | undefined)[]) => {
    setStarts(next);
    setSeen(done);
    dispatch(loadListPage.ask({ id, after: next.at(-1) }));
  };
  return (
    <>
      {starts.length === 0 && (
        <Button variant="contained" color="primary" onClick={() => show([undefined])}>
          {text('list.show')}
        </Button>
      )}
      <Loaded of={page} onRetry={() => show(starts)}>
        {({ items, next }) => (
          <>
            <PeopleResults run={{ items }} />
            <Button disabled={!isShown || starts.length < 2} onClick={() => show(starts.slice(0, -1))}>
              {text('list.previous')}
            </Button>
            <Button disabled={!isShown || next === undefined} onClick={() => show([...starts, next])}>
              {text('list.next')}
            </Button>
            {next === undefined && done > seen && (
              <Button disabled={!isShown} onClick={() => show(starts)}>
                {text('list.again')}
              </Button>
            )}
          </>
        )}
      </Loaded>
    </>
  );
}
