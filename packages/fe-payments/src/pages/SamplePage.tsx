import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { Link, useParams } from '@openimis/fe-core';
import { useText } from '@interlink/fe-kit/texts';
import { Loaded } from '../components/Loaded.js';
import { Page } from '../components/ReadAgain.js';
import { SampledLines } from '../components/SampledLines.js';
import { SampleForm } from '../components/SampleForm.js';
import { SampleResult } from '../components/SampleResult.js';
import { batchPath } from '../names.js';
import { leavePage, loadSample } from '../store/requests.js';
import { usePayments } from '../store/reducer.js';
import { texts } from '../texts.js';

/** IBR-019: people of a batch, drawn by chance, are asked whether the money came. */
export function SamplePage() {
  const { id = '' } = useParams<{ id?: string }>();
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const sample = usePayments((state) => state.sample);
  const read = () => void dispatch(loadSample.ask({ id }));
  useEffect(() => {
    dispatch(loadSample.ask({ id }));
    return () => void dispatch(leavePage());
  }, [dispatch, id]);
  const isUndrawn = sample.problem?.code === 'payments.sample-not-found';
  return (
    <Page title={text('sample.title')} readAgain={read}>
      <Link to={batchPath(id)}>{text('payPoint.toBatch')}</Link>
      {isUndrawn ? (
        <SampleForm id={id} />
      ) : (
        <Loaded of={sample} onRetry={read}>
          {(drawn) => (
            <>
              <SampleResult sample={drawn} />
              <SampledLines id={id} lines={drawn.lines} />
            </>
          )}
        </Loaded>
      )}
    </Page>
  );
}
