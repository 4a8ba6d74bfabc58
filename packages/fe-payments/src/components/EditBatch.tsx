import { useEffect, useState } from 'react';
import { useDispatch } from 'react-redux';
import type { EditBatch as Edit } from '@interlink/contracts/payments/batch';
import type { BatchHead } from '@interlink/contracts/payments/reads';
import { isDay } from '@interlink/domain/platform/times';
import { TextField } from '@interlink/fe-kit/components/Field';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { SectionTitle } from '@interlink/fe-kit/components/SectionTitle';
import { TwoStep } from '@interlink/fe-kit/components/TwoStep';
import { useText } from '@interlink/fe-kit/texts';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { editBatch } from '../store/requests.js';
import { usePayments } from '../store/reducer.js';
import { texts } from '../texts.js';
import { Acted } from './Acted.js';

interface EditBatchProps {
  readonly batch: BatchHead;
  /** InstrIds that were picked, in the list of lines or of findings. */
  readonly picked: readonly string[];
  readonly onPick: (instrIds: readonly string[]) => void;
  readonly onDone: () => void;
}

/** What the maker may change before the seal; each change is checked anew and wants every approval again. */
export function EditBatch({ batch, picked, onPick, onDone }: EditBatchProps) {
  const { text } = useText(texts);
  const layout = useLayout();
  const dispatch = useDispatch();
  const keyOf = useIntentKey();
  const editing = usePayments((state) => state.edit);
  const isBusy = editing.status === 'loading';
  // Once it was checked, or refused, the same press is another wish: a cause may be mended meanwhile.
  const soFar = [batch.checks?.at, editing.problem?.correlationId];
  const send = (body: Edit) => dispatch(editBatch.ask({ id: batch.id, body, key: keyOf([body, soFar]) }));
  useEffect(() => {
    if (editing.status !== 'done') return;
    onPick([]);
    onDone();
    // Once for each answer, not for each new function of the page.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [editing.status]);
  return (
    <>
      <SectionTitle>{text('edit.title')}</SectionTitle>
      <Typography>{text('edit.intro')}</Typography>
      <LeaveOut isAll={picked.length === batch.count} picked={picked} isBusy={isBusy} onPick={onPick} onSend={send} />
      <MoveDay isBusy={isBusy} onSend={send} />
      <Button variant="outlined" size="small" disabled={isBusy} onClick={() => send({})}>
        {text('edit.check')}
      </Button>
      <Acted of={editing} actions={editBatch}>
        {({ state }) => (
          <Typography className={layout.notice} role="status">
            {text(state === 'VALIDATED' ? 'edit.passed' : 'edit.done', { state: text(`state.${state}`) })}
          </Typography>
        )}
      </Acted>
    </>
  );
}

interface PartProps {
  readonly isBusy: boolean;
  readonly onSend: (body: Edit) => void;
}

const SHORTEST = 3;

interface LeaveOutProps extends PartProps, Pick<EditBatchProps, 'onPick' | 'picked'> {
  readonly isAll: boolean;
}

function LeaveOut({ picked, isAll, isBusy, onPick, onSend }: LeaveOutProps) {
  const { text } = useText(texts);
  const layout = useLayout();
  const [reason, setReason] = useState('');
  const count = picked.length;
  if (count === 0) return <Typography>{text('edit.pickFirst')}</Typography>;
  return (
    <>
      <TextField
        required
        label={text('edit.reason', { count })}
        help={text('edit.reasonHelp')}
        maxLength={200}
        value={reason}
        onChange={setReason}
      />
      <div className={layout.row}>
        <TwoStep
          label={text('edit.leaveOut', { count })}
          sure={text(isAll ? 'edit.sureAll' : 'edit.sure', { count })}
          disabled={isBusy || reason.trim().length < SHORTEST}
          onSure={() => onSend({ leaveOut: [...picked].sort(), reason: reason.trim() })}
        />
        <Button size="small" disabled={isBusy} onClick={() => onPick([])}>
          {text('edit.pickNone')}
        </Button>
      </div>
    </>
  );
}

function MoveDay({ isBusy, onSend }: PartProps) {
  const { text } = useText(texts);
  const [day, setDay] = useState('');
  const [isSent, setSent] = useState(false);
  const isRight = isDay(day.trim());
  return (
    <form
      aria-label={text('edit.move')}
      onSubmit={(event) => {
        event.preventDefault();
        setSent(true);
        if (isRight) onSend({ executionDate: day.trim() });
      }}
    >
      <TextField
        ltr
        required
        label={text('edit.day')}
        help={text('edit.dayHelp')}
        error={isSent && !isRight ? text('payPoint.dayWrong') : undefined}
        maxLength={10}
        value={day}
        onChange={setDay}
      />
      <Button type="submit" variant="outlined" size="small" disabled={isBusy || day.trim() === ''}>
        {text('edit.move')}
      </Button>
    </form>
  );
}
