import { useContext, useEffect, useState } from 'react';
import { useDispatch } from 'react-redux';
import type { LineState } from '@interlink/contracts/payments/batch';
import type { BatchHead } from '@interlink/contracts/payments/reads';
import { SelectField } from '@interlink/fe-kit/components/Field';
import { useText } from '@interlink/fe-kit/texts';
import { loadLines } from '../store/requests.js';
import { usePayments } from '../store/reducer.js';
import { texts } from '../texts.js';
import { LineTable } from './LineTable.js';
import { Pages } from './Loaded.js';
import { Propose } from './Propose.js';
import { ReadAgain } from './ReadAgain.js';

/** Lines of a batch, fifty at a time, by state. */
export function BatchLines({ batch }: { readonly batch: BatchHead }) {
  const { id, state: batchState, tallies, transmissions } = batch;
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const lines = usePayments((slices) => slices.lines);
  const [state, setState] = useState<LineState | ''>('');
  const [instrIds, setPicked] = useState<readonly string[]>([]);
  const filter = { id, state: state === '' ? undefined : state };
  const readBatch = useContext(ReadAgain);
  const readAgain = () => {
    readBatch?.();
    dispatch(loadLines.ask(filter));
  };
  useEffect(() => {
    dispatch(loadLines.ask({ id, state: state === '' ? undefined : state }));
  }, [dispatch, id, state, batchState]);
  useEffect(() => setPicked([]), [id]);
  const choices = [
    { value: '', label: text('batches.all') },
    ...tallies.map((tally) => ({ value: tally.state, label: text(`state.${tally.state}`) })),
  ];
  return (
    <ReadAgain.Provider value={readAgain}>
      <SelectField
        unmarked
        label={text('batches.filter')}
        value={state}
        choices={choices}
        onChange={(chosen) => setState(chosen as LineState | '')}
      />
      <Pages of={lines} empty={text('lines.empty')} load={(cursor) => dispatch(loadLines.ask({ ...filter, cursor }))}>
        {(items) => (
          <LineTable
            withReceipt
            withRecall={batchState !== 'CLOSED' && transmissions.some(({ channel }) => channel !== 'pay-point')}
            caption={text('lines.caption', { count: items.length })}
            items={items}
            picked={{ instrIds, onChange: setPicked }}
          />
        )}
      </Pages>
      {instrIds.length > 1 && <RecallTogether batchId={id} instrIds={instrIds} />}
    </ReadAgain.Provider>
  );
}

/** By one decision and one message to the bank. */
function RecallTogether({ batchId, instrIds }: { readonly batchId: string; readonly instrIds: readonly string[] }) {
  const { text } = useText(texts);
  const shown = text('recall.together', { count: instrIds.length });
  return (
    <Propose
      withReason
      kind="recall-lines"
      target={batchId}
      instrIds={[...instrIds].sort()}
      about={batchId}
      shown={shown}
    />
  );
}
