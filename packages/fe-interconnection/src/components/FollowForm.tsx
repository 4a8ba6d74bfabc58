import { useEffect, useState } from 'react';
import type { FollowedWhom } from '@interlink/contracts/exchange/inquiry';
import { useDispatch } from 'react-redux';
import { Acted } from '@interlink/fe-kit/components/Acted';
import { TextField } from '@interlink/fe-kit/components/Field';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import { Button } from '@interlink/fe-kit/ui/material';
import { followRegistry } from '../store/requests.js';
import { useInterconnection } from '../store/reducer.js';
import { useWords } from './words.js';

const FIELDS = [
  { name: 'partner', label: 'filter.partner', help: 'followed.partnerHelp', maxLength: 40, required: true },
  { name: 'connector', label: 'followed.connector', help: 'followed.connectorHelp', maxLength: 40, required: true },
  { name: 'eventType', label: 'followed.event', help: 'followed.eventHelp', maxLength: 99, required: true },
] as const;
/** Left empty: whoever the events are about. */
const WHOM = [
  { name: 'type', label: 'followed.numberType', help: 'followed.numberTypeHelp', maxLength: 40 },
  { name: 'number', label: 'followed.number', help: 'followed.numberHelp', maxLength: 99 },
  { name: 'attribute', label: 'followed.place', help: 'followed.placeHelp', maxLength: 99 },
  { name: 'code', label: 'followed.placeCode', help: 'followed.placeCodeHelp', maxLength: 99 },
] as const;
const NOTHING = { partner: '', connector: '', eventType: '', type: '', number: '', attribute: '', code: '' };

/** Asks a registry to tell us of its events. */
export function FollowForm() {
  const dispatch = useDispatch();
  const layout = useLayout();
  const { text } = useWords();
  const keyOf = useIntentKey();
  const [typed, setTyped] = useState(NOTHING);
  const following = useInterconnection((state) => state.follow);
  const { status, problem, value } = following;
  useEffect(() => {
    // Asked for again later, it is another wish.
    if (status === 'done') setTyped(NOTHING);
  }, [status]);
  const whom = whomOf(typed);
  const wanted = {
    partner: typed.partner.trim(),
    connector: typed.connector.trim(),
    eventType: typed.eventType.trim(),
  };
  const body = { ...wanted, ...(typeof whom === 'object' && { whom }) };
  const isReady = Object.values(wanted).every((value) => value !== '') && whom !== 'unclear';
  return (
    <form
      aria-label={text('followed.follow')}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) dispatch(followRegistry.ask({ body, key: keyOf([body, value?.id, problem?.correlationId]) }));
      }}
    >
      <div className={layout.grid}>
        {[...FIELDS, ...WHOM].map(({ name, label, help, ...rules }) => (
          <TextField
            key={name}
            ltr
            {...rules}
            label={text(label)}
            help={text(help)}
            value={typed[name]}
            onChange={(value) => setTyped((before) => ({ ...before, [name]: value }))}
          />
        ))}
      </div>
      <Button type="submit" variant="contained" color="primary" disabled={!isReady || status === 'loading'}>
        {text('followed.follow')}
      </Button>
      <Acted of={following} actions={followRegistry} />
    </form>
  );
}

/** One person, one place, everybody; or half of an answer, or two. */
function whomOf(typed: typeof NOTHING): FollowedWhom | 'everybody' | 'unclear' {
  const [type, number, attribute, code] = [typed.type, typed.number, typed.attribute, typed.code].map((one) =>
    one.trim(),
  );
  const given = [type, number, attribute, code].filter((one) => one !== '').length;
  if (given === 0) return 'everybody';
  if (given !== 2) return 'unclear';
  if (type && number) return { by: 'identifier', type, value: number };
  return attribute && code ? { by: 'place', attribute, value: code } : 'unclear';
}
