import { useRef, useState, type FormEvent } from 'react';
import type { JourneyState } from '@interlink/contracts/enrolment/states';
import { SelectField, TextField } from '@interlink/fe-kit/components/Field';
import { leadToError } from '@interlink/fe-kit/keyboard';
import { useText } from '@interlink/fe-kit/texts';
import { Button, makeStyles } from '@interlink/fe-kit/ui/material';
import type { JourneyFilter } from '../api.js';
import { JOURNEY_STATES } from '../journey.js';
import { texts } from '../texts.js';

const UNFINISHED = 'unfinished';
const REFERENCE = /^[0-9A-F]{8}$/;
/** Beside each other, not as wide as the page. */
const useStyles = makeStyles((theme) => ({
  filters: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 2),
    alignItems: 'flex-start',
    '& > *': { flex: '0 1 260px' },
    '& > button': { flex: 'none', marginBlockStart: theme.spacing(3.5) },
  },
}));

/** A state, the operator's own unfinished ones, or all. */
type Shown = JourneyState | typeof UNFINISHED | '';

interface JourneyFiltersProps {
  readonly filter: JourneyFilter;
  readonly mayCreate: boolean;
  readonly onChange: (filter: JourneyFilter) => void;
}

/** Which journeys the list shows: by where they stand, or the one that a person has come about. */
export function JourneyFilters({ filter, mayCreate, onChange }: JourneyFiltersProps) {
  const styles = useStyles();
  const { text } = useText(texts);
  const [reference, setReference] = useState(filter.reference ?? '');
  const form = useRef<HTMLFormElement>(null);
  const [wasTried, setTried] = useState(false);
  const typed = reference.replace(/[\s-]/g, '').toUpperCase();
  const isWrong = typed !== '' && !REFERENCE.test(typed);
  const find = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isWrong) return leadToError(form);
    onChange(typed === '' ? {} : { reference: typed });
  };
  const show = (value: string) => {
    setReference('');
    onChange(toFilter(value as Shown));
  };
  return (
    <form ref={form} className={styles.filters} onSubmit={find} noValidate aria-label={text('list.filters')}>
      <SelectField
        unmarked
        label={text('list.filter')}
        value={shownBy(filter)}
        choices={[
          { value: '', label: text('list.all') },
          ...(mayCreate ? [{ value: UNFINISHED, label: text('list.unfinished') }] : []),
          ...JOURNEY_STATES.map((one) => ({ value: one, label: text(`state.${one}`) })),
        ]}
        onChange={show}
      />
      <TextField
        unmarked
        ltr
        label={text('list.reference')}
        value={reference}
        maxLength={40}
        error={wasTried && isWrong ? text('list.referenceWrong') : undefined}
        onChange={setReference}
      />
      <Button type="submit" variant="outlined">
        {text('list.find')}
      </Button>
    </form>
  );
}

const shownBy = ({ state, unfinished }: JourneyFilter): Shown => (unfinished ? UNFINISHED : (state ?? ''));

/** Of what the list is asked to show; anything unknown is all. */
function toFilter(shown: string | null): JourneyFilter {
  if (shown === UNFINISHED) return { unfinished: true };
  const state = JOURNEY_STATES.find((one) => one === shown);
  return state === undefined ? {} : { state };
}

/** A filter as the address of the list names it: of the page that leads there, and for whoever comes back. */
export function filterOf(search: string): JourneyFilter {
  const query = new URLSearchParams(search);
  const reference = query.get('reference') ?? '';
  return REFERENCE.test(reference) ? { reference } : toFilter(query.get('state'));
}

export function searchOf(filter: JourneyFilter): string {
  const { reference } = filter;
  const shown = shownBy(filter);
  if (reference !== undefined) return `?reference=${reference}`;
  return shown === '' ? '' : `?state=${shown}`;
}
