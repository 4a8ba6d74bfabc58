import { useState } from 'react';
import type { PersonView } from '@interlink/contracts/registry/view';
import { amountText } from '@interlink/domain/payments/money';
import { isDay } from '@interlink/domain/platform/times';
import { EmptyState } from '@interlink/fe-kit/components/EmptyState';
import { NoMore } from '@interlink/fe-kit/components/Loaded';
import { Timeline } from '@interlink/fe-kit/components/Timeline';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { Button } from '@interlink/fe-kit/ui/material';
import { texts } from '../texts.js';
import { timelineOf, type Happening } from '../timeline.js';
import { useSourceName } from './SourceName.js';

const AT_FIRST = 12;

/** What happened to the person in any system, newest first. */
export function Happenings({ person }: { readonly person: PersonView }) {
  const { text } = useText(texts);
  const sourceOf = useSourceName();
  const { date, dateTime } = useFormat();
  const [shown, setShown] = useState(AT_FIRST);
  const all = timelineOf(person);
  const nameOf = (code: string) => person.enrolments.find(({ programme }) => programme === code)?.programmeName ?? code;
  const titleOf = ({ kind, state, programme = '', amount }: Happening) =>
    text(kind === 'benefit' && !amount ? 'happened.benefitInKind' : `happened.${kind}`, {
      what: text(`${STATES[kind]}.${state}`),
      programme: nameOf(programme),
      amount: amount ? amountText(amount) : '',
    });
  if (all.length === 0) return <EmptyState title={text('happened.none')} />;
  return (
    <>
      <Timeline
        label={text('happened.title')}
        items={all.slice(0, shown).map((one) => ({
          id: one.id,
          when: isDay(one.on) ? date(one.on) : dateTime(one.on),
          title: titleOf(one),
          who: sourceOf(one.source),
        }))}
      />
      {all.length > shown ? (
        <Button variant="outlined" onClick={() => setShown(all.length)}>
          {text('happened.all', { count: all.length })}
        </Button>
      ) : (
        shown > AT_FIRST && <NoMore />
      )}
    </>
  );
}

/** Under which texts the states of each kind are. */
const STATES: Readonly<Record<Happening['kind'], string>> = {
  benefit: 'benefit',
  enrolment: 'status',
  link: 'linkedBy',
  payment: 'payment',
};
