import { useEffect, useState } from 'react';
import type { PersonView } from '@interlink/contracts/registry/view';
import { keptFrom } from '@interlink/domain/registry/retention';
import { Field } from '@interlink/fe-kit/components/Field';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { Button, OutlinedInput, Paper, Typography } from '@interlink/fe-kit/ui/material';
import type { When } from '../api.js';
import { dayBetween } from '../lanes.js';
import { texts } from '../texts.js';
import { isPast as isOver } from '../when.js';
import { useLayout } from './layout.js';

/** A person or a household, as far as it says of which moment it is. */
type Shown = Pick<PersonView, 'asOf' | 'enrolments' | 'knownAt' | 'knownSince'> & Partial<Pick<PersonView, 'payments'>>;

interface AsOfFormProps {
  readonly of: Shown;
  readonly when: When;
  readonly today: string;
  /** False while what is shown is not yet of this moment. */
  readonly isAnswered: boolean;
  readonly onChange: (when: When) => void;
}

const STEPS = 100;
const YEARS_SHOWN = 5;

/** Where the slider begins: the first thing known, and some years back at least. */
function firstDay({ enrolments, payments = [], knownSince }: Shown, today: string): string {
  const days = [keptFrom(today, YEARS_SHOWN), ...(knownSince === undefined ? [] : [knownSince])];
  for (const { enrolledOn } of enrolments) if (enrolledOn !== undefined) days.push(enrolledOn);
  for (const { paidOn } of payments) days.push(paidOn);
  return days.reduce((one, other) => (one < other ? one : other));
}

/** Which day the page shows, and what was known at a moment: by slider or by date. */
export function AsOfForm({ of, when, today, isAnswered, onChange }: AsOfFormProps) {
  const layout = useLayout();
  const { text } = useText(texts);
  const [asOf, setAsOf] = useState(when.asOf ?? today);
  const [knownAt, setKnownAt] = useState('');
  useEffect(() => setAsOf(when.asOf ?? today), [when.asOf, today]);
  const isPast = isOver(when);
  const show = () =>
    onChange({
      asOf: asOf === '' || asOf === today ? undefined : asOf,
      knownAt: knownAt === '' ? undefined : new Date(knownAt).toISOString(),
    });
  const now = () => {
    setKnownAt('');
    onChange({});
  };
  return (
    <Paper component="section" className={layout.card} aria-label={text('asOf.title')}>
      <h2 className={layout.heading}>{text('asOf.title')}</h2>
      <Slider first={firstDay(of, today)} today={today} day={asOf} onChange={setAsOf} />
      <div className={layout.grid}>
        <DayField label={text('asOf.day')} help={text('asOf.dayHelp')} type="date" value={asOf} onChange={setAsOf} />
        <DayField
          label={text('asOf.knownAt')}
          help={text('asOf.knownAtHelp')}
          type="datetime-local"
          value={knownAt}
          onChange={setKnownAt}
        />
      </div>
      <div className={layout.row}>
        <Button variant="outlined" onClick={show}>
          {text('asOf.show')}
        </Button>
        {isPast && <Button onClick={now}>{text('asOf.now')}</Button>}
      </div>
      <Typography role="status">{isAnswered && <Said of={of} isPast={isPast} />}</Typography>
    </Paper>
  );
}

/** Which moment one sees, and that nothing is known from before the first word. */
function Said({ of, isPast }: { readonly of: Shown; readonly isPast: boolean }) {
  const { text } = useText(texts);
  const { date, dateTime } = useFormat();
  const { asOf, knownAt, knownSince } = of;
  if (!isPast) return <>{text('asOf.present')}</>;
  return (
    <>
      {text('asOf.past', { day: date(asOf), moment: dateTime(knownAt) })}
      {knownSince !== undefined && asOf < knownSince && <> {text('asOf.before', { day: date(knownSince) })}</>}
    </>
  );
}

interface SliderProps {
  readonly first: string;
  readonly today: string;
  readonly day: string;
  readonly onChange: (day: string) => void;
}

function Slider({ first, today, day, onChange }: SliderProps) {
  const layout = useLayout();
  const { text } = useText(texts);
  const { date } = useFormat();
  const share = (Date.parse(day) - Date.parse(first)) / Math.max(1, Date.parse(today) - Date.parse(first));
  const step = Number.isNaN(share) ? STEPS : Math.round(STEPS * Math.min(1, Math.max(0, share)));
  return (
    <input
      type="range"
      className={layout.slider}
      min={0}
      max={STEPS}
      value={step}
      aria-label={text('asOf.slider')}
      aria-valuetext={day === '' ? '' : date(day)}
      onChange={(event) => onChange(dayBetween(first, today, Number(event.target.value) / STEPS))}
    />
  );
}

interface DayFieldProps {
  readonly label: string;
  readonly help: string;
  readonly type: 'date' | 'datetime-local';
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const LATEST = { date: '9999-12-31', 'datetime-local': '9999-12-31T23:59' } as const;

function DayField({ label, help, type, value, onChange }: DayFieldProps) {
  return (
    <Field label={label} help={help} unmarked>
      {(control) => (
        <OutlinedInput
          fullWidth
          margin="dense"
          type={type}
          value={value}
          // Else a browser takes years of six figures, which are no time to anybody.
          inputProps={{ ...control, max: LATEST[type] }}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
