import { useState } from 'react';
import { useDispatch } from 'react-redux';
import { toDecimal } from '@interlink/domain/payments/money';
import { typedMinor } from '@interlink/domain/platform/minor-units';
import { isDay } from '@interlink/domain/platform/times';
import { TextField } from '@interlink/fe-kit/components/Field';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { localDay } from '@interlink/fe-kit/local-day';
import { useText } from '@interlink/fe-kit/texts';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import { Button, Checkbox, Typography } from '@interlink/fe-kit/ui/material';
import { countCash } from '../store/requests.js';
import { usePayments } from '../store/reducer.js';
import { texts } from '../texts.js';
import { Acted } from './Acted.js';

interface CountFormProps {
  readonly id: string;
  readonly currency: string;
}

/** The manager's count of a day: refused, with what is missing, unless it comes out to the last unit. */
export function CountForm({ id, currency }: CountFormProps) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const layout = useLayout();
  const keyOf = useIntentKey();
  // Of the deployment, whose day the service counts by; this computer may stand in another time zone.
  const today = usePayments((state) => state.channels.value?.today);
  const [typed, setDay] = useState<string>();
  const day = typed ?? today ?? localDay();
  const [advance, setAdvance] = useState('');
  const [returned, setReturned] = useState('');
  const [isLast, setLast] = useState(false);
  const counting = usePayments((state) => state.cashCount);
  const [advanceMinor, returnedMinor] = [advance, returned].map((amount) => typedMinor(amount, currency));
  const isReady = advanceMinor !== undefined && returnedMinor !== undefined && isDay(day.trim());
  const send = () => {
    if (advanceMinor === undefined || returnedMinor === undefined) return;
    const count = { day: day.trim(), advanceMinor, returnedMinor, isLast };
    dispatch(countCash.ask({ id, count, key: keyOf([count, counting.problem?.correlationId]) }));
  };
  const unit = { currency };
  const errorOf = (amount: string, minor: number | undefined) =>
    amount.trim() !== '' && minor === undefined
      ? text('payPoint.amountWrong', { example: toDecimal({ minor: 150_050, currency }) })
      : undefined;
  return (
    <form
      aria-label={text('payPoint.count')}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className={layout.grid}>
        <TextField
          required
          ltr
          label={text('payPoint.day')}
          value={day}
          error={isDay(day.trim()) ? undefined : text('payPoint.dayWrong')}
          onChange={setDay}
        />
        <TextField
          required
          ltr
          inputMode="decimal"
          label={text('payPoint.advance', unit)}
          value={advance}
          error={errorOf(advance, advanceMinor)}
          onChange={setAdvance}
        />
        <TextField
          required
          ltr
          inputMode="decimal"
          label={text('payPoint.returned', unit)}
          value={returned}
          error={errorOf(returned, returnedMinor)}
          onChange={setReturned}
        />
      </div>
      <label className={layout.tick}>
        <Checkbox checked={isLast} onChange={(event) => setLast(event.target.checked)} />
        {text('payPoint.last')}
      </label>
      <Button type="submit" variant="contained" color="primary" disabled={!isReady || counting.status === 'loading'}>
        {text('payPoint.countDay')}
      </Button>
      <Difference minor={counting.problem?.details['differenceMinor']} currency={currency} />
      <Acted of={counting} actions={countCash}>
        {() => (
          <Typography className={layout.notice} role="status">
            {text('payPoint.counted')}
          </Typography>
        )}
      </Acted>
    </form>
  );
}

function Difference({ minor, currency }: { readonly minor: unknown; readonly currency: string }) {
  const { text } = useText(texts);
  if (typeof minor !== 'number') return null;
  const amount = `${toDecimal({ minor: Math.abs(minor), currency })} ${currency}`;
  return <Typography>{text(minor > 0 ? 'payPoint.missing' : 'payPoint.tooMuch', { amount })}</Typography>;
}
