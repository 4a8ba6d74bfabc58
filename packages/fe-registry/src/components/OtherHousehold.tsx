import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useDispatch } from 'react-redux';
import { EmptyState } from '@interlink/fe-kit/components/EmptyState';
import { TextField } from '@interlink/fe-kit/components/Field';
import { Loaded } from '@interlink/fe-kit/components/Loaded';
import { leadToError } from '@interlink/fe-kit/keyboard';
import { ofSubject } from '@interlink/fe-kit/store/subject';
import { useText } from '@interlink/fe-kit/texts';
import { Button } from '@interlink/fe-kit/ui/material';
import { useSinceOpened } from '@interlink/fe-kit/useSinceOpened';
import { useRegistry } from '../store/reducer.js';
import { findHouseholdPairs } from '../store/requests.js';
import { texts } from '../texts.js';
import { HouseholdPairs, type HouseholdPairsProps } from './HouseholdPairs.js';

type Wish = Parameters<typeof findHouseholdPairs.ask>[0];
type OtherHouseholdProps = Omit<HouseholdPairsProps, 'caption' | 'pairs'> & { readonly householdId: string };

/** "This and another one are one household", also of two who share nobody: by the other one's number. */
export function OtherHousehold({ householdId, ...rest }: OtherHouseholdProps) {
  const { purpose } = rest;
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const form = useRef<HTMLFormElement>(null);
  const [number, setNumber] = useState('');
  const [sought, setSought] = useState<string>();
  const [isMissing, setMissing] = useState(false);
  const found = ofSubject(
    useRegistry((state) => state.householdPairs),
    (asked: Wish) => asked.id === householdId && asked.purpose === purpose && asked.number === sought,
  );
  const find = (wanted: string) => {
    setSought(wanted);
    dispatch(findHouseholdPairs.ask({ id: householdId, purpose, number: wanted }));
  };
  // What was decided about one of those that were found is not as it is shown any more.
  const isDecided = useSinceOpened(useRegistry((state) => state.decideHousehold)).status === 'done';
  useEffect(() => {
    if (isDecided && sought !== undefined) find(sought);
    // Once for each decision.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isDecided]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(number.trim() === '');
    if (number.trim() === '') return leadToError(form);
    find(number.trim());
  };
  return (
    <details>
      <summary>{text('across.other')}</summary>
      <form ref={form} onSubmit={submit} aria-label={text('across.other')} noValidate>
        <TextField
          label={text('search.household')}
          help={text('across.otherHelp')}
          value={number}
          onChange={setNumber}
          error={isMissing ? text('search.missing') : undefined}
          maxLength={80}
          required
          ltr
        />
        <Button type="submit" variant="outlined">
          {text('search.find')}
        </Button>
      </form>
      <Loaded of={found} onRetry={() => find(sought ?? number.trim())}>
        {({ pairs }) =>
          pairs.length === 0 ? (
            <EmptyState title={text('across.otherNone')} />
          ) : (
            <HouseholdPairs caption={text('across.otherFound')} pairs={pairs} {...rest} />
          )
        }
      </Loaded>
    </details>
  );
}
