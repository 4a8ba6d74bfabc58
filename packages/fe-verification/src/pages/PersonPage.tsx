import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { useParams } from '@openimis/fe-core';
import { EmptyState } from '@interlink/fe-kit/components/EmptyState';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { Page } from '@interlink/fe-kit/components/Page';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { useText } from '@interlink/fe-kit/texts';
import { ResultTable } from '../components/ResultTable.js';
import { ToVerify } from '../components/ToVerify.js';
import { useVerification } from '../store/reducer.js';
import { leavePage, loadPerson } from '../store/requests.js';
import { texts } from '../texts.js';

/** Every answer kept about one person, the newest first. */
export function PersonPage() {
  const { id: individualId = '' } = useParams<{ id?: string }>();
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const { status, value, problem } = useVerification((state) => state.person);
  useEffect(() => {
    dispatch(loadPerson.ask({ individualId }));
    return () => void dispatch(leavePage());
  }, [dispatch, individualId]);
  return (
    <Page title={text('person.title')} actions={<ToVerify />}>
      {status === 'loading' && <ProgressLine label={text('loading')} />}
      {problem && <ErrorState problem={problem} onRetry={() => dispatch(loadPerson.ask({ individualId }))} />}
      {value && value.results.length === 0 && <EmptyState title={text('person.none')} />}
      {value && value.results.length > 0 && (
        <ResultTable caption={text('person.caption', { name: value.name })} results={[...value.results].reverse()} />
      )}
    </Page>
  );
}
