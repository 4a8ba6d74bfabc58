import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { TwoStep } from '@interlink/fe-kit/components/TwoStep';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import { useText } from '@interlink/fe-kit/texts';
import { cancelBatch } from '../store/requests.js';
import { usePayments } from '../store/reducer.js';
import { texts } from '../texts.js';
import { Acted } from './Acted.js';

/** Takes back a batch of which nothing left. */
export function CancelBatch({ id, onDone }: { readonly id: string; readonly onDone: () => void }) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const keyOf = useIntentKey();
  const cancelling = usePayments((state) => state.cancel);
  const { status } = cancelling;
  useEffect(() => {
    if (status === 'done') onDone();
    // Once for each answer, not for each new function of the page.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [status]);
  return (
    <>
      <TwoStep
        label={text('batch.cancel')}
        sure={text('batch.cancelSure')}
        disabled={status === 'loading'}
        onSure={() => dispatch(cancelBatch.ask({ id, key: keyOf(['cancel', id]) }))}
      />
      <Acted of={cancelling} actions={cancelBatch}>
        {() => null}
      </Acted>
    </>
  );
}
