import { useContext, useEffect, useState } from 'react';
import { useDispatch } from 'react-redux';
import type { LineState } from '@interlink/contracts/payments/batch';
import type { BatchHead } from '@interlink/contracts/payments/reads';
import { EDITABLE } from '@interlink/domain/payments/fold-batch';
import { SelectField } from '@interlink/fe-kit/components/Field';
import { useHostRights } from '@interlink/fe-kit/rights';
import { useText } from '@interlink/fe-kit/texts';
import { RIGHT_MAKE } from '../names.js';
import { loadLines } from '../store/requests.js';
import { usePayments } from '../store/reducer.js';
import { texts } from '../texts.js';
import { LineTable, mayBeCalledBack } from './LineTable.js';
import { Pages } from './Loaded.js';
import { Propose } from './Propose.js';
import { ReadAgain } from './ReadAgain.js';

interface BatchLinesProps {
  readonly batch: BatchHead;
  /** InstrIds. */
  readonly picked: readonly string[];
  readonly onPick: (instrIds: readonly string[]) => void;
}

/** Lines of a batch, fifty at a time, by state; they are picked to be left out, or called back together. */
export function BatchLines({ batch, picked, onPick }: BatchLinesProps) {
  const { id, state: batchState, tallies, transmissions } = batch;
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const lines = usePayments((slices) => slices.lines);
  const [state, setState] = useState<LineState | ''>('');
  const filter = { id, state: state === '' ? undefined : state };
  const readBatch = useContext(ReadAgain);
  const readAgain = () => {
    readBatch?.();
    dispatch(loadLines.ask(filter));
  };
  useEffect(() => {
    dispatch(loadLines.ask({ id, state: state === '' ? undefined : state }));
  }, [dispatch, id, state, batchState]);
  const mayMake = useHostRights().includes(RIGHT_MAKE);
  const isEditable = EDITABLE.includes(batchState);
  const withRecall = batchState !== 'CLOSED' && transmissions.some(({ channel }) => channel !== 'pay-point');
  const mayPick = isEditable ? () => true : mayBeCalledBack;
  const label = text(isEditable ? 'edit.pick' : 'recall.pick');
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
            withRecall={withRecall}
            caption={text('lines.caption', { count: items.length })}
            items={items}
            {...(mayMake &&
              (isEditable || withRecall) && { picked: { instrIds: picked, mayPick, label, onChange: onPick } })}
          />
        )}
      </Pages>
      {withRecall && picked.length > 1 && <RecallTogether batchId={id} instrIds={picked} />}
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
